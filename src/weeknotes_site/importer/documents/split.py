"""Split a document with many notes at their opening lines."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.importer.clues.dates import bare_year, find_days, with_year
from weeknotes_site.importer.clues.titles import Title, is_opening, read_title
from weeknotes_site.importer.text.fences import fenced
from weeknotes_site.importer.text.headings import without_marks

_HEADING = re.compile(r"(#{1,6})[ \t]+(\S.*)")
_BOLD, _ALONE = 7, 8
"""Levels of bold lines and of lines without marks."""
_LEAP_YEAR = "2000"
"""Added to dates to see whether they lack a year: `29 February` has to be one, too."""
_LIKE_A_DATE = re.compile(r"(?:[^\W\d]{2,12}[.,]?\s)?\d{1,2}(?:\.|st|nd|rd|th)?\s[^\W\d]{3,12}\.?,?\s(?:19|20)\d\d:?")
"""A day with a month that is misspelled or in another language."""
_DEFINED = re.compile(r"^\[(\^[^\]\s]{1,100}|[^\[\]\n^][^\[\]\n]{0,100})\]:[^\n]*", re.M)
_FOOTNOTE_BELOW_ANOTHER = re.compile(r"(?<!\n)\n(?=\[\^[^\]\s]{1,100}\]:)")
_RULE = re.compile(r"-{3,100}|\*{3,100}|_{3,100}|\* \* \*")
_USED = re.compile(r"\[(\^[^\]\s]{1,100}|[^\[\]\n^][^\[\]\n]{0,100})\]")

SHORTEST_GAP = 4
"""Minimum days between two weekly notes; a note may have a heading for each day of its week."""
_DAYS_OF_A_WEEK = 7


class Part(Struct, frozen=True, kw_only=True):
    """A note in a document."""

    title: Title
    body: str
    year: str
    """The year that was added to its title, where that has none."""


class _Heading(Struct, frozen=True, kw_only=True):
    """A line that is marked as a heading or is a paragraph."""

    at: int
    level: int
    """Level by its marks; bold lines and lines without marks are below all others."""
    text: str
    is_apart: bool = True
    """Whether it is not directly above a text."""
    year: str = ""
    """The year that was added to the text."""


def split_parts(text: str, year: str) -> tuple[str, tuple[Part, ...]]:
    """Return the text above the first opening line, and each note from one opening line to the next.

    Dates without a year are of the year that a heading above them names, else of `year`, else of the one that brings
    them closest to the date before them.
    """
    lines = text.split("\n")
    headings = _dated_headings(lines, year)
    openings = _openings(headings) or _dates_alone(headings)
    if not openings:
        return text.strip(), ()
    ends = [one.at for one in openings[1:]] + [len(lines)]
    bodies = [_body(lines[one.at + 1 : end]) for one, end in zip(openings, ends, strict=True)]
    parts = tuple(
        Part(title=read_title(one.text), body=body, year=one.year)
        for one, body in zip(openings, _with_definitions(bodies), strict=True)
    )
    return "\n".join(lines[: openings[0].at]).strip(), parts


def _body(lines: list[str]) -> str:
    """Return the text of a note, without the rules that separate it from the next one."""
    end = len(lines)
    while end and (
        not lines[end - 1].strip()
        or (_RULE.fullmatch(lines[end - 1].strip()) and not "".join(lines[end - 2 : end - 1]).strip())
    ):
        end -= 1
    return "\n".join(lines[:end]).strip("\n")


def later_dates(text: str, own: date | None) -> Iterator[str]:
    """Yield dates that stand alone, at least a week from a note's own day, and lines that look like a misspelled one.

    Without a day of its own, the first of the dates counts as that.
    """
    for one in _dated_headings(text.split("\n"), ""):
        if _is_date(one):
            day = _readings(one)[0]
            own = own or day
            if abs((day - own).days) >= _DAYS_OF_A_WEEK:
                yield one.text.removesuffix(one.year).rstrip(" /.")
        elif _LIKE_A_DATE.fullmatch(one.text) and not find_days(one.text):
            yield one.text


def _dated_headings(lines: list[str], year: str) -> list[_Heading]:
    """Return the headings with their years; a line directly above a text counts if it is nothing but a date."""
    headings = _with_near_years(_with_years(list(_headings(lines)), year))
    return [one for one in headings if one.is_apart or _is_date(one)]


def _openings(headings: Sequence[_Heading]) -> list[_Heading]:
    """Return the headings that say weeknotes, and dates alone among them at the same level."""
    openings = [one for one in headings if is_opening(one.text)]
    levels = {one.level for one in openings}
    if len(levels) == 1 and _ALONE not in levels:
        both = [one for one in headings if one.level in levels and (is_opening(one.text) or _is_date(one))]
        return both if _is_by_week(both) else openings
    return openings


def _dates_alone(headings: Sequence[_Heading]) -> list[_Heading]:
    """Return headings that are only a date, of the highest level with several that are not all in one week."""
    dated = [one for one in headings if _is_date(one)]
    for level in sorted({one.level for one in dated}):
        found = [one for one in dated if one.level <= level]
        if len(found) > 1 and _is_by_week(found):
            return found
    return []


def _is_date(one: _Heading) -> bool:
    title = read_title(one.text)
    return len(title.days) == 1 and not title.without_dates()


def _is_by_week(headings: Sequence[_Heading]) -> bool:
    days = [readings[0] for one in headings if (readings := _readings(one))]
    return all(abs((after - before).days) >= SHORTEST_GAP for before, after in pairwise(days))


def _with_years(headings: Sequence[_Heading], year: str) -> Iterator[_Heading]:
    """Add the year to headings that are a date without one."""
    above: list[tuple[int, str]] = []
    first = next((one for one in headings if one.is_apart), None)
    for one in headings:
        if (found := bare_year(one.text)) and (one.level < _ALONE or one is first):
            above = [*((level, named) for level, named in above if level < one.level), (one.level, found)]
        named = next((named for level, named in reversed(above) if level <= one.level or level == _ALONE), year)
        yield _with_year(one, named) if named and not found else one


def _with_near_years(headings: Iterable[_Heading]) -> Iterator[_Heading]:
    """Complete dates without a year with the one that brings them closest to the date before them."""
    before: dict[int, tuple[date, ...]] = {}
    for one in headings:
        near = before.get(one.level, ())
        years = (near[0].year, near[0].year + 1, near[0].year - 1) if near and _with_year(one, _LEAP_YEAR).year else ()
        dated = [each for year in years if _is_dated(each := _with_year(one, str(year)))]
        found = min(dated, key=lambda each: _days_between(_readings(each), near), default=one)
        if _is_dated(found):
            before[one.level] = _readings(found)
        yield found


def _is_dated(one: _Heading) -> bool:
    return any(map(str.isdigit, one.text)) and bool(_readings(one)) and (_is_date(one) or is_opening(one.text))


def _readings(one: _Heading) -> tuple[date, ...]:
    """Return the days that a heading's first date can be; empty if it has none."""
    return next((written.readings for written in read_title(one.text).days), ())


