"""Ask git for settings and about a repository; every answer is empty if git is missing or fails."""

import os
import shutil
import subprocess
from pathlib import Path

from weeknotes_site.regex import regex

_SECONDS = 10
# The repository's settings must not start programs, and git must not refuse a repository of another owner.
_SAFE = ("--no-optional-locks", "--no-pager", "-c", "core.fsmonitor=false", "-c", "safe.directory=*")
_OF_A_REPOSITORY = regex(r"GIT_(?!CONFIG_)")


def git_setting(folder: Path, name: str) -> str:
    """Return a git setting as seen from a folder, without control characters; empty if it is not set."""
    value = _git(folder, "config", "--get", name)
    return " ".join("".join(char if char.isprintable() else " " for char in value).split())


def default_branch(folder: Path) -> str:
    """Return the default branch of the remote, else the current branch."""
    remote = _git(folder, "symbolic-ref", "--short", "refs/remotes/origin/HEAD").removeprefix("origin/")
    return remote or _git(folder, "symbolic-ref", "--short", "HEAD") or "main"


def enclosing_repository(folder: Path) -> Path | None:
    """Return the top folder of the git repository that a folder is in, unless it is that folder itself."""
    top = _git(folder, "rev-parse", "--show-toplevel")
    return Path(top) if top and Path(top).resolve() != folder.resolve() else None


def folder_in_repository(root: Path) -> str | None:
    """Return a folder's path from the top of its git repository, ending in `/`; empty at the top, None without one."""
    real_root = root.resolve()
    top = _repository_top(real_root)
    if top is None:
        return None
    return f"{real_root.relative_to(top).as_posix()}/" if top != real_root else ""


def changed_since(root: Path, revision: str) -> frozenset[str] | None:
    """Return the paths below the root that have changed since the merge base with a revision.

    They include deleted and untracked files. None if there is no merge base.
    """
    base = "" if revision.startswith("-") else _git(root, "merge-base", revision, "HEAD")
    if not base:
        return None
    changed = _git(root, "diff", "-z", "--name-only", "--no-renames", "--relative", base)
    return frozenset(f"{changed}\0{_git(root, 'ls-files', '-z', '--others', '--exclude-standard')}".split("\0")) - {""}


def is_tracked(root: Path, name: str) -> bool:
    """Return whether git tracks a file or folder in the root (or a file in the folder), ignoring case."""
    real_root = root.resolve()
    if not _repository_top(real_root):
        return False  # without starting git
    return bool(_git(real_root, "ls-files", "-z", "--", f":(icase){name}"))


def _repository_top(folder: Path) -> Path | None:
    return next((one for one in (folder, *folder.parents) if (one / ".git").exists()), None)


def _git(folder: Path, *arguments: str) -> str:
    git = shutil.which("git")
    if git is None:
        return ""
    existing = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.is_dir())
    # In git hooks, GIT_DIR, GIT_INDEX_FILE and others may point to another repository; GIT_CONFIG_GLOBAL may not.
    environment = {key: value for key, value in os.environ.items() if not _OF_A_REPOSITORY.match(key)}
    try:
        done = subprocess.run(  # noqa: S603 - git, with arguments of ours
            [git, "-C", str(existing), *_SAFE, *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
