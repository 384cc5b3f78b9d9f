"""Parts of contexts besides the views: lists, rows and links."""

from msgspec import Struct

from weeknotes_site.render.views import NameView, NoteView, TeamView, WeekView


class FeedLink(Struct, frozen=True, kw_only=True):
    """A feed that a page belongs to."""

    title: str
    url: str
    kind: str
    """`RSS` or `Atom`."""
    type: str
    """Its media type."""


class MenuView(Struct, frozen=True, kw_only=True):
    """A link from the settings in the header."""

    title: str
    url: str
    is_elsewhere: bool
    """Whether `url` is an absolute address; else put `page.root` before it."""


class LanguageLink(Struct, frozen=True, kw_only=True):
    """A page in another language."""

    tag: str
    """`cy`."""
    name: str
    """The language's own name for itself: `Cymraeg`."""
    url: str
    permalink: str
    """Absolute; empty without a base URL."""
    is_same: bool
    """Whether it is the same page; else it is the nearest list."""


class WeekOfNotes(Struct, frozen=True, kw_only=True):
    """A week with its notes."""

    week: WeekView
    notes: tuple[NoteView, ...]


class TeamLine(Struct, frozen=True, kw_only=True):
    """A team in a list."""

    team: TeamView
    about: str
    """The first sentence of its `_team.md`; empty without one."""
    about_lang: str
    """Its language; empty if it is the page's."""
    latest: NoteView | None
    """Its newest note; None if it has none, or if the home page shows it above."""
    count: int
    has_ended: bool


class Cell(Struct, frozen=True, kw_only=True):
    """A team's notes of one week."""

    week: WeekView
    notes: tuple[NoteView, ...]


class Row(Struct, frozen=True, kw_only=True):
    """A team's line in a quarter."""

    team: TeamView
    cells: tuple[Cell, ...]


class Column(Struct, frozen=True, kw_only=True):
    """A week's column in a quarter."""

    week: WeekView
    has_page: bool


class Quarter(Struct, frozen=True, kw_only=True):
    """Thirteen weeks of a year, or fourteen at the end of a year with 53; only quarters with notes are shown."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


class YearLink(Struct, frozen=True, kw_only=True):
    """A year in a list."""

    year: int
    url: str
    weeks: int = 0
    """Number of its weeks with notes, in the list of weeks; else 0."""
    notes: int = 0
    """Number of its notes, in lists of years; else 0."""


class YearOfNotes(Struct, frozen=True, kw_only=True):
    """A year with its notes, newest first."""

    year: int
    notes: tuple[NoteView, ...]


class HeadingLink(Struct, frozen=True, kw_only=True):
    """A heading in a note."""

    note: NoteView
    id: str


class Recurring(Struct, frozen=True, kw_only=True):
    """A heading that several notes of a team share."""

    text: str
    places: tuple[HeadingLink, ...]
    """Its places, newest note first."""


class Quote(Struct, frozen=True, kw_only=True):
    """A sentence of a note, a row of a table, or a heading with the sentence below it."""

    text: str
    url: str
    """The note, at the sentence."""


class Mention(Struct, frozen=True, kw_only=True):
    """A note that mentions another team."""

    note: NoteView
    quotes: tuple[Quote, ...]
    """The first three sentences that do; never empty."""


class ThreadLine(Struct, frozen=True, kw_only=True):
    """A thread in a list."""

    title: str
    url: str
    count: int
    """Number of its notes."""
    week: WeekView
    """Its last week."""
    lang: str
    """Empty if its newest note is in the site's language."""


class GlossaryMeaning(Struct, frozen=True, kw_only=True):
    """A word and its meaning."""

    text: str
    teams: tuple[str, ...]
    """Names of the teams that use it so; empty for all other teams."""
    first: NoteView | None
    """The oldest note that uses it so; None if unknown."""


class GlossaryWord(Struct, frozen=True, kw_only=True):
    """A word in the glossary."""

    word: str
    id: str
    """Its id on the page, to which notes link."""
    meanings: tuple[GlossaryMeaning, ...]


class NextNote(Struct, frozen=True, kw_only=True):
    """The next note of a team, to write in the browser."""

    week: WeekView
    """The week after the team's newest note; it may have no page yet."""
    url: str
    """The new-file page of the repository, absolute."""
    name: str
    """The file's name."""
    front_matter: str
    """Text to copy into it; empty if the page fills it in."""


class TagLine(Struct, frozen=True, kw_only=True):
    """A tag in a list."""

    name: NameView
    count: int


class PersonLine(Struct, frozen=True, kw_only=True):
    """A person in a list."""

    name: NameView
    teams: tuple[str, ...]
    """The names of the other teams that they have written for, the latest first."""
    count: int
    newest: WeekView
    """The week of their newest note."""


class PeopleOfTeam(Struct, frozen=True, kw_only=True):
    """A team with the people whose newest note is with it; none if it signs as a whole."""

    team: TeamView
    people: tuple[PersonLine, ...]


class TeamFeeds(Struct, frozen=True, kw_only=True):
    """A team with its feeds."""

    team: TeamView
    feeds: tuple[FeedLink, ...]


class Destination(Struct, frozen=True, kw_only=True):
    """The target of a link."""

    url: str
    title: str
