"""Parts of a note that other pages show, by where they are in its HTML."""

from msgspec import Struct


class Section(Struct, frozen=True, array_like=True):
    """A heading's text, up to the next heading of its level or a higher one. Its HTML can stand by itself."""

    topic: str
    """The heading's words, equal for headings that differ in case, spaces, punctuation and markup only."""
    heading: int
    """Which of the note's headings it is."""
    start: int
    """Where it begins in the HTML, links open, behind the heading."""
    end: int
    line: int
    """The heading's line in the file."""


class Passage(Struct, frozen=True, array_like=True):
    """A part of a body's HTML that can stand by itself."""

    start: int
    """Where it begins in the HTML, links open."""
    end: int
    under: str = ""
    """Id of the heading that it belongs to; empty if it is the heading's whole text, or above all headings."""
    is_item: bool = False
    """Whether it is an item of a list, which needs a list around it."""


class Passages(Struct, frozen=True, array_like=True):
    """Several of them, in reading order."""

    passages: tuple[Passage, ...] = ()
