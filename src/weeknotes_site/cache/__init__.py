"""On-disk cache of read files, in SQLite; safe to delete.

The digest of an entry covers everything it was computed from: the file's bytes and path, the settings, our own code
and the versions of libraries. Values are plain data with a checksum, so that corruption is noticed and the cache
rebuilt. Only the main process writes; workers read texts.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from weeknotes_site.cache.file import CHECKSUM, FILE, checksum, connect, is_valid, set_waiting
from weeknotes_site.digests import Signature

CACHE = ".weeknotes-cache"
CORRUPT = "cache in {} is corrupt; rebuilding it"
LOCKED = "cache in {} is locked by another process; continuing without it"

Table = Literal["facts", "texts", "reports", "manifests"]

_BUSY = frozenset((sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED))
_UNAVAILABLE = frozenset(
    (
        *_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    )
)
"""Errors that do not mean corruption."""
_SPARE = 200
"""Unused entries (of another branch, say) are pruned once they outnumber used ones by this many."""
_KEPT = 8
"""Maximum manifests, and reports, to keep."""


class Cache:
    """The cache of a site; in memory if no file can be written or another process has locked it."""

    def __init__(self, folder: Path | None, notify: Callable[[str], None] = lambda _: None) -> None:
        self.folder = folder
        self._file = folder / FILE if folder else None
        self._notify = notify
        self._main_process = os.getpid()
        self._process = 0
        self._open: sqlite3.Connection | None = None
        self._parents: sqlite3.Connection | None = None

    def __reduce__(self) -> tuple[type["Cache"], tuple[Path | None]]:
        """Pickle the folder only: a spawned worker opens the file itself."""
        return Cache, (self.folder,)

    def use(self, key: bytes) -> None:
        """Empty the cache unless its code, libraries and settings are the current ones."""
        if list(self._query("SELECT key FROM made_by")) != [(key,)]:
            self.__dict__.pop("files", None)
            with suppress(sqlite3.Error, OSError), self.writing() as writer:
                writer.clear(key)

    @cached_property
    def files(self) -> dict[str, tuple[Signature, bytes]]:
        """Last known signature and digest of each file, by path."""
        rows = self._query("SELECT path, size, mtime, ctime, inode, digest FROM files")
        return {
            path: ((size, mtime, ctime, inode), digest)
            for path, size, mtime, ctime, inode, digest in rows
            if isinstance(digest, bytes)
        }

    def facts(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield the digest and facts of every entry."""
        for digest, value in self._query("SELECT digest, value FROM facts"):
            if is_valid(digest, value):
                yield digest, value[CHECKSUM:]
            else:
                self._report_corruption()

    def text(self, digest: bytes) -> str | None:
        """Return an entry's text, or None."""
        value = self.get("texts", digest)
        return None if value is None else value.decode()

    def get(self, table: Table, digest: bytes) -> bytes | None:
        """Return a value, or None."""
        for (value,) in self._query(f"SELECT value FROM {table} WHERE digest = ?", digest):  # noqa: S608 - our own names
            if is_valid(digest, value):
                return bytes(value[CHECKSUM:])
            self._report_corruption()
        return None

    def put_entry(self, path: str, signature: Signature, digest: bytes, facts: bytes) -> None:
        """Add the entry of one file; ignored if the cache cannot be written."""
        self.files[path] = (signature, digest)
        with suppress(sqlite3.Error, OSError), self.writing() as writer:
            writer.put("facts", digest, facts)
            writer.put_files({path: (signature, digest)}, ())

    def put_files(self, files: Mapping[str, tuple[Signature, bytes]]) -> None:
        """Add signatures and digests of files; ignored if the cache cannot be written."""
        self.files.update(files)
        with suppress(sqlite3.Error, OSError), self.writing() as writer:
            writer.put_files(files, ())

    def put(self, table: Table, digest: bytes, value: bytes) -> None:
        """Add a manifest or report and drop old ones; ignored if the cache cannot be written."""
        with suppress(sqlite3.Error, OSError), self.writing() as writer:
            writer.put(table, digest, value)
            writer.keep_newest(table, _KEPT)

    @contextmanager
    def writing(self) -> Iterator["Writer"]:
        """Write in one transaction, rolled back if the block raises. Raises sqlite3.Error and OSError."""
        connection = self._begin()
        is_complete = False
        try:
            set_waiting(connection, waits=False)  # SQLite may need more locks in it; waiting for each would add up
            yield Writer(connection)
            is_complete = True
            set_waiting(connection, waits=True)
            connection.execute("COMMIT")
        except BaseException as failure:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
                set_waiting(connection, waits=True)
            # A locked file is given up: the values are still in memory.
            if not (is_complete and self._leave_locked(failure)):
                raise

    def in_memory(self) -> "Cache":
        """Return an empty cache that writes no file."""
        return Cache(None, self._notify)

    def close(self) -> None:
        """Close the file."""
        if self._open and self._process == os.getpid():
            self._open.close()
        self._open = None

    def _query(self, statement: str, *values: bytes) -> Iterator[tuple[Any, ...]]:
        """Yield the rows, one at a time to save memory; none if the file cannot be read."""
        try:
            yield from self._connection.execute(statement, values)
        except OSError:
            return
        except sqlite3.DatabaseError as failure:
            # There is no error code if a value cannot be decoded.
            if (
                not self._leave_locked(failure)
                and getattr(failure, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF not in _UNAVAILABLE
            ):
                self._report_corruption()
                self.close()
                with suppress(OSError):  # the folder may be read-only, or on Windows another build has the file open
                    if self._file:
                        self._file.unlink(missing_ok=True)

    def _begin(self) -> sqlite3.Connection:
        """Begin a transaction, in memory if the file is locked."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as failure:
            if not self._leave_locked(failure):
                raise
            self._connection.execute("BEGIN IMMEDIATE")
        return self._connection

    def _leave_locked(self, failure: BaseException) -> bool:
        """Continue in memory if another process has locked the file; return whether it has."""
        if not self._file or getattr(failure, "sqlite_errorcode", 0) & 0xFF not in _BUSY:
            return False
        if os.getpid() == self._main_process:
            self._notify(LOCKED.format(self._file.parent))
        self.close()
        self._file = None
        return True

    @property
    def _connection(self) -> sqlite3.Connection:
        # SQLite connections must not be used after a fork: each process opens its own and leaves the parent's open.
        if self._process != os.getpid():
            self._parents, self._open = self._open, None
        if self._open is None:
            self._open, self._process = connect(self._file), os.getpid()
        return self._open

    def _report_corruption(self) -> None:
        if self._file:
            self._notify(CORRUPT.format(self._file.parent))
            self._notify = lambda _: None


class Writer:
    """Write to a cache within one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, digest: bytes, facts: bytes, text: bytes) -> None:
        """Add an entry."""
        self.put("facts", digest, facts)
        self.put("texts", digest, text)

    def clear(self, key: bytes) -> None:
        """Drop everything and set the key of new entries."""
        for table in ("made_by", "files", "facts", "texts", "reports", "manifests"):
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        self._connection.execute("INSERT INTO made_by VALUES (?)", (key,))

    def put(self, table: Table, digest: bytes, value: bytes) -> None:
        """Add one value to a table."""
        row = (digest, checksum(digest, value) + value)
        self._connection.execute(f"REPLACE INTO {table} (digest, value) VALUES (?, ?)", row)  # noqa: S608 - our own names

    def keep_newest(self, table: Table, count: int) -> None:
        """Drop all but the newest values of a table."""
        newest = f"SELECT rowid FROM {table} ORDER BY rowid DESC LIMIT ?"  # noqa: S608 - our own names
        self._connection.execute(f"DELETE FROM {table} WHERE rowid NOT IN ({newest})", (count,))  # noqa: S608

    def put_files(self, files: Mapping[str, tuple[Signature, bytes]], gone: Iterable[str]) -> None:
        """Add signatures and digests of files, and drop deleted ones."""
        self._connection.executemany("DELETE FROM files WHERE path = ?", [(path,) for path in gone])
        rows = [(path, *signature, digest) for path, (signature, digest) in files.items()]
        self._connection.executemany("REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)", rows)

    def prune(self, used: int) -> None:
        """Drop unused entries once there are many of them."""
        (count,) = self._connection.execute("SELECT count(*) FROM facts").fetchone()
        if count > 2 * used + _SPARE:
            for table in ("facts", "texts"):
                self._connection.execute(f"DELETE FROM {table} WHERE digest NOT IN (SELECT digest FROM files)")  # noqa: S608
