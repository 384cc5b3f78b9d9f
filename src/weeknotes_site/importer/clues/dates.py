"""Dates and weeks in other people's titles, headings, file names and front matter."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.importer.found import DayClue
from weeknotes_site.languages import in_english
from weeknotes_site.model.days import MONTHS, YEARS
from weeknotes_site.model.week import Week, weeks_in_year

_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_WEEK_OF_YEAR = re.compile(r"(\d{4})(?:/|-)?(?:w|week[-_ ]?)(\d{1,2})(?:/.*)?", re.I)

MAX_SEARCHED = 1_000
"""Titles and headings are shorter; nothing is searched beyond."""

MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" if name != "May" else name for name in MONTHS).replace("Sep(", "Sept?(")
_DASH = r"\s{0,3}(?:-|–|—|to|until)\s{0,3}"
_PATTERNS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<y>\d{4})[./](?P<m>\d{1,2})[./](?P<d>\d{1,2})(?!\d)",
        r"(?<![\d./])(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2})(?![\d])",
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?{_DASH}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?"
        rf"\s{{1,3}}(?P<mn>{MONTH})\.?,?\s{{1,3}}(?P<y>\d{{4}})(?!\d)",
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s{{1,3}}(?P<mn>{MONTH}){_DASH}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?"
        rf"\s{{1,3}}(?P<mn2>{MONTH})\.?,?\s{{1,3}}(?P<y>\d{{4}})(?!\d)",
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s{{1,3}}of)?\s{{1,3}}(?P<mn>{MONTH})\.?,?\s{{1,3}}"
        r"'?(?P<y>\d{4}|\d{2})(?!\d)",
        rf"(?<!\w)(?P<mn>{MONTH})\.?\s{{1,3}}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}(?P<y>\d{{4}})(?!\d)",
        r"(?<!\w)(?P<y>\d{4})-?W(?P<w>\d{1,2})(?!\w)",
        r"(?<!\w)week\s{1,3}(?P<w>\d{1,2}),?\s{1,3}(?:of\s{1,3})?(?P<y>\d{4})(?!\d)",
        r"(?<!\w)(?P<y>\d{4}),?\s{1,3}week\s{1,3}(?P<w>\d{1,2})(?!\d)",
    )
)
_YEAR_AND_NUMBER = re.compile(r"(?<![\d-])(?:19|20)\d\d[-_/](\d{1,2})(?=\.\w+$|/index\.\w+$)")
_COMPACT = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<sep> ?)(?P<m>\d{2})(?P=sep)(?P<d>\d{2})(?!\d)")
WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)(?:(?:s|nes|rs?|ur)?day|s|rs?)?"
"""A day of the week, whole or shortened."""
_BEFORE_DAY = rf"[\s:]{{0,3}}(?:(?<!\w){WEEKDAY}[.,]?\s{{1,3}}(?:the\s{{1,3}})?)?$"
_STARTS_WEEK = re.compile(rf"(?:w[./_-]?c\.?|week\s{{1,3}}(?:commencing|beginning|starting|of)|w/b){_BEFORE_DAY}", re.I)
_ENDS_WEEK = re.compile(rf"(?:w[./_-]?e\.?|week\s{{1,3}}(?:ending|to)){_BEFORE_DAY}", re.I)
_ANOTHER_DAY = re.compile(
    r"(?<!\w)(?:previous(?:ly)?|last|next|earlier|since|until|till|before|after|by|due|see|upcoming|following|deadline)"
    r"(?:\s(?:time|week|weeknotes?|notes?|update|post|one|on|at|was|is|of|the)){0,4}[\s:,–—()-]{0,5}$",
    re.I,
)
"""Words before a date that is not the note's own."""
_OFFSET = re.compile(r"\s{0,3}([+-]\d\d):?(\d\d)$")
WEEK_NUMBER = re.compile(r"week\s+\d", re.I)
_FIRST_DAYS, _LAST_DAYS = (1, 7), (5, 6, 7)
"""Weekdays on which weeks begin and end, Monday 1."""
_SATURDAY = 6
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SPAN = re.compile(r"(?<!\d)(?:19|20)\d\d\s?[/–—-]\s?(?:1[3-9]|[2-9]\d)")
"""Two years, such as `2022/23`."""
_SHORT_OF_YEAR = re.compile(r"(?:\d|\d(?:st|nd|rd|th)|[^\W\d_]{3})[:.]?$", re.I)
_MAX_DATE_LINE = 80
_BETWEEN = re.compile(_DASH, re.I)


