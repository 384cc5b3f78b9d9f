"""Where our own files lie in the output, and which paths a site's files may have."""

import re
from collections.abc import Iterable
from pathlib import Path

_PLAIN = re.compile(r"(?:[a-z0-9][a-z0-9_-]*/)*[a-z0-9][a-z0-9_-]*\.[a-z]+")
"""What nearly all paths are like, which there is nothing to say against."""
OWN_FOLDER = ".weeknotes"
FILE_MODE = 0o644
FOLDER_MODE = 0o755


def stage_of(folder: Path) -> Path:
    """Return where changed files wait until all of them are complete."""
    return folder / OWN_FOLDER / "stage"


def journal_of(folder: Path) -> Path:
    """Return the list of what is being put in place; it exists only while that goes on."""
    return folder / OWN_FOLDER / "journal"


def marker_of(folder: Path) -> Path:
    """Return the list of the files that we published; it makes a folder ours."""
    return folder / OWN_FOLDER / "published"


def lock_of(folder: Path) -> Path:
    """Return the file that a running publish holds locked."""
    return folder / OWN_FOLDER / "lock"


def sibling_of(output: Path) -> Path:
    """Return the folder in which a site that does not exist yet is built."""
    return output.with_name(f".{output.name}.weeknotes-new")


def make_own_folder(path: Path) -> None:
    """Make `path` where it is missing, with the same mode under every umask."""
    path.mkdir(exist_ok=True)
    if path.stat().st_mode & 0o777 != FOLDER_MODE:
        path.chmod(FOLDER_MODE)


def check_path(path: str) -> None:
    """Raise ValueError unless `path` is relative, in its shortest form, on one line and not among ours."""
    if _PLAIN.fullmatch(path):
        return
    parts = path.split("/")
    if any(part in ("", ".", "..") for part in parts) or "\\" in path or path[1:2] == ":":
        raise ValueError(f"not a path inside the output: {path!r}")
    if any(character < " " for character in path):
        raise ValueError(f"a path with a control character: {path!r}")
    # Some file systems fold case: `.Weeknotes` is our folder there.
    if parts[0].casefold() == OWN_FOLDER:
        raise ValueError(f"{OWN_FOLDER}/ is kept for publishing: {path!r}")


def folders_of(paths: Iterable[str]) -> set[str]:
    """Return every folder that `paths` lie in, at every depth, without the output itself."""
    folders: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders
