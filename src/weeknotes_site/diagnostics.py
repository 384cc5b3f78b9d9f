"""Diagnostics: located problems with a code, a message and a hint. `cli/report.py` prints them."""

import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from weeknotes_site.codes import CODES, FIXABLE

MAX_MESSAGE = 300
"""Maximum length of a message or hint, which may quote a note."""
_KEPT_END = 100
MAX_EXCERPT = 110
"""Maximum length of a quoted line."""
_JOINERS = "\u200c\u200d"
"""Invisible, but needed in emoji and several scripts."""


class Severity(StrEnum):
    """How serious it is; `Options.stopped_by` decides whether it prevents publishing."""

    ERROR = "error"
    WARNING = "warning"


class Position(Struct, frozen=True, array_like=True):
    """A place in a given file; line and column count from 1."""

    line: int
    column: int
    length: int

    def within(self, path: str) -> "Place":
        """Return the place in a file, without the source line."""
        return Place(path=path, line=self.line, column=self.column, length=self.length)


class Place(Struct, frozen=True):
    """A place in a file; line and column count from 1, or are 0 for the whole file."""

    path: str
    """Relative to the site's root, with `/` as separator."""
    line: int = 0
    column: int = 0
    length: int = 0
    """Number of characters, to underline in the source."""
    source: str = ""
    """The line's text; added later if empty."""

    @property
    def position(self) -> Position:
        """Line, column and length."""
        return Position(self.line, self.column, self.length)

    @property
    def written(self) -> str:
        """The text at the place."""
        return self.source[self.column - 1 :][: self.length]


class Edit(Struct, frozen=True, array_like=True):
    """A range of a file and the text that replaces it.

    Lines and columns count from 1 in the decoded text; the end is exclusive. A line after the last means the end.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    text: str = ""
    """With `\\n` between lines, whatever the file's own line ends are."""
    counts_all: bool = False
    """Whether columns also count the characters that reading removes."""


class Extract(Struct, frozen=True, array_like=True):
    """A file to write from a `data:` URL in a note."""

    name: str
    """Name of the file, in the note's folder."""
    url: Position
    """The URL, on one line."""


class Fix(Struct, frozen=True, kw_only=True):
    """A change to the file that resolves a diagnostic; applied completely or not at all."""

    edits: tuple[Edit, ...] = ()
    extracts: tuple[Extract, ...] = ()
    new_name: str = ""
    """New name of the file in its folder; empty to keep the name."""
    target: str = ""
    """Target of a link that the fix creates; without such a target, the fix is dropped."""
    attribute: str = "href"
    """`href` for a link, `src` for a picture."""
    is_safe: bool = True
    """Whether the fix keeps the note's text, team, week and name."""

    def __post_init__(self) -> None:
        if self.is_safe and (self.extracts or self.new_name):
            raise ValueError("a fix that renames or writes a file is never safe")


class Diagnostic(Struct, frozen=True):
    """A located problem with a stable code; message and hint are shortened and escaped."""

    code: str
    place: Place
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    fix: Fix | None = None
    target: str = ""
    """Path of the file that it says a link should lead to; empty unless it is about a link."""

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"`{self.code}` is not in the list of codes")
        if self.fix and self.code not in FIXABLE:
            raise ValueError(f"`{self.code}` is not in the list of codes that can be fixed")
        force_setattr(self, "message", without_middle(escaped(self.message)))
        force_setattr(self, "hint", without_middle(escaped(self.hint)))

    @property
    def is_error(self) -> bool:
        """Whether its severity is error."""
        return self.severity is Severity.ERROR

    @property
    def path(self) -> str:
        """Path of the file it is about."""
        return self.place.path


def excerpt_around(place: Place) -> Place:
    """Shorten a long source line to the part around the place."""
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


def without_middle(text: str) -> str:
    """Replace the middle of a text that is too long by `…`."""
    return text if len(text) <= MAX_MESSAGE else f"{text[: MAX_MESSAGE - _KEPT_END - 1]}…{text[-_KEPT_END:]}"


def escaped(text: str) -> str:
    """Escape characters that could move the cursor, colour the terminal or change the text direction."""
    return text if text.isprintable() else "".join(map(_escape, text))


def _escape(char: str) -> str:
    if char.isprintable() or char in _JOINERS:
        return char
    return " " if unicodedata.category(char) == "Zs" else char.encode("unicode_escape").decode()


def warning(code: str, place: Place, message: str, hint: str = "", fix: Fix | None = None) -> Diagnostic:
    """Create a diagnostic that does not prevent publishing."""
    return Diagnostic(code=code, place=place, message=message, hint=hint, severity=Severity.WARNING, fix=fix)


def error(code: str, place: Place, message: str, hint: str = "", fix: Fix | None = None) -> Diagnostic:
    """Create a diagnostic that prevents publishing."""
    return Diagnostic(code=code, place=place, message=message, hint=hint, fix=fix)


def replacing(place: Place, text: str, *, is_safe: bool = True) -> Fix:
    """Return a fix that replaces the text at a place, which is on one line."""
    return Fix(edits=(Edit(place.line, place.column, place.line, place.column + place.length, text),), is_safe=is_safe)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by file, line and column, and drop duplicates."""
    return tuple(
        sorted(
            dict.fromkeys(diagnostics),
            key=lambda found: (found.path, found.place.line, found.place.column, found.code, found.message),
        )
    )


class Problem(Exception):
    """Raised if a step cannot continue; carries the diagnostics."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__(*(diagnostic.message for diagnostic in diagnostics))
        self.diagnostics = diagnostics

    def __reduce__(self) -> tuple[type["Problem"], tuple[Diagnostic, ...]]:
        """Support pickling, to pass it between processes."""
        return Problem, self.diagnostics
