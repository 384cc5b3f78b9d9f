"""Threads: a team's passages under the same heading in successive notes."""

from msgspec import Struct

from weeknotes_site.model.note import Note
from weeknotes_site.model.passage import Section


class Thread(Struct, frozen=True, kw_only=True):
    """A thread of a team."""

    slug: str
    title: str
    """The heading in the newest note, or the name in `_team.md`."""
    notes: tuple[Note, ...]
    """Notes with the heading, oldest first."""
    sections: tuple[tuple[Section, ...], ...]
    """The sections of each note."""
    topics: tuple[str, ...] = ()
    """Normalised words of its headings; several if the team has joined headings."""
    other_slugs: tuple[str, ...] = ()
    """Slugs that its threads would have without joined headings."""
