"""Follow symbolic links, and find those in our own folders."""

import os
import stat
from pathlib import Path

_JUNCTION = 0xA0000003
"""IO_REPARSE_TAG_MOUNT_POINT (ntifs.h) marks a junction, which `is_symlink` does not detect."""


def find_link(folder: Path, depth: int = 100) -> Path | None:
    """Return a link at or in one of our folders, or None: through it, we would write or delete elsewhere.

    Searches `depth` levels.
    """
    if is_link(folder):
        return folder
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return None  # missing or unreadable
    for path in paths:
        if is_link(path):
            return path
        if depth > 1 and path.is_dir() and (link := find_link(path, depth - 1)):
            return link
    return None


def real_path(path: Path) -> Path:
    """Return a path without symbolic links; links in a circle stay, where `Path.resolve` raises before Python 3.13."""
    return Path(os.path.realpath(path))


def is_link(path: Path) -> bool:
    """Return whether a path is a symbolic link, or a junction on Windows."""
    try:
        found = path.lstat()
    except OSError:
        return False
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == _JUNCTION
