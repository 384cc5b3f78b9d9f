"""Acronyms that the glossary explains."""

from msgspec import Struct

from weeknotes_site.model.note import Note


class Term(Struct, frozen=True, array_like=True):
    """A word of a note that the glossary explains."""

    word: str
    meaning: str
    anchor: str
    """Its id on the page of the glossary."""


class Terms(Struct, frozen=True, array_like=True):
    """The terms of one note."""

    terms: tuple[Term, ...] = ()


class Meaning(Struct, frozen=True, kw_only=True):
    """A meaning of a word."""

    text: str
    teams: tuple[str, ...]
    """Names of the teams that use it so; empty for all other teams."""
    first: Note | None
    """Their oldest note that uses the word; None if unknown."""


class Explained(Struct, frozen=True, kw_only=True):
    """A word on the page of the glossary."""

    word: str
    anchor: str
    meanings: tuple[Meaning, ...]
