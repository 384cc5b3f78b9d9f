"""The segments of a JPEG (ITU T.81, B.1)."""

import re
import struct

from weeknotes_site.pictures.pieces.found import NotAPictureError, Pieces, pieces

_END = 0xD9
_SCAN = 0xDA
_FRAMES = frozenset((*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)))
_TABLES = frozenset((0xC4, 0xCC, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF))
_ALONE = frozenset((0x01, *range(0xD0, 0xD8)))
# In a scan `FF 00` stands for the byte FF, and `FF D0` to `FF D7` restart it.
_MARKER_IN_SCAN = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
_NAMES = {
    (0xE1, b"Exif"): "EXIF",
    (0xE1, b"http"): "XMP",
    (0xE2, b"ICC_"): "a colour profile",
    (0xE2, b"MPF\0"): "other pictures",
    (0xED, b"Phot"): "IPTC",
}


def read_jpeg(raw: bytes) -> Pieces:
    """Read a JPEG's segments to its end."""
    at = 2
    seen: set[int] = set()
    spare: list[str] = []
    while (marker := _marker(raw, at)) != _END:
        seen.add(marker)
        if marker in _ALONE:
            at += 2
            continue
        if marker == 0xFF:  # fills up
            at += 1
            continue
        (length,) = struct.unpack_from(">H", raw, at + 2)
        if name := _spare(marker, raw[at + 4 : at + 2 + length]):
            spare.append(name)
        at += 2 + length
        if marker == _SCAN:
            at = _end_of_scan(raw, at)
    if _SCAN not in seen or not seen & _FRAMES:
        raise NotAPictureError
    return pieces("jpeg", 1, spare, raw[at + 2 :])


def _marker(raw: bytes, at: int) -> int:
    if raw[at] != 0xFF:
        raise NotAPictureError
    return raw[at + 1]


def _end_of_scan(raw: bytes, at: int) -> int:
    found = _MARKER_IN_SCAN.search(raw, at)
    if not found:
        raise NotAPictureError
    return found.end() - 2


def _spare(marker: int, segment: bytes) -> str:
    if marker in _FRAMES or marker in _TABLES or marker == _SCAN:
        return ""
    if marker == 0xE0 and segment.startswith(b"JFIF\0"):
        return "a thumbnail" if len(segment) > 14 else ""
    if marker == 0xEE and segment.startswith(b"Adobe") and len(segment) == 12:
        return ""  # says how colours are coded
    if marker == 0xFE:
        return "a comment"
    return _NAMES.get((marker, segment[:4]), f"a segment APP{marker - 0xE0}" if marker >= 0xE0 else "a segment")
