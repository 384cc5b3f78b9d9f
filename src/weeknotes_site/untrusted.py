"""Follow symbolic links, and check that our own folders can be trusted: no such links, no cache tracked by git."""

import os
import shutil
import stat
import subprocess
from pathlib import Path

_JUNCTION = 0xA0000003
"""IO_REPARSE_TAG_MOUNT_POINT (ntifs.h) marks a junction, which `is_symlink` does not detect."""
_SECONDS = 10
# The repository's settings must not start programs, and git must not refuse a repository of another owner.
_SAFE = ("--no-optional-locks", "--no-pager", "-c", "core.fsmonitor=false", "-c", "safe.directory=*")


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


def is_tracked(root: Path, name: str) -> bool:
    """Return whether git tracks a file or folder in the root (or a file in the folder), ignoring case.

    False without a repository, without git, or if git fails.
    """
    git = shutil.which("git")
    real_root = root.resolve()
    if git is None or not any((folder / ".git").exists() for folder in (real_root, *real_root.parents)):
        return False
    command = [git, "-C", str(real_root), *_SAFE, "ls-files", "-z", "--", f":(icase){name}"]
    # In git hooks, GIT_DIR, GIT_INDEX_FILE and others may point to another repository.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    try:
        done = subprocess.run(  # noqa: S603 - git, with arguments of ours
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0 and bool(done.stdout)
