"""The line below a document's title that names its authors: `By Priya Shah and Tom Reed`, `Author: Tom Reed`."""

import re

from weeknotes_site.content.front_matter.fields import BETWEEN_NAMES
from weeknotes_site.importer.clues.dates import find_days
from weeknotes_site.importer.text.headings import without_marks
from weeknotes_site.languages import month_names, weekday_names

_BY = re.compile(r"(?:(?:written|posted|prepared)\s)?(?:by|von|par|gan)\s+(?P<names>\S.{2,200})", re.I)
_KEYED = re.compile(
    r"(?:authors?|written by|prepared by|awdur(?:on)?|autor(?:in|en)?|auteur(?:e|s)?|الكاتب)\s?:"
    r"\s*(?P<names>\S.{1,200})",
    re.I,
)
_BETWEEN = re.compile(r"\s(?:und|et|ac?)\s")
_NAME = re.compile(r"(?:[^\W\d_a-z][\w'’.-]{0,40}|d[aei]|de[lnr]?|v[ao]n|bin|al|ter?)(?:\s|$)")
_SLANTED = re.compile(r"([*_])(?=\S)([^*_]{1,300})\1")
_MOST_LINES = 3
_MOST_WORDS = 5


def take_byline(body: str) -> tuple[tuple[str, ...], str]:
    """Return the authors that one of the first lines names, and the text without it; only dates may be above it."""
    lines = body.split("\n")
    seen = 0
    for at, line in enumerate(lines):
        if not line.strip():
            continue
        seen += 1
        if names := _names_in(line):
            is_alone = at + 1 == len(lines) or not lines[at + 1].strip()
            return (names, "\n".join([*lines[:at], *lines[at + 1 :]]).strip("\n")) if is_alone else ((), body)
        if seen == _MOST_LINES or not find_days(line):
            break
    return (), body


def _names_in(line: str) -> tuple[str, ...]:
    text = without_marks(line)
    text = slanted[2] if (slanted := _SLANTED.fullmatch(text)) else text
    keyed = _KEYED.fullmatch(text.strip())
    found = keyed or _BY.fullmatch(text.strip())
    if found is None:
        return ()
    names = tuple(one.strip() for one in BETWEEN_NAMES.split(_BETWEEN.sub(" and ", found["names"])))
    least = 1 if keyed else 2  # "By Easter" names no author
    return names if all(is_name(one, least) for one in names) else ()


def is_name(text: str, least: int) -> bool:
    """Return whether words can be a person's name: written large, no month and no day of the week."""
    words = text.split()
    if not least <= len(words) <= _MOST_WORDS or (text.endswith(".") and len(words[-1]) > len("Jr.")):
        return False
    dates = month_names() | weekday_names()
    is_written_large = not words[0][0].islower() and all(map(_NAME.fullmatch, words))
    return is_written_large and not any(word.casefold() in dates for word in words)
