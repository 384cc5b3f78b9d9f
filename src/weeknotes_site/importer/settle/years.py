"""Find implausible years: by the notes around them, weekdays, numbers, and the note's other dates."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from weeknotes_site.model.days import WEEKDAYS, day_in_words

FAR = 150
"""Minimum days between a note and all others for its year to be doubted."""
CLOSE = 45
"""Maximum days between a note with a corrected year and another one."""
_WORKING_DAYS = 5


class Dated(Struct, frozen=True, kw_only=True):
    """A note's day with the evidence for or against its year."""

    day: date | None
    team: str
    number: int | None
    is_typed: bool
    others: tuple[tuple[date, str], ...]
    """Other days found in the note, and how."""


class _Around(Struct, frozen=True, kw_only=True):
    """All notes of the source, as evidence for one of them."""

    clusters: list[list[date]]
    """Days that follow each other without long gaps, in order."""
    by_number: Mapping[tuple[str, int | None], Dated]


Correction = tuple[date, str, bool]
"""The day with the right year, the evidence, and whether there is enough of it."""


def correct_years(notes: Sequence[Dated]) -> list[Correction | None]:
    """Return the probable year of each note; None if nothing contradicts the written one."""
    around = _Around(
        clusters=_clusters([one.day for one in notes if one.day]),
        by_number={(one.team, one.number): one for one in notes if one.day and one.number is not None},
    )
    return [
        _correction(at, one.day, notes, around) if one.is_typed and one.day else None for at, one in enumerate(notes)
    ]


def _correction(at: int, written: date, notes: Sequence[Dated], around: _Around) -> Correction | None:
    best: Correction | None = None
    for years in (1, -1):
        day = _shifted(written, years)
        is_likely = day is not None and not _speaks_against(notes[at], written, day)
        evidence = list(_evidence(at, written, day, notes, around)) if day and is_likely else []
        if day and any(is_near for is_near, _ in evidence):
            text = " and ".join(why for _, why in evidence)
            mend = (day, text, len(evidence) > 1)
            best = mend if best is None or (mend[2] and not best[2]) else best
    return best


def _evidence(at: int, written: date, day: date, notes: Sequence[Dated], around: _Around) -> Iterator[tuple[bool, str]]:
    """Yield the evidence for a day instead of the written one; the first part is true for other notes' dates."""
    one = notes[at]
    main = max(around.clusters, key=len)
    own = next(group for group in around.clusters if written <= group[-1])
    if len(own) < len(main) and _is_within(day, main):
        yield (
            True,
            f"the other notes of the source are from {main[0].year if main[0].year == main[-1].year else day.year}",
        )
    beside = [other.day for other in (*notes[max(0, at - 1) : at], *notes[at + 1 : at + 2]) if other.day]
    if len(beside) == 2 and all(_apart(day, each) <= CLOSE and _apart(written, each) > FAR for each in beside):
        yield True, "the notes before and after it are from then"
    if other := _numbered_neighbour(one, written, day, around):
        yield True, f"number {other.number} is of {day_in_words(other.day) if other.day else ''}"
    if written.isoweekday() > _WORKING_DAYS >= day.isoweekday():
        yield False, f"{day_in_words(written)} was a {_weekday(written)}, {day_in_words(day)} a {_weekday(day)}"
    for other_day, how in one.others:
        if _apart(day, other_day) <= CLOSE < _apart(written, other_day):
            yield False, f"{how} gives {day_in_words(other_day)}"


def _speaks_against(one: Dated, written: date, day: date) -> bool:
    """Return whether the note gives its day twice, or whether the corrected day is on a weekend."""
    is_given_twice = any(_apart(written, other) <= CLOSE for other, _ in one.others)
    return is_given_twice or (written.isoweekday() <= _WORKING_DAYS < day.isoweekday())


def _numbered_neighbour(one: Dated, written: date, day: date, around: _Around) -> Dated | None:
    """Return the team's note with the previous or next number, if it is close to `day` and not to the written day."""
    if one.number is None:
        return None
    for number in (one.number - 1, one.number + 1):
        other = around.by_number.get((one.team, number))
        if other and other.day and _apart(day, other.day) <= CLOSE and _apart(written, other.day) > FAR:
            return other
    return None


def _clusters(days: Sequence[date]) -> list[list[date]]:
    """Group days that follow each other within half a year."""
    groups: list[list[date]] = [[]]
    for day in sorted(days):
        if groups[-1] and _apart(day, groups[-1][-1]) > FAR:
            groups.append([])
        groups[-1].append(day)
    return groups


def _is_within(day: date, group: list[date]) -> bool:
    return group[0] <= day <= group[-1] or min(_apart(day, group[0]), _apart(day, group[-1])) <= CLOSE


def _apart(one: date, other: date) -> int:
    return abs((one - other).days)


def _shifted(day: date, years: int) -> date | None:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return None


def _weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]
