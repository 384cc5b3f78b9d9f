"""Prepare pictures for publishing: strip metadata, rotate upright, scale down."""

from contextlib import suppress
from pathlib import Path

from weeknotes_site.model.attachment import Attachment
from weeknotes_site.pictures.bounds import MAX_PICTURE_BYTES, UnfitError
from weeknotes_site.pictures.cache import load_picture, picture_key, remove_unused, save_picture

__all__ = ["MAX_PICTURE_BYTES", "UnfitError", "prepare_picture", "remove_unused"]


def prepare_picture(path: str, raw: bytes, cache: Path | None) -> Attachment:
    """Redraw the picture at `path`, whose bytes are `raw`; results are cached in the folder `cache`.

    Every picture is redrawn, so the published file contains only what Pillow wrote. Raises UnfitError if it is not a
    picture or too large.
    """
    # Imported here: sites without pictures need no Pillow.
    from weeknotes_site.pictures.redraw import recipe, redraw, size_of

    key = picture_key(raw, recipe(raw))
    cached = load_picture(cache, key) if cache else None
    if cached and (size := size_of(cached)):
        return Attachment(source=path, content=cached, size=size)
    drawn = redraw(raw)
    content: Path | bytes = drawn.content
    if cache:
        with suppress(OSError):  # a read-only checkout can be built, too
            content = save_picture(cache, key, drawn.content, drawn.suffix)
    return Attachment(source=path, content=content, size=drawn.size)
