"""Which pages a site has, and what each of them shows."""

from collections.abc import Iterable, Iterator

from weeknotes_site.config import Config
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.note import Note
from weeknotes_site.render.addresses import as_link
from weeknotes_site.render.contexts import SiteView
from weeknotes_site.render.pages.accessibility import plan_accessibility
from weeknotes_site.render.pages.home import plan_home
from weeknotes_site.render.pages.names import plan_names
from weeknotes_site.render.pages.not_found import plan_not_found
from weeknotes_site.render.pages.notes import plan_note
from weeknotes_site.render.pages.plan import PlannedPage, SiteInHand, feed_links
from weeknotes_site.render.pages.redirects import plan_latest, plan_redirects
from weeknotes_site.render.pages.search import plan_search
from weeknotes_site.render.pages.subscribe import plan_subscribe
from weeknotes_site.render.pages.teams import plan_teams
from weeknotes_site.render.pages.unavailable import plan_unavailable
from weeknotes_site.render.pages.weeks import plan_weeks
from weeknotes_site.render.views import make_views

__all__ = ["PlannedPage", "feed_links", "plan_pages", "plan_pages_of", "view_site"]


def plan_pages(archive: Archive, config: Config, *, has_search: bool = False) -> Iterator[PlannedPage]:
    """List the pages of a site; each makes its context when it is rendered."""
    site = _in_hand(archive, config, has_search=has_search)
    # Notes come first, so that they can be indexed while the rest is rendered.
    for note in archive.notes:
        yield plan_note(site, note)
    yield plan_home(site)
    yield from plan_weeks(site)
    yield from plan_teams(site)
    yield from plan_names(site, "people", "person", archive.people, archive.by_person)
    yield from plan_names(site, "tags", "tag", archive.tags, archive.by_tag)
    yield plan_not_found(site)
    yield plan_accessibility(site)
    yield plan_search(site)
    yield from plan_subscribe(site)
    yield from plan_latest(site)
    yield from plan_redirects(site)
    yield from plan_unavailable(site)


def plan_pages_of(
    notes: Iterable[Note], archive: Archive, config: Config, *, has_search: bool = False
) -> Iterator[PlannedPage]:
    """List the pages of some notes."""
    site = _in_hand(archive, config, has_search=has_search)
    for note in notes:
        yield plan_note(site, note)


def _in_hand(archive: Archive, config: Config, *, has_search: bool) -> SiteInHand:
    view = view_site(archive, config, has_search=has_search)
    return SiteInHand(archive=archive, config=config, views=make_views(archive), view=view)


def view_site(archive: Archive, config: Config, *, has_search: bool = False) -> SiteView:
    """Return what all templates see of the site."""
    return SiteView(
        title=config.title,
        description=config.description,
        language=config.language,
        base_url=config.base_url,
        is_public=config.public,
        picture_hosts=config.picture_hosts,
        contact=as_link(config.contact),
        has_tags=bool(archive.tags),
        has_people=bool(archive.people),
        has_search=has_search,
    )
