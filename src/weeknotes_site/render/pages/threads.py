"""One page per thread, with a team's passages under a recurring heading; if they are many, also one page per year."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.languages import Language
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.body import BodyRef
from weeknotes_site.model.note import Note
from weeknotes_site.model.passage import Section
from weeknotes_site.model.team import Team
from weeknotes_site.model.terms import Term
from weeknotes_site.model.thread import Thread
from weeknotes_site.model.week import Week
from weeknotes_site.render import parts, series_contexts
from weeknotes_site.render.addresses import among_notes, part_among_others, root_of
from weeknotes_site.render.marked_terms import mark_terms
from weeknotes_site.render.pages.planning import PageTerms, page, terms_of
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.render.views import view_team, view_week

MAX_NOTES = 30
"""Maximum notes on one page; with more, each year has a page."""
NEWEST = 3
"""Notes on the thread's own page if each year has a page."""
MAX_LISTED = 12
"""Maximum threads on a team's page."""

Sections = tuple[tuple[Section, ...], ...]
ThreadSummary = tuple[str, str, int, Week, str]
"""A thread's title, its page, its number of notes, its last week, and the language of its newest note."""


_Args = tuple[Team, "ThreadPart", tuple[Note, ...], tuple[BodyRef, ...], PageTerms, Note, Note]


class ThreadPart(Struct, frozen=True, kw_only=True):
    """Contents of a page of a thread, besides its notes."""

    title: str
    slug: str
    count: int
    """Number of its notes, or of those of the year."""
    years: tuple[tuple[int, int], ...] = ()
    """Each year with a page, and its number of notes."""
    year: int | None = None
    sections: Sections
    """The sections of each note on the page."""


def plan_threads(archive: Archive, team: Team, source: str) -> Iterator[PlannedFile]:
    """Plan the pages of a team's threads, and a list of them if its own page cannot list all."""
    threads = archive.joins.threads.get(team.slug, ())
    for thread in threads:
        yield from _plan_thread(archive, team, thread, source)
    if len(threads) > MAX_LISTED:
        args = (team, summarise_threads(archive, team))
        yield page(threads_url(team), "threads.html", source, _list, *args, gives_way=True)


def threads_url(team: Team) -> str:
    """Return the page that lists a team's threads."""
    return f"teams/{team.slug}/threads/index.html"


def thread_url(team: str, slug: str, year: int = 0) -> str:
    """Return the page of a thread, or of one of its years, by the slugs of team and thread."""
    return f"teams/{team}/threads/{slug}{f'/{year}' if year else ''}.html"


def has_years(thread: Thread) -> bool:
    """Return whether each year of a thread has a page."""
    return len(thread.notes) > MAX_NOTES


def name_on_page(url: str) -> str:
    """Return a note's id on the pages of its threads."""
    return f"page-{url.rpartition('/')[2].removesuffix('.html')}"


def summarise_threads(archive: Archive, team: Team) -> tuple[ThreadSummary, ...]:
    """Return summaries of a team's threads for lists, those with most notes first."""
    threads = sorted(archive.joins.threads.get(team.slug, ()), key=lambda one: (-len(one.notes), one.title.casefold()))
    newest = ((one, thread_url(team.slug, one.slug), one.notes[-1]) for one in threads)
    return tuple((one.title, url, len(one.notes), note.week, note.lang) for one, url, note in newest)


def thread_line(summary: ThreadSummary, language: Language) -> parts.ThreadLine:
    """Return a thread in a list."""
    title, url, count, week, lang = summary
    return parts.ThreadLine(title=title, url=url, count=count, week=view_week(language, week), lang=lang)


def _plan_thread(archive: Archive, team: Team, thread: Thread, source: str) -> Iterator[PlannedFile]:
    url, count = thread_url(team.slug, thread.slug), len(thread.notes)
    whole = ThreadPart(title=thread.title, slug=thread.slug, count=count, sections=thread.sections)
    source = f"the thread `{thread.title}` of {source}"
    if not has_years(thread):
        yield page(url, "thread.html", source, _thread, *_args(archive, team, thread.notes, whole), gives_way=True)
        return
    places = tuple(_places_of_years(thread.notes))
    years = tuple((year, here.stop - here.start) for year, here in places)
    newest = replace(whole, years=years, sections=thread.sections[-NEWEST:])
    args = (*_args(archive, team, thread.notes[-NEWEST:], newest)[:-2], thread.notes[0], thread.notes[-1])
    yield page(url, "thread.html", source, _thread, *args, gives_way=True)
    for at, (year, here) in enumerate(places):
        near = tuple((one, 0) for one, _ in places[max(at - 1, 0) : at + 2])
        part = replace(whole, count=here.stop - here.start, years=near, year=year, sections=thread.sections[here])
        args = _args(archive, team, thread.notes[here], part)
        path = thread_url(team.slug, thread.slug, year)
        yield page(path, "thread.html", source, _thread, *args, gives_way=True, is_listed=False)


