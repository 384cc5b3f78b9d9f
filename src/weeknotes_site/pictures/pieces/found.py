"""What looking through a picture's file finds."""

from collections.abc import Iterable

from msgspec import Struct


class Pieces(Struct, frozen=True, kw_only=True):
    """A picture's kind and what it carries besides itself."""

    kind: str
    frames: int
    spare: tuple[str, ...]
    """What browsers do not need, each said once, in words."""


class NotAPictureError(Exception):
    """Raised where a file is not built as its kind is."""


def pieces(kind: str, frames: int, spare: Iterable[str], rest: bytes) -> Pieces:
    """Put together what was found; `rest` is what follows the picture's end, where some cameras keep a film."""
    if rest.strip(b"\0 \r\n"):
        spare = (*spare, "what follows its end")
    return Pieces(kind=kind, frames=max(frames, 1), spare=tuple(dict.fromkeys(spare)))
