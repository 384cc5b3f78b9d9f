"""The next number of a team that numbers its notes."""

from collections.abc import Sequence
from itertools import pairwise

from weeknotes_site.model.note import Note
from weeknotes_site.model.week import Week

_RECENT = 4
"""How many notes back a number may stand for the team still to number its notes."""


def next_number(notes: Sequence[Note], week: Week) -> int | None:
    """Return the number of a note of this week; None where the team does not number its notes, or has used it up."""
    before = [note for note in notes if note.week <= week][-_RECENT:]
    numbered = [(note, note.number) for note in before if note.number is not None]
    if not numbered:
        return None
    last, at = numbered[-1]
    if len(numbered) > 1 and all(number == note.week.number for note, number in numbered):
        return week.number
    number = at + _weeks(last.week, week) if _counts_weeks(numbered) else at + len(before) - before.index(last)
    return None if number in {note.number for note in notes} else number


def _counts_weeks(numbered: Sequence[tuple[Note, int]]) -> bool:
    """Tell whether the numbers go on through the weeks without a note."""
    steps = [(number - was, _weeks(before.week, note.week)) for (before, was), (note, number) in pairwise(numbered)]
    return any(weeks > 1 for _, weeks in steps) and all(by == weeks for by, weeks in steps)


def _weeks(first: Week, last: Week) -> int:
    return (last.monday - first.monday).days // 7
