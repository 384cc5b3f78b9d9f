"""Find the sections of a body: the text under each heading, by its range in the HTML."""

from collections.abc import Iterable, Sequence
from html import unescape
from unicodedata import category

from markdown_it.token import Token

from weeknotes_site.content.markdown.html.allowed import VOID_TAGS
from weeknotes_site.content.markdown.topics import known_topics, topic_of, undated_topic
from weeknotes_site.model.note import Heading
from weeknotes_site.model.passage import Section
from weeknotes_site.regex import regex

_MAX_NOTHING = 80
"""Maximum characters of HTML that can say that there is nothing."""
FOOTNOTES = '<section class="footnotes"'
_TAG = regex(r'<(/?)([a-z][a-z0-9]*+)(?: id="([^"<>]*+)")?[^<>]*+>')


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
                says_nothing = is_nothing(html[start:at])
                text = headings[number].text
                undated = undated_topic(text)
                found.append(Section(topic_of(text), number, start, at, lines[number], says_nothing, undated))

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
        if name in VOID_TAGS:
            continue
        if not closes:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened


def is_nothing(html: str) -> bool:
    """Return whether a part of a body only says that there is nothing to say: `None.`, `N/A`, or empty items."""
    if len(html) > _MAX_NOTHING:
        return False
    text = unescape(_TAG.sub("", html)).strip()
    is_empty = not any(category(char)[0] in "LNS" for char in text) and "<img" not in html
    return is_empty or topic_of(text) in known_topics("nothing")


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
        if name in VOID_TAGS:
            continue
        if not closes and not depth and own_id:
            outermost.add(own_id)
        depth += -1 if closes else 1
    return [heading.id in outermost for heading in headings]
