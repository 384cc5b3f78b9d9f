"""Defaults from the environment: git's settings, and where this package was installed from."""

import json
import subprocess
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

DISTRIBUTION = "weeknotes-site"


def git_setting(folder: Path, name: str) -> str:
    """Return a git setting as seen from a folder; empty if it is not set or git is missing."""
    return _git(folder, "config", "--get", name)


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


def installed_from() -> str:
    """Return the requirement to install this package elsewhere (PEP 610); empty if it is only local."""
    try:
        package = distribution(DISTRIBUTION)
    except PackageNotFoundError:
        return ""
    said = package.read_text("direct_url.json")
    if not said:
        return f"{DISTRIBUTION}[all]=={package.version}"  # installed from an index
    origin = json.loads(said)
    url = str(origin.get("url", ""))
    if not url.startswith("https://"):
        return ""
    revision = origin.get("vcs_info", {})
    return f"{DISTRIBUTION}[all] @ " + (f"git+{url}@{revision['commit_id']}" if revision else url)
