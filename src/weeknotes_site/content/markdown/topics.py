"""The topic of a heading or label, by which headings are compared, and the topics of known ones."""

import re
import string
import unicodedata
from collections.abc import Mapping
from functools import cache

from weeknotes_site.languages import known_labels, month_names
from weeknotes_site.model.families import FAMILIES, NEXT
from weeknotes_site.regex import regex

MAX_HEADING = 60
"""Maximum characters of a heading; longer texts are sentences."""
_BEHIND = regex(r"\s?[:,–—-]\s|\s\(")
_NUMBER = regex(r"\(?\d{1,2}(?:[.)]{1,2}|\ufe0f?\u20e3)\s+(?=\W*([^\W\d_]*))(?=\D)")
_BEGINS_NUMBER = frozenset("(0123456789")
_VARIANTS = frozenset(map(chr, range(0xFE00, 0xFE10)))
"""Variation selectors, as in ➡️ and ❤️."""
_LOWER_CASE = bytes(range(256)).lower()
_ASCII_PUNCTUATION = (string.punctuation + string.whitespace).encode()
# U+2000 to U+203F in UTF-8: curly quotes, dashes and the ellipsis; ten times as fast as `\W` on text.
_GENERAL_PUNCTUATION = regex(rb"\xe2\x80.", re.DOTALL)


@cache
def known_topics(*kinds: str) -> frozenset[str]:
    """Return the topics of the known headings and labels of these kinds."""
    return frozenset(topic_of(words) for kind in kinds for words in known_labels(kind))


@cache
def family_topics() -> Mapping[str, str]:
    """Return the family of each known label."""
    return {topic: family for family in FAMILIES for topic in known_topics(family)}


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


def fold(text: str) -> bytes:
    """Return a text without case, spaces and punctuation, for comparison."""
    if text.isascii():
        return text.encode().translate(_LOWER_CASE, _ASCII_PUNCTUATION)
    folded = _GENERAL_PUNCTUATION.sub(b"", text.encode()).translate(_LOWER_CASE, _ASCII_PUNCTUATION)
    return folded if folded.isascii() else folded.decode().casefold().encode()


def without_number(text: str) -> str:
    """Return a heading without the number of its section: `3. Next`, `(3) Next`, but not `3. Oktober`."""
    found = _NUMBER.match(text) if text[:1] in _BEGINS_NUMBER else None
    return text[found.end() :] if found and found[1].casefold() not in month_names() else text


def _is_time(text: str) -> bool:
    """Return whether a text has a number, ends with a month or says "Next" itself: `16 March`, `March`, `next week`."""
    last = text.split()[-1:]
    is_month = bool(last) and last[0].strip("().").casefold() in month_names()
    return is_month or any(map(str.isdigit, text)) or topic_of(text) in known_topics(NEXT)


def _is_of_word(sign: str) -> bool:
    """Return whether a character is a letter, a digit or a mark of a letter, but not the variant of an emoji."""
    kind = unicodedata.category(sign)
    return kind[0] in "LN" or (kind in ("Mn", "Mc") and sign not in _VARIANTS)
