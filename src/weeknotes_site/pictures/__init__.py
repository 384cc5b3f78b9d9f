"""Pictures as they are published: their pixels and nothing else, upright, no wider than a page needs."""

from contextlib import suppress
from pathlib import Path

from weeknotes_site.model.attachment import Attachment
from weeknotes_site.pictures.bounds import MAX_PICTURE_BYTES, UnfitError
from weeknotes_site.pictures.cache import is_whole, load_picture, picture_key, remove_unused, save_picture

__all__ = ["MAX_PICTURE_BYTES", "UnfitError", "is_whole", "prepare_picture", "remove_unused"]


def prepare_picture(path: str, raw: bytes, cache: Path | None) -> Attachment:
    """Return what to publish of the picture at `path`, whose bytes are `raw`; results are kept in a folder `cache`.

    Every picture is redrawn, so what is published is what Pillow wrote, whatever the file held. Raises UnfitError for
    what is not a picture or is too large to draw.
    """
    # Imported here, as Pillow takes time that sites without pictures need not spend.
    from weeknotes_site.pictures.redraw import recipe, redraw, size_of

    key = picture_key(raw, recipe(raw))
    cached = load_picture(cache, key) if cache else None
    if cached and (size := size_of(cached)):
        return Attachment(source=path, content=cached, size=size)
    drawn = redraw(raw)
    content: Path | bytes = drawn.content
    if cache:
        with suppress(OSError):  # a checkout that cannot be written to builds all the same
            content = save_picture(cache, key, drawn.content, drawn.suffix)
    return Attachment(source=path, content=content, size=drawn.size)
