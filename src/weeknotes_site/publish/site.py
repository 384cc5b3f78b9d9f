"""Publish a site: write the journal of what is staged, put it in place."""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from weeknotes_site.model.output import OutputFile
from weeknotes_site.publish.errors import explain, explained
from weeknotes_site.publish.folder import open_folder
from weeknotes_site.publish.journal import Journal, write_journal
from weeknotes_site.publish.layout import FILE_MODE, check_path, make_own_folder, stage_of
from weeknotes_site.publish.lock import Patience
from weeknotes_site.publish.marker import format_marker, read_marker
from weeknotes_site.publish.placing import STAGED_MARKER, STAGED_RESERVE, carry_out, finish_interrupted
from weeknotes_site.publish.renames import plan_changes
from weeknotes_site.publish.staging import Change, Staged, discard_stage, gather_staged, stage_next


class Published(Struct, frozen=True, kw_only=True):
    """What a publish did."""

    written: tuple[str, ...]
    """The new and changed files, in the order in which they were put in place."""
    unchanged: int
    """How many files were left alone."""
    deleted: tuple[str, ...]
    """The files that an earlier publish wrote and the site no longer has."""
    finished_earlier: bool
    """Whether an interrupted earlier publish was finished first."""


class Target(Struct, frozen=True, kw_only=True):
    """An output that is locked, and in which no publish is unfinished."""

    folder: Path
    """The folder to write: the output or, while there is no site yet, one that becomes it."""
    published: frozenset[str]
    """The files in it that are ours."""
    finished_earlier: bool


@contextmanager
def open_output(output: Path, wait: float = 0, tell: Callable[[str], None] = lambda _: None) -> Iterator[Target]:
    """Lock an output while the block runs, first finishing a publish that was interrupted.

    If another publish is at work there, waits up to `wait` seconds for it and says so through `tell`. Where the block
    raises, the old site stays. Raises PublishError if the output cannot be written, or is not ours.
    """
    with explained(output):
        output = output.resolve()
    with open_folder(output, Patience(until=time.monotonic() + wait, tell=tell)) as folder:
        finished = finish_interrupted(folder)
        try:
            yield Target(folder=folder, published=read_marker(folder), finished_earlier=finished)
        finally:
            discard_stage(folder)


def publish_staged(target: Target, paths: Iterable[str], changes: Iterable[Change]) -> Published:
    """Make the output hold the site of `paths`, of which `changes` are staged; what others put there stays.

    Raises PublishError if the output cannot be written; ValueError for a path that is given twice, lies outside the
    output or in `.weeknotes/`.
    """
    staged = gather_staged(paths, target.published, changes, target.folder)
    journal = None
    if staged.paths != target.published or staged.changes:
        journal = plan_changes(staged, target.published, target.folder)
        _commit(journal, staged, target.folder)
        carry_out(journal, target.folder)
    return Published(
        written=tuple(path for _, path in journal.place) if journal else (),
        unchanged=len(staged.paths) - len(staged.changes),
        deleted=(*journal.clear, *journal.delete) if journal else (),
        finished_earlier=target.finished_earlier,
    )


def publish(
    files: Iterable[OutputFile],
    output: Path,
    *,
    wait: float = 0,
    tell: Callable[[str], None] = lambda _: None,
) -> Published:
    """Make `output` hold `files`, staged one by one in this process; otherwise as `publish_staged`.

    `files` may be a generator: it is read to its end before the site is touched; if it raises, the old site stays.
    """
    with open_output(output, wait, tell) as target:
        paths: list[str] = []
        changes: list[Change] = []
        for number, file in enumerate(files):
            if file.path not in target.published:
                check_path(file.path)
            paths.append(file.path)
            stage_next(file, target.folder, str(number), changes)
        return publish_staged(target, paths, changes)


def _commit(journal: Journal, staged: Staged, folder: Path) -> None:
    stage = stage_of(folder)
    try:
        make_own_folder(stage)
        (stage / STAGED_MARKER).write_bytes(format_marker(staged.paths))
        (stage / STAGED_MARKER).chmod(FILE_MODE)
        (stage / STAGED_RESERVE).write_bytes(bytes(staged.reserve))
        _sync()
        write_journal(journal, folder)
    except OSError as error:
        discard_stage(folder)
        raise explain(error, folder, needed=staged.room) from error


def _sync() -> None:
    # Once, not file by file: an fsync for each of 12,000 pages takes minutes on a slow disk, this a moment.
    # On Windows, which has no such call, a kill is as safe, a power cut is not.
    if sys.platform != "win32":
        os.sync()
