"""Find the files in `static/`, which are published unchanged."""

from collections.abc import Iterator
from pathlib import Path

STATIC = "static"
_MEANT_FOR_SERVERS = frozenset((".well-known", ".nojekyll", ".htaccess", ".domains"))
"""Names with a dot that web servers and hosts look for."""


def find_static(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the url and path of each file in the `static/` of a site, without links out of the site."""
    root = folder.resolve()
    is_linked = _is_linked_top(folder)
    return ((name, path) for name, path in find_theme_static(folder) if not _leads_out(path, root, is_linked=is_linked))


def find_theme_static(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the same of a theme, which an installer may have linked from its cache."""
    return ((name, path) for name, path in _entries(folder) if path.is_file())


def find_refused_links(folder: Path) -> Iterator[tuple[str, bool]]:
    """Yield each link in the `static/` of a site that is not followed, and whether it leads to a folder."""
    root = folder.resolve()
    is_linked = _is_linked_top(folder)
    for name, path in _entries(folder):
        if path.is_symlink() and path.is_dir():
            yield name, True
        elif path.is_file() and _leads_out(path, root, is_linked=is_linked):
            yield name, False


def _entries(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield what is in `static/` in order, except hidden files such as `.git` and `.DS_Store`."""
    top = folder / STATIC
    for path in sorted(top.rglob("*")):
        name = path.relative_to(top).as_posix()
        if not _is_hidden(name):
            yield name, path


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") and part not in _MEANT_FOR_SERVERS for part in name.split("/"))


def _is_linked_top(folder: Path) -> bool:
    return (folder / STATIC).is_symlink()


def _leads_out(path: Path, root: Path, *, is_linked: bool) -> bool:
    """Return whether a file is outside of the site, such as `/etc/passwd`, or hidden in it, such as `.git/config`."""
    if not (is_linked or path.is_symlink()):
        return False
    target = path.resolve()
    return not target.is_relative_to(root) or _is_hidden(target.relative_to(root).as_posix())
