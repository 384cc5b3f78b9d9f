"""The pages of a site, and the contents of each."""

from collections.abc import Iterator
from datetime import date

from weeknotes_site.config import Config
from weeknotes_site.languages import find_language
from weeknotes_site.model.archive import Archive
from weeknotes_site.render.feed_links import feed_links
from weeknotes_site.render.pages.accessibility import plan_accessibility
from weeknotes_site.render.pages.brand import plan_brand
from weeknotes_site.render.pages.glossary import plan_glossary
from weeknotes_site.render.pages.home import plan_home
from weeknotes_site.render.pages.names import plan_people, plan_tags
from weeknotes_site.render.pages.not_found import plan_not_found
from weeknotes_site.render.pages.notes import plan_notes
from weeknotes_site.render.pages.plain import plan_plain_page
from weeknotes_site.render.pages.redirects import plan_latest, plan_redirects
from weeknotes_site.render.pages.search import plan_search
from weeknotes_site.render.pages.subscribe import plan_subscribe
from weeknotes_site.render.pages.teams import plan_teams
from weeknotes_site.render.pages.unavailable import plan_unavailable
from weeknotes_site.render.pages.weeks import plan_weeks
from weeknotes_site.render.planned import PlannedFile

__all__ = ["page_paths", "plan_pages"]


def plan_pages(archive: Archive, config: Config, as_of: date) -> Iterator[PlannedFile]:
    """List the pages of a site."""
    pages = tuple(_plan_current(archive, config, as_of))
    yield from pages
    yield from plan_redirects(archive, (page.path for page in pages), config)
    yield from plan_unavailable(archive.unavailable)


def _plan_current(archive: Archive, config: Config, as_of: date) -> Iterator[PlannedFile]:
    """List the pages without redirects from former paths, and without those of notes with errors."""
    yield plan_home(archive, as_of)
    yield from plan_weeks(archive)
    yield from plan_teams(archive, config)
    if config.people:
        yield from plan_people(archive)
    yield from plan_tags(archive)
    yield plan_not_found()
    yield plan_accessibility()
    yield plan_search(archive, config)
    yield from plan_subscribe(archive, config)
    yield from plan_glossary(archive)
    yield from plan_latest(archive, config, as_of)
    yield from plan_brand(config)
    for plain in archive.pages:
        yield plan_plain_page(archive, plain)
    yield from plan_notes(archive)


def page_paths(archive: Archive, config: Config) -> frozenset[str]:
    """Return the addresses of all pages and of the feeds of all notes within the site."""
    feeds = (link.url for link in feed_links(config, find_language(config.language), "home"))
    return frozenset((*(page.path for page in plan_pages(archive, config, date.max)), *feeds))