class Written(Struct, frozen=True, kw_only=True):
    """A date, week or span found in a text."""

    start: int
    end: int
    readings: tuple[date, ...]
    week: Week | None = None
    proves: str = ""

    def clue(self, text: str, how: str) -> DayClue:
        """Return the clue, with the text in which it was found."""
        written = text[self.start : self.end].strip()
        return DayClue(written=written, readings=self.readings, how=how, proves=self.proves, week=self.week)


def find_days(text: str, *, compact: bool = False) -> list[Written]:
    """Find the dates and weeks in a line of text, in order; `compact` takes `20220124` and `2022 01 24`, too."""
    english = in_english(text[:MAX_SEARCHED])
    found = _find_english(english.text, compact=compact)
    return [replace(one, start=english.start(one.start), end=english.end(one.end)) for one in found]


def _find_english(text: str, *, compact: bool) -> list[Written]:
    found: list[Written] = []
    for pattern in (*_PATTERNS, *((_COMPACT,) if compact else ())):
        for match in pattern.finditer(text):
            if any(match.start() < one.end and one.start < match.end() for one in found):
                continue
            if written := _read(match):
                found.append(_with_prefix(written, text))
    return list(_joined(sorted(found, key=lambda one: one.start), text))


def clues_in(text: str, how: str, *, compact: bool = False) -> tuple[DayClue, ...]:
    """Return the clues in a line of text, each with the same words on how it was found."""
    found = find_days(text, compact=compact)
    return tuple(replace(one.clue(text, how), is_typed=not is_of_another(text, one)) for one in found)


def is_of_another(text: str, one: Written) -> bool:
    """Return whether words such as "since" or "last time:" before a date show that it is not the text's own day."""
    return _ANOTHER_DAY.search(text, max(0, one.start - 60), one.start) is not None


def as_local(written: str, zone: str) -> tuple[str, tuple[str, ...]]:
    """Return a moment, as a program wrote it, in a time zone, and a remark if the zone is not known.

    A moment without an offset, or in a zone that is not known, is returned as it is.
    """
    try:
        moment = datetime.fromisoformat(_OFFSET.sub(r"\1:\2", written.strip()))
    except ValueError:
        return written, ()
    if moment.tzinfo is None or not zone:
        return written, ()
    try:
        return moment.astimezone(ZoneInfo(zone)).isoformat(), ()
    except (LookupError, OSError, ValueError, OverflowError):
        return written, (f"the time zone `{zone}` is unknown; check the day",)


def week_of_folders(parts: tuple[str, ...]) -> Week | None:
    """Return the week that folders such as `2022/week-03` or `2022-W03` name."""
    for text in ("/".join(parts[at:]) for at in range(len(parts))):
        if match := _WEEK_OF_YEAR.fullmatch(text):
            return _week(int(match[1]), int(match[2]))
    return None


@lru_cache(maxsize=4)
def names_weeks(paths: tuple[str, ...]) -> bool:
    """Return whether `2024-07.md` or `2024/07/` means a week: one such number in the source is no month."""
    return any(int(match[1]) > 12 for path in paths for match in _YEAR_AND_NUMBER.finditer(path))


def week_of_numbers(path: str) -> Week | None:
    """Return the week of a path such as `2024-07.md` or `2024/07/index.md`."""
    match = _YEAR_AND_NUMBER.search(path)
    return _week(int(match[0][:4]), int(match[1])) if match else None


def day_of_week(week: Week, how: str, written: str) -> DayClue:
    """Return a week as a clue: its Friday."""
    return DayClue(written=written, readings=(week.friday,), how=how, is_typed=False, week=week)


def starting_day(text: str) -> date | None:
    """Return the ISO day that a text starts with."""
    match = _ISO_DAY.match(text)
    return plausible(*map(int, match.groups())) if match else None


def given_day(written: str, how: str) -> tuple[DayClue, ...]:
    """Return the clue of a day that a program wrote; empty if the text does not start with one."""
    day = starting_day(written)
    return (DayClue(written=written, readings=(day,), how=how, is_typed=False),) if day else ()


