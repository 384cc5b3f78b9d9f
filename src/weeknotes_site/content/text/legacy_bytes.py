"""Repair texts damaged by other encodings: Windows-1252, control characters.

Columns of the fixes here count every character of the file, including those that reading removes.
"""

import re
from itertools import islice

from msgspec.structs import replace

from weeknotes_site.content.text.characters import find_misread
from weeknotes_site.diagnostics import Diagnostic, Edit, Fix, Place, error, warning
from weeknotes_site.regex import regex

# Characters that XML 1.0 (section 2.2), and so feeds, cannot contain; also DEL and C1 controls.
FORBIDDEN = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""Characters that are removed from the text."""
MAX_CONTROLS = 50
"""Maximum lines with control characters that are reported."""
MAX_EDITS = 500
"""Maximum bytes replaced by one fix; the next round fixes the others."""

# How Python decodes a byte that is not UTF-8 (PEP 383).
_INVALID = regex("[\udc80-\udcff]")
_FIRST_INVALID = 0xDC00
# Three accented letters in a row are not Western text, but Cyrillic or Greek in an unknown encoding.
_OTHER_ALPHABET = regex("[\udcc0-\udcff]{3}")
LINE_END = regex("\r\n|\r|\n")
_LOST = "\ufffd"
# Line and page breaks of word processors.
LINE_ENDS = "\x0b\x0c"


def read_legacy(path: str, raw: bytes) -> tuple[str, Diagnostic]:
    """Decode bytes that are not UTF-8 as Windows-1252; return the text and the error."""
    text = raw.decode("utf-8-sig", "surrogateescape")
    return _INVALID.sub(_western, text), _not_utf_8(path, text)


def find_controls(path: str, text: str) -> list[Diagnostic]:
    """Return warnings for the first lines with control characters."""
    firsts = (
        (found[0], Place(path=path, line=number, column=found.start() + 1, length=1, source=line))
        for number, line in enumerate(text.split("\n"), 1)
        if (found := FORBIDDEN.search(line))
    )
    return [_left_out(place, char) for char, place in islice(firsts, MAX_CONTROLS)]


def _not_utf_8(path: str, text: str) -> Diagnostic:
    lines = LINE_END.split(text)
    places = (
        Place(path=path, line=number, column=found.start() + 1, length=1, source=line)
        for number, line in enumerate(lines, 1)
        for found in _INVALID.finditer(line)
    )
    invalid = tuple(islice(places, MAX_EDITS))
    first = invalid[0]
    meant = [_INVALID.sub(_western, place.written) for place in invalid]
    is_western = _LOST not in meant and not _OTHER_ALPHABET.search(text)
    edits = (
        Edit(place.line, place.column, place.line, place.column + 1, char, counts_all=True)
        for place, char in zip(invalid, meant, strict=True)
    )
    shown = FORBIDDEN.sub("?", _INVALID.sub(_western, first.source))
    return error(
        "not-utf-8",
        Place(path=path, line=first.line, column=first.column, length=1, source=shown),
        f"this byte is not UTF-8; in Windows-1252 it is `{meant[0]}`",
        "save the file as UTF-8",
        Fix(edits=tuple(edits), is_safe=False) if is_western else None,
    )


def _western(invalid: re.Match[str]) -> str:
    return bytes([ord(invalid[0]) - _FIRST_INVALID]).decode("cp1252", "replace")


def _left_out(place: Place, char: str) -> Diagnostic:
    misread = [one for one in islice(find_misread(place.source), MAX_EDITS) if FORBIDDEN.search(one[1])]
    fix = _without_controls(place, misread)
    at = place.column - 1
    if found := next((one for one in misread if one[0] <= at < one[0] + len(one[1])), None):
        start, written, right = found
        where = replace(place, column=start + 1, length=len(written))
        message = f"`{written}` is `{right}` in the wrong encoding"
        return warning("wrong-encoding", where, message, f"write `{right}`", fix)
    message = f"the invisible character U+{ord(char):04X} is removed"
    hint = "delete it; it often comes from pasted text"
    if char in LINE_ENDS:
        hint = "write a space or a line end; word processors use it to break lines"
    if meant := _meant(char):
        message += f"; in Windows-1252 it is `{meant}`"
        hint = f"write `{meant}`"
    return warning("control-character", place, message, hint, fix)


def _without_controls(place: Place, misread: list[tuple[int, str, str]]) -> Fix:
    """Return a fix that replaces the control characters in a line by their meaning, or removes them.

    `misread` are the parts of the line with such characters that are UTF-8 in the wrong encoding.
    """
    within = {at for start, written, _ in misread for at in range(start, start + len(written))}
    controls = (at.start() for at in FORBIDDEN.finditer(place.source) if at.start() not in within)
    alone = [(at, place.source[at], _meant_in(place.source, at)) for at in controls]
    edits = (
        Edit(place.line, at + 1, place.line, at + 1 + len(written), meant, counts_all=True)
        for at, written, meant in sorted((*misread, *alone))
    )
    is_safe = not misread and not any(meant.isalnum() for _, _, meant in alone)
    return Fix(edits=tuple(islice(edits, MAX_EDITS)), is_safe=is_safe)


def _meant_in(line: str, at: int) -> str:
    """Return the replacement of a control character: a space for a line end between words."""
    parts_words = line[at] in LINE_ENDS and not (line[:at] or " ")[-1].isspace() and line[at + 1 : at + 2].strip()
    return " " if parts_words else _meant(line[at])


def _meant(char: str) -> str:
    """Return the Windows-1252 character of a control character, or empty."""
    return bytes([ord(char)]).decode("cp1252", "ignore") if 0x80 <= ord(char) < 0xA0 else ""
