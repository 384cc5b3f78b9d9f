"""A lock in the folder to write, so that only one publish runs at a time.

The lock file is `.weeknotes/lock` in that folder, so it works even if only the output is writable. For a new site it
is in the sibling and moves with it. The kernel releases the lock of a dead process. The file is removed at the end;
a process that opened it before finds that its file is no longer at that path, and starts over.
"""

import os
import platform
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from weeknotes_site.model.output import OWN_FOLDER
from weeknotes_site.publish.errors import PublishError
from weeknotes_site.publish.layout import lock_of, make_own_folder


class Lock(Struct, frozen=True, kw_only=True):
    """A locked folder."""

    folder: Path
    file: BinaryIO


def take_lock(folder: Path, output: Path) -> Lock | None:
    """Lock `folder`, created if missing; return None if it was moved or removed meanwhile.

    Messages call it `output`. Raises PublishError that names the holder if it is locked, OSError if locking fails.
    """
    folder.mkdir(parents=True, exist_ok=True)
    make_own_folder(folder / OWN_FOLDER)
    file = lock_of(folder).open("a+b", buffering=0)
    try:
        if not _try_lock(file):
            busy = f"another build is publishing to {output}: {_read_holder(file)}"
            raise PublishError(busy, hint="wait for it to end, or stop it, and build again")
        if not _is_at(file, lock_of(folder)):
            file.close()
            return None
    except BaseException:
        file.close()
        raise
    _write_holder(file)
    return Lock(folder=folder, file=file)


def release_lock(lock: Lock, folder: Path) -> None:
    """Release the lock; `folder` is the current path of the locked folder."""
    with suppress(OSError):
        lock.file.truncate(0)
    with suppress(OSError):
        # If the folder was removed and created again, the lock file in it belongs to another process.
        if _is_at(lock.file, lock_of(folder)):
            lock_of(folder).unlink()
    lock.file.close()


def _is_at(file: BinaryIO, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _write_holder(file: BinaryIO) -> None:
    # The holder's name is optional: with a full disk, a build must still find that nothing changed.
    with suppress(OSError):
        file.truncate(0)
        since = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
        file.write(f"process {os.getpid()} on {platform.node()}, since {since}".encode())


def _read_holder(file: BinaryIO) -> str:
    file.seek(0)
    return file.read(200).decode(errors="replace") or "it has just started"


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: BinaryIO) -> bool:
        # Windows cannot read a locked range, so the lock is far behind the holder's name.
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