def header_day(written: str) -> date | None:
    """Return the day of a date as mails and RSS have it (RFC 5322), in the sender's time zone; None for other texts."""
    try:
        return parsedate_to_datetime(written).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def plausible(year: int, month: int, day: int) -> date | None:
    """Return the day, or None if it does not exist or is outside the years of weeknotes."""
    year = year + 2000 if year < 100 else year
    if year not in YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _read(match: re.Match[str]) -> Written | None:
    groups = match.groupdict()
    year = int(groups["y"])
    if groups.get("w"):
        week = _week(year, int(groups["w"]))
        return Written(start=match.start(), end=match.end(), readings=(week.friday,), week=week) if week else None
    if groups.get("a"):
        return _read_numbers(match, int(groups["a"]), int(groups["b"]), year)
    month = _month(groups["mn"]) if groups.get("mn") else int(groups["m"])
    last_month = _month(groups["mn2"]) if groups.get("mn2") else month
    day = plausible(year, last_month, int(groups.get("d2") or groups["d"]))
    if day is None:
        return None
    first = plausible(year, month, int(groups["d"])) if groups.get("d2") else None
    week = _week_of_span(first, day) if first else None
    return Written(start=match.start(), end=match.end(), readings=(day,), week=week)


def _read_numbers(match: re.Match[str], first: int, second: int, year: int) -> Written | None:
    by_day, by_month = plausible(year, second, first), plausible(year, first, second)
    readings = tuple(dict.fromkeys(day for day in (by_day, by_month) if day))
    if not readings:
        return None
    proves = "" if by_day and by_month else "day-first" if by_day else "month-first"
    return Written(start=match.start(), end=match.end(), readings=readings, proves=proves)


def _with_prefix(one: Written, text: str) -> Written:
    """Return the clue with words before the date that make it the start or end of a week."""
    before = text[max(0, one.start - 45) : one.start]
    if start := _STARTS_WEEK.search(before):
        weeks = [_week_begun(day) for day in _likely(one.readings, _FIRST_DAYS)]
        readings = tuple(week.friday for week in weeks)
        return replace(one, start=one.start - len(before) + start.start(), readings=readings, week=weeks[0])
    if end := _ENDS_WEEK.search(before):
        readings = _likely(one.readings, _LAST_DAYS)
        return replace(one, start=one.start - len(before) + end.start(), readings=readings, week=Week.of(readings[0]))
    return one


def _week_begun(day: date) -> Week:
    """Return the week that begins on a day; where weeks begin on Saturday or Sunday, that is the next one here."""
    return Week.of(day + timedelta(days=2) if day.isoweekday() >= _SATURDAY else day)


def _week_of_span(first: date, last: date) -> Week | None:
    """Return the week of most days of a span of a week or less, the first one of two with as many."""
    return Week.of(first + (last - first) // 2) if timedelta(0) < last - first < timedelta(days=7) else None


def _likely(days: tuple[date, ...], weekdays: tuple[int, ...]) -> tuple[date, ...]:
    """Return the only reading of a date with such a weekday; all of them if that does not decide."""
    fitting = tuple(day for day in days if day.isoweekday() in weekdays)
    return fitting if len(fitting) == 1 else days


def _joined(found: list[Written], text: str) -> Iterator[Written]:
    """Join two dates with a dash between them to a span, which counts as its last day."""
    at = 0
    while at < len(found):
        one = found[at]
        if at + 1 < len(found) and _BETWEEN.fullmatch(text, one.end, found[at + 1].start):
            last = found[at + 1]
            week = _week_of_span(one.readings[0], last.readings[0])
            one = replace(last, start=one.start, week=week, proves=one.proves or last.proves)
            at += 1
        yield one
        at += 1


def _week(year: int, number: int) -> Week | None:
    is_one = year in YEARS and 1 <= number <= weeks_in_year(year)
    return Week(year, number) if is_one else None


def _month(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month[:3].lower() == name[:3].lower())


def near(day: date, other: date, days: int) -> bool:
    """Return whether two days are at most `days` apart."""
    return abs(day - other) <= timedelta(days=days)


def bare_year(text: str) -> str:
    """Return the year in a heading or name without a day; empty without one, or for a span of years."""
    years = set(_YEAR.findall(text))
    return years.pop() if len(years) == 1 and not _SPAN.search(text) and not find_days(text, compact=True) else ""


def with_year(text: str, year: str) -> str:
    """Return a text with a year appended if that makes its end a date, else the text."""
    if len(text) > _MAX_DATE_LINE or not _SHORT_OF_YEAR.search(text) or find_days(text):
        return text
    return next((whole for sign in " /." if find_days(whole := f"{text.rstrip(': ./')}{sign}{year}")), text)
