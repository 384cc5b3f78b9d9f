"""Write files and temporary folders, completely or not at all, even if the process is killed."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from weeknotes_site.diagnostics import Place, Problem, error
from weeknotes_site.os_errors import reason_of

HALF_WRITTEN = ".weeknotes-half-"
"""Prefix of files being written, which a killed process leaves; a name with the file's own could be too long."""


def write_new(path: Path, content: bytes) -> None:
    """Create a file and its folders. Raises OSError; FileExistsError only if the file exists."""
    _make_folder(path.parent)
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    with written_beside(path, content) as half_written:
        try:
            os.link(half_written, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            half_written.rename(path)


def replace_file(path: Path, content: bytes) -> None:
    """Write a file, which may exist, and its folders. Raises OSError."""
    _make_folder(path.parent)
    with written_beside(path, content) as half_written:
        half_written.replace(path)


@contextmanager
def written_beside(path: Path, content: bytes, *, is_synced: bool = False) -> Iterator[Path]:
    """Yield a new file beside `path` and with its mode, if it exists; deleted at the end if it is not renamed.

    Raises OSError.
    """
    half_written = path.with_name(f"{HALF_WRITTEN}{os.urandom(8).hex()}")
    try:
        with half_written.open("xb") as file:
            with suppress(FileNotFoundError):
                half_written.chmod(path.stat().st_mode & 0o7777)
            file.write(content)
            if is_synced:
                file.flush()
                os.fsync(file.fileno())
        yield half_written
    finally:
        with suppress(OSError):
            half_written.unlink()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from None


@contextmanager
def temporary_folder(prefix: str) -> Iterator[Path]:
    """Yield a new folder, which is deleted at the end. Raises Problem if none can be created."""
    # Imported here: most runs need no temporary folder.
    from tempfile import TemporaryDirectory

    try:
        folder = TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True)
    except OSError as failure:
        message = f"a temporary folder cannot be created: {reason_of(failure)}"
        hint = "set it to a folder that can be written"
        raise Problem(error("unwritable", Place(path="TMPDIR"), message, hint)) from None
    with folder as path:
        yield Path(path)
