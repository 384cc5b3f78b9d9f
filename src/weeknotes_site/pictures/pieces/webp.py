"""The chunks of a WebP (RFC 9649)."""

import struct

from weeknotes_site.pictures.pieces.found import NotAPictureError, Pieces, pieces

_SHOWN = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM"))
_NAMES = {b"EXIF": "EXIF", b"XMP ": "XMP", b"ICCP": "a colour profile"}
_FRAME_HEADER = 16


def read_webp(raw: bytes) -> Pieces:
    """Read a WebP's chunks to its end."""
    (size,) = struct.unpack_from("<I", raw, 4)
    end = 8 + size
    if end > len(raw):
        raise NotAPictureError
    frames, pictures, spare = _read_chunks(raw, 12, end)
    if not pictures:
        raise NotAPictureError
    return pieces("webp", frames, spare, raw[end:])


def _read_chunks(raw: bytes, at: int, end: int) -> tuple[int, int, list[str]]:
    """Return how many frames and pictures stand between two places, and what is spare."""
    frames = pictures = 0
    spare: list[str] = []
    while at + 8 <= end:
        kind, size = struct.unpack_from("<4sI", raw, at)
        inside, at = at + 8, at + 8 + size + size % 2
        if at > end:
            raise NotAPictureError
        if kind == b"ANMF" and not frames and size < _FRAME_HEADER:
            raise NotAPictureError
        if kind == b"ANMF":
            _, shown, odd = _read_chunks(raw, inside + _FRAME_HEADER, inside + size)
            frames, pictures, spare = frames + 1, pictures + shown, spare + odd
        elif kind in (b"VP8 ", b"VP8L"):
            pictures += 1
        elif kind not in _SHOWN:
            spare.append(_NAMES.get(kind, f"a chunk `{kind.decode('ascii', 'replace')}`"))
    return frames, pictures, spare
