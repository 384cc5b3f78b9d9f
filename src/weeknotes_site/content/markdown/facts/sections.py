"""Find the sections of a body: the text under each heading, by its range in the HTML."""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from html import unescape

from markdown_it.token import Token

from weeknotes_site.content.markdown.facts.outline import fold
from weeknotes_site.content.markdown.html.allowed import VOID_TAGS
from weeknotes_site.languages import known_labels, month_names
from weeknotes_site.model.families import NEXT
from weeknotes_site.model.note import Heading
from weeknotes_site.model.passage import Section
from weeknotes_site.regex import regex

MAX_HEADING = 60
"""Maximum characters of a heading; longer texts are sentences."""
_MAX_NOTHING = 80
"""Maximum characters of HTML that can say that there is nothing."""
FOOTNOTES = '<section class="footnotes"'
_TAG = regex(r'<(/?)([a-z][a-z0-9]*+)(?: id="([^"<>]*+)")?[^<>]*+>')
_BEHIND = regex(r"\s?[:,–—-]\s|\s\(")
_NUMBER = regex(r"\(?\d{1,2}(?:[.)]{1,2}|\ufe0f?\u20e3)\s+(?=\W*([^\W\d_]*))(?=\D)")
_BEGINS_NUMBER = frozenset("(0123456789")
_VARIANTS = frozenset(map(chr, range(0xFE00, 0xFE10)))
"""Variation selectors, as in ➡️ and ❤️."""


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
    """Return whether a part of a body only says that there is nothing to say: `None.`, `N/A`."""
    if len(html) > _MAX_NOTHING:
        return False
    return topic_of(unescape(_TAG.sub("", html)).strip()) in known_topics("nothing")


@cache
def known_topics(*kinds: str) -> frozenset[str]:
    """Return the topics of the known headings and labels of these kinds."""
    return frozenset(topic_of(words) for kind in kinds for words in known_labels(kind))


def topic_of(text: str) -> str:
    """Return a heading without its number, case, spaces, punctuation and symbols, or all of it if nothing is left."""
    folded = fold(without_number(text))
    if folded and folded.isascii():
        return folded.decode()
    composed = unicodedata.normalize("NFC", folded.decode())
    return "".join(filter(_is_of_word, composed)) or text.casefold()


def undated_topic(text: str) -> str:
    """Return the topic of a heading or label without the date or week behind it, as in `Wins (week 12)`.

    Empty if it has none, or is as long as a sentence.
    """
    words, *behind = _BEHIND.split(text, maxsplit=1)
    return topic_of(words) if behind and len(text) <= MAX_HEADING and _is_time(behind[0]) else ""


def says_next(text: str) -> bool:
    """Return whether a heading or label means "Next", ignoring case, punctuation and a date: `Next (16 March)`."""
    topics = known_topics(NEXT)
    return len(text) <= MAX_HEADING and (topic_of(text) in topics or undated_topic(text) in topics)


def _is_time(text: str) -> bool:
    """Return whether a text has a number, ends with a month or says "Next" itself: `16 March`, `March`, `next week`."""
    last = text.split()[-1:]
    is_month = bool(last) and last[0].strip("().").casefold() in month_names()
    return is_month or any(map(str.isdigit, text)) or topic_of(text) in known_topics(NEXT)


def without_number(text: str) -> str:
    """Return a heading without the number of its section: `3. Next`, `(3) Next`, but not `3. Oktober`."""
    found = _NUMBER.match(text) if text[:1] in _BEGINS_NUMBER else None
    return text[found.end() :] if found and found[1].casefold() not in month_names() else text


def _is_of_word(sign: str) -> bool:
    """Return whether a character is a letter, a digit or a mark of a letter, but not the variant of an emoji."""
    kind = unicodedata.category(sign)
    return kind[0] in "LN" or (kind in ("Mn", "Mc") and sign not in _VARIANTS)


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
