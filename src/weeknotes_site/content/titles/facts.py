"""Dates, weeks and numbers in titles, as `reading.py` parses them.

A separate module, because a build without changed files does not need the patterns of `reading.py`.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

MAX_TITLE = 500
"""Characters of a title that are parsed."""


class Sense(StrEnum):
    """Meaning of a date in a title: the note's date, or a day of the covered week."""

    DAY = "day"
    COMMENCING = "commencing"
    ENDING = "ending"
    WEEK = "week"


class TitleDate(Struct, frozen=True, kw_only=True, array_like=True):
    """A date or week in a title."""

    text: str
    """The date or week, as written."""
    start: int
    sense: Sense | None
    """None if it is the note's date only if `follows` is a name of the team."""
    days: tuple[date, ...]
    """All possible meanings, day before month first, and both ends of a range."""
    has_year: bool
    follows: str = ""
    """Without a sense, the case-folded text before a date at the end of the title."""

    @property
    def end(self) -> int:
        """End index in the title."""
        return self.start + len(self.text)


class TitleFacts(Struct, frozen=True, kw_only=True, array_like=True):
    """Dates, weeks and number in a title, independent of the team."""

    dates: tuple[TitleDate, ...] = ()
    number: tuple[int, int] | None = None
    """The note's number and its index in the title."""
    week_number: tuple[int, int, str] | None = None
    """The number in `Week 3`, its index and its text."""

    def dates_of(self, names: Iterable[str]) -> tuple[TitleDate, ...]:
        """Return the dates in the title of a team with these names, including one right after a name."""
        if not any(one.follows for one in self.dates):
            return self.dates
        folded = frozenset(name.casefold() for name in names)
        dates = (replace(one, sense=Sense.DAY) if one.follows and one.follows in folded else one for one in self.dates)
        return tuple(one for one in dates if one.sense)
