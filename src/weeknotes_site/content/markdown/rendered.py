"""Settings for rendering Markdown, and the results, which depend only on them and on the note's text."""

from collections.abc import Mapping

from msgspec import Struct

from weeknotes_site.diagnostics import Diagnostic, Place, Position
from weeknotes_site.model.note import Heading
from weeknotes_site.model.passage import Passage, Section


class BodySettings(Struct, frozen=True, kw_only=True):
    """Settings of the site for rendering bodies."""

    picture_hosts: frozenset[str] = frozenset()
    link_schemes: frozenset[str] = frozenset()
    """Allowed schemes, in addition to `ALLOWED_SCHEMES`."""
    source_addresses: frozenset[str] = frozenset()
    """Beginnings of the addresses at which the repository shows the files of `notes/`."""
    terms: frozenset[str] = frozenset()
    """Words of the glossary to look for."""


class Reference(Struct, frozen=True, kw_only=True, array_like=True):
    """A reference to a note by its number."""

    number: int
    before: str
    """The words before it in its clause, which may name its team."""
    opens: bool
    """Whether they begin a sentence, so that a capital letter does not indicate a name."""
    after: str
    """The words after `of`, `by` or `from` that follow it."""
    aside: str = ""
    """The words before the bracket around it, which may name its team: `Repairs (weeknote 3)`."""
    before_commas: str = ""
    """The words before it beyond the comma at which `before` begins: `Parks, Trees and Zoo`; empty without one."""
    after_commas: str = ""
    """The words of `after` and those beyond the comma behind them; empty without one."""


class Link(Struct, frozen=True, array_like=True):
    """A link, picture or reference to a note, within the site."""

    href: str
    """The target as written; for a reference, its words."""
    attribute: str
    """`href` for a link, `src` for a picture."""
    position: Position
    is_exact: bool = False
    """Whether the position is that of the target as written, so that it can be replaced."""
    reference: Reference | None = None
    """The words in the text that became this link; None for a Markdown link."""


class Label(Struct, frozen=True, array_like=True):
    """A label, such as `Celebrations:`, and its contents, whose HTML is self-contained."""

    topic: str
    """Its words, normalised like those of headings."""
    start: int
    """Its start in the HTML with unresolved links."""
    end: int
    under: str
    """Id of the heading above it; empty above the first."""
    is_item: bool
    """Whether it is an item of a list."""
    is_outermost: bool = False
    """Whether the section can end before it, because it is in no list, quote or other element."""


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
    """Sections of top-level headings."""
    next_passages: tuple[Passage, ...] = ()
    """Passages under "Next"."""
    anchors: tuple[str, ...] = ()
    """Ids in raw HTML; on the page, they have the prefix `ANCHOR_PREFIX`."""
    leads: tuple[tuple[int, str], ...]
    """Candidates for the lead paragraph: index among all paragraphs, and text."""
    stand_in: str = ""
    """Summary of a body without such a paragraph."""
    opening: bytes = b""
    """Hashes of the paragraphs at its start that can be left out if they are repeated, `HASH_BYTES` each."""
    hashes: bytes
    """Hashes of all paragraphs, `HASH_BYTES` each, those in lists last.

    They ignore case, spaces and punctuation.
    """
    digest: bytes = b""
    """Hash of everything the body shows; links and pictures are only numbers in it."""
    acronyms: Mapping[str, int] = {}
    """Number of uses of each."""
    spelled_out: Mapping[str, str] = {}
    """Meanings of acronyms that the body spells out."""
    words: int
    is_blank: bool
    """Whether there is nothing to read but headings and comments."""
    labels: tuple[Label, ...] = ()
    names: bytes = b""
    """Hashes of all possible names, from `facts/names.py`."""
    terms: tuple[str, ...] = ()
    """Words of the glossary in it that are neither acronyms nor among `names`."""

    @property
    def paragraphs(self) -> list[int]:
        """The hashes of all paragraphs, as numbers of `HASH_BYTES`."""
        return memoryview(self.hashes).cast("Q").tolist()

    @property
    def openings(self) -> list[int]:
        """The hashes of the opening, likewise."""
        return memoryview(self.opening).cast("Q").tolist()


class Rendered(Struct, frozen=True):
    """A rendered body."""

    html: str
    """Safe HTML, with slots for the outline's links (see `model.body`)."""
    outline: Outline
    title_place: Place | None
    """Place of the heading that is the note's title."""
    diagnostics: tuple[Diagnostic, ...]
    is_whole: bool = True
    """Whether the HTML is complete; if not, it is not published, and an error says what is missing."""