def _days_between(days: Iterable[date], others: Sequence[date]) -> int:
    return min(abs((day - other).days) for day in days for other in others)


def _with_year(one: _Heading, year: str) -> _Heading:
    whole = with_year(one.text, year)
    return one if whole == one.text else replace(one, text=whole, year=year)


def _headings(lines: list[str]) -> Iterator[_Heading]:
    """Yield the lines that are marked as headings or stand alone, without their marks."""
    for at, (line, is_code) in enumerate(zip(lines, fenced(lines), strict=True)):
        if is_code or len(line) > 400:
            continue
        text = without_marks(line)
        is_marked = text != line.strip()
        if text and (is_marked or _begins_paragraph(lines, at)):
            marks = _HEADING.fullmatch(line.strip())
            level = len(marks[1]) if marks else _BOLD if is_marked else _ALONE
            yield _Heading(
                at=at, level=level, text=text, is_apart=is_marked or not "".join(lines[at + 1 : at + 2]).strip()
            )


def _begins_paragraph(lines: list[str], at: int) -> bool:
    """Return whether a line is below an empty one or a rule."""
    return not at or not lines[at - 1].strip(" \t-*_")


def _with_definitions(bodies: list[str]) -> list[str]:
    """Give each note the footnotes and addresses it refers to, which documents keep at their very end."""
    used = [set(_USED.findall(_DEFINED.sub("", body))) for body in bodies]
    wanted = set().union(*used)
    defined: dict[str, str] = {}
    texts = []
    for body in bodies:
        kept: list[str] = []
        footnote = ""
        for block in _FOOTNOTE_BELOW_ANOTHER.sub("\n\n", body).split("\n\n"):
            match = _DEFINED.match(block)
            if match and match[1].startswith("^") and match[1] in wanted and match[1] not in defined:
                footnote = match[1]
                defined[footnote] = block
            elif footnote and block.startswith("    "):
                defined[footnote] += f"\n\n{block}"
            else:
                footnote = ""
                kept.append(block)
        texts.append("\n\n".join(kept).strip("\n"))
    for match in (match for text in texts for match in _DEFINED.finditer(text)):
        if not match[1].startswith("^"):
            defined.setdefault(match[1], match[0])
    order = {label: at for at, label in enumerate(defined)}
    found = (sorted(labels & defined.keys(), key=order.__getitem__) for labels in used)
    return [_with_those(text, labels, defined) for text, labels in zip(texts, found, strict=True)]


def _with_those(text: str, labels: Sequence[str], defined: Mapping[str, str]) -> str:
    """Add the definitions that a note needs and does not have."""
    own = {match[1] for match in _DEFINED.finditer(text)}
    return "\n\n".join([text, *(defined[label] for label in labels if label not in own)])
