"""Decode a file to text: UTF-8, normalised line ends, no characters that XML forbids."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.content.files.tree import read_at_once
from weeknotes_site.content.text.legacy_bytes import FORBIDDEN, find_controls, read_legacy
from weeknotes_site.diagnostics import Diagnostic, Place, Problem, error
from weeknotes_site.regex import regex

MAX_NOTE_BYTES = 80_000
"""Eight times the longest known weeknote; the worst text of this size takes less than two seconds."""

MAX_FILE_BYTES = 20_000_000
"""Maximum bytes read of a file; large enough for notes with embedded pictures, to report all their errors."""

_DATA = regex(rb"(data:image/[a-z0-9.+-]{1,30};base64,)[A-Za-z0-9+/=]+")
_BOM_16 = (b"\xff\xfe", b"\xfe\xff")
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
    def first_line(self) -> int:
        """Number of the first line with text; 1 without any."""
        return next((number for number, line in enumerate(self.lines, 1) if line.strip()), 1)

    @property
    def whole(self) -> Place:
        """Place of the whole file."""
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

    Where a byte is not UTF-8 or the file is too large, the result has an error, and the text as far as it can be read.
    Raises Problem if it is not UTF-8 text: UTF-16, NUL bytes.
    """
    found = []
    if len(raw) > MAX_NOTE_BYTES:
        # If only embedded pictures make it too large, they are reported as errors later.
        raw = _DATA.sub(rb"\1", raw)
    if len(raw) > MAX_NOTE_BYTES:
        found.append(_too_large(path))
        raw = raw[: _last_end(raw)]
    if raw.startswith(_BOM_16):
        raise Problem(error("not-utf-8", Place(path=path), "the file is UTF-16", "save it as UTF-8"))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\0" in raw:  # UTF-16 without a BOM, or not a text: no byte of it can be read as Windows-1252
            raise Problem(_not_text(path, raw.count(b"\n", 0, raw.index(b"\0")))) from None
        text, problem = read_legacy(path, raw)
        found.append(problem)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    source = Source(path, text)
    # The pattern alone would take eight times as long.
    if not raw.translate(None, _PLAIN) or not FORBIDDEN.search(source.text):
        return source, found
    if "\x00" in source.text:
        raise Problem(*found, _not_text(path, source.text.count("\n", 0, source.text.index("\x00"))))
    return Source(path, FORBIDDEN.sub("", text)), [*found, *find_controls(path, text)]


def _last_end(raw: bytes) -> int:
    """Return where the last whole line within the limit ends or, without one, the last whole character."""
    line = max(raw.rfind(b"\n", 0, MAX_NOTE_BYTES), raw.rfind(b"\r", 0, MAX_NOTE_BYTES))
    begins = (at for at in range(MAX_NOTE_BYTES, MAX_NOTE_BYTES - 4, -1) if raw[at] & 0xC0 != 0x80)
    return line if line > 0 else next(begins, MAX_NOTE_BYTES)


def _not_text(path: str, lines_above: int) -> Diagnostic:
    place = Place(path=path, line=lines_above + 1, column=1)
    return error("not-text", place, "the file contains NUL bytes, so it is not text", "save it as UTF-8")


def _too_large(path: str) -> Diagnostic:
    message = f"the file has more than the {MAX_NOTE_BYTES:,} bytes that a note may have; the rest is not checked"
    hint = "split it, or put data into an attachment and link to it"
    return error("note-too-large", Place(path=path), message, hint)


def read_whole(path: str, raw: bytes) -> Source | None:
    """Return a file's text regardless of its size, for fixes; None if it is not UTF-8."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return Source(path, FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def add_source_lines(root: Path, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return diagnostics with missing source lines read from the Markdown files.

    A place without a column becomes the whole line.
    """
    sources: dict[str, Source] = {}
    complete = []
    for diagnostic in diagnostics:
        place = diagnostic.place
        if place.line and not place.source and place.path.endswith(".md"):
            if place.path not in sources:
                sources[place.path] = _read(root, place.path)
            line = sources[place.path].whole_line(place.line)
            place = replace(place, source=line.source) if place.column else line
            diagnostic = replace(diagnostic, place=place)
        complete.append(diagnostic)
    return tuple(complete)


def _read(root: Path, path: str) -> Source:
    try:
        return decode(path, read_at_once(root / path, MAX_FILE_BYTES))[0]
    except (OSError, Problem):
        return Source(path, "")
