"""The page that explains feeds, and lists all of them."""

from collections.abc import Iterator

from weeknotes_site.config import Config
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.team import Team
from weeknotes_site.render import contexts, parts
from weeknotes_site.render.feed_links import OPML, feed_links, team_feed_links, weekly_feed_link
from weeknotes_site.render.pages.planning import page
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.render.views import view_team
from weeknotes_site.site.redirects import OUR_PAGES

SUBSCRIBE = "subscribe.html"


def plan_subscribe(archive: Archive, config: Config) -> Iterator[PlannedFile]:
    """Plan the page if there are feeds."""
    if config.base_url:
        yield page(SUBSCRIBE, "subscribe.html", OUR_PAGES[SUBSCRIBE], _context, archive.teams)


def _context(site: SiteContext, url: str, teams: tuple[Team, ...]) -> contexts.SubscribeContext:
    language = site.language
    about = language.gettext("How to follow %(site)s.") % {"site": site.config.title}

    def team_feeds(team: Team) -> parts.TeamFeeds:
        return parts.TeamFeeds(team=view_team(team), feeds=tuple(team_feed_links(site.config, language, team)))

    return contexts.SubscribeContext(
        site=site.view,
        page=site.page(url, language.gettext("Subscribe"), "subscribe", about),
        weekly=weekly_feed_link(site.config, language),
        feeds=tuple(feed_links(site.config, language)),
        teams=tuple(team_feeds(team) for team in teams if team.ended is None),
        ended=tuple(team_feeds(team) for team in teams if team.ended is not None),
        opml=OPML,
    )
