"""What lies under `notes/`: Markdown files to read, other files that notes may link to."""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from weeknotes_site.diagnostics import Diagnostic, Place, Problem, error, warning

NOTES = "notes"
TEAM_FILE = "_team.md"
MAX_DEPTH = 32

_LOOKS_LIKE_A_NOTE = re.compile(r"\.(?:markdown|mdown|mkdn?|mdwn|md\.txt)$|/\d{4}-\d{2}-\d{2}\.txt$", re.I)

_NO_TEAM_FOLDER = re.compile(r"\d{4}|(?:\d{4}-?)?[Ww]\d{1,2}|\d{4}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The files of a site's notes; paths are relative to its root, with `/` between their parts, sorted."""

    root: Path
    notes: tuple[str, ...]
    team_files: tuple[str, ...]
    others: frozenset[str]
    folders: frozenset[str]


def find_files(root: Path) -> tuple[Tree, list[Diagnostic]]:
    """List the files under `notes/`.

    Names that start with a dot are passed over. Raises Problem where there is no `notes/`.
    """
    if not (root / NOTES).is_dir():
        raise Problem(
            error(
                "no-notes-folder",
                Place(path=NOTES),
                f"there is no folder `{NOTES}/` in {root.resolve()}",
                "run this in your site's folder, name it by `--root FOLDER`, or start a site: `weeknotes init`",
            )
        )
    problems: list[Diagnostic] = []
    real_root = (root / NOTES).resolve()
    files: list[str] = []
    folders: list[str] = []
    for path, is_folder in _walk(root, NOTES, real_root, 0, problems):
        (folders if is_folder else files).append(path)
    markdown = [path for path in files if path.lower().endswith(".md")]
    problems += [_misnamed(path) for path in files if _LOOKS_LIKE_A_NOTE.search(path)]
    tree = Tree(
        root=root,
        notes=tuple(sorted(path for path in markdown if not path.endswith(f"/{TEAM_FILE}"))),
        team_files=tuple(sorted(path for path in markdown if path.endswith(f"/{TEAM_FILE}"))),
        others=frozenset(path for path in files if not path.lower().endswith(".md")),
        folders=frozenset(folders),
    )
    return tree, problems


def _misnamed(path: str) -> Diagnostic:
    folder, _, name = path.rpartition("/")
    stem = name.partition(".")[0]
    message = "this looks like a note, but only files that end in `.md` are read"
    return warning("misnamed-note", Place(path=path), message, f"rename it to `{folder}/{stem}.md`")


def _walk(
    root: Path, folder: str, real_root: Path, depth: int, problems: list[Diagnostic]
) -> Iterator[tuple[str, bool]]:
    if depth > MAX_DEPTH:
        message = f"folders nest deeper than {MAX_DEPTH}"
        problems.append(error("folders-too-deep", Place(path=folder), message, "move the notes up"))
        return
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except OSError as failure:
        problems.append(unreadable(folder, failure))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = f"{folder}/{entry.name}"
        if problem := _refuse(entry, path, real_root):
            problems.append(problem)
        elif entry.is_dir():
            yield path, True
            yield from _walk(root, path, real_root, depth + 1, problems)
        else:
            yield path, False


def _refuse(entry: os.DirEntry[str], path: str, real_root: Path) -> Diagnostic | None:
    place = Place(path=printable(path))
    if printable(path) != path:
        return error("file-name", place, "the name holds control or broken characters", "rename the file")
    try:
        if entry.is_symlink():
            target = Path(entry.path).resolve(strict=True)
            if not target.is_relative_to(real_root):
                return error("link-leaves-notes", place, "this link leads out of `notes/`", "put a copy here instead")
            if entry.is_dir():
                return error("linked-folder", place, "a folder here is a link to another one", "move the folder here")
        if not (stat.S_ISREG(entry.stat().st_mode) or entry.is_dir()):
            return error("not-a-file", place, "this is neither a file nor a folder", "delete it")
    except (OSError, RuntimeError) as failure:
        return unreadable(path, failure)
    return None


def team_folder(path: str) -> str | None:
    """Return the first folder under `notes/` where it names a team: years and weeks do not."""
    parts = path.split("/")
    if len(parts) < 3 or _NO_TEAM_FOLDER.fullmatch(parts[1]):
        return None
    return f"{NOTES}/{parts[1]}"


def unreadable(path: str, failure: Exception) -> Diagnostic:
    """Say why a file or folder could not be read."""
    reason = (failure.strerror if isinstance(failure, OSError) else None) or "it leads round in a circle"
    return error("unreadable", Place(path=printable(path)), f"cannot be read: {reason}", "mend it or delete it")


def printable(path: str) -> str:
    """Return a path with everything that a terminal or a page could choke on replaced."""
    return "".join(char if char.isprintable() else "\ufffd" for char in path)
