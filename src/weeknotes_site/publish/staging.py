"""Find what changed and write it to the stage; the published files are only read here."""

import shutil
import stat
from collections.abc import Container, Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from weeknotes_site.model.output import Kind, OutputFile
from weeknotes_site.publish.errors import DISK_FULL, PublishError, explain
from weeknotes_site.publish.layout import (
    FILE_MODE,
    check_path,
    folders_of,
    journal_of,
    make_own_folder,
    stage_of,
)

_CHUNK = 1 << 20
_BLOCK = 4096
_ENTRY = 280
"""More than the longest name takes in a folder."""


class Change(Struct, frozen=True, kw_only=True):
    """A staged file that is to be put in place."""

    path: str
    kind: Kind
    new: bool
    """Whether nothing is at `path` yet."""
    staged: str
    """Its name in the stage: a number, so that the stage is flat."""
    room: int
    """What it takes on the disk, in bytes."""


class Staged(Struct, frozen=True, kw_only=True):
    """A whole site, compared with the published one."""

    paths: frozenset[str]
    folders: frozenset[str]
    """All that they lie in."""
    changes: tuple[Change, ...]

    @property
    def room(self) -> int:
        """What publishing takes on the disk, in bytes."""
        return sum(change.room for change in self.changes) + self.reserve

    @property
    def reserve(self) -> int:
        """What folders may need when they are made, or grow, while files are put in place, in bytes."""
        new = [change.path for change in self.changes if change.new]
        return _BLOCK * (2 + len(folders_of(new))) + _ENTRY * len(new)


def stage_changes(
    files: Iterable[OutputFile], published: Container[str], folder: Path, staying: Iterable[str] = ()
) -> Staged:
    """Write each of `files` that differs from the one in `folder`, where `published` are ours, to the stage.

    The files `staying` belong to the site too, as they stand, unless they are among `files`.

    Raises ValueError for a path that lies outside or is given twice, PublishError for what cannot be read or
    written, and whatever `files` raises.
    """
    paths: set[str] = set()
    changes: list[Change] = []
    remaining = iter(files)
    for file in remaining:
        if file.path not in published:  # else it was fit to be published before
            check_path(file.path)
        if file.path in paths:
            raise ValueError(f"two files with one path: {file.path!r}")
        paths.add(file.path)
        if file.content is None:
            continue
        try:
            change = _compare(file, file.content, folder, staged=str(len(changes)))
            if change:
                changes.append(change)
                if len(changes) == 1:
                    make_own_folder(stage_of(folder))
                _write(file.content, stage_of(folder) / change.staged)
        except OSError as error:
            raise _unstaged(error, file, folder, changes, remaining) from error
    paths.update(staying)
    folders = folders_of(paths)
    if clash := sorted(folders & paths):
        raise ValueError(f"both a file and a folder: {clash[0]!r}")
    return Staged(paths=frozenset(paths), folders=frozenset(folders), changes=tuple(changes))


def discard_stage(folder: Path) -> None:
    """Remove the stage, unless a journal says that it is being put in place."""
    if not journal_of(folder).exists():
        shutil.rmtree(stage_of(folder), ignore_errors=True)


def is_unchanged(content: bytes | Path, target: Path) -> bool:
    """Tell whether the file at `target` has this content. All reading of published files is here."""
    found = target.lstat()
    if not stat.S_ISREG(found.st_mode) or found.st_size != _size(content):
        return False
    if isinstance(content, bytes):
        return target.read_bytes() == content
    with content.open("rb") as source, target.open("rb") as published:
        return _same_bytes(source, published)


def _compare(file: OutputFile, content: bytes | Path, folder: Path, *, staged: str) -> Change | None:
    try:
        if is_unchanged(content, folder / file.path):
            return None
        new = False
    except (FileNotFoundError, NotADirectoryError) as error:
        if isinstance(content, Path) and error.filename == str(content):
            raise
        new = True
    room = -(-_size(content) // _BLOCK) * _BLOCK
    return Change(path=file.path, kind=file.kind, new=new, staged=staged, room=room)


def _write(content: bytes | Path, target: Path) -> None:
    with target.open("xb") as file:
        if isinstance(content, bytes):
            file.write(content)
        else:
            with content.open("rb") as source:
                shutil.copyfileobj(source, file, _CHUNK)
    target.chmod(FILE_MODE)


def _unstaged(
    error: OSError, file: OutputFile, folder: Path, changes: list[Change], remaining: Iterable[OutputFile]
) -> PublishError:
    if isinstance(file.content, Path) and str(error.filename) == str(file.content):
        return explain(error, file.content, doing="read")
    discard_stage(folder)
    if error.errno not in DISK_FULL:
        return explain(error, folder)
    # To say how much is missing takes all files, which come one by one; one that can't be read is not the news.
    rest: list[Change] = []
    for another in remaining:
        with suppress(OSError):
            change = None if another.content is None else _compare(another, another.content, folder, staged="")
            rest += [change] if change else []
    return explain(error, folder, needed=Staged(paths=frozenset(), folders=frozenset(), changes=(*changes, *rest)).room)


def _size(content: bytes | Path) -> int:
    return len(content) if isinstance(content, bytes) else content.stat().st_size


def _same_bytes(one: BinaryIO, other: BinaryIO) -> bool:
    while chunk := one.read(_CHUNK):
        if chunk != other.read(_CHUNK):
            return False
    return not other.read(1)
