"""What contexts are made of, besides the views: lists, rows and links."""

from dataclasses import dataclass

from weeknotes_site.render.views import NameView, NoteView, TeamView, WeekView


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A feed that a page belongs to."""

    title: str
    url: str
    kind: str
    """`RSS` or `Atom`."""
    type: str
    """Its media type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekOfNotes:
    """A week with its notes."""

    week: WeekView
    notes: tuple[NoteView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamLine:
    """A team in a list."""

    team: TeamView
    latest: NoteView | None
    count: int
    has_ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A team's notes of one week."""

    week: WeekView
    notes: tuple[NoteView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A team's line in a quarter."""

    team: TeamView
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A week's column in a quarter."""

    week: WeekView
    has_page: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarter:
    """Thirteen weeks of a year, the last one fourteen where the year has 53; only those that hold notes are shown."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLink:
    """A year in a list."""

    year: int
    url: str
    weeks: int
    notes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOfNotes:
    """A year with its notes, newest first."""

    year: int
    notes: tuple[NoteView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A heading in a note."""

    note: NoteView
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring:
    """A heading that a team comes back to."""

    text: str
    places: tuple[Place, ...]
    """Where it stands, newest note first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextNote:
    """A team's next note, to be written in the browser."""

    week: WeekView
    """The week after the newest of all notes; it has no page yet."""
    url: str
    """The new-file page of the repository, absolute."""
    name: str
    """The file's name."""
    front_matter: str
    """What to copy into it; empty where the page fills it in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLine:
    """A person or tag in a list."""

    name: NameView
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFeeds:
    """A team with its feeds."""

    team: TeamView
    feeds: tuple[FeedLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where a page leads."""

    url: str
    title: str
