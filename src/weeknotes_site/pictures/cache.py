"""Redrawn pictures in the site's cache folder: plain image files, safe to delete.

A picture is `pictures/KEY/CHECKSUM.jpg`: the key hashes the source and the versions of what draws it,
the checksum the file itself. A file that was cut off or changed is thus found without decoding it.
"""

import hashlib
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

_PICTURES = "pictures"
_LAST_SWEEP = "last-sweep"
"""A file whose time is that of the last search for unused pictures."""
_DAY = 24 * 60 * 60
_KEPT_UNUSED = 90 * _DAY


def picture_key(raw: bytes, recipe: str) -> str:
    """Return the name under which the picture made of `raw` is cached."""
    return hashlib.sha256(recipe.encode() + b"\0" + raw).hexdigest()


def load_picture(cache: Path, key: str) -> Path | None:
    """Return the cached file, or None."""
    try:
        files = sorted((cache / _PICTURES / key).iterdir())
    except OSError:
        return None
    return next((file for file in files if is_whole(file)), None)


def is_whole(file: Path) -> bool:
    """Return whether a cached file is there and unchanged; record that it is in use."""
    try:
        whole = _checksum(file.read_bytes()) == file.stem
    except OSError:
        return False
    if whole:
        _record_use(file, time.time())
    return whole


def save_picture(cache: Path, key: str, content: bytes, suffix: str) -> Path:
    """Write a picture to the cache, whole or not at all; raise OSError where that is impossible."""
    file = cache / _PICTURES / key / f"{_checksum(content)}.{suffix}"
    file.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError), (cache / ".gitignore").open("x") as ignore:
        ignore.write("*\n")
    handle, draft = tempfile.mkstemp(prefix="draft-", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(draft).replace(file)
    except OSError:
        with suppress(OSError):
            Path(draft).unlink()
        raise
    return file


def remove_unused(cache: Path) -> None:
    """Once a day, remove files that no build has used for 90 days; a failure is no reason to stop."""
    folder = cache / _PICTURES
    now, last = time.time(), folder / _LAST_SWEEP
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
            if now - file.lstat().st_mtime > _KEPT_UNUSED:
                file.unlink()
        entry.rmdir()  # fails where a file is left, as it should


def _checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


def _record_use(file: Path, now: float) -> None:
    """Set the file's time to today."""
    with suppress(OSError):
        if now - file.stat().st_mtime > _DAY:
            os.utime(file, (now, now))
