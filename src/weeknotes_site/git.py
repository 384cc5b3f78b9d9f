"""Ask git for settings and about a repository; every answer is empty if git is missing or fails."""

import subprocess
from pathlib import Path


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


def _git(folder: Path, *arguments: str) -> str:
    existing = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.is_dir())
    try:
        done = subprocess.run(  # noqa: S603 - fixed words, no shell
            ["git", "-C", str(existing), *arguments],  # noqa: S607 - wherever git is installed
            capture_output=True,
            encoding="utf-8",
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
