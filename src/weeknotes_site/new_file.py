"""Create files, completely or not at all."""

from pathlib import Path


def write_new(path: Path, content: bytes) -> None:
    """Create a file and its folders. Raises OSError, and then leaves no part of the file; FileExistsError if it exists.

    What is left of a template or note on a full disk would be published.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("xb")
    try:
        with file:
            file.write(content)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
