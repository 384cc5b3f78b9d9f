"""Decode a file to text: UTF-8, normalised line ends, no characters that XML forbids."""

import re
from functools import cached_property

from msgspec import Struct

from weeknotes_site.diagnostics import Diagnostic, Place, Problem, error, warning

MAX_NOTE_BYTES = 80_000
"""Eight times the longest known weeknote; the worst text of this size takes less than two seconds."""

MAX_FILE_BYTES = 20_000_000
"""Maximum bytes read of a file; large enough for notes with embedded pictures, to report all their errors."""

_DATA = re.compile(rb"(data:image/[a-z0-9.+-]{1,30};base64,)[A-Za-z0-9+/=]+")
_BOM_16 = (b"\xff\xfe", b"\xfe\xff")
# Characters that XML 1.0 (section 2.2), and so feeds, cannot contain; also DEL and C1 controls.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""Characters that are removed from the text."""
# All bytes except ASCII controls and the first bytes of U+0080 to U+00BF and U+F000 to U+FFFF.
_PLAIN = bytes(set(range(256)) - set(range(0x20)) - {0x7F, 0xC2, 0xEF} | set(b"\t\n\r"))


class Source(Struct, frozen=True, dict=True):
    """The text of one file."""

    path: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """Lines without line ends."""
        return self.text.split("\n")

    def line(self, number: int) -> str:
        """Return a line by its number from 1; empty after the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def at(self, line: int, column: int = 1, length: int = 1) -> Place:
        """Return a place with the line's text."""
        return Place(path=self.path, line=line, column=column, length=max(length, 1), source=self.line(line))

    def whole_line(self, line: int) -> Place:
        """Return the place of a line without its indentation."""
        text = self.line(line)
        indent = len(text) - len(text.lstrip())
        return self.at(line, indent + 1, len(text.strip()))

    @property
    def whole(self) -> Place:
        """The file, where no line says more."""
        return Place(path=self.path)

    def find(self, needle: str, first: int, last: int | None = None) -> Place:
        """Return the place of a text at or after line `first`, or that line if it is not found."""
        for number in range(first, (last or len(self.lines)) + 1):
            column = self.line(number).find(needle)
            if column >= 0:
                return self.at(number, column + 1, len(needle))
        return self.whole_line(first)


def decode(path: str, raw: bytes) -> tuple[Source, list[Diagnostic]]:
    """Decode UTF-8 with or without BOM and with any line ends; in large files, embedded pictures are removed.

    Raises Problem for other encodings, NUL bytes and files that are too large.
    """
    place = Place(path=path)
    if len(raw) > MAX_NOTE_BYTES:
        # If only embedded pictures make it too large, they are reported as errors later.
        raw = _DATA.sub(rb"\1", raw)
    if len(raw) > MAX_NOTE_BYTES:
        raise Problem(
            error(
                "note-too-large",
                place,
                f"the file has more than {MAX_NOTE_BYTES:,} bytes",
                "split it, or move data to an attachment and link to it",
            )
        )
    if raw.startswith(_BOM_16):
        raise Problem(error("not-utf-8", place, "the file is UTF-16", "save it as UTF-8"))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        raise Problem(_not_utf_8(path, raw, failure)) from None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    source = Source(path, text)
    # The pattern alone would take eight times as long.
    if not raw.translate(None, _PLAIN) or not FORBIDDEN.search(source.text):
        return source, []
    if "\x00" in source.text:
        line = source.text.count("\n", 0, source.text.index("\x00")) + 1
        place = Place(path=path, line=line, column=1)
        raise Problem(error("not-text", place, "the file contains NUL bytes, so it is not text", "save it as UTF-8"))
    return _without_controls(source)


def read_whole(path: str, raw: bytes) -> Source | None:
    """Return a file's text regardless of its size, for fixes; None if it is not UTF-8."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return Source(path, FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def _not_utf_8(path: str, raw: bytes, failure: UnicodeDecodeError) -> Diagnostic:
    line = raw.count(b"\n", 0, failure.start) + 1
    start = raw.rfind(b"\n", 0, failure.start) + 1
    text = raw[start:].split(b"\n", 1)[0].decode("latin-1").rstrip("\r")
    column = len(raw[start : failure.start].decode("utf-8-sig" if start == 0 else "utf-8", "replace")) + 1
    place = Place(path=path, line=line, column=column, length=1, source=FORBIDDEN.sub("?", text))
    seen = raw[failure.start : failure.start + 1].decode("cp1252", "replace")
    return error(
        "not-utf-8",
        place,
        f"this byte is not UTF-8; in Windows-1252 it is `{seen}`",
        "save the file as UTF-8",
    )


def _without_controls(source: Source) -> tuple[Source, list[Diagnostic]]:
    found = [
        _left_out(source.at(number, match.start() + 1), match[0])
        for number, text in enumerate(source.lines, 1)
        for match in [FORBIDDEN.search(text)]
        if match
    ]
    clean = Source(source.path, FORBIDDEN.sub("", source.text))
    return clean, found


def _left_out(place: Place, char: str) -> Diagnostic:
    message = f"the invisible character U+{ord(char):04X} is removed"
    hint = "delete it; it often comes from pasted text"
    meant = bytes([ord(char)]).decode("cp1252", "ignore") if 0x80 <= ord(char) < 0xA0 else ""
    if meant:
        message += f"; in Windows-1252 it is `{meant}`"
        hint = f"write `{meant}`"
    return warning("control-character", place, message, hint)
