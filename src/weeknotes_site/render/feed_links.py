"""The feeds that pages link to."""

from collections.abc import Iterator

from weeknotes_site.config import Config
from weeknotes_site.model.team import Team
from weeknotes_site.render.parts import FeedLink


def feed_links(config: Config, part: str = "", team: Team | None = None) -> Iterator[FeedLink]:
    """Return the feeds of all notes; before them a team's, after them the weekly one where weeks are shown.

    There are none without a base URL.
    """
    if not config.base_url:
        return
    if team:
        yield from team_feed_links(config, team)
    yield from _pair("", config.title)
    if part in ("home", "weeks", "subscribe"):
        yield weekly_feed_link(config)


def weekly_feed_link(config: Config) -> FeedLink:
    """Return the feed that has one item a week."""
    return FeedLink(title=f"{config.title}, week by week", url="weekly.xml", kind="RSS", type="application/rss+xml")


def team_feed_links(config: Config, team: Team) -> Iterator[FeedLink]:
    """Return a team's own feeds; none without a base URL."""
    if config.base_url:
        yield from _pair(f"teams/{team.slug}/", team.name)


def mentions_feed_link(config: Config, team: Team) -> FeedLink | None:
    """Return the feed of what other teams write of a team; None without a base URL."""
    if not config.base_url:
        return None
    url = f"teams/{team.slug}/mentions.xml"
    return FeedLink(title=f"Mentions of {team.name}", url=url, kind="RSS", type="application/rss+xml")


def _pair(folder: str, title: str) -> Iterator[FeedLink]:
    yield FeedLink(title=title, url=f"{folder}feed.xml", kind="RSS", type="application/rss+xml")
    yield FeedLink(title=f"{title} (Atom)", url=f"{folder}atom.xml", kind="Atom", type="application/atom+xml")
