"""Limit the number of parts of a picture before Pillow reads it.

Pillow loops over segments, chunks and blocks in Python, and libjpeg visits every pixel in each scan, so a file of 1 MB
could take minutes. Only lengths and markers are read here; nothing is decoded. WebP, AVIF and HEIC are read in one
pass by their libraries, which report the number of frames.
"""

from weeknotes_site.pictures.bounds import MAX_GIF_BLOCKS, MAX_PARTS, SAVE_AGAIN, UnfitError
from weeknotes_site.regex import regex

# Not segments: 00 escapes an FF in data, 01 and D0 to D8 have no length, FF is padding.
_JPEG_MARKER = regex(rb"\xff([^\x00\x01\xd0-\xd8\xff])")
_END_OF_IMAGE, _SCAN = b"\xd9", b"\xda"
_GIF_FRAME, _GIF_EXTENSION, _GIF_END = 0x2C, 0x21, 0x3B


def count_scans(raw: bytes) -> int:
    """Return the number of scans of a picture. Raises UnfitError if it has too many parts."""
    if raw.startswith(b"\xff\xd8\xff"):
        return _count_jpeg_scans(raw)
    if raw.startswith(b"\x89PNG\r\n\x1a\n"):
        _check_png(raw)
    elif raw.startswith((b"GIF87a", b"GIF89a")):
        _check_gif(raw)
    return 1


def _count_jpeg_scans(raw: bytes) -> int:
    scans, at = 0, 2
    for _ in range(MAX_PARTS):
        found = _JPEG_MARKER.search(raw, at)
        if not found or found[1] == _END_OF_IMAGE:
            return scans
        scans += found[1] == _SCAN
        at = found.end() + int.from_bytes(raw[found.end() : found.end() + 2])
    raise _too_many("segments", MAX_PARTS)


def _check_png(raw: bytes) -> None:
    at = 8
    for _ in range(MAX_PARTS):
        if at >= len(raw) or raw[at + 4 : at + 8] == b"IEND":
            return
        at += 12 + int.from_bytes(raw[at : at + 4])
    raise _too_many("chunks", MAX_PARTS)


def _check_gif(raw: bytes) -> None:
    """Also refuse truncated files: Pillow would silently drop the missing frames."""
    all_blocks = other_blocks = 0
    try:
        at = 13 + _colour_table(raw[10])
        while (kind := raw[at]) != _GIF_END:
            blocks, at = _skip_gif_part(raw, at, MAX_GIF_BLOCKS - all_blocks)
            all_blocks += blocks
            other_blocks += blocks if kind != _GIF_FRAME else 0
            if other_blocks > MAX_PARTS:
                raise _too_many("blocks outside its frames", MAX_PARTS)
    except IndexError:
        raise UnfitError("not-a-picture", "is a corrupt or truncated image", SAVE_AGAIN) from None


def _skip_gif_part(raw: bytes, at: int, most: int) -> tuple[int, int]:
    """Return the number of blocks and the end of a frame or extension; any other byte counts as a block."""
    blocks = 1
    if raw[at] == _GIF_FRAME:
        at += 11 + _colour_table(raw[at + 9])
    elif raw[at] == _GIF_EXTENSION:
        at += 2
    else:
        return 1, at + 1
    while size := raw[at]:
        at += 1 + size
        blocks += 1
        if blocks > most:
            raise _too_many("blocks", MAX_GIF_BLOCKS)
    return blocks, at + 1


def _colour_table(flags: int) -> int:
    """Return the size of a colour table in bytes."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _too_many(what: str, most: int) -> UnfitError:
    return UnfitError("too-many-parts", f"has more than {most:,} {what}", SAVE_AGAIN)
