"""Parts of a note that other pages show, by their range in its HTML."""

from msgspec import Struct


class Section(Struct, frozen=True, array_like=True):
    """The text under a heading, up to the next heading of its level or a higher one. Its HTML is self-contained."""

    topic: str
    """The heading's words, equal for headings that only differ in case, spaces, punctuation and markup."""
    heading: int
    """Index of the heading in the note."""
    start: int
    """Start in the HTML with unresolved links, after the heading."""
    end: int
    line: int
    """The heading's line in the file."""
    says_nothing: bool = False
    """Whether its text only says that there is nothing: `None this week.`"""
    undated: str = ""
    """The topic without the date at the end of the heading, such as `Wins (week 12)`; empty if it has no date."""


class Passage(Struct, frozen=True, array_like=True):
    """A self-contained part of a body's HTML."""

    start: int
    """Start in the HTML with unresolved links."""
    end: int
    under: str = ""
    """Id of the heading above it; empty if it is the heading's whole text, or above all headings."""
    is_item: bool = False
    """Whether it is an item of a list, which needs a list around it."""


class Passages(Struct, frozen=True, array_like=True):
    """Passages of a note, in reading order."""

    passages: tuple[Passage, ...] = ()
