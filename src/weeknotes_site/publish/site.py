"""Publish a site: write the journal of the staged files, then apply it."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from weeknotes_site.model.output import OutputFile, check_path
from weeknotes_site.publish.errors import to_publish_error
from weeknotes_site.publish.folder import open_folder
from weeknotes_site.publish.journal import Journal, write_journal
from weeknotes_site.publish.layout import FILE_MODE, make_own_folder, set_mode, stage_of
from weeknotes_site.publish.marker import format_marker, read_marker, read_site_key
from weeknotes_site.publish.placing import (
    STAGED_MARKER,
    STAGED_RESERVE,
    STAGED_SITE_KEY,
    apply_journal,
    finish_interrupted,
)
from weeknotes_site.publish.renames import plan_changes
from weeknotes_site.publish.staging import Change, Staged, discard_stage, gather_staged, stage_next
from weeknotes_site.untrusted import real_path


class Published(Struct, frozen=True, kw_only=True):
    """Result of a publish."""

    written: tuple[str, ...]
    """New and changed files, in the order of their renames."""
    unchanged: int
    """Number of unchanged files."""
    deleted: tuple[str, ...]
    """Files of an earlier publish that the site no longer has."""
    finished_earlier: bool
    """Whether an interrupted publish was finished first."""


class LockedOutput(Struct, frozen=True, kw_only=True):
    """A locked output without an unfinished publish."""

    folder: Path
    """The folder to write: the output or, for a new site, its sibling."""
    published: frozenset[str]
    """Our files in it."""
    site_key: str
    """Key of the site that published them, or empty."""
    finished_earlier: bool
    is_temporary: bool
    """Whether the site may be lost in a power cut: syncing takes seconds while other programs write to the disk."""


@contextmanager
def open_output(output: Path, *, is_temporary: bool = False) -> Iterator[LockedOutput]:
    """Lock an output while the block runs; finish an interrupted publish first.

    If the block raises, the old site stays. Raises PublishError if the output is not ours, is busy or cannot be
    written.
    """
    with open_folder(real_path(output)) as folder:
        finished = finish_interrupted(folder)
        try:
            yield LockedOutput(
                folder=folder,
                published=read_marker(folder),
                site_key=read_site_key(folder),
                finished_earlier=finished,
                is_temporary=is_temporary,
            )
        finally:
            discard_stage(folder)


def publish_staged(
    output: LockedOutput, paths: Iterable[str], changes: Iterable[Change], *, site_key: str = ""
) -> Published:
    """Publish a site of `paths`, of which `changes` are staged; files that are not ours stay.

    `site_key` says which site it is, for the next publish.
    Raises PublishError if the output cannot be written; ValueError if a path is duplicate, outside the output or in
    `.weeknotes/`.
    """
    staged = gather_staged(paths, output.published, changes, output.folder)
    journal = None
    if staged.paths != output.published or staged.changes or site_key not in ("", output.site_key):
        journal = plan_changes(staged, output.published, output.folder)
        _commit(journal, staged, output, site_key)
        apply_journal(journal, output.folder)
    return Published(
        written=tuple(path for _, path in journal.place) if journal else (),
        unchanged=len(staged.paths) - len(staged.changes),
        deleted=(*journal.clear, *journal.delete) if journal else (),
        finished_earlier=output.finished_earlier,
    )


def publish(files: Iterable[OutputFile], output: Path, *, site_key: str = "") -> Published:
    """Stage and publish `files` in this process; otherwise like `publish_staged`.

    `files` may be a generator. It is read to its end before the site is changed; if it raises, the old site stays.
    """
    with open_output(output) as locked:
        paths: list[str] = []
        changes: list[Change] = []
        for number, file in enumerate(files):
            if file.path not in locked.published:
                check_path(file.path)
            paths.append(file.path)
            stage_next(file, locked.folder, str(number), changes)
        return publish_staged(locked, paths, changes, site_key=site_key)


def _commit(journal: Journal, staged: Staged, output: LockedOutput, site_key: str) -> None:
    folder, stage = output.folder, stage_of(output.folder)
    own = {STAGED_MARKER: format_marker(staged.paths)}
    if site_key:
        own[STAGED_SITE_KEY] = f"{site_key}\n".encode()
    try:
        make_own_folder(stage)
        for name, content in own.items():
            (stage / name).write_bytes(content)
            set_mode(stage / name, FILE_MODE)
        (stage / STAGED_RESERVE).write_bytes(bytes(staged.reserve))
        if not output.is_temporary:
            _sync()
        write_journal(journal, folder, sync=not output.is_temporary)
    except OSError as error:
        discard_stage(folder)
        raise to_publish_error(error, folder, needed=staged.room) from error


def _sync() -> None:
    # One sync for all files: calling fsync for 12,000 pages takes minutes on a slow disk. Windows has no such call, so
    # a power cut can lose files there; a kill cannot.
    if sys.platform != "win32":
        os.sync()
