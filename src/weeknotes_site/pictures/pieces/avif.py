"""The boxes of an AVIF (ISO/IEC 14496-12, 4.2; 23008-12)."""

import struct
from collections.abc import Iterator

from weeknotes_site.pictures.pieces.found import NotAPictureError, Pieces, pieces

_SHOWN = frozenset((b"ftyp", b"meta", b"mdat", b"moov"))
_FILLS = frozenset((b"free", b"skip"))
# Looked for anywhere but among the pixels: one that is there by chance costs a drawing, one overlooked a secret.
_NAMES = {
    b"Exif": "EXIF",
    b"mime": "XMP",
    b"uri ": "an address",
    b"colrprof": "a colour profile",
    b"colrrICC": "a colour profile",
    b"udta": "notes of a program",
    b"uuid": "notes of a program",
}


def read_avif(raw: bytes) -> Pieces:
    """Read an AVIF's boxes to its end."""
    spare: list[str] = []
    seen: set[bytes] = set()
    for kind, content in _boxes(raw):
        seen.add(kind)
        if kind == b"ftyp" and not {b"avif", b"avis"} & {content[at : at + 4] for at in range(0, len(content), 4)}:
            raise NotAPictureError
        if kind in (b"meta", b"moov"):
            spare += [name for mark, name in _NAMES.items() if mark in content]
        elif kind not in _SHOWN and (kind not in _FILLS or content.strip(b"\0")):
            spare.append(f"a box `{kind.decode('ascii', 'replace')}`")
    if not {b"ftyp", b"meta", b"mdat"} <= seen:
        raise NotAPictureError
    return pieces("avif", 1, spare, b"")


def _boxes(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(raw):
        size, kind = struct.unpack_from(">I4s", raw, at)
        header = 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", raw, at + 8)
            header = 16
        elif size == 0:
            size = len(raw) - at
        if size < header or at + size > len(raw):
            raise NotAPictureError
        yield kind, raw[at + header : at + size]
        at += size
