"""What somebody may have planted where we keep files of our own: links that lead outside, a cache that git tracks."""

import os
import shutil
import stat
import subprocess
from pathlib import Path

_JUNCTION = 0xA0000003
"""IO_REPARSE_TAG_MOUNT_POINT (Windows' ntifs.h): a folder's link that `is_symlink` does not know."""
_SECONDS = 10
# A repository's own settings must not start a program, nor its owner's name keep git from answering.
_SAFE = ("--no-optional-locks", "--no-pager", "-c", "core.fsmonitor=false", "-c", "safe.directory=*")


def find_link(folder: Path, depth: int = 100) -> Path | None:
    """Return a link that is a folder of ours or lies in it: it could lead what we write, move or delete outside.

    Looks into folders down to `depth`.
    """
    if is_link(folder):
        return folder
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return None  # there is nothing in it, or nothing that can be got at
    for path in paths:
        if is_link(path):
            return path
        if depth > 1 and path.is_dir() and (link := find_link(path, depth - 1)):
            return link
    return None


def is_link(path: Path) -> bool:
    """Return whether a path is a symbolic link, or what Windows has instead: a junction."""
    try:
        found = path.lstat()
    except OSError:
        return False
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == _JUNCTION


def is_tracked(root: Path, name: str) -> bool:
    """Return whether git tracks a file or folder of the root, or anything in it, whatever the case of its name.

    Not where there is no repository, no git, or no answer: then nobody can have committed it.
    """
    git = shutil.which("git")
    real_root = root.resolve()
    if git is None or not any((folder / ".git").exists() for folder in (real_root, *real_root.parents)):
        return False
    command = [git, "-C", str(real_root), *_SAFE, "ls-files", "-z", "--", f":(icase){name}"]
    # GIT_DIR, GIT_INDEX_FILE and the like, as hooks have them, speak of another repository.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    try:
        done = subprocess.run(  # noqa: S603 - git, with arguments of ours
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0 and bool(done.stdout)
