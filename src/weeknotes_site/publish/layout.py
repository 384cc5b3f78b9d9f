"""Paths of our own files in the output, and the check of the paths that a site publishes."""

import re
from pathlib import Path

_PLAIN = re.compile(r"(?:[a-z0-9][a-z0-9_-]*/)*[a-z0-9][a-z0-9_-]*\.[a-z]+")
"""Matches nearly all paths; they need no further check."""
OWN_FOLDER = ".weeknotes"
FILE_MODE = 0o644
FOLDER_MODE = 0o755


def stage_of(folder: Path) -> Path:
    """Return the folder for changed files that are not in place yet."""
    return folder / OWN_FOLDER / "stage"


def journal_of(folder: Path) -> Path:
    """Return the path of the journal; it exists only while files are put in place."""
    return folder / OWN_FOLDER / "journal"


def marker_of(folder: Path) -> Path:
    """Return the path of the marker: a list of the files we published, which makes the folder ours."""
    return folder / OWN_FOLDER / "published"


def lock_of(folder: Path) -> Path:
    """Return the path of the lock file."""
    return folder / OWN_FOLDER / "lock"


def sibling_of(output: Path) -> Path:
    """Return the folder in which a new site is built."""
    return output.with_name(f".{output.name}.weeknotes-new")


def make_own_folder(path: Path) -> None:
    """Create the folder `path` if missing, with the same mode under every umask."""
    path.mkdir(exist_ok=True)
    if path.stat().st_mode & 0o777 != FOLDER_MODE:
        path.chmod(FOLDER_MODE)


def check_path(path: str) -> None:
    """Raise ValueError unless `path` is relative, normalised, free of control characters and not ours."""
    if _PLAIN.fullmatch(path):
        return
    parts = path.split("/")
    if any(part in ("", ".", "..") for part in parts) or "\\" in path or path[1:2] == ":":
        raise ValueError(f"not a path inside the output: {path!r}")
    if any(character < " " for character in path):
        raise ValueError(f"a path with a control character: {path!r}")
    # On case-insensitive file systems, `.Weeknotes` is our folder.
    if parts[0].casefold() == OWN_FOLDER:
        raise ValueError(f"{OWN_FOLDER}/ is reserved for publishing: {path!r}")
