"""Open files under `notes/`, which can be anything by then, and say why one cannot be read."""

import errno
import os
import stat
from pathlib import Path

from weeknotes_site.content.files.paths import printable
from weeknotes_site.diagnostics import Diagnostic, Place, error
from weeknotes_site.os_errors import reason_of


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
