"""Determine the day and week of each note: day or month first, and implausible years, by the whole source."""

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.importer.clues.dates import near
from weeknotes_site.importer.found import DayClue, FoundNote
from weeknotes_site.importer.settle.years import Dated, correct_years
from weeknotes_site.model.days import day_in_words
from weeknotes_site.model.week import Week, cover_week

MAX_DELAY = 14
"""Maximum days between a note's week and its publication; a date in a title that is further away is ignored."""


class Order(Struct, frozen=True, kw_only=True):
    """Whether dates in figures put the day or the month first."""

    day_first: bool
    how: str
    is_sure: bool


class SettledDay(Struct, frozen=True, kw_only=True):
    """A note's day and week, with the evidence."""

    day: date | None = None
    how: str = ""
    week: Week | None = None
    """The week that the source names; None if the date alone determines it."""
    week_how: str = ""
    is_sure: bool = True
    is_corrected: bool = False
    """Whether the year is another than the one written."""
    remarks: tuple[str, ...] = ()


def settle_days(notes: Sequence[FoundNote], teams: Sequence[str], preference: str) -> list[SettledDay]:
    """Settle each note's day; `preference` is `day-first`, `month-first` or empty."""
    order = find_order([clue for note in notes for clue in note.days], preference)
    settled = [_settle(note, order) for note in notes]
    dated = [
        Dated(
            day=one.day,
            team=team,
            number=note.number,
            is_typed=any(clue.is_typed for clue in note.days[:1]),
            others=tuple((clue.readings[0], clue.how) for clue in note.days[1:] if len(clue.readings) == 1),
        )
        for one, note, team in zip(settled, notes, teams, strict=True)
    ]
    mended = correct_years(dated)
    return [_with_year(one, mend) if mend else one for one, mend in zip(settled, mended, strict=True)]


def find_order(clues: Sequence[DayClue], preference: str) -> Order:
    """Find the order by a date that can be read in only one order, else by weekdays."""
    if preference:
        return Order(day_first=preference == "day-first", how="`dates` in `import-map.toml` says so", is_sure=True)
    by_day = next((one for one in clues if one.proves == "day-first"), None)
    by_month = next((one for one in clues if one.proves == "month-first"), None)
    if by_day and not by_month:
        return Order(day_first=True, how=f"`{by_day.written}` in the same source can only be day first", is_sure=True)
    if by_month and not by_day:
        return Order(
            day_first=False, how=f"`{by_month.written}` in the same source can only be month first", is_sure=True
        )
    if by_weekday := _order_by_weekdays([one for one in clues if len(one.readings) == 2]):
        return by_weekday
    return Order(day_first=True, how="day first is a guess: no date in the source settles the order", is_sure=False)


def _order_by_weekdays(clues: Sequence[DayClue]) -> Order | None:
    """Find the only order in which three or more dates all fall on one weekday, or all on working days."""
    if len(clues) < 3:
        return None
    by_order = [[one.readings[at].isoweekday() for one in clues] for at in (0, 1)]
    for what, holds in (
        ("the same weekday", lambda days: len(set(days)) == 1),
        ("working days", lambda days: max(days) <= 5),
    ):
        if holds(by_order[0]) != holds(by_order[1]):
            day_first = holds(by_order[0])
            how = f"all {len(clues)} dates are {what} if read {'day' if day_first else 'month'} first"
            return Order(day_first=day_first, how=how, is_sure=True)
    return None


def _settle(note: FoundNote, order: Order) -> SettledDay:
    if not note.days:
        return SettledDay()
    first = note.days[0]
    day, how, is_sure = _reading(first, note.days[1:], order)
    week, week_how, remarks = _week(first, day, note.days[1:], order)
    if first.is_of_file:
        remarks += (f"only {first.how} gives a day: `{first.written}`; check the week",)
    if not is_sure:
        remarks += (f"`{first.written}` can be {' or '.join(map(day_in_words, first.readings))}; check the date",)
    return SettledDay(day=day, how=how, week=week, week_how=week_how, is_sure=is_sure, remarks=remarks)


def _reading(clue: DayClue, others: Sequence[DayClue], order: Order) -> tuple[date, str, bool]:
    """Choose between the readings of a date: by the note's other dates, else by the order of all."""
    how = f"{clue.how}: `{clue.written}`"
    if len(clue.readings) == 1:
        return clue.readings[0], how, True
    for other in others:
        close = [day for day in clue.readings if len(other.readings) == 1 and near(day, other.readings[0], MAX_DELAY)]
        if len(close) == 1:
            return close[0], f"{how}, as {other.how} says", True
    return clue.readings[0 if order.day_first else 1], f"{how}; {order.how}", order.is_sure


def _week(
    first: DayClue, day: date, others: Sequence[DayClue], order: Order
) -> tuple[Week | None, str, tuple[str, ...]]:
    """Find the week that the source names, by a span or by another date than the note's own."""
    if first.week:
        return first.week if len(first.readings) == 1 else Week.of(day), first.how, ()
    for other in others:
        meant = other.readings[0 if order.day_first or len(other.readings) == 1 else 1]
        if not (other.week or (other.is_typed and meant != day)):
            continue
        first_day = other.week.monday if other.week else meant
        # On a Monday the site's rule would take the week before, whatever day of this week the note names.
        if timedelta(0) <= day - first_day <= timedelta(days=MAX_DELAY) or Week.of(meant) == Week.of(day):
            return other.week or cover_week(meant), f"{other.how}: `{other.written}`", ()
    far = next((one for one in others if all(not near(day, each, 60) for each in one.readings)), None)
    if far:
        return None, "", (f"{far.how} says `{far.written}`, but {first.how} gives {day_in_words(day)}; check the date",)
    return None, "", ()


def _with_year(one: SettledDay, mend: tuple[date, str, bool]) -> SettledDay:
    day, evidence, is_sure = mend
    written = day_in_words(one.day) if one.day else ""
    if not is_sure:
        remark = f"the year of {written} may be wrong: {evidence}"
        return replace(one, remarks=(*one.remarks, remark))
    remark = f"the year was wrong: {written} is now {day_in_words(day)}, because {evidence}"
    how = f"{one.how}, with the year {day.year}: {evidence}"
    return replace(one, day=day, how=how, week=None, is_corrected=True, remarks=(*one.remarks, remark))
