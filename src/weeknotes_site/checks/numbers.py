"""Numbers that jump, come twice, or differ from the title's."""

from collections.abc import Iterator

from weeknotes_site.checks.note_facts import NoteFacts
from weeknotes_site.diagnostics import Diagnostic, Place, warning

MIN_TITLES = 4
"""How many notes must have a number in their title before the titles count as a series."""


def find_number_slips(series: tuple[NoteFacts, ...], elsewhere: frozenset[int] = frozenset()) -> Iterator[Diagnostic]:
    """Look at one team's notes in time order; the numbers `elsewhere` belong to notes whose place is not known."""
    for note in series:
        yield from _differs_from_title(note)
    by_day = tuple(sorted(series, key=lambda note: (note.day, note.path)))
    # A team numbers its notes as they come out, or as the weeks go by: either is in order.
    yield from min((list(_jumps(_numbered(order), elsewhere)) for order in (series, by_day)), key=len)


def _differs_from_title(note: NoteFacts) -> Iterator[Diagnostic]:
    found = note.file.title_facts.number
    if note.number is None or found is None or found[0] in (note.number, *(week.number for week in note.weeks)):
        return
    number, start = found
    message = f"the title says {number}, the front matter `number: {note.number}`"
    hint = f"write `number: {number}`, or `{note.number}` in the title"
    yield warning("title-names-another-number", note.in_title(str(number), start), message, hint)


def _numbered(series: tuple[NoteFacts, ...]) -> list[tuple[NoteFacts, int, int]]:
    """Return the notes that have a number, each with it and with how many without one stand before."""
    numbers = [note.number for note in series]
    if not any(number is not None for number in numbers):
        found = [note.file.title_facts.number for note in series]
        numbers = [one[0] if one else None for one in found]
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


def _jumps(numbered: list[tuple[NoteFacts, int, int]], elsewhere: frozenset[int]) -> Iterator[Diagnostic]:
    at = None
    for (before, was, _), (note, number, passed), after in zip(
        numbered, numbered[1:], [*numbered[2:], None], strict=False
    ):
        was = was if at is None else at
        at = None
        if _follows(before, was, note, number, passed) or any(was < one < number for one in elsewhere):
            continue
        expected = was + 1 + passed
        # Where the next note goes on from the expected number, this one alone is off.
        if after and after[1] == expected + 1 + after[2]:
            at = expected
        yield _jump(note, number, before, was, expected)


def _follows(before: NoteFacts, was: int, note: NoteFacts, number: int, passed: int) -> bool:
    weeks = (note.weeks[-1].monday - before.weeks[-1].monday).days // 7
    counts_weeks = number - was == weeks > 0
    is_the_week = number == note.weeks[-1].number
    return was < number <= was + 1 + passed or counts_weeks or is_the_week or number <= 1


def _jump(note: NoteFacts, number: int, before: NoteFacts, was: int, expected: int) -> Diagnostic:
    if note.number is not None:
        place, what = note.file.place("number"), f"number: {expected}"
    else:
        place, what = _title_place(note, number), str(expected)
    same = f"{number} is the number of `{before.path}` too" if number == was else ""
    message = same or f"{number} does not follow {was}, the number of `{before.path}`"
    return warning("number-jumps", place, message, f"write `{what}`")


def _title_place(note: NoteFacts, number: int) -> Place:
    found = note.file.title_facts.number
    return note.in_title(str(number), found[1]) if found else note.file.place("title")
