"""A file that a note links to, as it will be published."""

from pathlib import Path

from msgspec import Struct


class Attachment(Struct, frozen=True, kw_only=True):
    """A published file under `notes/`: unchanged or redrawn."""

    source: str
    """The file, relative to the site's root, with `/` between its parts."""
    content: bytes | Path
    """Its bytes, or the file on disk to copy them from."""
    key: str = ""
    """Equal if the published file is unchanged; empty if that is unknown."""
    size: tuple[int, int] | None = None
    """Width and height of a picture as browsers show it, if known."""
