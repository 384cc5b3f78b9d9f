"""Compare files with the published ones and write changed ones to the stage."""

import os
import shutil
import stat
from collections.abc import Container, Iterable
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.model.output import Kind, OutputFile, check_path, folders_of
from weeknotes_site.publish.errors import DISK_FULL, PublishError, to_publish_error
from weeknotes_site.publish.layout import (
    FILE_MODE,
    journal_of,
    make_own_folder,
    set_mode,
    stage_of,
)

_CHUNK = 1 << 20
_BLOCK = 4096
_ENTRY = 280
"""More bytes than any directory entry needs."""


class Change(Struct, frozen=True, kw_only=True):
    """A staged file."""

    path: str
    kind: Kind
    new: bool
    """Whether `path` does not exist yet."""
    staged: str
    """Its name in the stage, which is flat: a number."""
    room: int
    """Disk space needed, in bytes."""
    full: int = 0
    """The errno if the disk was full; 0 if the file is in the stage."""


class Staged(Struct, frozen=True, kw_only=True):
    """All paths of a site, and its changes since the last publish."""

    paths: frozenset[str]
    folders: frozenset[str]
    """All parent folders of `paths`."""
    changes: tuple[Change, ...]

    @property
    def room(self) -> int:
        """Disk space needed to publish, in bytes."""
        return sum(change.room for change in self.changes) + self.reserve

    @property
    def reserve(self) -> int:
        """Disk space that new and growing folders may need, in bytes."""
        new = [change.path for change in self.changes if change.new]
        return _BLOCK * (2 + len(folders_of(new))) + _ENTRY * len(new)


def stage_file(file: OutputFile, folder: Path, name: str) -> Change | None:
    """Write a file to the stage of `folder` if it differs from the published one; else return None.

    Processes may stage files concurrently under different names. If the disk is full, the file is counted instead of
    written, so that the error can say how much space is missing. Raises PublishError for other failures.
    """
    try:
        change = _compare(file, folder, name)
        if not change:
            return None
        try:
            make_own_folder(stage_of(folder))
            _write(file.content, stage_of(folder) / name)
        except OSError as failure:
            if failure.errno not in DISK_FULL:
                raise
            return replace(change, staged="", full=failure.errno or 0)
    except OSError as failure:
        if isinstance(file.content, Path) and str(failure.filename) == str(file.content):
            raise to_publish_error(failure, file.content, doing="read") from failure
        raise to_publish_error(failure, folder) from failure
    return change


def stage_next(file: OutputFile, folder: Path, name: str, changes: list[Change]) -> None:
    """Stage a file with `stage_file` and append its change to `changes`.

    Once the disk is full, later errors are ignored: the full disk is the one to report.
    """
    try:
        change = stage_file(file, folder, name)
    except PublishError:
        if not any(change.full for change in changes):
            raise
        return
    if change:
        changes.append(change)


def staged_path(folder: Path, change: Change) -> Path:
    """Return the staged file of a change."""
    return stage_of(folder) / change.staged


def gather_staged(paths: Iterable[str], published: Container[str], changes: Iterable[Change], folder: Path) -> Staged:
    """Check all paths of a site and return them with its staged changes.

    Raises ValueError if a path is duplicate or outside the output; PublishError if the disk was full.
    """
    every = tuple(paths)
    unique = frozenset(every)
    if len(unique) != len(every):
        twice = next(path for path in every if every.count(path) > 1)
        raise ValueError(f"two files with one path: {twice!r}")
    for path in every:
        if path not in published:  # published paths have been checked before
            check_path(path)
    folders = folders_of(unique)
    if clash := sorted(folders & unique):
        raise ValueError(f"both a file and a folder: {clash[0]!r}")
    staged = Staged(paths=unique, folders=frozenset(folders), changes=tuple(changes))
    if full := next((change.full for change in staged.changes if change.full), 0):
        discard_stage(folder)
        raise to_publish_error(OSError(full, os.strerror(full)), folder, needed=staged.room)
    return staged


def discard_stage(folder: Path) -> None:
    """Remove the stage, unless a journal still needs it."""
    if not journal_of(folder).exists():
        shutil.rmtree(stage_of(folder), ignore_errors=True)


def is_unchanged(content: bytes | Path, target: Path) -> bool:
    """Return whether the file at `target` has this content."""
    found = target.lstat()
    if not stat.S_ISREG(found.st_mode) or found.st_size != _size(content):
        return False
    if isinstance(content, bytes):
        return target.read_bytes() == content
    with content.open("rb") as source, target.open("rb") as published:
        return _same_bytes(source, published)


def _compare(file: OutputFile, folder: Path, name: str) -> Change | None:
    content = file.content
    try:
        if is_unchanged(content, folder / file.path):
            return None
        new = False
    except (FileNotFoundError, NotADirectoryError) as error:
        if isinstance(content, Path) and error.filename == str(content):
            raise
        new = True
    room = -(-_size(content) // _BLOCK) * _BLOCK
    return Change(path=file.path, kind=file.kind, new=new, staged=name, room=room)


def _write(content: bytes | Path, target: Path) -> None:
    with _open_new(target) as file:
        if isinstance(content, bytes):
            file.write(content)
        else:
            with content.open("rb") as source:
                shutil.copyfileobj(source, file, _CHUNK)
    set_mode(target, FILE_MODE)


def _open_new(target: Path) -> BinaryIO:
    try:
        return target.open("xb")
    except FileExistsError:
        target.unlink()  # left by a process that died while writing
        return target.open("xb")


def _size(content: bytes | Path) -> int:
    return len(content) if isinstance(content, bytes) else content.stat().st_size


def _same_bytes(one: BinaryIO, other: BinaryIO) -> bool:
    while chunk := one.read(_CHUNK):
        if chunk != other.read(_CHUNK):
            return False
    return not other.read(1)
