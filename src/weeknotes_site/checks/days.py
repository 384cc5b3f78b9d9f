"""Check dates: in the future, after the team's end, or in another month than in the file's name."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from weeknotes_site.checks.note_facts import NoteFacts
from weeknotes_site.diagnostics import Diagnostic, warning
from weeknotes_site.model.week import FUTURE_DAYS


def find_odd_days(notes: Iterable[NoteFacts], as_of: date) -> list[Diagnostic]:
    """Check each note's dates as of a day."""
    latest = as_of + timedelta(days=FUTURE_DAYS)
    diagnostics: list[Diagnostic] = []
    for note in notes:
        if note.day > latest:
            diagnostics.append(_future(note, as_of))
        if note.name_day is not None and note.name_day != note.day:
            diagnostics += _another_month(note, note.name_day)
        if note.file.fields.updated:
            diagnostics += _odd_update(note, note.file.fields.updated.day, latest)
        if note.team.ended:
            diagnostics += _after_the_end(note, note.team.ended)
    return diagnostics


def _odd_update(note: NoteFacts, updated: date, latest: date) -> Iterator[Diagnostic]:
    if updated > max(latest, note.day + timedelta(days=FUTURE_DAYS)):
        message = f"`updated` is {updated.isoformat()}, which is in the future"
        yield warning("future-date", note.file.place("updated"), message, "check the year and the month")
    if updated < note.day:
        message = f"`{updated.isoformat()}` is before the note's `date`, {note.day.isoformat()}"
        hint = "write the day of the correction, or delete the line"
        yield warning("updated-before-date", note.file.place("updated"), message, hint)


def _after_the_end(note: NoteFacts, ended: date) -> Iterator[Diagnostic]:
    """Check that the note does not cover a week after the team's end; a note may be published later."""
    if note.weeks[0].monday > ended:
        message = f"the team ended on {ended.isoformat()}, before the week of this note"
        hint = f"correct the date, or `ended:` in `{note.team.path}`"
        key = "week" if note.file.fields.week else "date"
        yield warning("after-team-ended", note.file.place(key), message, hint)


def _future(note: NoteFacts, as_of: date) -> Diagnostic:
    message = f"`{note.day.isoformat()}` is more than a week ahead of {as_of.isoformat()}"
    hint = "check the year and the month; to hold a note back, write `draft: true`"
    return warning("future-date", note.file.place("date"), message, hint)


def _another_month(note: NoteFacts, named: date) -> Iterator[Diagnostic]:
    """Check for swapped day and month, and for the month of a copied note.

    Other differences are fine: a note is often published some days after its file was created.
    """
    if named.year != note.day.year or named.month == note.day.month:
        return
    swapped = (named.month, named.day) == (note.day.day, note.day.month)
    if swapped or named.day == note.day.day:
        how = "with day and month swapped" if swapped else "in another month"
        message = f"the file's name says `{named.isoformat()}`, {how}"
        hint = f"write `date: {named.isoformat()}`, or rename the file"
        yield warning("date-and-file-differ", note.file.place("date"), message, hint)
