"""A thread: what a team wrote under one heading, from note to note."""

from msgspec import Struct

from weeknotes_site.model.note import Note
from weeknotes_site.model.passage import Section


class Thread(Struct, frozen=True, kw_only=True):
    """A heading that a team comes back to."""

    slug: str
    title: str
    """As the team's newest note spells it, or as its `_team.md` names it."""
    notes: tuple[Note, ...]
    """Those with the heading, oldest first."""
    sections: tuple[tuple[Section, ...], ...]
    """Where in each of the notes it stands."""
    topics: tuple[str, ...] = ()
    """The words of its headings, as headings are compared: several where the team has joined them."""
    other_slugs: tuple[str, ...] = ()
    """Under which the thread would stand, had the team not joined its headings."""
