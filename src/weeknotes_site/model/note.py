"""A note: what one team wrote about one week, or about a few."""

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct

from weeknotes_site.model.days import Moment
from weeknotes_site.model.team import Team
from weeknotes_site.model.week import Week


class Author(Struct, frozen=True, array_like=True):
    """Somebody who wrote a note; a team that signs as a whole is not a person and has no page of its own."""

    name: str
    slug: str
    is_person: bool = True

    @property
    def url(self) -> str:
        """The person's page."""
        return f"people/{self.slug}.html"


class Tag(Struct, frozen=True, array_like=True):
    """A word that notes are found by."""

    name: str
    slug: str

    @property
    def url(self) -> str:
        """The tag's page."""
        return f"tags/{self.slug}.html"


class Heading(Struct, frozen=True, array_like=True):
    """A heading in a note's body."""

    level: int
    """2 to 6: the page's one `h1` is the note's title."""
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
    """What the id is made from, unless the front matter gives one: its file's name, without the mark of a language."""
    team: Team
    date: date
    """The day its front matter gives."""
    published: datetime
    """The moment its front matter gives, else noon UTC of its date; always aware."""
    updated: Moment | None
    weeks: tuple[Week, ...]
    """The weeks it covers, in order; never empty."""
    authors: tuple[Author, ...]
    title: str
    """The title as written; empty if it has none."""
    number: int | None
    summary: str
    """Plain text: what its front matter says, else the first paragraph that its team has not published before."""
    tags: tuple[Tag, ...]
    draft: bool
    lead: bool
    """Whether its week opens with it."""
    lang: str
    """A language tag where the note is not in the site's language, else empty."""
    headings: tuple[Heading, ...]
    minutes: int
    """Reading time, at least 1."""
    formerly: tuple[str, ...]
    """Paths its page had before."""
    extra: Mapping[str, object]

    @property
    def week(self) -> Week:
        """The last week it covers: the one that feeds, the digest and lateness go by."""
        return self.weeks[-1]
