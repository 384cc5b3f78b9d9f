"""Years that are allowed, and days in English words; names from the standard library depend on the environment."""

from datetime import MAXYEAR, MINYEAR, UTC, date, datetime

from msgspec import Struct

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
YEARS = range(1990, 2200)
"""Years that notes can be of."""
COMPUTABLE_YEARS = range(MINYEAR + 1, MAXYEAR)
"""Years in which all days and weeks around a date exist."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORT_MONTHS = tuple(month[:3].lower() for month in MONTHS)
SHORT_WEEKDAYS = tuple(day[:3].lower() for day in WEEKDAYS)
"""The beginnings of words, as in patterns of abbreviations."""


def at_noon(day: date) -> datetime:
    """Return the moment of a date without a time: noon UTC, the same date in nearly all time zones."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


class Moment(Struct, frozen=True, array_like=True):
    """A date as written, and its moment in UTC."""

    day: date
    at: datetime
    """Noon if only a day is given."""


def check_year(year: int, years: range = YEARS) -> None:
    """Raise ValueError if a year is not among those allowed."""
    if year not in years:
        raise ValueError(f"the year {year} is not between {years[0]} and {years[-1]}")


def day_in_words(day: date) -> str:
    """Return `21 January 2022`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def span_in_words(first: date, last: date) -> str:
    """Return `17–21 January 2022`, naming month and year twice only where they differ."""
    if first.year != last.year:
        return f"{day_in_words(first)} – {day_in_words(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} – {day_in_words(last)}"
    return f"{first.day}–{day_in_words(last)}"
