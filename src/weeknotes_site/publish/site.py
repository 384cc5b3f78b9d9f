"""Publish a site: stage what changed, write the journal, put it in place."""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.memo import Memo
from weeknotes_site.model.output import OutputFile, PublishedFile, Standing
from weeknotes_site.publish.errors import explain, explained
from weeknotes_site.publish.folder import open_folder
from weeknotes_site.publish.journal import Journal, write_journal
from weeknotes_site.publish.layout import FILE_MODE, make_own_folder, stage_of
from weeknotes_site.publish.lock import Patience
from weeknotes_site.publish.marker import format_marker, read_marker
from weeknotes_site.publish.placing import STAGED_MARKER, STAGED_RESERVE, carry_out, finish_interrupted
from weeknotes_site.publish.plan import plan_changes
from weeknotes_site.publish.record import Record, read_record, write_record
from weeknotes_site.publish.staging import Staged, discard_stage, stage_changes


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


def publish(
    files: Iterable[OutputFile],
    output: Path,
    *,
    wait: float = 0,
    tell: Callable[[str], None] = lambda _: None,
) -> Published:
    """Make `output` hold `files`, and what others put there; changed is only what differs.

    If another publish is at work there, waits up to `wait` seconds for it and says so through `tell`.
    `files` may be a generator: it is read to its end before the site is touched; if it raises, the old site
    stays. Raises PublishError if the output cannot be written, or is not ours; ValueError for a path that is
    given twice, lies outside the output or in `.weeknotes/`.
    """
    with _opened(output, wait, tell) as (folder, finished):
        staged, journal = _prepare(files, read_marker(folder), folder)
        _carry_out(journal, folder)
        return _published(staged, journal, finished=finished)


def publish_changes(
    make_files: Callable[[Standing], Iterable[OutputFile]],
    output: Path,
    memo: Memo,
    key: str,
    texts: Mapping[str, str],
    *,
    is_whole: Callable[[], bool] = lambda: True,
) -> Published:
    """Publish as above what `make_files` makes when it is told which files still stand as they were published.

    `key` says what the site is made from, but for the texts of notes, and `texts` those. Where both are those of the
    publish before and all files stand, nothing is made at all; unless that was not whole, as `is_whole` says once all
    is made: then what was missing is tried again. Where the texts alone differ, files with a key stay that are not
    made again.
    """
    with _opened(output) as (folder, finished):
        record = read_record(memo, output.resolve(), folder)
        published = read_marker(folder)
        if published != record.files.keys():
            record = replace(record, key="")
        if record.key == key and record.texts == texts:
            return Published(written=(), unchanged=len(record.files), deleted=(), finished_earlier=finished)
        standing = record.standing(folder, key)
        noted = {path: file for path, file in record.files.items() if file.key} if standing.texts is not None else {}
        staying = frozenset(noted)
        files = _noted(make_files(standing), record, noted)
        staged, journal = _prepare(files, published, folder, staying)
        _carry_out(journal, folder)
        changed = (change.path for change in staged.changes)
        record = Record(key if is_whole() else "", texts, noted)
        write_record(memo, output.resolve(), folder, record, changed)
        return _published(staged, journal, finished=finished)


@contextmanager
def _opened(output: Path, wait: float = 0, tell: Callable[[str], None] = lambda _: None) -> Iterator[tuple[Path, bool]]:
    """Lock the output, finish what was interrupted, and say whether there was something."""
    with explained(output):
        output = output.resolve()
    with open_folder(output, Patience(until=time.monotonic() + wait, tell=tell)) as folder:
        yield folder, finish_interrupted(folder)


def _noted(files: Iterable[OutputFile], record: Record, noted: dict[str, PublishedFile]) -> Iterator[OutputFile]:
    """Note what each file was made from; one to be copied from a source that has not changed stays."""
    for file in files:
        known = record.files.get(file.path)
        noted[file.path] = PublishedFile(known.signature if known else None, file.key, file.fingerprint)
        is_same = known and file.key and known.key == file.key and file.content is not None
        yield replace(file, content=None) if is_same else file


def _carry_out(journal: Journal | None, folder: Path) -> None:
    if journal:
        carry_out(journal, folder)
        discard_stage(folder)


def _published(staged: Staged, journal: Journal | None, *, finished: bool) -> Published:
    return Published(
        written=tuple(path for _, path in journal.place) if journal else (),
        unchanged=len(staged.paths) - len(staged.changes),
        deleted=(*journal.clear, *journal.delete) if journal else (),
        finished_earlier=finished,
    )


def _prepare(
    files: Iterable[OutputFile], published: frozenset[str], folder: Path, staying: Iterable[str] = ()
) -> tuple[Staged, Journal | None]:
    """Stage the changes and write the journal; no journal if the site is as it should be."""
    try:
        staged = stage_changes(files, published, folder, staying)
        if staged.paths == published and not staged.changes:
            discard_stage(folder)
            return staged, None
        journal = plan_changes(staged, published, folder)
        _commit(journal, staged, folder)
    except BaseException:
        discard_stage(folder)
        raise
    return staged, journal


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
