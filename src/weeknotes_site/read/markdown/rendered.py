"""What rendering a note's Markdown gives: a function of its text alone, which knows nothing of other notes."""

from dataclasses import dataclass, field

from weeknotes_site.diagnostics import Diagnostic, Place
from weeknotes_site.model.note import Heading
from weeknotes_site.read.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link or picture within the site, as written."""

    href: str
    attribute: str
    """`href` for a link, `src` for a picture."""
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph's beginning as plain text, and what tells it from others."""

    text: str
    fingerprint: bytes
    """Equal for paragraphs that differ in case, spaces and punctuation only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A note's body."""

    html: str
    """Safe HTML; the n-th of `links` stands in it as described in `model.body`."""
    links: tuple[Link, ...]
    title: str
    """The text of the heading that the body opens with, where that is its title; it is not in the HTML."""
    headings: tuple[Heading, ...]
    paragraphs: tuple[Paragraph, ...]
    words: int
    is_blank: bool
    """Whether there is nothing to read but headings and comments."""
    problems: tuple[Diagnostic, ...]


@dataclass(slots=True, kw_only=True)
class Findings:
    """What the renderer collects on its way through one body; it lives no longer than that."""

    source: Source
    first_line: int
    """The line of the file on which the body starts."""
    picture_hosts: frozenset[str]
    links: list[Link] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    block_line: int = 0
    """The line in the body, from 0, of the block that is being rendered."""
    tables: int = 0

    def place(self, needle: str) -> Place:
        """Return where some text of the current block stands."""
        return self.source.find(needle, self.first_line + self.block_line)
