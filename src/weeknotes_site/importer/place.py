"""Decide which notes can be written, and their paths."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from weeknotes_site.content.files.paths import NOTES
from weeknotes_site.content.slugs import slug_of
from weeknotes_site.importer.found import FoundNote
from weeknotes_site.importer.known_site import KnownSite
from weeknotes_site.importer.settle_days import SettledDay
from weeknotes_site.importer.settle_teams import SettledTeam
from weeknotes_site.importer.titles import read_title

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
        if not slug_of(self.team.name) and not self.team.refused and self.day.day is None:
            return "neither team nor date found: if it is a note, give `--team NAME` and put a date in its name"
        if not slug_of(self.team.name):
            return f"{self.team.refused or 'no team found'}: give `--team NAME`, or add it to `import-map.toml`"
        if self.day.day is None:
            return "no date found: put one in its name or front matter"
        if is_blank(self.note.body):
            return "it has no text"
        return ""

    @property
    def is_draft(self) -> bool:
        """Whether it needs review before it is published."""
        return self.note.is_draft or not self.team.is_sure or not self.day.is_sure


def choose_paths(
    notes: Sequence[Settled], site: KnownSite, taken: Iterable[str], begun: Mapping[str, str]
) -> dict[str, str]:
    """Give each note a unique path, the oldest first; by source.

    `begun` are the paths of notes that a killed run has already written.
    """
    used = {path.casefold() for path in taken}
    paths = {one.source: begun[one.source] for one in notes if one.source in begun}
    rest = [one for one in notes if one.source not in begun]
    for one in sorted(rest, key=lambda one: (one.day.day, one.source)):
        for path in _candidates(team_folder(one.team.name, site), one):
            if path.casefold() not in used:
                used.add(path.casefold())
                paths[one.source] = path
                break
    return paths


def team_folder(name: str, site: KnownSite) -> str:
    """Return the folder of a team's notes."""
    known = site.team(name)
    return known.folder if known else f"{NOTES}/{slug_of(name)}"


def is_blank(body: str) -> bool:
    """Return whether a body contains only headings and comments."""
    lines = _COMMENT.sub("", body).split("\n")
    return not any(line.strip() and not _HEADING.match(line) for line in lines)


def _candidates(folder: str, one: Settled) -> Iterator[str]:
    stem = one.day.day.isoformat() if one.day.day else ""
    yield f"{folder}/{stem}.md"
    if slug := slug_of(read_title(one.note.title).subject or one.note.title)[:50].strip("-"):
        yield f"{folder}/{stem}-{slug}.md"
    for number in range(2, 100_000):
        yield f"{folder}/{stem}-{number}.md"
