"""The variables of the templates about relations between notes."""

from markupsafe import Markup
from msgspec import Struct

from weeknotes_site.render.contexts import Context, FullNote
from weeknotes_site.render.parts import Destination, GlossaryWord, ThreadLine, YearLink
from weeknotes_site.render.views import NoteView, TeamView


class ThreadSection(Struct, frozen=True, kw_only=True):
    """A section of a note in a thread."""

    heading: str
    """The heading if it is not the thread's title; else empty."""
    id: str
    """The heading's id on the note's page."""
    body: Markup


class ThreadNote(Struct, frozen=True, kw_only=True):
    """A note on the page of a thread."""

    note: NoteView
    id: str
    """Its id on this page, to which other pages link."""
    weeks_since: int
    """Weeks since the note above it; 0 for the first, and if no week is between them."""
    sections: tuple[ThreadSection, ...]


class ThreadContext(Context, frozen=True, kw_only=True):
    """`thread.html`: a thread, or one year of it."""

    team: TeamView
    title: str
    url: str
    """The thread's page, if this is the page of a year."""
    year: int | None
    """The year, if each has its own page."""
    count: int
    """Number of notes in the thread, or in the year."""
    first: NoteView
    last: NoteView
    notes: tuple[ThreadNote, ...]
    """All notes, or those of the year, in the order of the settings; only the newest if years have pages."""
    newest_first: bool
    years: tuple[YearLink, ...]
    """Years with their own page, newest first."""
    previous: YearLink | None
    next: YearLink | None


class ThreadsContext(Context, frozen=True, kw_only=True):
    """`threads.html`: all threads of a team."""

    team: TeamView
    threads: tuple[ThreadLine, ...]


class CatchUpContext(Context, frozen=True, kw_only=True):
    """`catch-up.html`: a team's notes of a quarter in full."""

    team: TeamView
    title: str
    """The quarter: `January to March 2022`."""
    notes: tuple[FullNote, ...]
    """Oldest first, without opening paragraphs that are also in earlier notes of the team."""
    organisation: str
    previous: Destination | None
    """The previous quarter with a page."""
    next: Destination | None


class GlossaryContext(Context, frozen=True, kw_only=True):
    """`glossary.html`: meanings of acronyms."""

    lang: str
    """The language of meanings; empty if it is the page's."""
    words: tuple[GlossaryWord, ...]
    """In alphabetical order."""
