"""The page that explains what a feed is, and lists them all."""

from collections.abc import Iterator

from weeknotes_site.model.team import Team
from weeknotes_site.render import contexts, parts
from weeknotes_site.render.contexts import Context
from weeknotes_site.render.pages.plan import PlannedPage, SiteInHand, feed_links, team_feed_links, weekly_feed_link

SUBSCRIBE = "subscribe.html"


def plan_subscribe(site: SiteInHand) -> Iterator[PlannedPage]:
    """Plan it where there are feeds."""

    def team_feeds(team: Team) -> parts.TeamFeeds:
        return parts.TeamFeeds(team=site.views.teams[team.slug], feeds=tuple(team_feed_links(site.config, team)))

    def context() -> Context:
        return contexts.SubscribeContext(
            site=site.view,
            page=site.page(SUBSCRIBE, "Subscribe", "subscribe", f"How to follow {site.config.title}."),
            weekly=weekly_feed_link(site.config),
            feeds=tuple(feed_links(site.config)),
            teams=tuple(team_feeds(team) for team in site.archive.teams if team.ended is None),
            ended=tuple(team_feeds(team) for team in site.archive.teams if team.ended is not None),
            opml="feeds.opml",
        )

    if site.config.base_url:
        yield PlannedPage(url=SUBSCRIBE, template="subscribe.html", source="the page on feeds", make_context=context)
