"""Located problems: what is wrong, where, and what to type instead. How they are shown is the command line's matter."""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from weeknotes_site.codes import CODES


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


class Diagnostic(Struct, frozen=True):
    """One problem, with a stable code."""

    code: str
    place: Place
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"`{self.code}` is not in the list of codes")

    @property
    def is_error(self) -> bool:
        """Whether it stops publishing."""
        return self.severity is Severity.ERROR

    @property
    def path(self) -> str:
        """The file it is about."""
        return self.place.path


def warning(code: str, place: Place, message: str, hint: str = "") -> Diagnostic:
    """Make a diagnostic that does not stop publishing."""
    return Diagnostic(code=code, place=place, message=message, hint=hint, severity=Severity.WARNING)


def error(code: str, place: Place, message: str, hint: str = "") -> Diagnostic:
    """Make a diagnostic that stops publishing."""
    return Diagnostic(code=code, place=place, message=message, hint=hint)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by file, line and column, and say each thing once."""
    return tuple(
        sorted(
            dict.fromkeys(diagnostics),
            key=lambda one: (one.path, one.place.line, one.place.column, one.code, one.message),
        )
    )


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that somebody who typed `name` most likely meant."""
    # Imported here, as most runs need it for nothing.

    # Imported here, as few runs need it.
    from difflib import get_close_matches

    by_folded = {one.casefold(): one for one in known}
    close = get_close_matches(name.casefold(), by_folded, n=1, cutoff=0.7)
    return by_folded[close[0]] if close else None


class Problem(Exception):
    """Raised where nothing can go on; carries the diagnostics that say why."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__(*(one.message for one in diagnostics))
        self.diagnostics = diagnostics

    def __reduce__(self) -> tuple[type["Problem"], tuple[Diagnostic, ...]]:
        """Let it pass from one process to another."""
        return Problem, self.diagnostics
