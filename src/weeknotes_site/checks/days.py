"""Dates that are too far ahead, behind the team's end, before another, or in another month than the file's name."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from weeknotes_site.checks.note_facts import NoteFacts
from weeknotes_site.diagnostics import Diagnostic, warning

FUTURE_DAYS = 7


def find_odd_days(notes: Iterable[NoteFacts], as_of: date) -> list[Diagnostic]:
    """Look at each note's date by itself, as of a day."""
    return [problem for note in notes for problem in _odd(note, as_of)]


def _odd(note: NoteFacts, as_of: date) -> Iterator[Diagnostic]:
    yield from _future(note, as_of)
    yield from _another_month(note)
    yield from _updated_before(note)
    yield from _after_the_end(note)


def _updated_before(note: NoteFacts) -> Iterator[Diagnostic]:
    updated = note.file.fields.updated
    if updated and updated.day < note.day:
        message = f"`{updated.day.isoformat()}` is before the note's `date`, {note.day.isoformat()}"
        hint = "write the day of the correction, or delete the line"
        yield warning("updated-before-date", note.file.place("updated"), message, hint)


def _after_the_end(note: NoteFacts) -> Iterator[Diagnostic]:
    """Find notes about a week after the team's last; one that is published late is about a week before it."""
    ended = note.team.ended
    if ended and note.weeks[0].monday > ended:
        message = f"`{note.team.name}` ended on {ended.isoformat()}, before the week of this note"
        hint = f"correct the date, or `ended:` in `{note.team.path}`"
        key = "week" if note.file.fields.week else "date"
        yield warning("after-team-ended", note.file.place(key), message, hint)


def _future(note: NoteFacts, as_of: date) -> Iterator[Diagnostic]:
    if note.day > as_of + timedelta(days=FUTURE_DAYS):
        message = f"`{note.day.isoformat()}` is more than a week ahead of {as_of.isoformat()}"
        hint = "check the year and the month; to hold a note back write `draft: true`"
        yield warning("future-date", note.file.place("date"), message, hint)


def _another_month(note: NoteFacts) -> Iterator[Diagnostic]:
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
