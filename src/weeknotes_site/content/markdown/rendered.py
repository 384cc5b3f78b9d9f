"""What rendering a note's Markdown gives: a function of its text alone, without any other note."""

from collections.abc import Mapping

from msgspec import Struct

from weeknotes_site.diagnostics import Diagnostic, Place, Position
from weeknotes_site.model.note import Heading
from weeknotes_site.model.passage import Passage, Section


class Link(Struct, frozen=True, array_like=True):
    """A link or picture within the site, as written."""

    href: str
    attribute: str
    """`href` for a link, `src` for a picture."""
    position: Position
    is_exact: bool = False
    """Whether the position is that of the target as written, so that it can be replaced."""


HASH_BYTES = 8
ANCHOR_PREFIX = "own."
"""Parts the ids of a note's own HTML from those of headings, which have no dot, and of what frames the note."""


class Outline(Struct, frozen=True, kw_only=True, array_like=True):
    """Facts about a body that other pages and the checks use."""

    links: tuple[Link, ...]
    title: str
    """The text of the heading that the body opens with, where that is its title; it is not in the HTML."""
    headings: tuple[Heading, ...]
    sections: tuple[Section, ...] = ()
    """What stands under each heading that stands in nothing else."""
    next_passages: tuple[Passage, ...] = ()
    """Where it says what comes next."""
    anchors: tuple[str, ...] = ()
    """The ids that its own HTML gives; on the page each has `ANCHOR_PREFIX` before it."""
    leads: tuple[tuple[int, str], ...]
    """The first eight paragraphs that can stand for the body: their number among all, and how they begin."""
    opening: int = 0
    """How many paragraphs it opens with before anything else, three at most; they are the first of `hashes`."""
    hashes: bytes
    """Of all paragraphs, 8 bytes each, the body's own before those of its lists.

    Equal for paragraphs that differ in case, spaces and punctuation only.
    """
    acronyms: Mapping[str, int] = {}
    """How often each is used."""
    spelled_out: Mapping[str, str] = {}
    """What acronyms stand for, by the body's own words."""
    words: int
    is_blank: bool
    """Whether there is nothing to read but headings and comments."""


class Rendered(Struct, frozen=True):
    """A note's body."""

    html: str
    """Safe HTML; the n-th of the outline's links stands in it as described in `model.body`."""
    outline: Outline
    title_place: Place | None
    """Where the heading stands that is the note's title."""
    diagnostics: tuple[Diagnostic, ...]
