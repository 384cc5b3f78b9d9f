"""A file's bytes as text with places in it: one encoding, one kind of line end, no characters that XML forbids."""

import re
from functools import cached_property

from msgspec import Struct

from weeknotes_site.content.legacy_bytes import FORBIDDEN, find_controls, read_legacy
from weeknotes_site.diagnostics import Diagnostic, Place, Problem, error

MAX_NOTE_BYTES = 80_000
"""Eight times the longest weeknote that we know; the worst text of this size takes less than two seconds."""

MAX_FILE_BYTES = 20_000_000
"""How many bytes of a file are read, so that a note with pictures as `data:` is told all that is wrong with it."""

_DATA = re.compile(rb"(data:image/[a-z0-9.+-]{1,30};base64,)[A-Za-z0-9+/=]+")
_BOM_16 = (b"\xff\xfe", b"\xfe\xff")
# All other bytes but those of ASCII's controls, and those with which U+0080 to U+00BF and U+F000 to U+FFFF begin.
_PLAIN = bytes(set(range(256)) - set(range(0x20)) - {0x7F, 0xC2, 0xEF} | set(b"\t\n\r"))


class Source(Struct, frozen=True, dict=True):
    """The text of one file."""

    path: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        return self.text.split("\n")

    def line(self, number: int) -> str:
        """Return a line by its number from 1; empty past the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def at(self, line: int, column: int = 1, length: int = 1) -> Place:
        """Return a place; the line's text comes along."""
        return Place(path=self.path, line=line, column=column, length=max(length, 1), source=self.line(line))

    def whole_line(self, line: int) -> Place:
        """Return the place of a line's text without its indentation."""
        text = self.line(line)
        indent = len(text) - len(text.lstrip())
        return self.at(line, indent + 1, len(text.strip()))

    @property
    def whole(self) -> Place:
        """The file, where no line says more."""
        return Place(path=self.path)

    def find(self, needle: str, first: int, last: int | None = None) -> Place:
        """Return where some text stands at or after line `first`; that line itself where it is not found."""
        for number in range(first, (last or len(self.lines)) + 1):
            column = self.line(number).find(needle)
            if column >= 0:
                return self.at(number, column + 1, len(needle))
        return self.whole_line(first)


def decode(path: str, raw: bytes) -> tuple[Source, list[Diagnostic]]:
    """Read UTF-8 with or without BOM and with any line ends; of large files without the data of pictures in the text.

    Where a byte is not UTF-8 or the file is too large, the result has an error, and the text as far as it can be read.
    Raises Problem for what is no text: UTF-16, NUL bytes.
    """
    found = []
    if len(raw) > MAX_NOTE_BYTES:
        # Too large by nothing but pictures, which are an error of their own where the text is read.
        raw = _DATA.sub(rb"\1", raw)
    if len(raw) > MAX_NOTE_BYTES:
        found.append(_too_large(path))
        raw = raw[:MAX_NOTE_BYTES].rpartition(b"\n")[0]
    if raw.startswith(_BOM_16):
        raise Problem(error("not-utf-8", Place(path=path), "the file is UTF-16", "save it as UTF-8"))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text, problem = read_legacy(path, raw)
        if b"\0" in raw:
            raise Problem(problem) from None
        found.append(problem)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    source = Source(path, text)
    # The pattern looks at each character, and takes eight times as long as this.
    if not raw.translate(None, _PLAIN) or not FORBIDDEN.search(source.text):
        return source, found
    if "\x00" in source.text:
        line = source.text.count("\n", 0, source.text.index("\x00")) + 1
        place = Place(path=path, line=line, column=1)
        raise Problem(error("not-text", place, "the file holds NUL bytes, so it is not text", "save it as UTF-8"))
    return Source(path, FORBIDDEN.sub("", text)), [*found, *find_controls(path, text)]


def _too_large(path: str) -> Diagnostic:
    message = f"the file has more than the {MAX_NOTE_BYTES:,} bytes that a note may have; the rest is not checked"
    hint = "split it, or put data into an attachment and link to it"
    return error("note-too-large", Place(path=path), message, hint)


def read_whole(path: str, raw: bytes) -> Source | None:
    """Return a file's text whatever its size, as fixes see it; None where it is not UTF-8."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return Source(path, FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
