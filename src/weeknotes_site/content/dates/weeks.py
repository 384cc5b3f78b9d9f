"""Parse weeks in other forms: `week 50, 2026`, a day of the week, ranges such as `2026-W50 to 2026-W51`."""

import re
from collections.abc import Iterable

from weeknotes_site.content.dates.days import DateError, read_date
from weeknotes_site.content.dates.spans import TO
from weeknotes_site.content.dates.unknown_years import ANY_WEEK
from weeknotes_site.model.days import YEARS
from weeknotes_site.model.week import Week, weeks_in_year
from weeknotes_site.regex import regex

MAX_SPAN = 10
"""Maximum weeks in a hint."""
_LAST_WEEK = 53
_SPAN_OF_WEEKS = regex(
    rf"(\d{{4}})-?[Ww](\d{{1,2}})(\s*(?:{TO}|and|\.{{2,3}}|->|[-–—/,&+…→])\s*)(?:(\d{{4}})-?)?[Ww]?(\d{{1,2}})",
    re.IGNORECASE,
)
_BARE_WEEK = regex(r"(?:w(?:ee)?k?|[ck]w|no\.?|s(?:em)?\.?)? ?(\d{1,2})", re.IGNORECASE)
_YEAR_OF_WEEK = regex(r"(\d{4})-?[Ww]")
_WEEK_AND_DAY = regex(r"(\d{4}-?W\d{2})-?[1-7]", re.IGNORECASE)
_YEAR_FIRST = regex(r"(\d{4})(?:[ /._-]|, ?)(?:w(?:ee)?k? ?)?(\d{1,2})", re.IGNORECASE)
_WEEK_FIRST = regex(r"(?:w(?:ee)?k?|[ck]w)? ?(\d{1,2})(?: of |[ /._-]|, ?)(\d{4})", re.IGNORECASE)
_WEEK_IN_NAME = regex(r"(?:week-?notes?[ _-])?(\d{4}-?W\d{2})(?!\w|[ _-]{0,3}(?:to)?[ _-]{0,3}W?\d)", re.IGNORECASE)
_SPAN_WITHOUT_YEAR = regex(
    r"(?:w(?:ee)?k?s?|[ck]w)? ?(\d{1,2}) ?[-–—/,&+] ?(?:w(?:ee)?k?|[ck]w)? ?(\d{1,2})", re.IGNORECASE
)


def week_in_name(path: str) -> Week | None:
    """Return the week at the start of a file's name, or None; a name with several, `2026-w46-47.md`, has none."""
    found = _WEEK_IN_NAME.match(path.rpartition("/")[2])
    try:
        return Week.parse(found[1]) if found else None
    except ValueError:
        return None


def weeks_of_span(written: str) -> str:
    """Return a range like `2026-W50 to 2026-W51` as a list; empty if it is not a range of weeks."""
    span = _SPAN_OF_WEEKS.fullmatch(written.strip())
    if not span:
        return ""
    first, last = ((int(span[1]), int(span[2])), (int(span[4] or span[1]), int(span[5])))
    try:
        weeks = [Week.parse(f"{first[0]}-W{first[1]:02}")]
        end = Week.parse(f"{last[0]}-W{last[1]:02}")
    except ValueError:
        return ""
    if span[3].strip() in (",", "&", "and", "+"):
        weeks.append(end)
    while weeks[-1] < end and len(weeks) < MAX_SPAN:
        weeks.append(weeks[-1].next)
    return as_list(weeks) if weeks[-1] == end and len(weeks) > 1 else ""


def as_list(weeks: Iterable[Week]) -> str:
    """Return weeks as they are written in front matter."""
    return f"[{', '.join(map(str, weeks))}]"


def meant_week(written: str) -> str:
    """Return a week written in another form, or that of a day; empty if it is neither."""
    found = _YEAR_FIRST.fullmatch(written) or _WEEK_FIRST.fullmatch(written)
    if found:
        year, number = sorted(map(int, found.groups()), reverse=True)
        return str(Week(year, number)) if year in YEARS and 1 <= number <= weeks_in_year(year) else ""
    try:
        if with_day := _WEEK_AND_DAY.fullmatch(written):
            return str(Week.parse(with_day[1]))
        return str(Week.of(read_date(written).day))
    except DateError as failure:
        return str(Week.of(failure.meant[0])) if failure.is_certain else ""
    except ValueError:
        return ""


def weeks_without_year(written: str) -> str:
    """Return weeks with `YYYY` for the year, to be filled in from the note's date; empty if the year is wrong."""
    numbered = _YEAR_OF_WEEK.match(written)
    if numbered and int(numbered[1]) not in YEARS:
        return ""
    bare = _BARE_WEEK.fullmatch(written)
    return f"YYYY-W{int(bare[1]):02}" if bare else _span_without_year(written) or ANY_WEEK


def _span_without_year(written: str) -> str:
    """Return two consecutive weeks such as `46/47` as a list with `YYYY` for the year; else empty."""
    span = _SPAN_WITHOUT_YEAR.fullmatch(written.strip())
    first, last = (int(span[1]), int(span[2])) if span else (0, 0)
    return f"[YYYY-W{first:02}, YYYY-W{last:02}]" if 0 < first == last - 1 and last <= _LAST_WEEK else ""
