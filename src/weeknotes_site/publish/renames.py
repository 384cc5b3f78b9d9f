"""Decide what is put in place and deleted, and in which order; nothing is written here.

The order keeps a promise: on every page that `index.html` leads to, every link resolves at every instant.
"""

import stat
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from weeknotes_site.model.output import Kind
from weeknotes_site.publish.errors import PublishError, explained
from weeknotes_site.publish.journal import Journal
from weeknotes_site.publish.layout import folders_of
from weeknotes_site.publish.staging import Change, Staged


def plan_changes(staged: Staged, published: frozenset[str], folder: Path) -> Journal:
    """Return the steps from the site in `folder`, of which `published` is ours, to the staged one.

    Raises PublishError where a symbolic link, or a file or folder that is not ours, stands in the way.
    """
    with explained(folder):
        gone = sorted(_gone(staged.paths, published, folder))
        check_folders(folder, staged.folders | folders_of(gone))
        _check_nothing_foreign_in_the_way(staged, frozenset(gone), folder)
    early = [path for path in gone if path in staged.folders or folders_of([path]) & staged.paths]
    return Journal(
        clear=tuple(early),
        place=tuple((change.staged, change.path) for change in sorted(staged.changes, key=_turn)),
        delete=tuple(path for path in gone if path not in early),
    )


def check_folders(folder: Path, names: Iterable[str]) -> None:
    """Raise PublishError if one of the folders in `folder` is a symbolic link, which may lead outside."""
    for name in sorted(names):
        if (folder / name).is_symlink():
            raise PublishError(f"{folder / name} is a symbolic link where a folder must be", hint="remove it")


def _turn(change: Change) -> tuple[int, str]:
    """Return the place of a change in the order: what is linked to comes before what links to it."""
    if change.kind is Kind.ASSET:
        turn = 0
    elif change.path == "index.html":
        turn = 4
    elif change.new:
        # A new feed comes before the changed pages, too: they may link to it.
        turn = 1 if change.kind is Kind.PAGE else 2
    else:
        turn = 3 if change.kind is Kind.PAGE else 5
    return turn, change.path


def _gone(paths: frozenset[str], published: frozenset[str], folder: Path) -> set[str]:
    gone = published - paths
    spellings = {_fold(path): path for path in paths} if gone else {}
    return {
        path
        for path in gone
        if _is_file(folder / path) and not _is_same_file(folder / path, folder / spellings.get(_fold(path), path))
    }


def _is_file(path: Path) -> bool:
    return path.is_symlink() or path.is_file()


def _is_same_file(old: Path, new: Path) -> bool:
    # Where the file system folds case, deleting `Photo.png` would delete the new `photo.png`.
    return old != new and old.exists() and new.exists() and old.samefile(new)


def _fold(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _check_nothing_foreign_in_the_way(staged: Staged, gone: frozenset[str], folder: Path) -> None:
    for name in sorted(staged.folders - gone):
        path = folder / name
        if path.exists() and not path.is_dir():
            raise _in_the_way(path, "a folder")
    for change in staged.changes:
        target = folder / change.path
        if change.new or not stat.S_ISDIR(target.lstat().st_mode):
            continue
        for path in target.rglob("*"):
            if (path.is_symlink() or not path.is_dir()) and path.relative_to(folder).as_posix() not in gone:
                raise _in_the_way(path, "a file")


def _in_the_way(path: Path, wanted: str) -> PublishError:
    return PublishError(
        f"{path} was not published by weeknotes and stands where {wanted} must be", hint="move it elsewhere"
    )
