"""Acronyms and other words that the glossary explains."""

from collections.abc import Iterator

from msgspec import Struct

from weeknotes_site.model.note import Note
from weeknotes_site.regex import regex

GLOSSARY_PAGE = "glossary.html"
TERM = r"\.?\w+(?:[&./'’-]\w+)*(?:\+{1,2}|#)?"
"""The pattern of a word that can be explained: `R&D`, `co-op`, `GOV.UK`, `O'Neil`, `C++`, `.NET`."""
_TERM = regex(TERM)
_PART = regex(r"[\w&.]{2,}+(?![+#]|-\d)")
"""A part of a compound that is a word by itself: not the R of `R&D`, and not the key of a ticket, `MTFH-12`."""


def words_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield the words of a text with their places, followed by the parts of compounds: `MTFH` in `MTFH-led`."""
    for found in _TERM.finditer(text):
        word = found[0]
        yield found.start(), word
        if not word.isalnum():
            yield found.start(), word.removesuffix("'s").removesuffix("’s")
            yield from ((part.start(), part[0]) for part in _PART.finditer(text, found.start(), found.end()))


def is_hashed(word: str) -> bool:
    """Return whether each note has hashes of its words like this one: not of `sprint`, `.NET`, `5G` and `C++`.

    Nor of one letter: those of `C++` and `D'accord` are hashed, too.
    """
    return len(word) > 1 and word[0].isalpha() and not word[0].islower() and word[-1] not in "+#"


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
