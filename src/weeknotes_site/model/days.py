"""Days in English words, the same in every locale; names from the standard library depend on the environment."""

from datetime import date, datetime

from msgspec import Struct

from weeknotes_site.model.week import Week

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
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Moment(Struct, frozen=True, array_like=True):
    """A date as written, and its moment in UTC."""

    day: date
    at: datetime
    """Noon if only a day is given."""


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


def week_in_words(week: Week) -> str:
    """Return `2022-W03 (17–21 January 2022)`."""
    return f"{week} ({span_in_words(week.monday, week.friday)})"
