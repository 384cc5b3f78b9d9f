"""List the files under `notes/`: Markdown files, and files that notes may link to."""

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.content.files.misnamed import find_misnamed, find_set_aside
from weeknotes_site.content.files.opening import not_a_file, unreadable
from weeknotes_site.content.files.paths import NOTES, is_page, is_team_file, printable
from weeknotes_site.content.files.site_folder import misspelled_notes, require_notes_folder
from weeknotes_site.content.files.static_files import STATIC, find_static
from weeknotes_site.diagnostics import Diagnostic, Place, Problem, Severity, error, warning
from weeknotes_site.digests import Signature, signature_of
from weeknotes_site.model.output import check_path
from weeknotes_site.os_errors import reason_of

MAX_DEPTH = 32
UNREADABLE_FOLDER = "unreadable-folder"


class Tree(Struct, frozen=True, kw_only=True):
    """The files under `notes/`; paths are sorted, relative to the site's root, with `/` as separator."""

    root: Path
    notes: tuple[str, ...]
    team_files: tuple[str, ...]
    """Each `_team.md`, and its translations such as `_team.cy.md`."""
    pages: tuple[str, ...]
    """Markdown files of plain pages."""
    others: frozenset[str]
    refused: Mapping[str, Diagnostic]
    """Diagnostics of entries that cannot be published; errors only if a note links to them."""
    folders: frozenset[str]
    signatures: Mapping[str, Signature]
    """Signature of each file, by path."""
    static: tuple[str, ...]
    """Urls of the site's own static files, where no note may be published; in one language, those of its folder."""
    static_of_all: tuple[str, ...]
    """The same of the whole site, where no attachment may be published: all languages share them."""

    @property
    def markdown(self) -> tuple[str, ...]:
        """All Markdown files."""
        return (*self.notes, *self.team_files, *self.pages)


def find_files(root: Path) -> tuple[Tree, list[Diagnostic]]:
    """List the files under `notes/`, and the urls of static files.

    Names that start with a dot are ignored. Raises Problem if there is no `notes/`.
    """
    require_notes_folder(root)
    diagnostics: list[Diagnostic] = []
    real_root = (root / NOTES).resolve()
    found = dict(_walk(root, NOTES, real_root, 0, diagnostics))
    refused = {path: entry for path, entry in found.items() if isinstance(entry, Diagnostic)}
    diagnostics += refused.values()
    files = {path: entry for path, entry in found.items() if isinstance(entry, tuple)}
    markdown = sorted(path for path in files if path[-3:].lower() == ".md")
    others = frozenset(files).difference(markdown)
    diagnostics += find_misnamed(root, others, files)
    pages = tuple(path for path in markdown if is_page(path))
    team_files = tuple(path for path in markdown if is_team_file(path))
    not_notes = frozenset((*pages, *team_files))
    diagnostics += find_set_aside(sorted(others), files)
    for name in misspelled_notes(root):
        message = f"this folder is ignored: only `{NOTES}/` is read"
        diagnostics.append(warning("misnamed-file", Place(path=name), message, f"move what is in it to `{NOTES}/`"))
    static = tuple(name for name, _ in find_static(root))
    diagnostics += filter(None, map(_misnamed_static, static))
    tree = Tree(
        root=root,
        notes=tuple(path for path in markdown if path not in not_notes),
        team_files=team_files,
        pages=pages,
        others=others,
        refused=refused,
        folders=frozenset(path for path, entry in found.items() if entry is None),
        signatures=files,
        static=static,
        static_of_all=static,
    )
    return tree, diagnostics


def _misnamed_static(name: str) -> Diagnostic | None:
    """Return the error of a static file that cannot be published under its name."""
    try:
        check_path(name)
    except ValueError:
        message = "a file of this name cannot be published"
        hint = "rename it, without control or invalid characters, `\\` and `:`"
        return error("file-name", Place(path=printable(f"{STATIC}/{name}")), message, hint)
    return None


def _walk(
    root: Path, folder: str, real_root: Path, depth: int, diagnostics: list[Diagnostic]
) -> Iterator[tuple[str, Signature | Diagnostic | None]]:
    """Yield each file with its signature, or a warning why it cannot be published, and each folder with None."""
    if depth > MAX_DEPTH:
        message = f"folders are nested more than {MAX_DEPTH} levels deep"
        diagnostics.append(error("folders-too-deep", Place(path=folder), message, "move the notes up"))
        return
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except OSError as failure:
        message = f"cannot be opened: {reason_of(failure)}, so its notes are unknown"
        hint = "let the user who builds the site read it"
        diagnostics.append(error(UNREADABLE_FOLDER, Place(path=folder), message, hint))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = f"{folder}/{entry.name}"
        try:
            signature = _inspect(entry, path, real_root)
        except Problem as problem:
            if _may_be_a_note(entry):
                diagnostics += problem.diagnostics
            else:
                yield path, replace(problem.diagnostics[0], severity=Severity.WARNING)
        else:
            yield path, signature
            if not signature:
                yield from _walk(root, path, real_root, depth + 1, diagnostics)


def _may_be_a_note(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is a note, or a folder that may contain notes."""
    return entry.name[-3:].lower() == ".md" or Path(entry.path).is_dir()


def _inspect(entry: os.DirEntry[str], path: str, real_root: Path) -> Signature | None:
    """Return a file's signature, or None for a folder. Raises Problem for an invalid entry."""
    if path != printable(path):
        place = Place(path=printable(path))
        raise Problem(error("file-name", place, "the name contains control or invalid characters", "rename the file"))
    try:
        if entry.is_symlink():
            _check_target(entry, Place(path=path), real_root)
        found = entry.stat()
    except OSError as failure:
        raise Problem(unreadable(path, failure)) from None
    if stat.S_ISDIR(found.st_mode):
        return None
    if not stat.S_ISREG(found.st_mode):
        raise Problem(not_a_file(path))
    return signature_of(found)


def _check_target(entry: os.DirEntry[str], place: Place, real_root: Path) -> None:
    try:
        target = Path(entry.path).resolve(strict=True)
    except RuntimeError:  # for link loops, before Python 3.13
        raise Problem(unreadable(place.path, OSError(errno.ELOOP, os.strerror(errno.ELOOP)))) from None
    if not target.is_relative_to(real_root):
        raise Problem(
            error("link-leaves-notes", place, "this link points outside `notes/`", "replace it with a copy of the file")
        )
    if entry.is_dir():
        message = "this folder is a symbolic link"
        raise Problem(error("linked-folder", place, message, "replace it with the folder itself"))
