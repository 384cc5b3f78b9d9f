"""Checks that our own folders can be trusted: no links that lead outside, no cache that git tracks."""

import os
import shutil
import stat
import subprocess
from pathlib import Path

_JUNCTION = 0xA0000003
"""IO_REPARSE_TAG_MOUNT_POINT (Windows' ntifs.h): a junction, which `is_symlink` does not report."""
_SECONDS = 10
# The repository's settings must not start a program; a different owner must not make git refuse.
_SAFE = ("--no-optional-locks", "--no-pager", "-c", "core.fsmonitor=false", "-c", "safe.directory=*")


def find_link(folder: Path, depth: int = 100) -> Path | None:
    """Return a link at or within one of our folders, or None: through it we would write or delete elsewhere.

    Searches `depth` levels of folders.
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


def is_link(path: Path) -> bool:
    """Return whether a path is a symbolic link, or a junction on Windows."""
    try:
        found = path.lstat()
    except OSError:
        return False
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == _JUNCTION


def is_tracked(root: Path, name: str) -> bool:
    """Return whether git tracks a file or folder of the root, or anything in it, ignoring case.

    False without a repository, without git, or where git fails.
    """
    git = shutil.which("git")
    real_root = root.resolve()
    if git is None or not any((folder / ".git").exists() for folder in (real_root, *real_root.parents)):
        return False
    command = [git, "-C", str(real_root), *_SAFE, "ls-files", "-z", "--", f":(icase){name}"]
    # GIT_DIR, GIT_INDEX_FILE and the like, as set in hooks, point to another repository.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    try:
        done = subprocess.run(  # noqa: S603 - git, with arguments of ours
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0 and bool(done.stdout)
