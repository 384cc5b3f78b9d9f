"""Plan renames and deletions, and their order; nothing is written here.

The order guarantees that at any moment every link resolves on every page reachable from `index.html`.
"""

import stat
from collections.abc import Iterable
from pathlib import Path

from weeknotes_site.model.output import Kind, comparable_path, folders_of
from weeknotes_site.publish.errors import PublishError, convert_os_errors
from weeknotes_site.publish.journal import Journal
from weeknotes_site.publish.staging import Change, Staged


def plan_changes(staged: Staged, published: frozenset[str], folder: Path) -> Journal:
    """Return the steps that replace the site in `folder` (our files: `published`) by the staged one.

    Raises PublishError if a symbolic link, or a file or folder that is not ours, is in the way.
    """
    with convert_os_errors(folder):
        removed = sorted(_removed_paths(staged.paths, published, folder))
        check_folders(folder, staged.folders | folders_of(removed))
        _check_foreign_files(staged, frozenset(removed), published, folder)
    early = [path for path in removed if path in staged.folders or folders_of([path]) & staged.paths]
    return Journal(
        clear=tuple(early),
        place=tuple((change.staged, change.path) for change in sorted(staged.changes, key=_rename_order)),
        delete=tuple(path for path in removed if path not in early),
    )


def check_folders(folder: Path, names: Iterable[str]) -> None:
    """Raise PublishError if one of the folders is a symbolic link, which may point outside the output."""
    for name in sorted(names):
        if (folder / name).is_symlink():
            raise PublishError(f"{folder / name} is a symbolic link where a folder must be", hint="remove it")


def _rename_order(change: Change) -> tuple[int, str]:
    """Return the sort key of a change: a file comes before the pages that link to it."""
    if change.kind is Kind.ASSET:
        position = 0
    elif change.path == "index.html":
        position = 4
    elif change.new:
        # New feeds come before changed pages, which may link to them.
        position = 1 if change.kind is Kind.PAGE else 2
    else:
        position = 3 if change.kind is Kind.PAGE else 5
    return position, change.path


def _removed_paths(paths: frozenset[str], published: frozenset[str], folder: Path) -> set[str]:
    removed = published - paths
    spellings = {comparable_path(path): path for path in paths} if removed else {}
    return {
        path
        for path in removed
        if _is_file(folder / path)
        and not _is_same_file(folder / path, folder / spellings.get(comparable_path(path), path))
    }


def _is_file(path: Path) -> bool:
    return path.is_symlink() or path.is_file()


def _is_same_file(old: Path, new: Path) -> bool:
    # On a case-insensitive file system, deleting `Photo.png` would delete the new `photo.png`.
    return old != new and old.exists() and new.exists() and old.samefile(new)


def _check_foreign_files(staged: Staged, removed: frozenset[str], published: frozenset[str], folder: Path) -> None:
    for name in sorted(staged.folders - removed):
        path = folder / name
        if path.exists() and not path.is_dir():
            raise _foreign_file(path, "a folder")
    for change in staged.changes:
        target = folder / change.path
        if change.new:
            continue
        if not stat.S_ISDIR(target.lstat().st_mode):
            if change.path not in published and not _is_respelled(change.path, published, folder):
                raise _foreign_file(target, "a file")
            continue
        for path in target.rglob("*"):
            if (path.is_symlink() or not path.is_dir()) and path.relative_to(folder).as_posix() not in removed:
                raise _foreign_file(path, "a file")


def _is_respelled(path: str, published: frozenset[str], folder: Path) -> bool:
    """Return whether we published the file at `path` under another spelling, on a case-insensitive file system."""
    comparable = comparable_path(path)
    return any(
        comparable_path(other) == comparable and _is_same_file(folder / other, folder / path) for other in published
    )


def _foreign_file(path: Path, wanted: str) -> PublishError:
    return PublishError(
        f"{path} was not published by weeknotes and is in the way of {wanted}",
        hint="move it elsewhere, or empty the output folder and build again",
    )
