"""List the files under `notes/`: Markdown files, and files that notes may link to."""

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.config.file import CONFIG_FILE
from weeknotes_site.content.files.misnamed import find_misnamed, find_set_aside
from weeknotes_site.content.files.paths import NOTES, is_page, is_team_file, printable
from weeknotes_site.content.files.static_files import STATIC, linked_folder, walk_static
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
    for name in _misspelled_notes(root):
        message = f"this folder is ignored: only `{NOTES}/` is read"
        diagnostics.append(warning("misnamed-file", Place(path=name), message, f"move what is in it to `{NOTES}/`"))
    static_entries = {name: wrong for name, _, wrong in walk_static(root)}
    static = tuple(name for name, wrong in static_entries.items() if not wrong)
    diagnostics += filter(None, (*static_entries.values(), *map(_misnamed_static, static)))
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
        message = "a file with this name cannot be published"
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
        hint = "give the user who builds the site permission to read it"
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
        raise Problem(linked_folder(place))


def require_notes_folder(root: Path) -> None:
    """Raise Problem if a folder is not a site's, because it has no `notes/`."""
    if not (root / NOTES).is_dir():
        folder = root.resolve()
        hint = "run this in your site's folder, name it with `--root FOLDER`, or start a site: `weeknotes init`"
        if near := _site_near(folder):
            hint = f"your site's folder seems to be {near}: run this there, or name it with `--root FOLDER`"
        for name in _misspelled_notes(folder):
            hint = f"rename `{name}/` to `{NOTES}/`"
        raise Problem(error("no-notes-folder", Place(path=NOTES), f"{folder} has no folder `{NOTES}/`", hint))


def _misspelled_notes(root: Path) -> list[str]:
    """Return folders that are `notes/` to Windows and macOS, but not on this system."""
    try:
        with os.scandir(root) as entries:
            named = {one.name: Path(one) for one in entries if one.name.casefold() == NOTES and one.is_dir()}
        read = root / NOTES
        return sorted(name for name, path in named.items() if not (read.exists() and path.samefile(read)))
    except OSError:
        return []


def _site_near(folder: Path) -> Path | None:
    """Return the site that contains a folder, else the only site in it, recognised by its settings."""
    try:
        found = [parent for parent in folder.parents if _is_site(parent)][:1]
        found = found or [path.parent for path in folder.glob(f"*/{CONFIG_FILE}") if _is_site(path.parent)]
    except OSError:
        return None
    return found[0] if len(found) == 1 else None


def site_with_notes(folder: Path) -> Path | None:
    """Return the site whose `notes/` is or contains a folder, or None."""
    return next((one.parent for one in (folder, *folder.parents) if one.name == NOTES and _is_site(one.parent)), None)


def _is_site(folder: Path) -> bool:
    return (folder / CONFIG_FILE).is_file() and (folder / NOTES).is_dir()


def read_at_once(path: Path, most: int = -1) -> bytes:
    """Return at most `most` bytes of a file. Raises OSError for a pipe instead of blocking."""
    with open(path, "rb", opener=open_at_once) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "it is no longer a file")
        return file.read(most)


def open_at_once(path: str, flags: int) -> int:
    """Open a file like `open`, but do not block on a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def unreadable(path: str, failure: OSError) -> Diagnostic:
    """Return the diagnostic for a file or folder that cannot be read."""
    message = f"cannot be read: {reason_of(failure)}"
    return error("unreadable", Place(path=printable(path)), message, "repair it or delete it")


def not_a_file(path: str) -> Diagnostic:
    """Return the diagnostic for a pipe, a socket or a device."""
    return error("not-a-file", Place(path=printable(path)), "this is neither a file nor a folder", "delete it")
