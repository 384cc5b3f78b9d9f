"""Results of rendering Markdown, which depend only on the note's text."""

from collections.abc import Mapping

from msgspec import Struct

from weeknotes_site.diagnostics import Diagnostic, Place, Position
from weeknotes_site.model.note import Heading
from weeknotes_site.model.passage import Passage, Section


class Link(Struct, frozen=True, array_like=True):
    """A link or picture within the site."""

    href: str
    attribute: str
    """`href` for a link, `src` for a picture."""
    position: Position
    is_exact: bool = False
    """Whether the position is exactly the target's, so that it can be replaced."""


HASH_BYTES = 8
ANCHOR_PREFIX = "own."
"""Prefix of ids from raw HTML; ids of headings and of the page have no dot."""


class Outline(Struct, frozen=True, kw_only=True, array_like=True):
    """Facts about a body for other pages and for checks."""

    links: tuple[Link, ...]
    title: str
    """Text of a leading heading that is the title; not part of the HTML."""
    headings: tuple[Heading, ...]
    sections: tuple[Section, ...] = ()
    """What stands under each heading that stands in nothing else."""
    next_passages: tuple[Passage, ...] = ()
    """Where it says what comes next."""
    anchors: tuple[str, ...] = ()
    """Ids in raw HTML; on the page, they have the prefix `ANCHOR_PREFIX`."""
    leads: tuple[tuple[int, str], ...]
    """Candidates for the lead paragraph: index among all paragraphs, and text."""
    opening: int = 0
    """How many paragraphs it opens with before anything else, three at most; they are the first of `hashes`."""
    hashes: bytes
    """Hashes of all paragraphs, `HASH_BYTES` each, those in lists last.

    They ignore case, spaces and punctuation.
    """
    acronyms: Mapping[str, int] = {}
    """How often each is used."""
    spelled_out: Mapping[str, str] = {}
    """What acronyms stand for, by the body's own words."""
    words: int
    is_blank: bool
    """Whether there are only headings and comments."""


class Rendered(Struct, frozen=True):
    """A rendered body."""

    html: str
    """Safe HTML, with slots for the outline's links (see `model.body`)."""
    outline: Outline
    title_place: Place | None
    """Place of the heading that is the note's title."""
    diagnostics: tuple[Diagnostic, ...]
    is_whole: bool = True
    """Whether nothing had to be left out; else the HTML is not for readers, and an error says what."""
