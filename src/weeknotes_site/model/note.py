"""A note: what one team wrote about one week, or about a few."""

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct

from weeknotes_site.model.days import Moment
from weeknotes_site.model.team import Team
from weeknotes_site.model.week import Week


class Author(Struct, frozen=True, array_like=True):
    """An author of a note; a team that signs as a whole is not a person, and has no page about a person."""

    name: str
    slug: str
    is_person: bool = True

    @property
    def url(self) -> str:
        """The person's page."""
        return f"people/{self.slug}.html"


class Tag(Struct, frozen=True, array_like=True):
    """A word under which notes are listed."""

    name: str
    slug: str

    @property
    def url(self) -> str:
        """The tag's page."""
        return f"tags/{self.slug}.html"


class Heading(Struct, frozen=True, array_like=True):
    """A heading in a note's body."""

    level: int
    """2 to 6, because the page's only `h1` is the note's title."""
    text: str
    id: str


class Note(Struct, frozen=True, array_like=True):
    """A note that can be published."""

    path: str
    """Its file, relative to the site's root, with `/` between its parts."""
    url: str
    """Its page within the site."""
    id: str
    """Its permanent id, a URN that outlives titles, addresses and names."""
    name: str
    """Base of the id, unless front matter has one: the file's name without the suffix of a language."""
    team: Team
    date: date
    """The day in front matter."""
    published: datetime
    """The moment in front matter, else noon UTC of its date; always with a time zone."""
    updated: Moment | None
    weeks: tuple[Week, ...]
    """The weeks it covers, in order; never empty."""
    authors: tuple[Author, ...]
    title: str
    """The title as written; empty if it has none."""
    number: int | None
    """The one in front matter; None if only the title has one."""
    summary: str
    """Plain text: the one in front matter, else the first paragraph that its team has not published before."""
    has_written_summary: bool
    """Whether front matter has the summary."""
    tags: tuple[Tag, ...]
    draft: bool
    lead: bool
    """Whether it comes first on the page of its week."""
    lang: str
    """Its language tag; empty if it is in the site's language."""
    headings: tuple[Heading, ...]
    minutes: int
    """Reading time, at least 1."""
    formerly: tuple[str, ...]
    """Former paths of its page."""
    extra: Mapping[str, object]

    @property
    def week(self) -> Week:
        """The last week it covers, which counts for feeds, the digest and lateness."""
        return self.weeks[-1]
