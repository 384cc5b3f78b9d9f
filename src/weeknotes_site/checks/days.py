"""Dates that are too far ahead, or in another month than the file's name says."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from weeknotes_site.checks.seen import Seen
from weeknotes_site.diagnostics import Diagnostic, warning

FUTURE_DAYS = 7


def find_odd_days(notes: Iterable[Seen], as_of: date) -> list[Diagnostic]:
    """Look at each note's date by itself, as of a day."""
    return [problem for note in notes for problem in (*_future(note, as_of), *_another_month(note))]


def _future(note: Seen, as_of: date) -> Iterator[Diagnostic]:
    if note.day > as_of + timedelta(days=FUTURE_DAYS):
        message = f"`{note.day.isoformat()}` is more than a week ahead of {as_of.isoformat()}"
        hint = "check the year and the month; to hold a note back write `draft: true`"
        yield warning("future-date", note.file.place("date"), message, hint)


def _another_month(note: Seen) -> Iterator[Diagnostic]:
    """Find the day and month the wrong way round, and the month of the note that was copied.

    Any other difference is allowed: a note is often published some days after its file was made.
    """
    named = note.name_day
    if named is None or named.year != note.day.year or named.month == note.day.month:
        return
    swapped = (named.month, named.day) == (note.day.day, note.day.month)
    if swapped or named.day == note.day.day:
        how = "the day and the month the other way round" if swapped else "another month"
        message = f"the file's name says `{named.isoformat()}`, {how}"
        hint = f"write `date: {named.isoformat()}`, or rename the file"
        yield warning("date-and-file-differ", note.file.place("date"), message, hint)
