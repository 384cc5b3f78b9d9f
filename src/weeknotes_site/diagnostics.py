"""Located problems: what is wrong, where, and what to type instead. How they are shown is the command line's matter."""

import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from weeknotes_site.codes import CODES, FIXABLE

MAX_MESSAGE = 300
"""The most characters of a message or hint, which may quote a note."""
_KEPT_END = 100
MAX_EXCERPT = 110
"""The most characters of a line that is shown."""
_JOINERS = "\u200c\u200d"
"""Invisible, but part of how emoji and several scripts are written."""


class Severity(StrEnum):
    """An error cannot be published; a warning is what a colleague would remark on."""

    ERROR = "error"
    WARNING = "warning"


class Position(Struct, frozen=True, array_like=True):
    """A place in a file that is known already; line and column count from 1."""

    line: int
    column: int
    length: int

    def within(self, path: str) -> "Place":
        """Return the place in a file; whoever shows it reads the line from the file."""
        return Place(path=path, line=self.line, column=self.column, length=self.length)


class Place(Struct, frozen=True):
    """Where in a file; line and column count from 1, and 0 stands for the file as a whole."""

    path: str
    """Relative to the site's root, with `/` between its parts."""
    line: int = 0
    column: int = 0
    length: int = 0
    """How many characters are meant, for the mark under the line."""
    source: str = ""
    """The line's text; empty where whoever shows it has to read it."""

    @property
    def position(self) -> Position:
        """Where in the file it is."""
        return Position(self.line, self.column, self.length)


class Edit(Struct, frozen=True, array_like=True):
    """A range of a file and the text that replaces it.

    Lines and columns count from 1 in the decoded text; the end is exclusive. A line past the last stands for the end.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    text: str = ""
    """With `\\n` between lines, whatever the file's own line ends are."""
    counts_all: bool = False
    """Whether columns also count the characters that reading leaves out."""


class Extract(Struct, frozen=True, array_like=True):
    """A file to write from a `data:` URL in a note."""

    name: str
    """The file's name; it is written beside the note."""
    url: Position
    """The URL, on one line."""


class Fix(Struct, frozen=True, kw_only=True):
    """A change to the file that resolves a diagnostic: all of it is applied, or none."""

    edits: tuple[Edit, ...] = ()
    extracts: tuple[Extract, ...] = ()
    new_name: str = ""
    """The file's new name, in its folder; empty where it keeps its name."""
    target: str = ""
    """The target of a link that it makes; it is of no use where that leads nowhere."""
    attribute: str = "href"
    """`href` where that is a link, `src` where it is a picture."""
    is_safe: bool = True
    """Whether it cannot change what the note says, where it belongs or what it is named."""

    def __post_init__(self) -> None:
        if self.is_safe and (self.extracts or self.new_name):
            raise ValueError("a fix that renames or writes a file is never safe")


class Diagnostic(Struct, frozen=True):
    """One problem, with a stable code; message and hint are short and printable, whatever they quote."""

    code: str
    place: Place
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    fix: Fix | None = None

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"`{self.code}` is not in the list of codes")
        if self.fix and self.code not in FIXABLE:
            raise ValueError(f"`{self.code}` is not in the list of codes that can be fixed")
        force_setattr(self, "message", shortened(escaped(self.message)))
        force_setattr(self, "hint", shortened(escaped(self.hint)))

    @property
    def is_error(self) -> bool:
        """Whether it stops publishing."""
        return self.severity is Severity.ERROR

    @property
    def path(self) -> str:
        """The file it is about."""
        return self.place.path


def excerpt(place: Place) -> Place:
    """Cut a long line down to what stands around the place."""
    if len(place.source) <= MAX_EXCERPT:
        return place
    start = max(0, place.column - 1 - MAX_EXCERPT // 2)
    before = "…" if start else ""
    after = "…" if start + MAX_EXCERPT < len(place.source) else ""
    return replace(
        place,
        column=place.column - start + len(before),
        length=min(place.length, start + MAX_EXCERPT - place.column + 1),
        source=before + place.source[start : start + MAX_EXCERPT] + after,
    )


def shortened(text: str) -> str:
    """Cut the middle of a text that is too long."""
    return text if len(text) <= MAX_MESSAGE else f"{text[: MAX_MESSAGE - _KEPT_END - 1]}…{text[-_KEPT_END:]}"


def escaped(text: str) -> str:
    """Write characters that could move a cursor, colour a terminal or turn the direction of text as escapes."""
    return text if text.isprintable() else "".join(map(_escape, text))


def _escape(char: str) -> str:
    if char.isprintable() or char in _JOINERS:
        return char
    return " " if unicodedata.category(char) == "Zs" else char.encode("unicode_escape").decode()


def warning(code: str, place: Place, message: str, hint: str = "", fix: Fix | None = None) -> Diagnostic:
    """Make a diagnostic that does not stop publishing."""
    return Diagnostic(code=code, place=place, message=message, hint=hint, severity=Severity.WARNING, fix=fix)


def error(code: str, place: Place, message: str, hint: str = "", fix: Fix | None = None) -> Diagnostic:
    """Make a diagnostic that stops publishing."""
    return Diagnostic(code=code, place=place, message=message, hint=hint, fix=fix)


def replacing(place: Place, text: str, *, is_safe: bool = True) -> Fix:
    """Return the fix that writes some text in the place of what stands there, all on one line."""
    return Fix(edits=(Edit(place.line, place.column, place.line, place.column + place.length, text),), is_safe=is_safe)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by file, line and column, and say each thing once."""
    return tuple(
        sorted(
            dict.fromkeys(diagnostics),
            key=lambda one: (one.path, one.place.line, one.place.column, one.code, one.message),
        )
    )


class Problem(Exception):
    """Raised where nothing can go on; carries the diagnostics that say why."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__(*(one.message for one in diagnostics))
        self.diagnostics = diagnostics

    def __reduce__(self) -> tuple[type["Problem"], tuple[Diagnostic, ...]]:
        """Let it pass from one process to another."""
        return Problem, self.diagnostics