def _places_of_years(notes: Sequence[Note]) -> Iterator[tuple[int, slice]]:
    """Yield each year with the range of its notes."""
    years = [note.weeks[-1].year for note in notes]
    start = 0
    while start < len(years):
        end = bisect_right(years, years[start])
        yield years[start], slice(start, end)
        start = end


def _args(archive: Archive, team: Team, notes: tuple[Note, ...], part: ThreadPart) -> _Args:
    """Return the contents of a page of a thread; the page of a year has none of other years, so that it does not
    change."""
    bodies = archive.bodies_of(notes)
    return team, part, notes, bodies, terms_of(archive, notes), notes[0], notes[-1]


def _thread(
    site: SiteContext,
    url: str,
    team: Team,
    part: ThreadPart,
    notes: tuple[Note, ...],
    bodies: tuple[BodyRef, ...],
    terms: PageTerms,
    first: Note,
    last: Note,
) -> series_contexts.ThreadContext:
    def link(year: int, count: int) -> parts.YearLink:
        return parts.YearLink(year=year, url=thread_url(team.slug, part.slug, year), notes=count)

    years = [link(*one) for one in part.years]
    previous = next((one for one in reversed(years) if part.year and one.year < part.year), None)
    following = next((one for one in years if part.year and one.year > part.year), None)
    language = site.language
    title = f"{part.title}{language.comma}{part.year}" if part.year else part.title
    about = language.gettext("What %(team)s wrote about it.") % {"team": team.name}
    shown = tuple(_notes(site, url, part, tuple(zip(notes, bodies, strict=True)), terms))
    return series_contexts.ThreadContext(
        site=site.view,
        page=site.page(url, f"{title} – {team.name}", "teams", about, team),
        team=view_team(team),
        title=part.title,
        url=thread_url(team.slug, part.slug),
        year=part.year,
        count=part.count,
        first=site.view_note(first),
        last=site.view_note(last),
        notes=shown,
        newest_first=site.config.threads.newest_first,
        years=() if part.year else tuple(reversed(years)),
        previous=previous,
        next=following,
    )


def _notes(
    site: SiteContext, url: str, part: ThreadPart, notes: Sequence[tuple[Note, BodyRef]], terms: PageTerms
) -> Iterator[series_contexts.ThreadNote]:
    """Yield the notes in the order of the page; terms and outside links are marked where they come first on it."""
    written_out: set[str] = set()
    marked: set[Term] = set()
    places = range(len(notes))
    for at in reversed(places) if site.config.threads.newest_first else places:
        note, ref = notes[at]
        number, sections = at + 1, part.sections[at]
        weeks = note.weeks[0] - notes[at - 1][0].week if at else 0
        mark = partial(mark_terms, terms=terms.of(at), root=root_of(url), marked=marked)
        yield series_contexts.ThreadNote(
            note=site.view_note(note),
            id=name_on_page(note.url),
            weeks_since=weeks if weeks > 1 else 0,
            sections=tuple(_sections(site, (note, ref), sections, part.title, url, number, written_out, mark)),
        )


def _sections(
    site: SiteContext,
    note_with_body: tuple[Note, BodyRef],
    sections: Sequence[Section],
    title: str,
    url: str,
    number: int,
    written_out: set[str],
    mark: Callable[[str], str],
) -> Iterator[series_contexts.ThreadSection]:
    note, ref = note_with_body
    # The ids of a note's parts differ, so its number is enough to tell them from those of other notes.
    prefix, among = among_notes(number, site.language)
    for section in sections:
        heading = note.headings[section.heading]
        part = site.read_body(ref, note.lang, slice(section.start, section.end))
        lower = 2 - heading.level
        html = part_among_others(part, note.url, url, prefix, among, written_out, lower=lower)
        yield series_contexts.ThreadSection(
            heading="" if heading.text.casefold() == title.casefold() else heading.text,
            id=heading.id,
            body=Markup(mark(html)),  # noqa: S704 - rendered Markdown
        )


def _list(
    site: SiteContext, url: str, team: Team, threads: tuple[ThreadSummary, ...]
) -> series_contexts.ThreadsContext:
    language = site.language
    title = language.gettext("What %(team)s comes back to") % {"team": team.name}
    return series_contexts.ThreadsContext(
        site=site.view,
        page=site.page(url, title, "teams", title, team),
        team=view_team(team),
        threads=tuple(thread_line(one, language) for one in threads),
    )
