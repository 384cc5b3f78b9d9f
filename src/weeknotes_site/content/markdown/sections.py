"""Find the sections of a body: the text under each heading, by its range in the HTML."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from markdown_it.token import Token

from weeknotes_site.content.markdown.outline import fold
from weeknotes_site.model.note import Heading
from weeknotes_site.model.passage import Section

FOOTNOTES = '<section class="footnotes"'
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*+)(?: id="([^"<>]*+)")?[^<>]*+>')
_VOID = frozenset(("br", "col", "hr", "img", "input", "wbr"))


def find_sections(
    html: str, headings: Sequence[Heading], outermost: Sequence[bool], lines: Sequence[int]
) -> tuple[Section, ...]:
    """Return the sections that are not empty, in reading order.

    `outermost` is whether each heading is at the top level: one in a list or quote begins no section.
    """
    found: list[Section] = []
    opened: list[tuple[int, int]] = []
    end = 0

    def close(level: int, at: int) -> None:
        while opened and headings[opened[-1][0]].level >= level:
            number, start = opened.pop()
            if html[start:at].strip():
                found.append(Section(topic_of(headings[number].text), number, start, at, lines[number]))

    for number, heading in enumerate(headings):
        begin = html.find(f'<h{heading.level} id="{heading.id}">', end) if outermost[number] else -1
        closing = f"</h{heading.level}>"
        if begin >= 0 and (closed := html.find(closing, begin)) >= 0:
            close(heading.level, begin)
            end = closed + len(closing)
            opened.append((number, end))
    footnotes = html.find(FOOTNOTES, end)
    close(0, len(html) if footnotes < 0 else footnotes)
    return tuple(sorted(found, key=lambda section: section.heading))


def stands_alone(html: str) -> bool:
    """Return whether the tags of a part of a body are balanced, which raw HTML can prevent."""
    opened: list[str] = []
    for closes, name, _ in _TAG.findall(html):
        if name in _VOID:
            continue
        if not closes:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened


def topic_of(text: str) -> str:
    """Return a heading without case, spaces, punctuation and symbols, or all of it if nothing else is in it."""
    folded = fold(text)
    if folded and folded.isascii():
        return folded.decode()
    composed = unicodedata.normalize("NFC", folded.decode())
    return "".join(sign for sign in composed if unicodedata.category(sign)[0] in "LMN") or text.casefold()


def find_lines(tokens: Iterable[Token], first_line: int) -> list[int]:
    """Return the line of each heading in the file; `first_line` is the body's."""
    return [first_line + (token.map[0] if token.map else 0) for token in tokens if token.type == "heading_open"]


def find_outermost(tokens: Iterable[Token]) -> list[bool]:
    """Return whether each heading is outside lists and quotes."""
    return [token.level == 0 for token in tokens if token.type == "heading_open"]


def find_outermost_in_html(html: str, headings: Iterable[Heading]) -> list[bool]:
    """Return whether each heading is outside all other elements, for a body with raw HTML."""
    outermost: set[str] = set()
    depth = 0
    for closes, name, own_id in _TAG.findall(html):
        if name in _VOID:
            continue
        if not closes and not depth and own_id:
            outermost.add(own_id)
        depth += -1 if closes else 1
    return [heading.id in outermost for heading in headings]
