"""Show the site's owner which teams write, how often, and which have gone quiet.

No page shows any of this.
"""

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from statistics import median_high

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.content.note_file import NoteFile
from weeknotes_site.content.slugs import slug_of
from weeknotes_site.model.language import Untranslated
from weeknotes_site.model.note import Note
from weeknotes_site.model.team import Team
from weeknotes_site.model.week import Week, weeks_between
from weeknotes_site.pipeline import Options, load

MISSED_TURNS = 2
"""Missed turns after which a team is quiet."""
MIN_WEEKS = 3
"""Weeks with notes needed to infer a team's rhythm."""
RECENT = 12
LONG_SILENCE = 26
"""Weeks without a note after which earlier notes no longer count for a team's rhythm."""

# A month has at most five weeks; fewer would report teams as quiet too early.
_WEEKS_PER_TURN = {"weekly": 1, "fortnightly": 2, "monthly": 5}


class State(StrEnum):
    """Whether a team is writing."""

    WRITING = "writing"
    QUIET = "quiet"
    ON_A_BREAK = "on a break"
    ENDED = "ended"
    NOT_BEGUN = "not begun"


class Rhythm(Struct, frozen=True, kw_only=True):
    """How often a team writes."""

    weeks: int
    """Weeks between notes."""
    learned: bool
    """Whether it was inferred from the team's notes instead of set in its `_team.md`."""

    @property
    def words(self) -> str:
        """The rhythm in words."""
        known = {1: "weekly", 2: "fortnightly", 4: "monthly", 5: "monthly"}
        return known.get(self.weeks, f"every {self.weeks} weeks")


class TeamStatus(Struct, frozen=True, kw_only=True):
    """Status of a team on a day."""

    team: Team
    rhythm: Rhythm | None
    """None if it is not set and there are too few notes to infer it."""
    last: Note | None
    drafts: tuple[str, ...]
    """Of all languages."""
    untranslated: Mapping[str, int]
    """Number of its untranslated notes, for each language; empty if the site has one language."""
    with_errors: tuple[str, ...]
    state: State
    until: date | None
    """Last day of the break, or the day on which the team ended."""


def read_status(options: Options) -> tuple[tuple[TeamStatus, ...], tuple[str, ...]]:
    """Return the status of all teams, by name, and the paths of notes with errors that belong to none of them.

    Raises Problem if the site cannot be read.
    """
    site = load(replace(options, drafts=True, keep_going=True))
    archive, report = site.archive, site.report
    wrong = {diagnostic.path for diagnostic in site.diagnostics if diagnostic.is_error}.union(report.left_out)
    failed = sorted((file for file in site.files.notes if file.path in wrong), key=lambda file: file.path)
    teams = []
    for team in archive.teams:
        own = archive.by_team.get(team.slug, ())
        in_all = [note for edition in site.editions for note in edition.archive.by_team.get(team.slug, ())]
        teams.append(_status(team, own, in_all, failed, report.untranslated, options.as_of))
    named = {path for one in teams for path in one.with_errors}
    return tuple(teams), tuple(file.path for file in failed if file.path not in named)


def _status(
    team: Team,
    own: Sequence[Note],
    in_all: Iterable[Note],
    failed: Iterable[NoteFile],
    untranslated: Iterable[Untranslated],
    as_of: date,
) -> TeamStatus:
    """Return a team's status; `own` are its notes in the site's own language, `in_all` those in all languages."""
    paths = {note.path for note in own}
    written = [note for note in own if not note.draft]
    faulty = tuple(file.path for file in failed if _is_of(file, team))
    rhythm = _rhythm(team, written)
    last = max(written, key=lambda note: (note.week, note.date), default=None)
    state, until = _state(team, last, rhythm, as_of)
    if state in (State.QUIET, State.NOT_BEGUN) and faulty:
        state = State.WRITING  # there are notes, but with errors
    return TeamStatus(
        team=team,
        rhythm=rhythm,
        last=last,
        drafts=tuple(dict.fromkeys(note.path for note in in_all if note.draft)),
        untranslated={one.language: len(paths.intersection(one.paths)) for one in untranslated},
        with_errors=faulty,
        state=state,
        until=until,
    )


def _is_of(file: NoteFile, team: Team) -> bool:
    if file.folder:
        return slug_of(posixpath.basename(file.folder)) == team.slug
    return slug_of(file.fields.team) in (team.slug, *map(slug_of, team.names))


def _rhythm(team: Team, notes: list[Note]) -> Rhythm | None:
    if team.rhythm:
        return Rhythm(weeks=_WEEKS_PER_TURN[team.rhythm], learned=False)
    covered = sorted({note.week for note in notes})[-RECENT - 1 :]
    turns: list[int] = []
    for before, after in pairwise(covered):
        weeks = _turns(before, after, team)
        turns = [*turns, weeks] if weeks <= LONG_SILENCE else []
    if len(turns) < MIN_WEEKS - 1:
        return None
    return Rhythm(weeks=max(1, median_high(turns)), learned=True)


def _turns(before: Week, after: Week, team: Team) -> int:
    """Count the weeks after `before` up to `after`, except weeks with breaks."""
    return sum(not team.is_away(week) for week in weeks_between(before.next, after))


def _state(team: Team, last: Note | None, rhythm: Rhythm | None, as_of: date) -> tuple[State, date | None]:
    if team.ended and team.ended <= as_of:
        return State.ENDED, team.ended
    if off := next((off for off in team.breaks if off.first <= as_of <= off.last), None):
        return State.ON_A_BREAK, off.last
    if last is None:
        return State.NOT_BEGUN, None
    missed = _turns(last.week, Week.last_complete(as_of), team) // rhythm.weeks if rhythm else 0
    return (State.QUIET if missed >= MISSED_TURNS else State.WRITING), None
