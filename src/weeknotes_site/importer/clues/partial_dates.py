"""Dates without a year or month, whose figures are not a note's number: `5 Feb – 9 Feb`, `w/c 29`, `5/2`."""

import re
from collections.abc import Iterator

from weeknotes_site.importer.clues.dates import MAX_SEARCHED, MONTH, WEEKDAY
from weeknotes_site.languages import in_english

_NTH = r"(?:st|nd|rd|th)?\.?"
_TO = r"\s{0,3}(?P<to>[-–—/&+]|\b(?:to|until|till|and|bis|und|au|et|al?|y|i|hyd|tan)\b)\s{0,3}"
_NO_FIGURE_BEFORE = r"(?<![\w.#/-])(?<!\bno\s)(?<!\bno\.\s)"
_DAY_AND_MONTH = re.compile(
    rf"{_NO_FIGURE_BEFORE}(?:(?P<d>\d{{1,2}}){_NTH}{_TO}(?:{WEEKDAY}[.,]?\s{{1,3}})?)?(?P<d2>\d{{1,2}}){_NTH}"
    rf"(?:\s{{1,3}}of)?\s{{1,3}}(?:{MONTH})\b",
    re.I,
)
_MONTH_AND_DAY = re.compile(rf"\b(?:{MONTH})\.?\s{{1,3}}\d{{1,2}}{_NTH}(?:{_TO}\d{{1,2}}{_NTH})?(?![\w%])", re.I)
_FIGURES = re.compile(
    rf"{_NO_FIGURE_BEFORE}(?:\d{{1,2}}\.?\s?[–-]\s?)?(?:(?P<a>\d{{1,2}})[./](?P<b>\d{{1,2}})|\d{{4}}[./-]\d{{1,2}}"
    rf"|\d{{1,2}}[./-]\d{{4}})(?![\w%/-])"
)
_DAY_ALONE = re.compile(
    rf"(?:\bw/[ceb]\s|\bweek\s{{1,3}}(?:commencing|beginning|starting|ending)\s|\b{WEEKDAY}\s)\s{{0,3}}"
    rf"(?P<day>\d{{1,2}})(?![\w%])",
    re.I,
)
_FEW_DAYS = 7


def partial_dates(text: str) -> list[tuple[int, int]]:
    """Return where a text has days and months that are not a full date, in any language of a site."""
    english = in_english(text[:MAX_SEARCHED])
    return [(english.start(start), english.end(end)) for start, end in _find(english.text)]


def _find(text: str) -> Iterator[tuple[int, int]]:
    for match in _DAY_AND_MONTH.finditer(text):
        # "Weeknote 12 – 9 Feb" has a number and a day, "5 – 9 Feb" two days.
        is_span = match["d"] and (
            0 < int(match["d2"]) - int(match["d"]) < _FEW_DAYS or not any(map(str.isspace, _around(match)))
        )
        yield match.start() if is_span else match.start("d2"), match.end()
    for pattern in (_MONTH_AND_DAY, _FIGURES):
        for match in pattern.finditer(text):
            if pattern is not _FIGURES or not match["a"] or _could_be_day(int(match["a"]), int(match["b"])):
                yield match.span()
    for match in _DAY_ALONE.finditer(text):
        yield match.span("day")


def _around(match: re.Match[str]) -> str:
    """Return the characters around the word or dash between two days."""
    return match.string[match.start("to") - 1] + match.string[match.end("to")]


def _could_be_day(one: int, other: int) -> bool:
    """Return whether two figures can be a day and a month, in some order."""
    return 0 < min(one, other) <= 12 and max(one, other) <= 31
