"""What rendering a note's Markdown gives: a function of its text alone, which knows nothing of other notes."""

from msgspec import Struct

from weeknotes_site.diagnostics import Diagnostic, Place
from weeknotes_site.model.note import Heading


class Link(Struct, frozen=True):
    """A link or picture within the site, as written."""

    href: str
    attribute: str
    """`href` for a link, `src` for a picture."""
    place: Place


FINGERPRINT = 8
"""How many bytes tell a paragraph from others."""


class Paragraph(Struct, frozen=True):
    """A paragraph's beginning as plain text, and what tells it from others."""

    text: str
    fingerprint: bytes
    """Equal for paragraphs that differ in case, spaces and punctuation only."""


class Rendered(Struct, frozen=True):
    """A note's body."""

    html: str
    """Safe HTML; the n-th of `links` stands in it as described in `model.body`."""
    links: tuple[Link, ...]
    title: str
    """The text of the heading that the body opens with, where that is its title; it is not in the HTML."""
    title_place: Place | None
    """Where that heading stands."""
    headings: tuple[Heading, ...]
    paragraphs: tuple[Paragraph, ...]
    words: int
    is_blank: bool
    """Whether there is nothing to read but headings and comments."""
    problems: tuple[Diagnostic, ...]
