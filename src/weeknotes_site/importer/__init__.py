"""Old notes from elsewhere, written as notes of this site."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.config import read_config
from weeknotes_site.content.slugs import slug_of
from weeknotes_site.content.tree import NOTES
from weeknotes_site.diagnostics import Place, Problem, error
from weeknotes_site.importer.found import Reading, Skipped
from weeknotes_site.importer.import_map import Imported, ImportMap, hash_of, read_map
from weeknotes_site.importer.known_site import KnownSite, read_known_site
from weeknotes_site.importer.links import Directory, Target
from weeknotes_site.importer.place import (
    Placing,
    PlannedNote,
    Settled,
    choose_paths,
    former_path,
    is_too_long,
    plan_note,
    team_author,
)
from weeknotes_site.importer.recognise import MissingLibraryError, Wanted, read_source
from weeknotes_site.importer.report import REPORT_FILE, Outcome, write_report
from weeknotes_site.importer.settle_days import settle_days
from weeknotes_site.importer.settle_teams import settle_teams
from weeknotes_site.importer.source_files import RefusedError, SourceFiles, open_source
from weeknotes_site.importer.write import (
    begin_journal,
    finish_journal,
    read_report,
    write_lists,
    write_note,
    write_team,
)

__all__ = ["Request", "Result", "import_notes"]


class Request(Struct, frozen=True, kw_only=True):
    """What somebody wants imported."""

    sources: tuple[Path, ...]
    as_of: date
    team: str = ""
    author: str = ""
    since: date | None = None
    media: Path | None = None
    with_drafts: bool = False
    keep_keys: bool = False
    dry_run: bool = False


class Result(Struct, frozen=True, kw_only=True):
    """What became of it."""

    kinds: tuple[str, ...]
    written: tuple[PlannedNote, ...]
    known: int
    """Notes that an earlier run imported."""
    edited: int
    """Those among them that somebody has edited, moved or deleted since."""
    older: int
    """Notes before `since`."""
    skipped: tuple[Skipped, ...]
    subscribers: str
    report: str


def import_notes(root: Path, request: Request) -> Result:
    """Read the sources, settle each note's team and day by all of them, and write what is new.

    Raises Problem where a source cannot be read at all, or where something cannot be written.
    """
    config = read_config(root) if root.is_dir() else read_config(Path())
    before = read_map(root)
    entries = finish_journal(root, before)
    site = read_known_site(root)
    reading, settled = _read_all(request, before, site)
    listed = {one.source: one for one in (*before.notes, *entries)}
    wanted = [one for one in settled if not _is_older(one, request.since)]
    new = [one for one in wanted if one.source not in listed]
    placeable = [one for one in new if not one.missing]
    paths = choose_paths(placeable, site, _taken(root, listed.values()))
    known_paths = {source: one.path for source, one in listed.items() if (root / one.path).is_file()}
    placing = Placing(
        site=site,
        directory=_directory(wanted, {**paths, **known_paths}, reading.hosts),
        author=request.author,
        people=before.people,
        language=config.language,
        monday_covers_previous_week=config.monday_covers_previous_week,
    )
    claimed = {former_path(old).casefold() for one in listed.values() for old in one.old}
    if paths and not request.dry_run:
        begin_journal(root, paths)
    planned, lost = _plan(placeable, paths, placing, claimed, None if request.dry_run else root)
    skipped = (*reading.skipped, *lost, *(Skipped(one.source, one.missing) for one in new if one.missing))
    outcome = Outcome(
        sources=tuple(path.name or str(path) for path in request.sources),
        kinds=reading.kinds,
        written=tuple(planned),
        skipped=skipped,
        subscribers=_subscribers(planned),
        day=request.as_of,
    )
    report = write_report(read_report(root, REPORT_FILE), outcome)
    if not request.dry_run:
        _write_lists(root, request, site, before, entries, planned, report)
    return Result(
        kinds=reading.kinds,
        written=tuple(planned),
        known=sum(one.source in listed for one in settled),
        edited=sum(_is_edited(root, listed[one.source]) for one in settled if one.source in listed),
        older=len(settled) - len(wanted),
        skipped=skipped,
        subscribers=outcome.subscribers,
        report=report,
    )


def _read_all(request: Request, before: ImportMap, site: KnownSite) -> tuple[Reading, list[Settled]]:
    media = _open_media(request.media)
    wanted = Wanted(with_drafts=request.with_drafts, keep_keys=request.keep_keys, media=media)
    readings = [(path, _read_source(path, wanted)) for path in request.sources]
    notes = [note for _, reading in readings for note in reading.notes]
    sources = [_source_name(path, note.key) for path, reading in readings for note in reading.notes]
    teams = settle_teams(notes, request.team, before.teams, site)
    days = settle_days(notes, [slug_of(team.name) for team in teams], before.dates)
    settled = [
        Settled(source=source, note=note, team=team, day=day)
        for source, note, team, day in zip(sources, notes, teams, days, strict=True)
    ]
    whole = Reading(
        skipped=tuple(one for _, reading in readings for one in reading.skipped),
        kinds=tuple(dict.fromkeys(kind for _, reading in readings for kind in reading.kinds)),
        hosts=frozenset(host for _, reading in readings for host in reading.hosts),
    )
    return whole, settled


def _source_name(path: Path, key: str) -> str:
    """Return what a note is listed under, whichever folder the source lies in."""
    name = path.resolve().name
    return key if key.startswith(name) else f"{name}/{key}"


def _read_source(path: Path, wanted: Wanted) -> Reading:
    place = Place(path=str(path))
    try:
        return read_source(path, wanted)
    except MissingLibraryError as failure:
        message = f"reading it needs the library `{failure}`"
        hint = "install what importing needs: `pip install 'weeknotes-site[import]'`"
        raise Problem(error("missing-library", place, message, hint)) from None
    except RefusedError as failure:
        raise Problem(error("unreadable-source", place, f"this source {failure}", "export it again")) from None
    except OSError as failure:
        reason = failure.strerror or str(failure)
        raise Problem(error("unreadable-source", place, f"cannot be read: {reason}", "check the path")) from None


def _open_media(path: Path | None) -> SourceFiles | None:
    if path is None:
        return None
    try:
        return open_source(path)
    except (OSError, RefusedError) as failure:
        place = Place(path=str(path))
        raise Problem(error("unreadable-source", place, f"cannot be read: {failure}", "check the path")) from None


def _is_older(one: Settled, since: date | None) -> bool:
    return since is not None and one.day.day is not None and one.day.day < since


def _taken(root: Path, listed: Iterable[Imported]) -> list[str]:
    """Return paths that no new note may have: of files, and of notes that were there once."""
    present = [path.relative_to(root).as_posix() for path in (root / NOTES).rglob("*")] if root.is_dir() else []
    return [*present, *(one.path for one in listed)]


def _directory(settled: Sequence[Settled], paths: dict[str, str], hosts: frozenset[str]) -> Directory:
    placed = (
        (one.note, Target(path=paths[one.source], is_draft=one.is_draft)) for one in settled if one.source in paths
    )
    return Directory.of(placed, hosts)


def _plan(
    placeable: Sequence[Settled], paths: dict[str, str], placing: Placing, claimed: set[str], root: Path | None
) -> tuple[list[PlannedNote], list[Skipped]]:
    """Make each note and, where a root is given, write it."""
    ids: set[str] = set()
    planned: list[PlannedNote] = []
    lost: list[Skipped] = []
    for one in sorted(placeable, key=lambda one: paths[one.source]):
        note = plan_note(one, paths[one.source], placing, ids, claimed)
        if is_too_long(note):
            lost.append(Skipped(one.source, "it is longer than the 80,000 bytes that a note may have; split it"))
            continue
        if root is not None:
            write_note(root, note)
        planned.append(replace(note, text="", files={}))
    return planned, lost


def _write_lists(
    root: Path,
    request: Request,
    site: KnownSite,
    before: ImportMap,
    finished: Sequence[Imported],
    planned: Sequence[PlannedNote],
    report: str,
) -> None:
    entries = [Imported(source=one.source, path=one.path, hash=one.hash, old=one.old, new=one.url) for one in planned]
    for name in dict.fromkeys(one.team for one in planned):
        if site.team(name) is None:
            write_team(root, f"{NOTES}/{slug_of(name)}", name, request.author or team_author(name))
    write_lists(root, before, [*finished, *entries], report, REPORT_FILE)


def _is_edited(root: Path, one: Imported) -> bool:
    try:
        return hash_of((root / one.path).read_text("utf-8")) != one.hash
    except (OSError, UnicodeDecodeError):
        return True


def _subscribers(planned: Sequence[PlannedNote]) -> str:
    """Say who would notice the import: a feed shows notes without their old id as new while they are recent."""
    shown = [one for one in planned if not one.is_draft]
    lacking = sum(not one.has_id for one in shown)
    if not shown:
        return ""
    kept = f"{len(shown) - lacking} of {len(shown)} notes keep the id of their old feed, so readers see them once. "
    if not lacking:
        return kept.strip()
    return (
        f"{kept if lacking < len(shown) else ''}{lacking} have no such id: whoever follows the old feed and changes "
        "to the new one sees those again that are among the newest in it (three weeks, and at least 50 notes)."
    )
