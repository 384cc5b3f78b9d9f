"""One publish at a time: a lock in the folder that is written.

The lock is `.weeknotes/lock` in that folder: in the output or, while there is no site yet, in the sibling
that becomes it, with which the lock moves. So it works where only the output can be written, and everyone
finds it at one path. The kernel drops the lock of a dead process. The file is removed at the end; whoever
waited for it then finds that it holds a file without a name, and starts over.
"""

import os
import platform
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from weeknotes_site.publish.errors import PublishError
from weeknotes_site.publish.layout import OWN_FOLDER, lock_of, make_own_folder

_PAUSE = 0.05


class Lock(Struct, frozen=True, kw_only=True):
    """A folder that nobody else publishes to."""

    folder: Path
    file: BinaryIO


class Patience(Struct, frozen=True, kw_only=True):
    """How long to wait for another publish to end."""

    until: float
    """By `time.monotonic()`."""
    notify: Callable[[str], None]
    """Called with one line when waiting begins."""


def take_lock(folder: Path, output: Path, patience: Patience) -> Lock | None:
    """Lock `folder`, making it where it is missing; None when it was moved or removed meanwhile.

    `output` is what messages call it. Raises PublishError naming the holder when patience ends, OSError where no
    lock can be had.
    """
    folder.mkdir(parents=True, exist_ok=True)
    make_own_folder(folder / OWN_FOLDER)
    file = lock_of(folder).open("a+b", buffering=0)
    try:
        _wait(file, output, patience)
        if not _has_name(file, lock_of(folder)):
            file.close()
            return None
    except BaseException:
        file.close()
        raise
    _sign(file)
    return Lock(folder=folder, file=file)


def release_lock(lock: Lock, folder: Path) -> None:
    """Give up the lock; `folder` is where the locked folder is by now."""
    with suppress(OSError):
        lock.file.truncate(0)
    with suppress(OSError):
        # In a folder that was removed and made anew, the lock is someone else's.
        if _has_name(lock.file, lock_of(folder)):
            lock_of(folder).unlink()
    lock.file.close()


def _wait(file: BinaryIO, output: Path, patience: Patience) -> None:
    told = False
    while not _try_lock(file):
        busy = f"another build is publishing to {output}: {_holder(file)}"
        if time.monotonic() >= patience.until:
            raise PublishError(busy, hint="wait for it to end, or stop it, and build again")
        if not told:
            patience.notify(f"waiting: {busy}")
            told = True
        time.sleep(_PAUSE)


def _has_name(file: BinaryIO, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _sign(file: BinaryIO) -> None:
    # Who holds the lock is a courtesy: a full disk must not keep a build from finding that nothing changed.
    with suppress(OSError):
        file.truncate(0)
        since = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
        file.write(f"process {os.getpid()} on {platform.node()}, since {since}".encode())


def _holder(file: BinaryIO) -> str:
    file.seek(0)
    return file.read(200).decode(errors="replace") or "it has only just begun"


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: BinaryIO) -> bool:
        # Windows forbids reading what is locked, so the lock lies far behind the holder's name.
        file.seek(1 << 20)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(file: BinaryIO) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
