"""Paths of our own files in the output."""

from contextlib import suppress
from pathlib import Path

from weeknotes_site.model.output import OWN_FOLDER

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


def site_key_of(folder: Path) -> Path:
    """Return the path of the file that says which site is published here."""
    return folder / OWN_FOLDER / "site"


def lock_of(folder: Path) -> Path:
    """Return the path of the lock file."""
    return folder / OWN_FOLDER / "lock"


def sibling_of(output: Path) -> Path:
    """Return the folder in which a new site is built."""
    return output.parent / f".{output.name}.weeknotes-new"


def make_own_folder(path: Path) -> None:
    """Create the folder `path` if missing, with the same mode under every umask."""
    path.mkdir(exist_ok=True)
    if path.stat().st_mode & 0o777 != FOLDER_MODE:
        set_mode(path, FOLDER_MODE)


def set_mode(path: Path, mode: int) -> None:
    """Set the mode of a file or folder, unless it belongs to another user, or the disk has no modes."""
    with suppress(OSError):
        path.chmod(mode)
