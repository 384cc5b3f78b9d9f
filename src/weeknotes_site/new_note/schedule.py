"""Plan the week, number, date and path of a new note."""

from collections.abc import Container, Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import PurePosixPath

from msgspec import Struct

from weeknotes_site.content.files.paths import NOTES, team_folder
from weeknotes_site.model.note import Note
from weeknotes_site.model.team import Team
from weeknotes_site.model.week import Week
from weeknotes_site.regex import regex

_AHEAD = timedelta(days=7)
"""Dates further ahead are warned about."""
_FRIDAY = 4
RECENT = 4
"""Number of recent notes that show how a team counts."""
_WEEK_FOLDER = regex(r"(?P<year>\d{4}-?)?(?P<mark>[Ww])(?P<number>\d{1,2})")


class NotePlan(Struct, frozen=True, kw_only=True):
    """Date, week and path of a new note."""

    day: date
    week: Week
    needs_week: bool
    """Whether the date alone would give another week."""
    path: str
    usual_day: date
    """The date the team usually gives a note of the week."""
    before: tuple[Note, ...]
    """The team's earlier notes, oldest first."""
    number: int | None
    """The note's number; None if the team does not number its notes or the number is taken."""
    is_newest: bool
    """Whether the team has no later note."""

    def path_on(self, day: date) -> str:
        """Return the note's path on another day."""
        folder, _, name = self.path.rpartition("/")
        return f"{folder}/{name.replace(self.day.isoformat(), day.isoformat())}"


def plan_note(team: Team, notes: Sequence[Note], as_of: date, *, week: Week | None, day: date | None) -> NotePlan:
    """Plan a team's next note; a given week or day is used unchanged."""
    today = team.week_of(day or as_of)
    chosen = week or (today if day else _first_unwritten(today, notes))
    usual = chosen.monday + timedelta(days=_usual_day(notes))
    dated = day or _choose_day(chosen, today, as_of, usual)
    before = tuple(note for note in notes if (note.week, note.date) <= (chosen, dated))
    needs_week = team.week_of(dated) != chosen
    return NotePlan(
        day=dated,
        week=chosen,
        needs_week=needs_week,
        # Notes of several weeks can be started on one day.
        path=_path(team, notes, dated, chosen, str(chosen).lower() if needs_week else dated.isoformat()),
        usual_day=usual,
        before=before,
        number=_next_number(before, chosen, {note.number for note in notes}),
        is_newest=len(before) == len(notes),
    )


def _first_unwritten(week: Week, notes: Iterable[Note]) -> Week:
    written = {covered for note in notes for covered in note.weeks}
    while week in written:
        week = week.next
    return week


def _choose_day(week: Week, today: Week, as_of: date, usual: date) -> date:
    """Return the day of a note: today or, for a future week, the team's usual day."""
    if week <= today:
        return as_of
    return usual if as_of < usual <= as_of + _AHEAD else as_of + _AHEAD


def _usual_day(notes: Sequence[Note]) -> int:
    """Return the days between the Monday of the last note's week and the note."""
    days = (notes[-1].date - notes[-1].week.monday).days if notes else _FRIDAY
    return days if 0 <= days <= 7 else _FRIDAY


def _path(team: Team, notes: Sequence[Note], day: date, week: Week, name: str) -> str:
    folder = _folder(notes[-1], day, week) if notes else PurePosixPath(team.folder or f"{NOTES}/{team.slug}")
    path = folder / f"{name}.md"
    # Without a team folder, other teams may have notes of the same day in this folder.
    return str(path if team_folder(str(path)) else folder / f"{name}-{team.slug}.md")


def _folder(last: Note, day: date, week: Week) -> PurePosixPath:
    """Return the last note's folder, with year, month and week in its name updated."""
    parts: list[str] = []
    written = str(last.date.year)
    for above, part in pairwise(("", *PurePosixPath(last.path).parent.parts)):
        start, _, number = part.rpartition("-")
        is_month = number in (str(last.date.month), f"{last.date.month:02}") and written == (start or above)
        if part == written:
            parts.append(str(day.year))
        elif is_month and start:
            parts.append(f"{day.year}-{_as_wide(day.month, number)}")
        elif is_month:
            parts.append(_as_wide(day.month, number))
        elif match := _WEEK_FOLDER.fullmatch(part):
            year = match["year"].replace(match["year"][:4], str(week.year)) if match["year"] else ""
            parts.append(f"{year}{match['mark']}{_as_wide(week.number, match['number'])}")
        else:
            parts.append(part)
    return PurePosixPath(*parts)


def _as_wide(number: int, written: str) -> str:
    """Return a number with a leading zero, unless `written` is one digit alone."""
    return f"{number:0{len(written)}}"


def _next_number(before: Sequence[Note], week: Week, taken: Container[int | None]) -> int | None:
    before = before[-RECENT:]
    numbered = [(note, note.number) for note in before if note.number is not None]
    if not numbered:
        return None
    last, at = numbered[-1]
    if are_weeks(numbered):
        return week.number
    number = at + (week - last.week) if _counts_weeks(numbered) else at + len(before) - before.index(last)
    return None if number in taken else number


def are_weeks(numbered: Sequence[tuple[Note, int]]) -> bool:
    """Return whether the numbers of several notes are those of their weeks."""
    return len(numbered) > 1 and all(number == note.week.number for note, number in numbered)


def _counts_weeks(numbered: Sequence[tuple[Note, int]]) -> bool:
    """Return whether the numbers also count weeks without a note."""
    steps = [(number - was, note.week - before.week) for (before, was), (note, number) in pairwise(numbered)]
    return any(weeks > 1 for _, weeks in steps) and all(by == weeks for by, weeks in steps)
