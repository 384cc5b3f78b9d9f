"""The variables of the templates that show what notes have to do with each other."""

from markupsafe import Markup
from msgspec import Struct

from weeknotes_site.render.contexts import Context, FullNote
from weeknotes_site.render.parts import Destination, GlossaryWord, ThreadLine, YearLink
from weeknotes_site.render.views import NoteView, TeamView


class ThreadSection(Struct, frozen=True, kw_only=True):
    """What a note says under a heading that its team comes back to."""

    heading: str
    """The heading where it is not the thread's title; else empty."""
    id: str
    """The heading's id on the note's page."""
    body: Markup


class ThreadNote(Struct, frozen=True, kw_only=True):
    """A note on the page of a thread."""

    note: NoteView
    id: str
    """Its id on this page, where other pages link to."""
    weeks_since: int
    """How many weeks after the note before it; 0 on the first, and where no week lies between."""
    sections: tuple[ThreadSection, ...]


class ThreadContext(Context, frozen=True, kw_only=True):
    """`thread.html`: a heading that a team comes back to, or a year of it."""

    team: TeamView
    title: str
    url: str
    """The thread's page, where this is the page of a year."""
    year: int | None
    """The year, where each has a page of its own."""
    count: int
    """How many notes the thread has, or has in the year."""
    first: NoteView
    last: NoteView
    notes: tuple[ThreadNote, ...]
    """All of them, or those of the year, in the order of the settings; the newest where years have pages."""
    newest_first: bool
    years: tuple[YearLink, ...]
    """The years that have a page of their own, newest first."""
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
    """Oldest first, without the paragraphs that earlier notes of the team open with as well."""
    organisation: str
    previous: Destination | None
    """The quarter before that has a page."""
    next: Destination | None


class GlossaryContext(Context, frozen=True, kw_only=True):
    """`glossary.html`: what acronyms stand for."""

    words: tuple[GlossaryWord, ...]
    """In the order of the alphabet."""
