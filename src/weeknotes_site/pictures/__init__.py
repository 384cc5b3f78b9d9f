"""Pictures made fit to publish: nothing but the picture itself in them, upright, no wider than a page needs."""

from io import BytesIO
from pathlib import Path

from weeknotes_site.model.attachment import Attachment
from weeknotes_site.pictures import redraw
from weeknotes_site.pictures.bounds import MAX_FRAME_PIXELS, MAX_PICTURE_BYTES, MAX_PIXELS, MAX_WIDTH, UnfitError
from weeknotes_site.pictures.cache import is_kept, remembered
from weeknotes_site.pictures.pieces import Pieces, find_pieces
from weeknotes_site.pictures.size import read_picture_size

__all__ = [
    "MAX_FRAME_PIXELS",
    "MAX_PICTURE_BYTES",
    "MAX_PIXELS",
    "MAX_WIDTH",
    "UnfitError",
    "is_kept",
    "prepare_picture",
]


def prepare_picture(root: Path, path: str, raw: bytes) -> Attachment:
    """Return what to publish of the picture at `path`, whose bytes are `raw`.

    It is published as it is where it holds nothing but itself and is not too wide; else it is drawn again, once, and
    kept in the site's cache. Raises UnfitError for what is no picture, too large to draw, or cannot be cleaned.
    """
    pieces = find_pieces(raw)
    size = _size(raw)
    _refuse_bomb(size, pieces)
    if not pieces.spare and size[0] <= MAX_WIDTH:
        return Attachment(source=path, content=root / path, size=size)
    if redraw.is_installed():
        content = remembered(root, raw, pieces.kind, lambda: redraw.redraw(raw, pieces.kind))
        return Attachment(source=path, content=content, size=_size(content))
    if pieces.spare:
        raise _untold(pieces)
    return Attachment(source=path, content=root / path, size=size, is_too_wide=True)


def _size(content: bytes | Path) -> tuple[int, int]:
    size = read_picture_size(BytesIO(content) if isinstance(content, bytes) else content)
    if size is None:
        raise UnfitError("not-a-picture", "does not say how large it is", "save it again as PNG or JPEG")
    return size


def _refuse_bomb(size: tuple[int, int], pieces: Pieces) -> None:
    """Refuse what would take all memory, here or at a reader's, however small its file is."""
    pixels = size[0] * size[1]
    if pixels > MAX_FRAME_PIXELS or pixels * pieces.frames > MAX_PIXELS:
        frames = f" in {pieces.frames:,} frames" if pieces.frames > 1 else ""
        most = MAX_PIXELS if pieces.frames > 1 else MAX_FRAME_PIXELS
        message = f"has {size[0]:,} × {size[1]:,} pixels{frames}, more than {most:,}"
        raise UnfitError("too-many-pixels", message, "save it smaller: 1,600 pixels are as wide as it is shown")


def _untold(pieces: Pieces) -> UnfitError:
    carried = ", ".join(pieces.spare[:5])
    message = (
        f"carries {carried}, which may say where and by whom it was taken, and Pillow, which takes it out, is missing"
    )
    return UnfitError("picture-metadata", message, "`pip install 'weeknotes-site[pictures]'`, or save it without")
