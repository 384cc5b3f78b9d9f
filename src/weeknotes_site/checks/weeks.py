"""Two notes of one team for one week."""

from collections.abc import Iterable, Iterator
from datetime import date

from weeknotes_site.checks.note_facts import NoteFacts, week_in_words
from weeknotes_site.diagnostics import Diagnostic, warning
from weeknotes_site.model.week import Week

MIN_SHARED = 3
MOST_SLIPS = 12
"""A team that has several notes in more than one week of so many posts as often as it likes."""


def find_shared_weeks(series: Iterable[NoteFacts]) -> list[Diagnostic]:
    """Look at one team's notes in time order.

    A round-up of several weeks may stand beside the notes of each; drafts are nobody's business yet.
    """
    by_weeks: dict[tuple[Week, ...], list[NoteFacts]] = {}
    taken: set[Week] = set()
    for note in series:
        taken.update(note.weeks)
        if not note.draft:
            by_weeks.setdefault(note.weeks, []).append(note)
    shared = [rivals for rivals in by_weeks.values() if len(rivals) > 1]
    if _posts_often(len(shared), len(by_weeks)):
        shared = [rivals for rivals in shared if any(_is_copied(note, rivals) for note in rivals)]
    return [problem for rivals in shared for problem in _shared(rivals, taken)]


def _posts_often(shared: int, weeks: int) -> bool:
    """Return whether several notes a week are a team's habit, not a slip."""
    return shared >= MIN_SHARED and shared * MOST_SLIPS > weeks


def _shared(rivals: list[NoteFacts], taken: set[Week]) -> Iterator[Diagnostic]:
    """Report all of them, as each could be the one that is out of place; where one certainly is, that one alone."""
    copied = [note for note in rivals if _is_copied(note, rivals)]
    for note in copied or rivals:
        others = [one for one in rivals if one is not note]
        what = ", ".join(f"`{one.path}`" for one in others)
        message = f"{note.team.name} has another note of {week_in_words(note.weeks[-1])}: {what}"
        key = "week" if note.file.fields.week else "date"
        hint = (
            f"write `date: {note.name_day}`, as the file's name says" if note in copied else _hint(note, others, taken)
        )
        yield warning("two-notes-one-week", note.file.place(key), message, hint)


def _is_copied(note: NoteFacts, rivals: list[NoteFacts]) -> bool:
    """Return whether a note was made from another, whose date it still has."""
    return note.name_day not in (None, note.day) and any(one.name_day == one.day == note.day for one in rivals)


def _hint(note: NoteFacts, others: list[NoteFacts], taken: set[Week]) -> str:
    free = _free_week(note, others, taken)
    either = f"write `week: {free}` if it is about that week, or make" if free else "make"
    return f"{either} one note of the two"


def _free_week(note: NoteFacts, others: list[NoteFacts], taken: set[Week]) -> Week | None:
    """Return the neighbouring week that this note rather than the others can be about."""
    if _order(note) < min(map(_order, others)):
        # Early in a week one writes of the week before.
        free = note.weeks[-1].previous if note.day.isoweekday() < 4 else None
    else:
        # A Monday's note can be about the Monday's own week.
        free = note.weeks[-1].next if note.weeks[-1] < Week.of(note.day) else None
    return free if free not in taken else None


def _order(note: NoteFacts) -> tuple[date, str]:
    return note.day, note.path
