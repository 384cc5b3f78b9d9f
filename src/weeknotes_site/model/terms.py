"""Acronyms that the glossary explains."""

from msgspec import Struct

from weeknotes_site.model.note import Note


class Term(Struct, frozen=True, array_like=True):
    """A word of a note that the glossary explains."""

    word: str
    meaning: str
    anchor: str
    """Where on the glossary's page it stands."""


class Terms(Struct, frozen=True, array_like=True):
    """All that the glossary explains in one note."""

    terms: tuple[Term, ...] = ()


class Meaning(Struct, frozen=True, kw_only=True):
    """A meaning of a word."""

    text: str
    teams: tuple[str, ...]
    """The names of the teams for which it does; empty for all that are not named."""
    first: Note | None
    """Their oldest note that uses the word; None if unknown."""


class Explained(Struct, frozen=True, kw_only=True):
    """A word on the glossary's page."""

    word: str
    anchor: str
    meanings: tuple[Meaning, ...]
