"""Check for dates a year off, a common mistake in January.

A year is reported only if something contradicts it: the file's name, the title, the note's number, the team's other
notes or, for notes dated on a weekend a year before all others, the notes of all teams.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from msgspec import Struct

from weeknotes_site.checks.nearby import NearbyNotes
from weeknotes_site.checks.note_facts import NoteFacts
from weeknotes_site.diagnostics import Diagnostic, warning
from weeknotes_site.model.days import YEARS
from weeknotes_site.model.week import FUTURE_DAYS, Week

CLOSE = 10
"""Maximum days between a note's date and the date in its file's name or title, apart from the year."""
TURN = 28
"""Days within which a team's next note is expected."""
MIN_NOTES = 3
"""Other notes of a team needed to infer its habits."""

_WEEKEND = (6, 7)


class _Evidence(Struct, frozen=True, kw_only=True):
    """A note, with its team's notes and all notes."""

    note: NoteFacts
    team: NearbyNotes
    site: NearbyNotes
    as_of: date

    def is_possible(self, day: date) -> bool:
        return day.year in YEARS and day <= self.as_of + timedelta(days=FUTURE_DAYS)


def find_wrong_years(notes: Iterable[NoteFacts], as_of: date) -> list[Diagnostic]:
    """Find notes whose date or `week:` is probably in the wrong year."""
    notes = tuple(notes)
    site = NearbyNotes(notes)
    series: dict[str, list[NoteFacts]] = defaultdict(list)
    for note in notes:
        series[note.team.slug].append(note)
    teams = {slug: NearbyNotes(some) for slug, some in series.items()}
    evidence = (_Evidence(note=note, team=teams[note.team.slug], site=site, as_of=as_of) for note in notes)
    found = (next(filter(None, (rule(one) for rule in _RULES)), None) for one in evidence)
    return list(filter(None, found))


def _by_name(evidence: _Evidence) -> Diagnostic | None:
    note, named = evidence.note, evidence.note.name_day
    if named is None or named.year == note.day.year:
        return None
    meant = _in_year(note.day, named.year)
    if abs(meant - named) > timedelta(days=CLOSE) or abs(note.day - named) < timedelta(days=180):
        return None
    because = f"the file's name says {named.year}"
    date_fits = evidence.team.near(note.day, 45, note) and not evidence.team.near(meant, 45, note)
    if date_fits or not evidence.is_possible(meant):
        hint = f"rename the file to `{_named_in(note, named, note.day.year)}`"
        if meant.year in YEARS:
            hint += f", or write `date: {meant.isoformat()}`"
        return warning("wrong-year", note.file.place("date"), f"`{note.day.isoformat()}`, but {because}", hint)
    return _wrong_year(note, meant, because)


def _by_title(evidence: _Evidence) -> Diagnostic | None:
    note = evidence.note
    if _name_agrees(note):
        return None  # date and file name agree, so the title is wrong
    for title_date in note.dates:
        for day in title_date.days if title_date.has_year else ():
            meant = _in_year(note.day, day.year)
            if (
                day.year in YEARS
                and day.year != note.day.year
                and abs(meant - day) <= timedelta(days=CLOSE) < abs(day - note.day)
            ):
                return _wrong_year(note, meant, f"the title says {day.year}")
    return None


def _by_week(evidence: _Evidence) -> Diagnostic | None:
    note = evidence.note
    for week in note.file.fields.week:
        meant = note.team.week_of(note.day)
        shift = round((meant.monday - week.monday).days / 365.25)
        same = Week.of(_in_year(week.monday + timedelta(days=3), week.year + shift))
        if shift and abs(same.monday - meant.monday) <= timedelta(days=CLOSE):
            message = f"`{week}` is {_years(-shift)} the note's date, `{note.day.isoformat()}`"
            hint = f"write `week: {_near_week(week, meant)}`"
            return warning("wrong-year", note.file.place("week"), message, hint)
    return None


