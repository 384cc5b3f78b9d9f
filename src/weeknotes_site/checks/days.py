"""Check dates: in the future, after the team's end, or other than in the file's name."""

from collections.abc import Iterable, Iterator, Set
from datetime import date, timedelta

from weeknotes_site.checks.note_facts import NoteFacts
from weeknotes_site.diagnostics import Diagnostic, warning
from weeknotes_site.model.week import FUTURE_DAYS

MAX_COPIED_DAYS = 28
"""Maximum days between the date of a note and that of the one it was copied to."""


def find_odd_days(notes: Iterable[NoteFacts], as_of: date) -> list[Diagnostic]:
    """Check each note's dates as of a day."""
    notes = tuple(notes)
    latest = as_of + timedelta(days=FUTURE_DAYS)
    copied = _with_copied_date(notes)
    diagnostics: list[Diagnostic] = []
    for note in notes:
        if note.day > latest:
            diagnostics.append(_future(note, as_of))
        if note.name_day is not None and note.name_day != note.day:
            is_copied = note.path in copied
            diagnostics += _weeks_apart(note, note.name_day) if is_copied else _another_month(note, note.name_day)
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
        message = f"`{note.team.name}` ended on {ended.isoformat()}, before the week of this note"
        hint = f"correct the date, or `ended:` in `{note.team.path}`"
        key = "week" if note.file.fields.week else "date"
        yield warning("after-team-ended", note.file.place(key), message, hint)


def _future(note: NoteFacts, as_of: date) -> Diagnostic:
    message = f"`{note.day.isoformat()}` is more than a week ahead of {as_of.isoformat()}"
    hint = "check the year and the month; to hold a note back, write `draft: true`"
    return warning("future-date", note.file.place("date"), message, hint)


def _another_month(note: NoteFacts, named: date) -> Iterator[Diagnostic]:
    """Check for swapped day and month, and for the month of a copied note.

    A few days are fine: a note is often published some days after its file was created.
    """
    if named.year != note.day.year or named.month == note.day.month:
        return
    swapped = (named.month, named.day) == (note.day.day, note.day.month)
    if swapped or named.day == note.day.day:
        how = "with day and month swapped" if swapped else "in another month"
        yield _contradicting(note, named, how)


def _contradicting(note: NoteFacts, named: date, how: str) -> Diagnostic:
    message = f"the file's name says `{named.isoformat()}`, {how}"
    hint = f"write `date: {named.isoformat()}`, or rename the file"
    return warning("date-and-file-differ", note.file.place("date"), message, hint)


def _with_copied_date(notes: Iterable[NoteFacts]) -> Set[str]:
    """Return the paths of notes whose date is whole weeks before the one in the file's name, as in a copied note.

    It is no slip unless all other notes of the team have the date of their file's name. Two notes of one week are
    reported elsewhere.
    """
    by_team: dict[str, list[NoteFacts]] = {}
    for note in notes:
        by_team.setdefault(note.team.slug, []).append(note)
    copied = set()
    for series in by_team.values():
        differing = [note for note in series if note.name_day not in (None, note.day)]
        if len(differing) != 1:
            continue
        (note,) = differing
        others = [other for other in series if other is not note]
        by = (note.name_day - note.day).days if note.name_day else 0
        is_whole = by in range(7, MAX_COPIED_DAYS + 1, 7) and not note.file.fields.week and not note.dates
        has_rival = any(set(note.weeks) & set(other.weeks) for other in others)
        if is_whole and not has_rival and any(other.name_day for other in others):
            copied.add(note.path)
    return copied


def _weeks_apart(note: NoteFacts, named: date) -> Iterator[Diagnostic]:
    weeks = (named - note.day).days // 7
    yield _contradicting(note, named, "a week later" if weeks == 1 else f"{weeks} weeks later")
