"""What a picture's file is made of, read off its structure alone: nothing is decoded, so no bomb goes off.

What browsers need to show a picture is on a list; anything else counts as spare, known or not. Spare pieces are where
cameras write the place, the time and the owner.
"""

import struct

from weeknotes_site.pictures.bounds import UnfitError
from weeknotes_site.pictures.pieces.avif import read_avif
from weeknotes_site.pictures.pieces.found import NotAPictureError, Pieces
from weeknotes_site.pictures.pieces.gif import read_gif
from weeknotes_site.pictures.pieces.jpeg import read_jpeg
from weeknotes_site.pictures.pieces.png import read_png
from weeknotes_site.pictures.pieces.webp import read_webp

__all__ = ["Pieces", "find_pieces"]


def find_pieces(raw: bytes) -> Pieces:
    """Return a picture's kind, by its bytes and not by its name, and what it carries.

    Raises UnfitError where it is no picture of the kinds that are published, or breaks off.
    """
    hint = "save it again as PNG or JPEG"
    try:
        if raw.startswith(b"\x89PNG\r\n\x1a\n"):
            return read_png(raw)
        if raw.startswith(b"\xff\xd8\xff"):
            return read_jpeg(raw)
        if raw.startswith((b"GIF87a", b"GIF89a")):
            return read_gif(raw)
        if raw.startswith(b"RIFF") and raw[8:12] == b"WEBP":
            return read_webp(raw)
        if raw[4:8] == b"ftyp":
            return read_avif(raw)
    except (IndexError, struct.error, NotAPictureError) as failure:
        message = "is a picture that is damaged or breaks off"
        raise UnfitError("not-a-picture", message, hint) from failure
    raise UnfitError("not-a-picture", "is no picture, whatever its name says", hint)
