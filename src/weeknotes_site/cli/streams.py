"""Standard streams that never raise: a full disk must not fail a command because of its log."""

import errno
import os
import select
import sys
from io import BufferedWriter, FileIO, TextIOWrapper
from typing import Any, TextIO

from weeknotes_site.os_errors import reason_of


def open_streams() -> None:
    """Replace standard streams with ones that never raise, and closed ones with the null device.

    A closed stream is None in Python, and the next opened file would get its file descriptor.
    """
    if sys.stdin is None:
        sys.stdin = _null("r")
    sys.stdout = _safe(sys.stdout, sys.__stdout__)
    sys.stderr = _safe(sys.stderr, sys.__stderr__)


def take_write_error() -> str:
    """Return why standard output failed; empty if it did not, if its reader has closed it, and on later calls."""
    raw = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    if not isinstance(raw, _SafeStream) or raw.failure is None:
        return ""
    failure, raw.failure = raw.failure, None
    return "" if failure.errno == errno.EPIPE else reason_of(failure)


class _SafeStream(FileIO):
    """A stream that drops all output from the first failed write on."""

    failure: OSError | None = None
    _is_lost = False

    def write(self, content: Any, /) -> int:
        if not self._is_lost:
            try:
                # Other programs, such as Node, leave pipes that do not block; these return None while they are full.
                while (written := super().write(content)) is None:
                    select.select((), (self,), ())
                return written
            except OSError as failure:
                self.failure, self._is_lost = failure, True
        return memoryview(content).nbytes


def _safe(stream: TextIO | None, original: TextIO | None) -> TextIO:
    if stream is None:
        return _null("w")
    raw = getattr(stream.buffer, "raw", stream.buffer) if isinstance(stream, TextIOWrapper) else None
    # A Windows console is not a file, and a test's streams are not the process's.
    if stream is not original or not isinstance(raw, FileIO):
        return stream
    stream.flush()
    buffer = BufferedWriter(_SafeStream(raw.fileno(), "w", closefd=False))
    return TextIOWrapper(buffer, stream.encoding, stream.errors, line_buffering=True)


def _null(mode: str) -> TextIO:
    return TextIOWrapper(FileIO(os.devnull, mode), "utf-8")
