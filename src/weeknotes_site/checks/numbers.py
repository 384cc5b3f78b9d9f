"""Check numbers: gaps, duplicates, and differences from the title."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from weeknotes_site.checks.note_facts import NoteFacts
from weeknotes_site.diagnostics import Diagnostic, Place, warning

MIN_TITLES = 4
"""Titles with numbers needed to count as a series."""


def find_number_slips(series: tuple[NoteFacts, ...], elsewhere: frozenset[int]) -> Iterator[Diagnostic]:
    """Check one team's notes in time order; the numbers `elsewhere` are of notes with doubtful dates."""
    for note in series:
        yield from _differs_from_title(note)
    by_day = tuple(sorted(series, key=lambda note: (note.day, note.path)))
    known = sorted(elsewhere)
    # Numbers may follow the order of publication or of the covered weeks.
    yield from min((list(_jumps(_numbered(order), known)) for order in (series, by_day)), key=len)


def _differs_from_title(note: NoteFacts) -> Iterator[Diagnostic]:
    found = note.file.title_facts.number
    if note.number is None or found is None or found[0] in (note.number, *(week.number for week in note.weeks)):
        return
    number, start = found
    message = f"the title says {number}, the front matter `number: {note.number}`"
    hint = f"write `number: {number}`, or `{note.number}` in the title"
    yield warning("title-names-another-number", note.in_title(str(number), start), message, hint)


def _numbered(series: tuple[NoteFacts, ...]) -> list[tuple[NoteFacts, int, int]]:
    """Return notes with their number and the count of notes without one directly before."""
    numbers = [note.number for note in series]
    if not any(number is not None for number in numbers):
        found = [note.file.title_facts.number for note in series]
        numbers = [number[0] if number else None for number in found]
        if sum(number is not None for number in numbers) < MIN_TITLES:
            return []
    numbered = []
    passed = 0
    for note, number in zip(series, numbers, strict=True):
        if number is None:
            passed += 1
        else:
            numbered.append((note, number, passed))
            passed = 0
    return numbered


def _jumps(numbered: list[tuple[NoteFacts, int, int]], elsewhere: Sequence[int]) -> Iterator[Diagnostic]:
    at = None
    for (before, was, _), (note, number, passed), after in zip(
        numbered, numbered[1:], [*numbered[2:], None], strict=False
    ):
        was = was if at is None else at
        at = None
        if _follows(before, was, note, number, passed) or _is_between(elsewhere, was, number):
            continue
        expected = was + 1 + passed
        # If the next note continues from the expected number, only this one is wrong.
        if after and after[1] == expected + 1 + after[2]:
            at = expected
        yield _jump(note, number, before, was, expected)


def _is_between(numbers: Sequence[int], least: int, most: int) -> bool:
    """Return whether one of these numbers, in order, is between two."""
    at = bisect_right(numbers, least)
    return at < len(numbers) and numbers[at] < most


def _follows(before: NoteFacts, was: int, note: NoteFacts, number: int, passed: int) -> bool:
    weeks = note.weeks[-1] - before.weeks[-1]
    counts_weeks = number - was == weeks > 0
    is_the_week = number == note.weeks[-1].number
    return was < number <= was + 1 + passed or counts_weeks or is_the_week or number <= 1


def _jump(note: NoteFacts, number: int, before: NoteFacts, was: int, expected: int) -> Diagnostic:
    if note.number is not None:
        place, what = note.file.place("number"), f"number: {expected}"
    else:
        place, what = _title_place(note, number), str(expected)
    same = f"`{before.path}` also has the number {number}" if number == was else ""
    message = same or f"{number} does not follow {was}, the number of `{before.path}`"
    return warning("number-jumps", place, message, f"write `{what}`")


def _title_place(note: NoteFacts, number: int) -> Place:
    found = note.file.title_facts.number
    return note.in_title(str(number), found[1]) if found else note.file.place("title")
