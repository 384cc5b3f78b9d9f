"""Notes dated near a given day, as evidence for or against a year."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from weeknotes_site.checks.note_facts import NoteFacts

MAX_NEAR = 200
"""Maximum notes looked at around a day; more prove nothing more, and take quadratic time for all days."""


class NearbyNotes:
    """Notes by day and by number, without those whose file name contradicts their date."""

    def __init__(self, notes: Iterable[NoteFacts]) -> None:
        self.notes = sorted((note for note in notes if not note.contradicts_name), key=lambda note: note.day)
        self.days = [note.day for note in self.notes]
        self.weekdays = Counter(day.isoweekday() for day in self.days)
        self.weeks = Counter(week for note in self.notes for week in note.weeks)
        self._numbers = sorted((note.number, note.day) for note in self.notes if note.number is not None)

    def near(self, day: date, within: int, but: NoteFacts | None = None) -> list[NoteFacts]:
        """Return the notes at most `within` days from a day, the first of many, except the note `but`."""
        span = timedelta(days=within)
        first, last = bisect_left(self.days, day - span), bisect_right(self.days, day + span)
        return [note for note in self.notes[first : min(last, first + MAX_NEAR)] if note is not but]

    def around_number(self, number: int) -> tuple[tuple[int, date] | None, tuple[int, date] | None]:
        """Return the nearest smaller and the nearest larger number, each with its note's day."""
        first, last = bisect_left(self._numbers, (number,)), bisect_left(self._numbers, (number + 1,))
        before = self._numbers[first - 1] if first else None
        return before, self._numbers[last] if last < len(self._numbers) else None
