"""How wide and high a picture is, so that a page keeps its place for it. Only the file's header is read."""

from pathlib import Path
from typing import BinaryIO


def read_picture_size(picture: Path | BinaryIO) -> tuple[int, int] | None:
    """Return width and height in pixels as a browser shows them; None where the file does not tell."""
    import imagesize  # here, as it loads much that a build without pictures can do without

    try:
        width, height = imagesize.get(picture)
    except Exception:  # whatever the library stumbles over in a file that is cut short, or is no picture
        return None
    return (width, height) if width > 0 and height > 0 else None
