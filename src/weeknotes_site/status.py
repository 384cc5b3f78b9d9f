"""Who writes, how often, and who has gone quiet: for the person who runs the site, and for nobody else.

Nothing of it reaches a page.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median_high

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.model.note import Note
from weeknotes_site.model.team import Break, Team
from weeknotes_site.model.week import Week, weeks_between
from weeknotes_site.pipeline import Options, load
from weeknotes_site.site.twins import Waiting

MISSED_TURNS = 2
"""How many turns a team may miss before it is called quiet."""
MIN_NOTES = 3
"""How many notes it takes to learn a team's rhythm."""
RECENT = 12

# A month has at most five weeks, so nobody is called quiet too early.
_GIVEN = {"weekly": 1, "fortnightly": 2, "monthly": 5}


class State(StrEnum):
    """Whether notes are to be expected of a team."""

    WRITING = "writing"
    QUIET = "quiet"
    ON_A_BREAK = "on a break"
    ENDED = "ended"
    NOT_BEGUN = "not begun"


class Rhythm(Struct, frozen=True, kw_only=True):
    """How often a team writes."""

    weeks: int
    """How many weeks a turn has."""
    learned: bool
    """Whether it is from the team's notes rather than from its `_team.md`."""

    @property
    def words(self) -> str:
        """The rhythm as people say it."""
        known = {1: "weekly", 2: "fortnightly", 4: "monthly", 5: "monthly"}
        return known.get(self.weeks, f"every {self.weeks} weeks")


class TeamStatus(Struct, frozen=True, kw_only=True):
    """How it stands with one team on a day."""

    team: Team
    rhythm: Rhythm | None
    """None where the team has not said, and its notes are too few to tell."""
    last: Note | None
    drafts: tuple[str, ...]
    """Of all languages."""
    waiting: Mapping[str, int]
    """How many of its notes wait for a translation, by the language; empty on a site in one."""
    with_errors: tuple[str, ...]
    state: State
    until: date | None
    """The last day of its break, or the day on which it ended."""


def read_status(options: Options) -> tuple[TeamStatus, ...]:
    """Return how it stands with every team, by name. Raises Problem where the site cannot be read."""
    site = load(replace(options, drafts=True, keep_going=True))
    archive, report = site.archive, site.report
    notes = {file.path for file in site.files.notes}
    failed = sorted({one.path for one in site.diagnostics if one.is_error} & notes)
    teams = []
    for team in archive.teams:
        own = archive.by_team.get(team.slug, ())
        in_all = [note for edition in site.editions for note in edition.archive.by_team.get(team.slug, ())]
        teams.append(_status(team, own, in_all, failed, report.waiting, options.as_of))
    return tuple(teams)


def _status(
    team: Team,
    own: Sequence[Note],
    in_all: Iterable[Note],
    failed: Iterable[str],
    waiting: Iterable[Waiting],
    as_of: date,
) -> TeamStatus:
    """Return how it stands with a team; `own` are its notes in the site's own language, `in_all` in all of them."""
    paths = {note.path for note in own}
    written = [note for note in own if not note.draft]
    folder = team.path.removesuffix("/_team.md")
    faulty = tuple(path for path in failed if folder and path.startswith(f"{folder}/"))
    rhythm = _rhythm(team, written)
    last = max(written, key=lambda note: (note.week, note.date), default=None)
    state, until = _state(team, last, rhythm, as_of)
    if state is State.QUIET and faulty:
        state = State.WRITING  # it has written; the notes only wait to be mended
    return TeamStatus(
        team=team,
        rhythm=rhythm,
        last=last,
        drafts=tuple(dict.fromkeys(note.path for note in in_all if note.draft)),
        waiting={one.language: len(paths.intersection(one.paths)) for one in waiting},
        with_errors=faulty,
        state=state,
        until=until,
    )


def _rhythm(team: Team, notes: list[Note]) -> Rhythm | None:
    if team.rhythm:
        return Rhythm(weeks=_GIVEN[team.rhythm], learned=False)
    covered = sorted({note.week for note in notes})[-RECENT - 1 :]
    turns = [_turns(before, after, team.breaks) for before, after in pairwise(covered)]
    if len(notes) < MIN_NOTES or not turns:
        return None
    return Rhythm(weeks=max(1, median_high(turns)), learned=True)


def _turns(before: Week, after: Week, breaks: Iterable[Break]) -> int:
    """Count the weeks after one up to another, without those in which the team has a break."""
    breaks = tuple(breaks)
    return sum(not _is_off(week, breaks) for week in weeks_between(before.next, after))


def _is_off(week: Week, breaks: Iterable[Break]) -> bool:
    """Return whether a break takes a working day of a week, and with it, maybe, the note."""
    return any(one.first <= week.friday and one.last >= week.monday for one in breaks)


def _state(team: Team, last: Note | None, rhythm: Rhythm | None, as_of: date) -> tuple[State, date | None]:
    if team.ended and team.ended <= as_of:
        return State.ENDED, team.ended
    if off := next((one for one in team.breaks if one.first <= as_of <= one.last), None):
        return State.ON_A_BREAK, off.last
    if last is None:
        return State.NOT_BEGUN, None
    missed = _turns(last.week, _last_full_week(as_of), team.breaks) // rhythm.weeks if rhythm else 0
    return (State.QUIET if missed >= MISSED_TURNS else State.WRITING), None


def _last_full_week(as_of: date) -> Week:
    """Return the newest week that is over, and whose Monday after is over too: a Monday's note counts to it."""
    week = Week.of(as_of - timedelta(days=7))
    return week if as_of >= week.tuesday_after else week.previous
