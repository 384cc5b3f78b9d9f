"""Write changes to disk: each file completely or not at all, and never over a newer edit."""

import errno
import os
import stat
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from msgspec import Struct

from weeknotes_site.content.files.tree import read_at_once
from weeknotes_site.diagnostics import Diagnostic, Place, error
from weeknotes_site.fixing.changes import Change
from weeknotes_site.new_file import written_beside
from weeknotes_site.os_errors import reason_of

_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


class Written(Struct, frozen=True, kw_only=True):
    """Result of writing changes."""

    done: tuple[Change, ...]
    overtaken: tuple[str, ...]
    """The paths of files that changed meanwhile and were left alone."""
    diagnostics: tuple[Diagnostic, ...]
    """Why other files could not be written."""


def write_changes(root: Path, changes: Iterable[Change]) -> Written:
    """Write each change whose file has not changed since it was read."""
    done, overtaken, diagnostics = [], [], []
    for change in changes:
        try:
            if _write(root, change):
                done.append(change)
            else:
                overtaken.append(change.path)
        except OSError as failure:
            message = f"the file could not be written: {reason_of(failure)}"
            hint = "fix this, then run it again"
            diagnostics.append(error("unwritable", Place(path=change.path), message, hint))
    return Written(done=tuple(done), overtaken=tuple(overtaken), diagnostics=tuple(diagnostics))


def _write(root: Path, change: Change) -> bool:
    """Write one change, pictures first, so that a note never shows a missing picture."""
    # A note may be a symbolic link to another file of the site, and stays one.
    path = (root / change.path).resolve()
    now = read_at_once(path)
    if now == change.after and not (change.pictures or change.new_path):
        return True  # a symbolic link and its target are fixed once
    if now != change.before:
        return False
    with ExitStack() as undo:
        for name, data in change.pictures.items():
            with (root / name).open("xb") as file:
                undo.callback((root / name).unlink)
                file.write(data)
        if change.after != change.before and not _replace(path, change):
            return False
        undo.pop_all()
    if change.new_path:
        _rename(root / change.path, root / change.new_path)
    return True


def _replace(path: Path, change: Change) -> bool:
    if not path.stat().st_mode & _WRITABLE:
        # A read-only file could be replaced, but its owner does not want that.
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    with written_beside(path, change.after, is_synced=True) as draft:
        if read_at_once(path) != change.before:
            return False
        draft.replace(path)
    return True


def _rename(path: Path, new_path: Path) -> None:
    """Move a file. Raises FileExistsError where Path.rename would replace another one."""
    if new_path.exists() and not new_path.samefile(path):  # names that differ in case may be one file
        raise FileExistsError(0, f"`{new_path.name}` already exists")
    path.rename(new_path)
