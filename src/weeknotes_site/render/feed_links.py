"""The feeds that pages link to."""

from collections.abc import Iterator

from weeknotes_site.config import Config
from weeknotes_site.languages import Language
from weeknotes_site.model.team import Team
from weeknotes_site.render.parts import FeedLink

RSS_FEED = "feed.xml"
ATOM_FEED = "atom.xml"
WEEKLY_FEED = "weekly.xml"
MENTIONS_FEED = "mentions.xml"
OPML = "feeds.opml"


def feed_links(config: Config, language: Language, part: str = "", team: Team | None = None) -> Iterator[FeedLink]:
    """Return the feeds of all notes, after those of a team, and before the weekly one on pages with weeks.

    Empty without a base URL.
    """
    if not config.base_url:
        return
    if team:
        yield from team_feed_links(config, language, team)
    yield from _pair("", config.title, language)
    if part in ("home", "weeks", "subscribe"):
        yield weekly_feed_link(config, language)


def weekly_feed_link(config: Config, language: Language) -> FeedLink:
    """Return the feed that has one item a week."""
    return FeedLink(title=weekly_title(config.title, language), url=WEEKLY_FEED, kind="RSS", type="application/rss+xml")


def weekly_title(site: str, language: Language) -> str:
    """Return the title of a site's weekly feed."""
    return language.gettext("%(site)s, week by week") % {"site": site}


def team_feed_links(config: Config, language: Language, team: Team) -> Iterator[FeedLink]:
    """Return a team's own feeds; empty without a base URL."""
    if config.base_url:
        yield from _pair(f"teams/{team.slug}/", team.name, language)


def mentions_feed_link(config: Config, language: Language, team: Team) -> FeedLink | None:
    """Return the feed of mentions of a team; None without a base URL."""
    if not config.base_url:
        return None
    title = mentions_title(team.name, language)
    return FeedLink(title=title, url=f"teams/{team.slug}/{MENTIONS_FEED}", kind="RSS", type="application/rss+xml")


def mentions_title(team: str, language: Language) -> str:
    """Return the title of the feed of a team's mentions."""
    return language.gettext("Mentions of %(team)s") % {"team": team}


def _pair(folder: str, title: str, language: Language) -> Iterator[FeedLink]:
    yield FeedLink(title=title, url=f"{folder}{RSS_FEED}", kind="RSS", type="application/rss+xml")
    atom = language.gettext("%(feed)s (Atom)") % {"feed": title}
    yield FeedLink(title=atom, url=f"{folder}{ATOM_FEED}", kind="Atom", type="application/atom+xml")
