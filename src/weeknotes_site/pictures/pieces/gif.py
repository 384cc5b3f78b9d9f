"""The blocks of a GIF (GIF89a, 15 to 27)."""

from weeknotes_site.pictures.pieces.found import NotAPictureError, Pieces, pieces

_IMAGE, _EXTENSION, _END = 0x2C, 0x21, 0x3B
_CONTROL, _COMMENT, _TEXT, _APPLICATION = 0xF9, 0xFE, 0x01, 0xFF
_NAMES = {_COMMENT: "a comment", _TEXT: "text", _APPLICATION: "notes of a program"}


def read_gif(raw: bytes) -> Pieces:
    """Read a GIF's blocks to its end."""
    at = 13 + _table(raw[10])
    frames = 0
    spare: list[str] = []
    while (block := raw[at]) != _END:
        if block == _IMAGE:
            frames += 1
            at = _end_of_blocks(raw, at + 11 + _table(raw[at + 9]))
        elif block == _EXTENSION:
            end = _end_of_blocks(raw, at + 2)
            if raw[at + 1] != _CONTROL and not _says_how_often(raw[at:end]):
                spare.append(_NAMES.get(raw[at + 1], "an extension"))
            at = end
        else:
            raise NotAPictureError
    if not frames:
        raise NotAPictureError
    return pieces("gif", frames, spare, raw[at + 1 :])


def _table(flags: int) -> int:
    """Return how many bytes a table of colours takes."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _end_of_blocks(raw: bytes, at: int) -> int:
    while raw[at]:
        at += 1 + raw[at]
    return at + 1


def _says_how_often(extension: bytes) -> bool:
    """Tell whether this is Netscape's extension, which says how often a moving picture plays, and nothing else."""
    return len(extension) == 19 and extension[2:14] in (b"\x0bNETSCAPE2.0", b"\x0bANIMEXTS1.0")
