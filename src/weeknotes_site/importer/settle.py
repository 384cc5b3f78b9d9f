"""Read all sources, and determine the team and day of each note."""

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from weeknotes_site.content.slugs import slug_of
from weeknotes_site.diagnostics import Place, Problem, error
from weeknotes_site.importer.found import Reading
from weeknotes_site.importer.import_map import ImportMap
from weeknotes_site.importer.known_site import KnownSite
from weeknotes_site.importer.place import Settled
from weeknotes_site.importer.recognise import MissingLibraryError, read_source
from weeknotes_site.importer.settle_days import settle_days
from weeknotes_site.importer.settle_teams import settle_teams
from weeknotes_site.importer.source_files import RefusedError, open_source
from weeknotes_site.importer.wanted import Wanted
from weeknotes_site.os_errors import reason_of


def read_all(sources: Sequence[Path], wanted: Wanted, media: Path | None) -> list[tuple[Path, Reading]]:
    """Read every source. Raises Problem if one cannot be read at all."""
    if media is not None:
        try:
            wanted = replace(wanted, media=open_source(media))
        except (OSError, RefusedError) as failure:
            raise _unreadable(media, failure) from None
    return [(path, _read(path, wanted)) for path in sources]


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


def _read(path: Path, wanted: Wanted) -> Reading:
    try:
        return read_source(path, wanted)
    except MissingLibraryError as failure:
        message = f"reading it needs the library `{failure}`"
        hint = "install what importing needs: `pip install 'weeknotes-site[import]'`"
        raise Problem(error("missing-library", Place(path=str(path)), message, hint)) from None
    except (OSError, RefusedError) as failure:
        raise _unreadable(path, failure) from None


def _unreadable(path: Path, failure: OSError | RefusedError) -> Problem:
    place = Place(path=str(path))
    if isinstance(failure, OSError):
        return Problem(error("unreadable-source", place, f"cannot be read: {reason_of(failure)}", "check the path"))
    return Problem(error("unreadable-source", place, f"this source {failure}", failure.hint))


def _source_name(path: Path, key: str) -> str:
    """Return the key under which a note is listed, independent of the folder of the source."""
    name = path.resolve().name
    whole = key if key.startswith(name) else f"{name}/{key}"
    return whole.encode("utf-8", "backslashreplace").decode()  # file names need not be Unicode