def _by_number(evidence: _Evidence) -> Diagnostic | None:
    note = evidence.note
    if note.number is None:
        return None
    before, after = evidence.team.around_number(note.number)
    neighbour = before or after
    if not neighbour or not ((before and before[1] > note.day) or (after and note.day > after[1])):
        return None
    for meant in _other_years(note.day):
        falls_in = (not before or before[1] <= meant) and (not after or meant <= after[1])
        there, here = len(evidence.team.near(meant, 120, note)), len(evidence.team.near(note.day, 120, note))
        # Of two contradicting notes, the one with the older date is more likely wrong.
        sure = there >= here if meant > note.day else there > max(here, 1) and not _name_agrees(note)
        if falls_in and sure and evidence.is_possible(meant):
            return _wrong_year(note, meant, f"number {neighbour[0]} is of {neighbour[1].isoformat()}")
    return None


def _by_own_notes(evidence: _Evidence) -> Diagnostic | None:
    note, team = evidence.note, evidence.team
    own = 0 if note.contradicts_name else 1
    if len(team.days) - own < MIN_NOTES or team.weekdays[note.day.isoweekday()] > own:
        return None
    alone = not team.near(note.day, 180, note)
    taken = any(week in other.weeks for other in team.near(note.day, 14, note) for week in note.weeks)
    for meant in _other_years(note.day):
        week = note.team.week_of(meant)
        if not team.weekdays[meant.isoweekday()] or week in team.weeks or not evidence.is_possible(meant):
            continue
        if alone and team.near(meant, TURN, note):
            return _wrong_year(note, meant, f"{note.team.name} wrote nothing else within half a year of it")
        if taken and timedelta(0) < meant - team.days[-1] <= timedelta(days=TURN):
            return _wrong_year(note, meant, f"{note.team.name} has a note of that week and none of {week}")
    return None


def _by_all_notes(evidence: _Evidence) -> Diagnostic | None:
    note = evidence.note
    if note.day.isoweekday() not in _WEEKEND:
        return None
    near = evidence.site.near(note.day, 60)
    if any(other.team != note.team or other.day.isoweekday() not in _WEEKEND for other in near):
        return None
    for meant in _other_years(note.day):
        if (
            meant.isoweekday() not in _WEEKEND
            and evidence.is_possible(meant)
            and len(evidence.site.near(meant, 14)) > 1
        ):
            return _wrong_year(note, meant, "it is a weekend, and no other team wrote near it")
    return None


_RULES: tuple[Callable[[_Evidence], Diagnostic | None], ...] = (
    _by_name,
    _by_week,
    _by_title,
    _by_number,
    _by_own_notes,
    _by_all_notes,
)


def _name_agrees(note: NoteFacts) -> bool:
    return note.name_day is not None and abs(note.name_day - note.day) <= timedelta(days=CLOSE)


def _wrong_year(note: NoteFacts, meant: date, because: str) -> Diagnostic:
    message = f"`{note.day.isoformat()}` looks {_years(note.day.year - meant.year, near='off')}: {because}"
    hint = f"write `date: {meant.isoformat()}`"
    named = note.name_day
    if named and _name_agrees(note):  # else the name would contradict the new date
        hint += f", and rename the file to `{_named_in(note, named, named.year + meant.year - note.day.year)}`"
    return warning("wrong-year", note.file.place("date"), message, hint)


def _named_in(note: NoteFacts, named: date, year: int) -> str:
    """Return the name of a note's file with the date in it in another year."""
    return note.path.rpartition("/")[2].replace(named.isoformat(), _in_year(named, year).isoformat())


def _years(shift: int, near: str = "") -> str:
    many = "a year" if abs(shift) == 1 else f"{abs(shift)} years"
    return f"{many} {near}" if near else f"{many} {'before' if shift < 0 else 'after'}"


def _other_years(day: date) -> tuple[date, date]:
    return _in_year(day, day.year + 1), _in_year(day, day.year - 1)


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def _near_week(week: Week, meant: Week) -> Week:
    """Return the week with the same number closest to the date's week."""
    return next((near for near in (meant, meant.previous, meant.next) if near.number == week.number), meant)
