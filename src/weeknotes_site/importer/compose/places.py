"""Decide which notes can be written, and their paths."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from weeknotes_site.content.files.paths import NOTES
from weeknotes_site.content.slugs import slug_of
from weeknotes_site.importer.clues.titles import read_title
from weeknotes_site.importer.known_site import KnownSite
from weeknotes_site.importer.settle.notes import Settled


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


def _candidates(folder: str, one: Settled) -> Iterator[str]:
    stem = one.day.day.isoformat() if one.day.day else ""
    yield f"{folder}/{stem}.md"
    if slug := slug_of(read_title(one.note.title).subject or one.note.title)[:50].strip("-"):
        yield f"{folder}/{stem}-{slug}.md"
    for number in range(2, 100_000):
        yield f"{folder}/{stem}-{number}.md"
