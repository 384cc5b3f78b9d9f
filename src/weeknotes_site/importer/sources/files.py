"""The files of a source, from a folder, a zip archive or one file; nothing is unpacked to disk."""

import errno
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from weeknotes_site.importer.found import Skipped
from weeknotes_site.importer.sources.decode import decode_text
from weeknotes_site.os_errors import reason_of

MAX_FILES = 50_000
MAX_TOTAL_BYTES = 4_000_000_000
"""Maximum unpacked size of an archive, in bytes."""
MAX_EXPORT_BYTES = 2_000_000_000
"""Maximum size of an export, which is read as a stream."""
MAX_DOCUMENT_BYTES = 60_000_000
"""Maximum size of a document, which is read into memory."""
MAX_RATIO = 200
"""Maximum compression ratio: text stays below it, zip bombs reach 1,000."""
_ALWAYS_READ = 1_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of Word's old format, and of a new document that is encrypted."""

_OF_GENERATORS = frozenset(("vendor", "themes", "layouts"))
_NO_SOURCE = _OF_GENERATORS | {"node_modules", "__pycache__", "__MACOSX", "_site", "_layouts", "_includes"}
_SETTINGS_WITH_DOT = frozenset((".authors.yml", ".eleventy.js"))


class RefusedError(Exception):
    """A file that is not read, why, and what to do instead."""

    def __init__(self, why: str, hint: str = "export it again") -> None:
        super().__init__(why)
        self.hint = hint


class SourceFiles(Protocol):
    """Files by their paths, with `/` between the parts."""

    name: str
    paths: tuple[str, ...]
    at_hand: frozenset[str]
    """Files that notes may use: for a single page, the folder that a browser saved with it."""
    refused: tuple[Skipped, ...]
    passed_over: tuple[str, ...]
    """Folders that are skipped, because generators keep third-party files there."""

    def open(self, path: str) -> IO[bytes]:
        """Open a file; raise RefusedError or OSError."""
        ...


def read_document(files: SourceFiles, path: str, most: int = MAX_DOCUMENT_BYTES) -> bytes:
    """Return a file's bytes; raise RefusedError if there are too many."""
    with files.open(path) as opened:
        content = opened.read(most + 1)
    if len(content) > most:
        raise RefusedError(f"has more than {most:,} bytes")
    return content


def read_limited(files: SourceFiles, path: str, most: int) -> str:
    """Return the text of a file; empty if it cannot be read, or has more than `most` bytes."""
    try:
        return decode_text(read_document(files, path, most))
    except (RefusedError, OSError, KeyError, ValueError):
        return ""


def read_own_file(path: Path, most: int = -1) -> bytes:
    """Return at most `most` bytes of a file of the site; raise OSError, also for a pipe, which would never end."""
    with open(path, "rb", opener=_open_at_once) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "it is not a file")
        return file.read(most)


def open_source(path: Path) -> SourceFiles:
    """Open a folder, an archive or a file; raise OSError or RefusedError."""
    if path.is_dir():
        return FolderFiles(path)
    with open(path, "rb", opener=_open_at_once) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise RefusedError("is neither a file nor a folder")
    if path.suffix.lower() != ".docx" and zipfile.is_zipfile(path):
        return ZipFiles(path)
    return FolderFiles(path.parent, only=path.name)


