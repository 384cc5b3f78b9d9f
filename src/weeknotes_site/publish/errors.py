"""`PublishError`, and messages for the errors of a file system."""

import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from weeknotes_site.os_errors import reason_of

DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})

UNTOUCHED = "the old site is untouched; fix this and build again"
HALFWAY = "every file there is complete; fix this and build again to finish"


class PublishError(Exception):
    """The output could not be written; `str()` is a one-line message, `hint` says what to do."""

    def __init__(self, message: str, *, hint: str = UNTOUCHED) -> None:
        super().__init__(message)
        self.hint = hint


@contextmanager
def convert_os_errors(where: Path, *, hint: str = UNTOUCHED) -> Iterator[None]:
    """Convert an OSError of the block into a PublishError about writing `where`."""
    try:
        yield
    except OSError as error:
        raise to_publish_error(error, where, hint=hint) from error


def to_publish_error(
    error: OSError, where: Path, *, doing: str = "write", needed: int | None = None, hint: str = UNTOUCHED
) -> PublishError:
    """Return the PublishError for `error`; `needed` is the disk space needed in bytes, if known."""
    if error.errno == errno.ENOSPC:
        reason = _full_disk(where, needed)
    else:
        reason = "it was removed while publishing" if error.errno == errno.ENOENT else reason_of(error)
        if error.errno == errno.EDQUOT and needed is not None:
            reason += f": {_size(needed)} needed"
    return PublishError(f"cannot {doing} {where}: {reason}", hint=hint)


def _full_disk(where: Path, needed: int | None) -> str:
    existing = next(folder for folder in (where, *where.parents) if folder.exists())
    free = shutil.disk_usage(existing).free
    if needed is None:
        return f"the disk is full: {_size(free)} free"
    reason = f"the disk is full: {_size(needed)} needed, {_size(free)} free"
    if needed > free:
        return f"{reason}, {_size(needed - free)} missing"
    if sys.platform != "win32" and (inodes := os.statvfs(existing)).f_files:
        # A disk can run out of inodes before it runs out of bytes.
        return f"{reason}, with room for {inodes.f_favail} more files"
    return reason


def _size(count: int) -> str:
    if count < 1_000_000:
        return f"{-(-count // 1000)} kB"
    return f"{count / 1_000_000:.1f} MB"
