"""The search page; `weeknotes_site.search` makes its index."""

from collections.abc import Iterable, Iterator
from itertools import islice

from weeknotes_site.config import Config
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.note import Author, Tag
from weeknotes_site.model.team import Team
from weeknotes_site.model.terms import GLOSSARY_PAGE
from weeknotes_site.render import contexts, parts
from weeknotes_site.render.pages.names import most_used
from weeknotes_site.render.pages.plain import title_of_page
from weeknotes_site.render.pages.planning import page
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.script_words import search_words
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.render.views import view_name, view_team
from weeknotes_site.site.redirects import OUR_PAGES

SEARCH = "search.html"
MAX_OFFERED = 12
MAX_LOOKED_AT = 100
"""Maximum tags on an empty search page, and number of the newest notes they are taken from."""


def plan_search(archive: Archive, config: Config) -> PlannedFile:
    """Plan the page, even without an index: old links to it then say what to do instead."""
    years = tuple(sorted({note.week.year for note in archive.notes}, reverse=True))
    teams = tuple(team for team in archive.teams if team.slug in archive.by_team)
    weeks = tuple(str(week).lower() for week in archive.by_week)
    people = tuple(most_used(archive.people, archive.by_person)) if config.people else ()
    tags = tuple(most_used(archive.tags, archive.by_tag))
    pages = tuple((plain.url, title_of_page(plain)) for plain in archive.pages)
    newest = tuple(_newest_tags(archive))
    args = (years, teams, people, tags, newest, weeks, pages, bool(archive.joins.glossary))
    return page(SEARCH, "search.html", OUR_PAGES[SEARCH], _context, *args, is_listed=False)


def found_pages(archive: Archive) -> Iterator[str]:
    """Yield the urls of indexed pages other than notes: plain pages and the glossary.

    Other pages, such as threads, repeat the text of notes, and each note should be found once.
    """
    yield from (plain.url for plain in archive.pages)
    if archive.joins.glossary:
        yield GLOSSARY_PAGE


def _newest_tags(archive: Archive) -> Iterable[Tag]:
    """Return the tags of the newest notes, as many as fit in a line or two."""
    spelled = {tag.slug: tag for tag in archive.tags}
    newest = (spelled[tag.slug] for note in reversed(archive.notes[-MAX_LOOKED_AT:]) for tag in note.tags)
    return islice(dict.fromkeys(newest), MAX_OFFERED)


def _context(
    site: SiteContext,
    url: str,
    years: tuple[int, ...],
    teams: tuple[Team, ...],
    people: tuple[Author, ...],
    tags: tuple[Tag, ...],
    newest_tags: tuple[Tag, ...],
    weeks: tuple[str, ...],
    titles: tuple[tuple[str, str], ...],
    has_glossary: bool,
) -> contexts.SearchContext:
    language = site.language
    about = language.gettext("Search the notes of %(site)s.") % {"site": site.config.title}
    pages = [parts.Destination(url=path, title=title) for path, title in titles]
    if has_glossary:
        pages.append(parts.Destination(url=GLOSSARY_PAGE, title=language.gettext("Glossary")))
    return contexts.SearchContext(
        site=site.view,
        page=site.page(url, language.gettext("Search"), "search", about),
        years=years,
        teams=tuple(map(view_team, teams)),
        people=tuple(map(view_name, people)),
        tags=tuple(map(view_name, tags)),
        newest_tags=tuple(map(view_name, newest_tags)),
        weeks=weeks,
        pages=tuple(pages),
        words=search_words(language),
    )
