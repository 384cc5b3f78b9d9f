"""One page per note."""

from collections.abc import Iterator
from itertools import islice

from markupsafe import Markup
from msgspec import Struct

from weeknotes_site.model.archive import Archive
from weeknotes_site.model.body import BodyRef
from weeknotes_site.model.note import Note
from weeknotes_site.model.passage import Passages
from weeknotes_site.model.terms import Terms
from weeknotes_site.render import contexts
from weeknotes_site.render.addresses import body_on_page, root_of, with_own_links
from weeknotes_site.render.marked_terms import mark_terms
from weeknotes_site.render.pages.last_time import said_before, view_last_time
from weeknotes_site.render.pages.planning import page
from weeknotes_site.render.pages.same_week import notes_beside, some_of_each_team
from weeknotes_site.render.pages.thread_links import ThreadLink, find_thread_links, thread_links_below
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.render.views import view_link
from weeknotes_site.render.words import title_of

_NO_TERMS = Terms()
HEADINGS_FOR_CONTENTS = 2
MAX_REFERRING = 50


class NoteAdditions(Struct, frozen=True, array_like=True):
    """Additions to a note's page; a single value, because that makes the key faster to compute."""

    said: Passages | None = None
    """What the previous note has under "Next"."""
    links: tuple[ThreadLink, ...] = ()
    terms: Terms = Terms()


def plan_notes(archive: Archive) -> Iterator[PlannedFile]:
    """Plan the page of each note, with its neighbours and the notes of its week."""
    links = find_thread_links(archive)
    beside = {week: notes_beside(notes) for week, notes in archive.by_week.items()}
    for note in archive.notes:
        before, after = archive.neighbours[note.url]
        said = said_before(archive, note, before)
        additions = NoteAdditions(said, links.get(note.url, ()), archive.joins.terms.get(note.url, _NO_TERMS))
        referring = archive.joins.referring.get(note.url, ())
        said_in = archive.bodies[before.url] if before and said else None
        others = beside[note.week][note.team.slug]
        body = archive.bodies[note.url]
        args = (note, body, before, after, others.notes, others.are_all, said_in, additions, referring)
        yield page(note.url, "note.html", f"`{note.path}`", _context, *args)


def _context(
    site: SiteContext,
    url: str,
    note: Note,
    body: BodyRef,
    before: Note | None,
    after: Note | None,
    beside: tuple[Note, ...],
    are_all: bool,
    said_in: BodyRef | None,
    additions: NoteAdditions,
    referring: tuple[Note, ...],
) -> contexts.NoteContext:
    said = additions.said
    listed = tuple(islice(some_of_each_team(referring, own=note.team.slug), MAX_REFERRING))
    shown = {other.url for other in listed}
    others = tuple(one for one in beside if one.team.slug != note.team.slug and one.url not in shown)
    html = mark_terms(body_on_page(site.read_body(body, note.lang), url), additions.terms.terms, root_of(url), set())
    below = thread_links_below(additions.links, note, url, site.language)
    repository = site.repository
    return contexts.NoteContext(
        site=site.view,
        page=site.page(url, title_of(note, site.language), "teams", note.summary, note.team),
        note=site.view_note(note),
        body=Markup(with_own_links(html, below, site.language)),  # noqa: S704 - rendered Markdown
        contents=sum(bool(one.text) for one in note.headings) >= HEADINGS_FOR_CONTENTS,
        previous=site.view_note(before) if before else None,
        next=site.view_note(after) if after else None,
        last_time=view_last_time(site, url, before, said_in, said) if before and said_in and said else None,
        others=site.view_notes(others),
        others_left=not are_all,
        referring=site.view_notes(listed),
        referring_left=len(referring) - len(listed),
        edit_url=repository.edit(note.path) if repository else "",
        history_url=repository.history(note.path) if repository else "",
        feedback_url=view_link(note.team.feedback or site.config.feedback).url,
    )
