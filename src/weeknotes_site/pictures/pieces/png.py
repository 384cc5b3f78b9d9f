"""The chunks of a PNG (W3C PNG, third edition, 5)."""

import struct

from weeknotes_site.pictures.pieces.found import NotAPictureError, Pieces, pieces

_SHOWN = frozenset((b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"sRGB", b"sBIT", b"bKGD", b"hIST"))
_SHOWN_TOO = frozenset((b"pHYs", b"cICP", b"mDCV", b"cLLI", b"acTL", b"fcTL", b"fdAT"))
_NAMES = {
    b"eXIf": "EXIF",
    b"iTXt": "text",
    b"tEXt": "text",
    b"zTXt": "text",
    b"tIME": "a time",
    b"iCCP": "a colour profile",
}


def read_png(raw: bytes) -> Pieces:
    """Read a PNG's chunks to its end."""
    at = 8
    frames = 0
    seen: set[bytes] = set()
    spare: list[str] = []
    kind = b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", raw, at)
        at += 12 + length
        if at > len(raw):
            raise NotAPictureError
        seen.add(kind)
        frames += kind == b"fcTL"
        if kind not in _SHOWN and kind not in _SHOWN_TOO:
            spare.append(_NAMES.get(kind, f"a chunk `{kind.decode('ascii', 'replace')}`"))
    if not {b"IHDR", b"IDAT"} <= seen:
        raise NotAPictureError
    return pieces("png", frames, spare, raw[at:])
