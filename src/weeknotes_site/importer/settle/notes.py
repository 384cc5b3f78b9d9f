"""The notes of a run, each with its team and day."""

import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from weeknotes_site.config.strings import toml_string
from weeknotes_site.content.slugs import slug_of
from weeknotes_site.importer.found import FoundNote, Reading
from weeknotes_site.importer.import_map import ImportMap
from weeknotes_site.importer.known_site import KnownSite
from weeknotes_site.importer.settle.days import SettledDay, settle_days
from weeknotes_site.importer.settle.teams import SettledTeam, settle_teams
from weeknotes_site.importer.text.tidy import one_line

_HEADING = re.compile(r" {0,3}#{1,6}(?:\s|$)")
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.S)


class Settled(Struct, frozen=True, kw_only=True):
    """A note with its team and day, before it has a place."""

    source: str
    note: FoundNote
    team: SettledTeam
    day: SettledDay
    known_by: tuple[str, ...] = ()
    """Marks by which other exports of it are recognised."""

    @property
    def missing(self) -> str:
        """Why it cannot be written; empty if it can."""
        if _is_blank(self.note.body):
            return "it has no text"
        if not slug_of(self.team.name) and not self.team.refused and self.day.day is None:
            return "neither team nor date found: if it is a note, give `--team NAME` and put a date in its name"
        if not slug_of(self.team.name):
            return f"{self.team.refused or 'no team found'}: give `--team NAME`{self._rule}"
        if self.day.day is None:
            return "no date found: put one in its name or front matter"
        return ""

    @property
    def _rule(self) -> str:
        """The line of `import-map.toml` that would give it a team; empty without one."""
        labels, teams = self.note.labels, self.note.teams
        clues = (*teams, *labels) if self.team.refused else (*labels, *teams)
        label = next((one_line(one.value) for one in clues if one.value.strip()), "")
        line = f'{toml_string(label)} = "NAME"' if label else ""
        return f", or write `{line}` below `[teams]` in `import-map.toml`" if line and "`" not in line else ""

    @property
    def is_draft(self) -> bool:
        """Whether it needs review before it is published."""
        return self.note.is_draft or not self.team.is_sure or not self.day.is_sure


def settle_all(
    readings: Sequence[tuple[Path, Reading]], team: str, before: ImportMap, site: KnownSite
) -> list[Settled]:
    """Determine the team and day of every note from all of them."""
    notes = [note for _, reading in readings for note in reading.notes]
    sources = [_source_name(path, note.key) for path, reading in readings for note in reading.notes]
    teams = settle_teams(notes, team, before.teams, site)
    days = settle_days(notes, [slug_of(one.name) for one in teams], before.dates)
    return [
        Settled(source=source, note=note, team=one, day=day)
        for source, note, one, day in zip(sources, notes, teams, days, strict=True)
    ]


def _source_name(path: Path, key: str) -> str:
    """Return the key under which a note is listed, independent of the folder of the source."""
    name = path.resolve().name
    whole = key if key.startswith(name) else f"{name}/{key}"
    return whole.encode("utf-8", "backslashreplace").decode()  # file names need not be Unicode


def _is_blank(body: str) -> bool:
    """Return whether a body contains only headings and comments."""
    lines = _COMMENT.sub("", body).split("\n")
    return not any(line.strip() and not _HEADING.match(line) for line in lines)
