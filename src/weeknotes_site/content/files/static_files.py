"""Find the files in `static/`, which are published unchanged."""

import os
from collections.abc import Iterator
from pathlib import Path

from weeknotes_site.content.files.paths import printable
from weeknotes_site.diagnostics import Diagnostic, Place, error

STATIC = "static"
_MEANT_FOR_SERVERS = frozenset((".well-known", ".nojekyll", ".htaccess", ".domains"))
"""Names with a dot that web servers and hosts look for."""


def walk_static(folder: Path) -> Iterator[tuple[str, Path, Diagnostic | None]]:
    """Yield the url and path of each file in the `static/` of a site, or the error of a link that is not followed."""
    root = folder.resolve()
    is_linked = (folder / STATIC).is_symlink()
    for name, path in _entries(folder / STATIC):
        is_link = path.is_symlink()
        if is_link and path.is_dir():
            yield name, path, linked_folder(_place(name))
        elif path.is_file():
            yield name, path, _leading_out(name) if (is_linked or is_link) and _leads_out(path, root) else None


def find_static(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the url and path of each file in the `static/` of a site, without links that are not followed."""
    return ((name, path) for name, path, refused in walk_static(folder) if not refused)


def find_theme_static(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the same for a theme, whose files an installer may have linked from its cache."""
    return ((name, path) for name, path in _entries(folder / STATIC) if path.is_file())


def _entries(folder: Path, above: str = "") -> Iterator[tuple[str, Path]]:
    """Yield the entries of a folder in order, except hidden files such as `.git` and `.DS_Store`."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:  # reported with the theme, if there is such a folder
        return
    for entry in entries:
        if not _is_hidden(entry.name):
            yield f"{above}{entry.name}", Path(entry.path)
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(Path(entry.path), f"{above}{entry.name}/")


def _is_hidden(name: str) -> bool:
    return name.startswith(".") and name not in _MEANT_FOR_SERVERS


def _leads_out(path: Path, root: Path) -> bool:
    """Return whether a file is outside of the site, such as `/etc/passwd`, or hidden in it, such as `.git/config`."""
    target = path.resolve()
    return not target.is_relative_to(root) or any(map(_is_hidden, target.relative_to(root).parts))


def _leading_out(name: str) -> Diagnostic:
    message = "this link leads out of the site, or to a hidden file, so it is not published"
    return error("link-leaves-notes", _place(name), message, "replace it with a copy of the file")


def linked_folder(place: Place) -> Diagnostic:
    """Return the error of a folder that is a symbolic link."""
    return error("linked-folder", place, "this folder is a symbolic link", "replace it with the folder itself")


def _place(name: str) -> Place:
    return Place(path=printable(f"{STATIC}/{name}"))