class FolderFiles:
    """The files under a folder, or one of them."""

    def __init__(self, folder: Path, only: str = "") -> None:
        self.folder = folder
        self.name = only or folder.resolve().name
        self._refused: list[Skipped] = []
        self._passed_over: list[str] = []
        if only:
            stem = only.rpartition(".")[0] or only
            companions = (folder / f"{stem}{ending}" for ending in ("_files", ".files"))
            self.paths: tuple[str, ...] = (only,)
            self.at_hand = frozenset(path for one in companions if one.is_dir() for path in self._walk(one))
        else:
            self.paths = tuple(sorted(self._walk(folder)))
            self.at_hand = frozenset(self.paths)
        self.refused = tuple(self._refused)
        self.passed_over = tuple(self._passed_over)

    def _walk(self, folder: Path) -> Iterator[str]:
        count = 0
        for parent, folders, names in os.walk(folder, onerror=self._refuse_unreadable):
            self._pass_over(Path(parent), folders)
            for name in sorted(names):
                path = Path(parent, name)
                if _is_dotted(name) or self._is_refused(path):
                    continue
                count += 1
                if count > MAX_FILES:
                    self._refused.append(Skipped(self.name, f"has more than {MAX_FILES:,} files; the rest is not read"))
                    return
                yield self._named(path)

    def _refuse_unreadable(self, failure: OSError) -> None:
        self._refused.append(Skipped(self._named(Path(failure.filename)), f"cannot be read: {reason_of(failure)}"))

    def _pass_over(self, parent: Path, folders: list[str]) -> None:
        """Drop the folders that are not read."""
        self._passed_over += [self._named(parent / name) for name in sorted(folders) if name in _OF_GENERATORS]
        folders[:] = sorted(
            name for name in folders if not _is_passed_over(name) and not self._is_refused(parent / name)
        )

    def _is_refused(self, path: Path) -> bool:
        """Return whether a path is a link, which may lead anywhere, a pipe, or unreadable; it is listed then."""
        try:
            mode = path.lstat().st_mode
        except OSError as failure:
            self._refuse_unreadable(failure)
            return True
        if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
            return False
        is_link = stat.S_ISLNK(mode)
        why = "links to other files and folders are not followed" if is_link else "it is neither a file nor a folder"
        self._refused.append(Skipped(self._named(path), why))
        return True

    def _named(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def open(self, path: str) -> IO[bytes]:
        return open(self.folder / path, "rb", opener=_open_at_once)


class ZipFiles:
    """The files of a zip archive, read without unpacking."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        try:
            self._archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as failure:
            raise RefusedError(f"is a damaged archive: {failure}") from None
        entries = [entry for entry in self._archive.infolist() if not entry.is_dir()]
        _refuse_bombs(entries)
        odd = {entry.filename for entry in entries if not _stays_inside(entry)}
        self.refused = tuple(Skipped(one, "its path leads out of the archive") for one in sorted(odd))
        self.paths = tuple(
            sorted({entry.filename for entry in entries if entry.filename not in odd and _is_wanted(entry.filename)})
        )
        self.at_hand = frozenset(self.paths)
        self.passed_over = tuple(
            sorted({folder for entry in entries if (folder := _folder_of_generator(entry.filename))})
        )

    def open(self, path: str) -> IO[bytes]:
        try:
            return self._archive.open(path)
        except (KeyError, RuntimeError, NotImplementedError, zipfile.BadZipFile) as failure:
            raise RefusedError(f"cannot be read from the archive: {failure}") from None


def refuse_bomb(content: IO[bytes]) -> None:
    """Refuse an office document, which is an archive, that would unpack to too much or declares XML entities."""
    begins = content.read(len(_OLE))
    content.seek(0)
    if not begins:
        raise RefusedError("is empty")
    if begins == _OLE:
        raise RefusedError(
            "is encrypted, or in Word's old format; open it in Word and save it as .docx, without a password"
        )
    if not zipfile.is_zipfile(content):
        raise RefusedError("is not a Word file, or is damaged")
    try:
        with zipfile.ZipFile(content) as archive:
            _refuse_unsafe(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        KeyError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as failure:
        raise RefusedError(f"is damaged: {failure}") from None
    content.seek(0)


def _refuse_unsafe(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    _refuse_bombs(entries)
    if sum(entry.file_size for entry in entries) > 5 * MAX_DOCUMENT_BYTES:
        raise RefusedError("unpacks to too much")
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")) and declares_types(archive.read(entry)):
            raise RefusedError("declares XML entities, which no word processor does")


def declares_types(xml: bytes) -> bool:
    """Return whether XML contains a document type declaration, in any Unicode encoding."""
    return b"<!DOCTYPE" in xml.replace(b"\0", b"")


def _refuse_bombs(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_FILES:
        raise RefusedError(f"holds more than {MAX_FILES:,} files")
    if sum(entry.file_size for entry in entries) > MAX_TOTAL_BYTES:
        raise RefusedError(f"unpacks to more than {MAX_TOTAL_BYTES:,} bytes")
    for entry in entries:
        if entry.file_size > max(_ALWAYS_READ, MAX_RATIO * entry.compress_size):
            raise RefusedError(f"looks like a zip bomb: `{entry.filename}` has {entry.file_size:,} bytes when unpacked")


def _stays_inside(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    is_absolute = name.startswith(("/", "\\")) or name[1:2] == ":"
    return not (is_link or is_absolute or ".." in name.replace("\\", "/").split("/"))


def _is_wanted(name: str) -> bool:
    *folders, last = PurePosixPath(name).parts
    return not _is_dotted(last) and not any(map(_is_passed_over, folders))


def _folder_of_generator(name: str) -> str:
    """Return the folder in a path that only sources of generators have; empty without one."""
    folders = PurePosixPath(name).parts[:-1]
    at = next((at for at, folder in enumerate(folders) if folder in _OF_GENERATORS), -1)
    return "/".join(folders[: at + 1])


def _is_dotted(name: str) -> bool:
    return name.startswith(".") and name not in _SETTINGS_WITH_DOT


def _is_passed_over(folder: str) -> bool:
    return folder.startswith(".") or folder in _NO_SOURCE


def _open_at_once(path: str, flags: int) -> int:
    """Open without blocking on a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
