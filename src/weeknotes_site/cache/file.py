"""The SQLite file of the cache: its tables, its connections, and checksums of its values."""

import sqlite3
from pathlib import Path
from zlib import crc32

FILE = "notes.sqlite"
CHECKSUM = 4
"""Bytes of a checksum, in front of each value."""
_FORMAT = 3
"""Bump when the tables change."""
_TIMEOUT = 5.0
"""Seconds to wait, once a run, while another build reads or writes; it may be suspended or stuck."""
_TABLES = """
CREATE TABLE made_by (key BLOB);
CREATE TABLE files (path TEXT PRIMARY KEY, size INT, mtime INT, ctime INT, inode INT, digest BLOB) WITHOUT ROWID;
CREATE TABLE facts (digest BLOB PRIMARY KEY, value BLOB);
CREATE TABLE texts (digest BLOB PRIMARY KEY, value BLOB);
CREATE TABLE reports (digest BLOB PRIMARY KEY, value BLOB);
CREATE TABLE manifests (digest BLOB PRIMARY KEY, value BLOB);
"""


def connect(file: Path | None) -> sqlite3.Connection:
    """Open the cache of a file, or one in memory. Raises sqlite3.Error and OSError."""
    if file:
        make_cache_folder(file.parent)
    connection = sqlite3.connect(file or ":memory:", _TIMEOUT, isolation_level=None, check_same_thread=False)
    try:
        # A power cut may corrupt the file, which checksums detect; a sync would take longer than most builds.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA trusted_schema = OFF")
        if connection.execute("PRAGMA user_version").fetchone() != (_FORMAT,):
            _create_tables(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _create_tables(connection: sqlite3.Connection) -> None:
    for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        connection.execute(f'DROP TABLE "{name}"')
    connection.execute("PRAGMA page_size = 16384")  # the facts of all notes are read in half the time
    connection.executescript(f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version = {_FORMAT}; COMMIT")


def set_waiting(connection: sqlite3.Connection, *, waits: bool) -> None:
    """Wait for other processes, or fail at once where they have locked the file."""
    connection.execute(f"PRAGMA busy_timeout = {_TIMEOUT * 1000 if waits else 0:.0f}")


def checksum(digest: bytes, value: bytes | memoryview) -> bytes:
    """Return the checksum of a value and its key."""
    return crc32(value, crc32(digest)).to_bytes(CHECKSUM, "big")


def is_valid(digest: object, value: object) -> bool:
    """Return whether a value is as it was written."""
    if not (isinstance(digest, bytes) and isinstance(value, bytes)):  # a flipped bit can change the type
        return False
    return value[:CHECKSUM] == checksum(digest, memoryview(value)[CHECKSUM:])


def make_cache_folder(folder: Path) -> None:
    """Create a cache folder that git ignores."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".gitignore").write_text("*\n", "utf-8")
