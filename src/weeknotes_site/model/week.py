"""ISO 8601 weeks, and the week that a date covers."""

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from weeknotes_site.model.days import check_year, span_in_words
from weeknotes_site.regex import regex

FUTURE_DAYS = 7
"""Days that a note may be dated ahead without counting as a mistake."""
_WRITTEN = regex(r"([0-9]{4})-?[Ww]([0-9]{1,2})")
_MONDAY = 1


class Week(Struct, frozen=True, order=True, array_like=True):
    """A week of an ISO year, written `2026-W47`. Weeks sort in time."""

    year: int
    """The ISO year, which differs from the calendar's around New Year."""
    number: int
    """1 to 52, in some years 53."""

    @classmethod
    def of(cls, day: date) -> "Week":
        """Return the ISO week of a day."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @classmethod
    def last_complete(cls, day: date) -> "Week":
        """Return the newest week that is complete on a day; see `tuesday_after`."""
        return cls.of(day - timedelta(days=8))

    @classmethod
    def parse(cls, text: str) -> "Week":
        """Read `2026-W47`. Raises ValueError for other forms, implausible years and weeks a year does not have."""
        match = _WRITTEN.fullmatch(text.strip())
        if not match:
            raise ValueError(f"`{text}` is not a week")
        week = cls(int(match[1]), int(match[2]))
        check_year(week.year)
        if not 1 <= week.number <= weeks_in_year(week.year):
            raise ValueError(f"{week.year} has no week {week.number}")
        return week

    @property
    def url(self) -> str:
        """The week's page."""
        return f"weeks/{self.year}-w{self.number:02}.html"

    @property
    def url_in_full(self) -> str:
        """The page with all its notes in full."""
        return self.url.removesuffix(".html") + "-in-full.html"

    def url_across(self, family: str) -> str:
        """Return the page with what all teams write under a family's headings."""
        return f"{self.url.removesuffix('.html')}-{family}.html"

    @property
    def monday(self) -> date:
        """The week's first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def friday(self) -> date:
        """The last working day."""
        return self.monday + timedelta(days=4)

    @property
    def sunday(self) -> date:
        """The week's last day."""
        return self.monday + timedelta(days=6)

    def is_far_ahead(self, day: date) -> bool:
        """Return whether it begins more than `FUTURE_DAYS` after a day; the year of its notes is usually wrong."""
        return self.monday - day > timedelta(days=FUTURE_DAYS)

    @property
    def tuesday_after(self) -> date:
        """The day from which it is complete: after the Monday whose notes still cover it."""
        return self.monday + timedelta(days=8)

    @property
    def previous(self) -> "Week":
        """The week before."""
        return Week.of(self.monday - timedelta(days=7))

    @property
    def next(self) -> "Week":
        """The week after."""
        return Week.of(self.monday + timedelta(days=7))

    def __sub__(self, other: "Week") -> int:
        """Return the number of weeks from another to this one."""
        return (self.monday - other.monday).days // 7

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02}"


def weeks_in_year(year: int) -> int:
    """Return 52 or 53: 28 December is always in an ISO year's last week."""
    return date(year, 12, 28).isocalendar().week


def weeks_between(first: Week, last: Week) -> Iterator[Week]:
    """Yield the weeks from the first to the last, both included."""
    while first <= last:
        yield first
        first = first.next


def cover_week(day: date, *, monday_covers_previous_week: bool = True) -> Week:
    """Return the week that a note of this date covers.

    A note published on a Monday covers the week that ended the day before.
    """
    if monday_covers_previous_week and day.isoweekday() == _MONDAY:
        return Week.of(day).previous
    return Week.of(day)


def week_in_words(week: Week) -> str:
    """Return `2022-W03 (17–21 January 2022)`."""
    return f"{week} ({span_in_words(week.monday, week.friday)})"
