"""Import old notes from elsewhere: read the sources, determine teams and days, place, write, report."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.config import Config
from weeknotes_site.config.reading import read_config
from weeknotes_site.content.files.paths import NOTES
from weeknotes_site.content.front_matter.block import split_front_matter
from weeknotes_site.content.front_matter.entries import DRAFT, is_held_back, is_slip_of_draft
from weeknotes_site.content.front_matter.fields import FieldError, boolean
from weeknotes_site.content.slugs import slug_of
from weeknotes_site.content.text.source import decode
from weeknotes_site.diagnostics import Problem
from weeknotes_site.importer.compose.former_paths import former_path
from weeknotes_site.importer.compose.links import MISSING, STAYED, Directory, Target
from weeknotes_site.importer.compose.note import Composing, PlannedNote, compose_note, is_too_long
from weeknotes_site.importer.compose.own_hosts import guess_hosts
from weeknotes_site.importer.compose.places import choose_paths
from weeknotes_site.importer.duplicates import Deduplicated, deduplicate
from weeknotes_site.importer.found import FoundNote, Reading, Skipped
from weeknotes_site.importer.import_map import Imported, ImportMap, hash_of, read_map
from weeknotes_site.importer.known_site import KnownSite, read_known_site
from weeknotes_site.importer.reading_options import ReadingOptions
from weeknotes_site.importer.recognise import read_all
from weeknotes_site.importer.report import Outcome, write_report
from weeknotes_site.importer.settle.notes import Settled, settle_all
from weeknotes_site.importer.sources.files import read_own_file
from weeknotes_site.importer.subscribers import effect_on_subscribers
from weeknotes_site.importer.write import (
    begin_journal,
    read_journal,
    read_report,
    write_lists,
    write_note,
    write_team,
)
from weeknotes_site.model.team import team_signature

__all__ = ["Request", "Result", "import_notes"]


class Request(Struct, frozen=True, kw_only=True):
    """Options of an import."""

    sources: tuple[Path, ...]
    as_of: date
    team: str
    author: str
    since: date | None
    media: Path | None
    with_drafts: bool
    keep_keys: bool
    dry_run: bool


class Result(Struct, frozen=True, kw_only=True):
    """Result of an import."""

    outcome: Outcome
    known: int
    """Notes that an earlier run imported."""
    edited: int
    """Number of these that have been edited, moved or deleted since."""
    older: int
    """Notes before `since`."""
    report: str
    """What this run adds to the report."""
    is_empty: bool
    """Whether no note of the sources could be imported, now or before, and none is before `since`."""

    @property
    def needs_media(self) -> bool:
        """Whether pictures still link to the old server, so that `--media` would help."""
        has_uploads = {"a WordPress export", "a Ghost export"} & set(self.outcome.kinds)
        return bool(has_uploads) and any(
            remark.startswith((STAYED, MISSING)) for one in self.outcome.written for remark in one.remarks
        )


class _Home(Struct, frozen=True, kw_only=True):
    """The site that notes are imported into."""

    root: Path
    config: Config
    site: KnownSite
    before: ImportMap
    begun: Mapping[str, str]
    """Paths, by source, of notes that a killed run has written."""


def import_notes(root: Path, request: Request) -> Result:
    """Read the sources, decide each note's team and day, and write the new notes.

    Raises Problem if a source cannot be read at all, or if something cannot be written.
    """
    config, wrong = read_config(root)
    if errors := [one for one in wrong if one.is_error]:
        raise Problem(*errors)
    home = _Home(
        root=root,
        config=config,
        site=read_known_site(root),
        before=read_map(root),
        begun=read_journal(root),
    )
    options = ReadingOptions(
        site=root, as_of=request.as_of, with_drafts=request.with_drafts, keep_keys=request.keep_keys
    )
    read = read_all(request.sources, options, request.media)
    readings = [reading for _, reading in read]
    run = deduplicate(settle_all(read, request.team, home.before, home.site), home.before, home.site)
    recent = replace(run, notes=tuple(one for one in run.notes if not _is_older(one, request.since)))
    planned, lost = _write(home, request, recent, readings)
    outcome = _outcome(request, readings, planned, [*run.remarks, *lost])
    before = read_report(root)
    report = write_report(before, outcome)
    known = {one.source: one for one in home.before.notes}
    again = [known[one.source] for one in run.notes if one.source in known]
    older = len(run.notes) - len(recent.notes)
    edited = sum(_is_edited(root, one) for one in again)
    if not request.dry_run:
        write_lists(root, home.before, planned, report)
    return Result(
        outcome=outcome,
        known=len(again),
        edited=edited,
        older=older,
        report=report.removeprefix(before.rstrip("\n")).lstrip("\n"),
        is_empty=not (planned or older or any(one.source in known for one in (*run.notes, *run.duplicates))),
    )


def _write(
    home: _Home, request: Request, run: Deduplicated, readings: Sequence[Reading]
) -> tuple[list[PlannedNote], list[Skipped]]:
    """Compose the new notes, and write each immediately unless it is a dry run."""
    listed = {one.source: one for one in home.before.notes}
    new = [one for one in run.notes if one.source not in listed]
    placeable = [one for one in new if not one.missing]
    paths = choose_paths(placeable, home.site, _taken(home), home.begun)
    there = {source: one.path for source, one in listed.items() if (home.root / one.path).is_file()}
    composing = Composing(
        site=home.site,
        directory=_directory(
            (*run.notes, *run.duplicates),
            paths,
            {source: (path, _may_be_draft(home.root / path)) for source, path in there.items()},
            readings,
        ),
        author=request.author,
        people=home.before.people,
        language=home.config.language,
        ids=set(),
        files=set(),
        former={former_path(old).casefold() for one in listed.values() for old in one.old},
        monday_covers_previous_week=home.config.monday_covers_previous_week,
    )
    if paths and not request.dry_run:
        begin_journal(home.root, paths)
        _write_teams(home, placeable, request.author)
    planned: list[PlannedNote] = []
    lost = [Skipped(one.source, "; ".join((one.missing, *one.note.remarks))) for one in new if one.missing]
    for one in sorted(placeable, key=lambda one: paths[one.source]):
        note = compose_note(one, paths[one.source], composing)
        if is_too_long(note):
            lost.append(Skipped(one.source, "it is longer than the 80,000 bytes that a note may have; split it"))
            continue
        if not request.dry_run:
            write_note(home.root, note)
        planned.append(replace(note, text="", files={}))
    return planned, lost


def _write_teams(home: _Home, placeable: Sequence[Settled], author: str) -> None:
    """Write `_team.md` of new teams, before their notes, which take their author from it."""
    for name in dict.fromkeys(one.team.name for one in placeable):
        if home.site.team(name) is None:
            write_team(home.root, f"{NOTES}/{slug_of(name)}", name, author or team_signature(name))


def _is_older(one: Settled, since: date | None) -> bool:
    return since is not None and one.day.day is not None and one.day.day < since


def _taken(home: _Home) -> list[str]:
    """Return paths that new notes cannot have: those of existing files, and of notes imported before."""
    present = [path.relative_to(home.root).as_posix() for path in (home.root / NOTES).rglob("*")]
    return [*present, *(one.path for one in home.before.notes)]


def _directory(
    settled: Sequence[Settled],
    paths: Mapping[str, str],
    there: Mapping[str, tuple[str, bool]],
    readings: Sequence[Reading],
) -> Directory:
    """List the notes that links can lead to: new ones, and earlier ones as edited since."""
    placed = {**{one.source: (paths[one.source], one.is_draft) for one in settled if one.source in paths}, **there}
    targets = (
        (one.note, _target_of(one.note, path, is_draft=is_draft))
        for one in settled
        for path, is_draft in [placed.get(one.source, ("", False))]
        if path
    )
    return Directory.of(targets, frozenset(host for one in readings for host in one.hosts), guess_hosts(readings))


def _target_of(note: FoundNote, path: str, *, is_draft: bool) -> Target:
    return Target(path=path, is_draft=is_draft, title=note.title, body=note.body, anchors=note.anchors)


def _may_be_draft(path: Path) -> bool:
    """Return whether a note from an earlier import is still a draft, or may be meant as one."""
    try:
        source, _ = decode(path.name, path.read_bytes())
        front, _ = split_front_matter(source)
        known = (DRAFT,)
        return (
            bool(front.unparsed)
            or any(is_slip_of_draft(one.key, known) or is_held_back(one, known) for one in front.entries)
            or any(boolean(DRAFT, one.node) for one in front.entries if one.key == DRAFT)
        )
    except (OSError, Problem, FieldError):
        return True


def _outcome(
    request: Request, readings: Sequence[Reading], planned: Sequence[PlannedNote], lost: Sequence[Skipped]
) -> Outcome:
    return Outcome(
        sources=tuple(path.name or str(path) for path in request.sources),
        kinds=tuple(dict.fromkeys(kind for one in readings for kind in one.kinds)),
        written=tuple(planned),
        skipped=(*(skipped for one in readings for skipped in one.skipped), *lost),
        subscribers=effect_on_subscribers(planned),
        day=request.as_of,
    )


def _is_edited(root: Path, one: Imported) -> bool:
    try:
        return hash_of(read_own_file(root / one.path).decode()) != one.hash
    except (OSError, UnicodeDecodeError):
        return True
