"""Fill in the dates and weeks in hints, such as `YYYY-MM-DD` and `YYYY-W03`, from a nearby day."""

import re
from datetime import date

from weeknotes_site.model.week import Week, weeks_in_year
from weeknotes_site.regex import regex

ANY_DATE = "YYYY-MM-DD"
ANY_WEEK = "YYYY-WNN"
"""Stand for a date and a week in hints until a day nearby is known."""

# A placeholder within a path is left alone.
_UNKNOWN = regex(r"(?<![\w/-])YYYY-(?:(?P<month>\d\d)-(?P<day>\d\d)|MM-DD|W(?P<week>\d\d)|WNN)")
_LEAP = 8
"""Maximum years between two leap years."""


def with_closest(hint: str, day: date) -> str:
    """Return a hint with the dates and weeks that are closest to a day."""
    return _UNKNOWN.sub(lambda found: _closest(found, day), hint) if "YYYY" in hint else hint


def _closest(found: re.Match[str], day: date) -> str:
    if found["week"]:
        number = int(found["week"])
        weeks = [Week(year, number) for year in range(day.year - 1, day.year + 2) if 1 <= number <= weeks_in_year(year)]
        return str(min(weeks, key=lambda week: abs(week.friday - day), default=Week.of(day)))
    if found["month"]:
        days = filter(None, (_day(year, found) for year in range(day.year - _LEAP, day.year + _LEAP + 1)))
        return str(min(days, key=lambda other: abs(other - day), default=day))
    return str(Week.of(day) if found[0] == ANY_WEEK else day)


def _day(year: int, found: re.Match[str]) -> date | None:
    try:
        return date(year, int(found["month"]), int(found["day"]))
    except ValueError:
        return None
