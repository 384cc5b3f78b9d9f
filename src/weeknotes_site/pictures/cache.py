"""Redrawn pictures in the site's cache folder: plain image files, safe to delete.

A picture is `pictures/KEY/CHECKSUM.jpg`. The key hashes the source and the versions of the code; the checksum hashes
the file, so that truncated or changed files are detected without decoding.
"""

import hashlib
import os
import time
from contextlib import suppress
from pathlib import Path

from weeknotes_site.cache.file import make_cache_folder
from weeknotes_site.new_file import replace_file

_PICTURES = "pictures"
_LAST_CLEANUP = "last-sweep"
"""A file whose mtime is the time of the last cleanup."""
_DAY = 24 * 60 * 60
_MAX_UNUSED_AGE = 90 * _DAY


def picture_key(raw: bytes, recipe: str) -> str:
    """Return the cache key of the picture redrawn from `raw`."""
    return hashlib.sha256(recipe.encode() + b"\0" + raw).hexdigest()


def load_picture(cache: Path, key: str) -> Path | None:
    """Return the cached file, or None."""
    try:
        files = sorted((cache / _PICTURES / key).iterdir())
    except OSError:
        return None
    return next((file for file in files if _is_intact(file)), None)


def _is_intact(file: Path) -> bool:
    """Return whether a cached file exists and matches its checksum; update its time of last use."""
    try:
        intact = _checksum(file.read_bytes()) == file.stem
    except OSError:
        return False
    if intact:
        _record_use(file, time.time())
    return intact


def save_picture(cache: Path, key: str, content: bytes, suffix: str) -> Path:
    """Write a picture to the cache atomically. Raises OSError."""
    file = cache / _PICTURES / key / f"{_checksum(content)}.{suffix}"
    make_cache_folder(cache)
    replace_file(file, content)
    return file


def remove_unused(cache: Path) -> None:
    """Remove files unused for 90 days, at most once a day; errors are ignored."""
    folder = cache / _PICTURES
    now, last = time.time(), folder / _LAST_CLEANUP
    with suppress(OSError):
        if not folder.is_dir() or (last.exists() and now - last.stat().st_mtime < _DAY):
            return
        last.touch()
        os.utime(last, (now, now))
        for entry in folder.iterdir():
            if len(entry.name) == hashlib.sha256().digest_size * 2 and entry.is_dir():
                _remove_unused(entry, now)


def _remove_unused(entry: Path, now: float) -> None:
    with suppress(OSError):
        for file in entry.iterdir():
            if now - file.lstat().st_mtime > _MAX_UNUSED_AGE:
                file.unlink()
        entry.rmdir()  # fails if a file is left, as intended


def _checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


def _record_use(file: Path, now: float) -> None:
    """Set the file's mtime if it is older than a day."""
    with suppress(OSError):
        if now - file.stat().st_mtime > _DAY:
            os.utime(file, (now, now))
