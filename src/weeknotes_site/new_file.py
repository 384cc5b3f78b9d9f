"""Create files and temporary folders, completely or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from weeknotes_site.diagnostics import Place, Problem, error
from weeknotes_site.os_errors import reason_of


def write_new(path: Path, content: bytes) -> None:
    """Create a file and its folders. Raises OSError, and then leaves no part of the file; FileExistsError if it exists.

    The first part of a template or note would be published.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("xb")
    try:
        with file:
            file.write(content)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


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
