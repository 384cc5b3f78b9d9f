"""What reading gave for each note, in files of the cache: one for each run that read something new, never changed."""

import os
import sys
import tempfile
import time
import weakref
from collections.abc import Container
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from weeknotes_site.memo import DRAFT, Memo, digest_of, make_cache

_PREFIX = "notes-"
_CHECK = 8
_DAY = 86_400


class Piece(Struct, frozen=True, array_like=True):
    """Where some bytes stand."""

    segment: str
    """The file's name; empty for what this run alone has."""
    offset: int
    length: int
    check: bytes


class Segments:
    """The files of one cache; what this run adds goes to one more, which others see once it is kept.

    Files are read and written by their descriptors and at given places: processes that were forked share them.
    """

    def __init__(self, memo: Memo) -> None:
        self._memo = memo
        self._open: dict[str, int] = {}
        self._draft: Path | None = None
        self._size = 0
        self._held: list[bytes] = []
        weakref.finalize(self, _close, self._open)

    def add(self, content: bytes) -> Piece:
        """Write some bytes, and return where they stand for now."""
        check = digest_of(content, _CHECK)
        if self._held or not self._write(content):
            # There is no room for a cache; this run goes on without.
            self._draft = None
            self._held.append(content)
            return Piece("", -len(self._held), len(content), check)
        self._size += len(content)
        return Piece("", self._size - len(content), len(content), check)

    def read(self, piece: Piece) -> bytes | None:
        """Return the bytes; None where they are not what was written."""
        if piece.offset < 0:
            return self._held[-piece.offset - 1]
        file = self._find(piece.segment)
        if file is None:
            return None
        content = _read_at(file, piece.offset, piece.length)
        if digest_of(content, _CHECK) != piece.check:
            self._memo.report_damage()
            return None
        return content

    def keep(self) -> str:
        """Give what this run added a name of its own in the cache; return it, empty where nothing could be kept."""
        if self._draft is None:
            return ""
        name = _PREFIX + self._draft.name.removeprefix(DRAFT)
        try:
            self._draft.rename(self._memo.folder / name)
        except OSError:
            return ""
        self._open[name] = self._open.pop("")
        self._draft, self._size = None, 0
        return name

    def forget_others(self, used: Container[str]) -> None:
        """Remove the files that nothing stands in any more, and what a run left that was killed."""
        with suppress(OSError):
            for path in self._memo.folder.glob(f"{_PREFIX}*"):
                if path.name not in used:
                    path.unlink()
            for path in self._memo.folder.glob(f"{DRAFT}*"):
                if path.stat().st_mtime < time.time() - _DAY:
                    path.unlink()

    def size_of(self, segment: str) -> int:
        """Return how many bytes a file has."""
        file = self._find(segment)
        return os.fstat(file).st_size if file is not None else 0

    def _write(self, content: bytes) -> bool:
        try:
            if "" not in self._open:
                make_cache(self._memo.folder)
                self._open[""], name = tempfile.mkstemp(prefix=DRAFT, dir=self._memo.folder)
                self._draft = Path(name)
            return os.write(self._open[""], content) == len(content)
        except OSError:
            return False

    def _find(self, segment: str) -> int | None:
        if segment not in self._open:
            try:
                self._open[segment] = os.open(self._memo.folder / segment, os.O_RDONLY | getattr(os, "O_BINARY", 0))
            except OSError:
                return None
        return self._open[segment]


def _close(files: dict[str, int]) -> None:
    for file in files.values():
        os.close(file)


def _read_at(file: int, offset: int, length: int) -> bytes:
    if sys.platform != "win32":
        return os.pread(file, length, offset)
    os.lseek(file, offset, os.SEEK_SET)
    return os.read(file, length)
