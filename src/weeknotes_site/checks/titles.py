"""Check titles that give another date or week than front matter."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta

from weeknotes_site.checks.note_facts import NoteFacts
from weeknotes_site.content.titles.facts import Sense, TitleDate
from weeknotes_site.content.titles.styles import restyle
from weeknotes_site.diagnostics import Diagnostic, warning
from weeknotes_site.model.days import YEARS, span_in_words
from weeknotes_site.model.week import Week, week_in_words

MIN_WEEK_TITLES = 3
"""Titles of a team that must count weeks consistently before a different one is reported."""


def find_title_slips(notes: Iterable[NoteFacts]) -> list[Diagnostic]:
    """Compare dates and weeks in titles with those of the notes."""
    notes = tuple(notes)
    offsets = _week_offsets(notes)
    diagnostics: list[Diagnostic] = []
    for note in notes:
        diagnostics += _dates(note)
        if found := note.file.title_facts.week_number:
            diagnostics += _week_number(note, *found, offsets[note.team.slug])
    return diagnostics


def _dates(note: NoteFacts) -> Iterator[Diagnostic]:
    for title_date in note.dates:
        if any(_fits(title_date, day, note) for day in title_date.days):
            continue
        if title_date.sense is Sense.DAY:
            yield _another_day(note, title_date)
        else:
            yield _another_week(note, title_date, _week_named(title_date, title_date.days[0]))


def _fits(title_date: TitleDate, day: date, note: NoteFacts) -> bool:
    if title_date.sense is Sense.DAY and day == note.day:
        return True
    weeks = {_week_named(title_date, day), Week.of(day)}
    if title_date.sense in (Sense.DAY, Sense.ENDING):
        weeks.add(note.team.week_of(day))
    return bool(weeks & set(note.weeks))


def _week_named(title_date: TitleDate, day: date) -> Week:
    """Return the week of a day; a week commencing on a Saturday or Sunday is the one after it."""
    return Week.of(day + timedelta(days=2) if title_date.sense is Sense.COMMENCING and day.isoweekday() > 5 else day)


def _another_day(note: NoteFacts, title_date: TitleDate) -> Diagnostic:
    place = note.in_title(title_date.text, title_date.start)
    message = f"the title says `{title_date.text}`, the front matter `{note.day.isoformat()}`"
    other_year = _in_another_year(title_date, note)
    right = restyle(title_date.text, title_date.days[0], other_year or note.day)
    hint = f"write `{right or _span(note.weeks[-1])}` in the title"
    if other_year is None and note.name_day != note.day and title_date.days[0].year in YEARS:
        hint += f", or `date: {title_date.days[0].isoformat()}` if the title is right"
    return warning("title-names-another-date", place, message, hint)


def _in_another_year(title_date: TitleDate, note: NoteFacts) -> date | None:
    """Return the title's day in the year that fits the note; None if not only the year is wrong."""
    for year in (note.day.year, note.day.year - 1, note.day.year + 1) if title_date.has_year else ():
        with suppress(ValueError):
            day = title_date.days[0].replace(year=year)
            if _fits(title_date, day, note):
                return day
    return None


def _span(week: Week) -> str:
    return span_in_words(week.monday, week.friday)


def _another_week(note: NoteFacts, title_date: TitleDate, week: Week) -> Diagnostic:
    message = f"the title says {week_in_words(week)}, the note covers {week_in_words(note.weeks[-1])}"
    right = _rewritten(note, title_date)
    if week.year in YEARS:
        otherwise = f"`{right}` in the title" if right else "correct the title"
        hint = f"write `week: {week}` if the title is right, otherwise {otherwise}"
    else:
        hint = f"write `{right}` in the title" if right else "correct the title"
    return warning("title-names-another-week", note.in_title(title_date.text, title_date.start), message, hint)


def _rewritten(note: NoteFacts, title_date: TitleDate) -> str | None:
    week, day = note.weeks[-1], title_date.days[0]
    if title_date.sense is Sense.WEEK and Week.of(day).monday == day and "W" in title_date.text.upper():
        return str(week)
    weekday = timedelta(days=day.isoweekday() - 1)
    monday = week.previous.monday if title_date.sense is Sense.COMMENCING and weekday.days > 4 else week.monday
    return restyle(title_date.text, day, monday + weekday)


def _week_offsets(notes: Iterable[NoteFacts]) -> dict[str, Counter[int]]:
    """Count, by team, the offsets between week numbers in titles and ISO weeks."""
    offsets: dict[str, Counter[int]] = defaultdict(Counter)
    for note in notes:
        if found := note.file.title_facts.week_number:
            offsets[note.team.slug][_offset(found[0], note.weeks)] += 1
    return offsets


def _offset(number: int, weeks: tuple[Week, ...]) -> int:
    return min((number - week.number for week in weeks), key=abs)


def _week_number(note: NoteFacts, number: int, start: int, text: str, offsets: Counter[int]) -> Iterator[Diagnostic]:
    """Check a `Week 3` against the team's usual offset: teams may count weeks from any start."""
    (usual, often), *_ = offsets.most_common(1)
    others = offsets.total() - 1
    if _offset(number, note.weeks) == usual or often < MIN_WEEK_TITLES or often < others:
        return
    right = note.weeks[-1].number + usual
    message = f"the title says week {number}, the note covers {week_in_words(note.weeks[-1])}"
    hint = f"write `week {right}` in the title, or `week: {_week_of(note, number - usual)}` if the title is right"
    yield warning("title-names-another-week", note.in_title(text, start), message, hint)


def _week_of(note: NoteFacts, number: int) -> Week:
    """Return the week with a number that is closest to the note's."""
    near = [Week.of(note.weeks[-1].monday + timedelta(weeks=shift)) for shift in range(-26, 27)]
    return min(
        (week for week in near if week.number == number),
        key=lambda week: abs(week.monday - note.weeks[-1].monday),
        default=note.weeks[-1],
    )
