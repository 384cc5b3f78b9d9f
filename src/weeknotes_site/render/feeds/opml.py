"""The list of all feeds as OPML 2.0."""

from collections.abc import Iterator
from html import escape

from weeknotes_site.config import Config
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.output import Kind
from weeknotes_site.model.team import Team
from weeknotes_site.render.feed_links import OPML, RSS_FEED, WEEKLY_FEED, weekly_title
from weeknotes_site.render.feeds.text import as_line
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext


def plan_opml(archive: Archive) -> PlannedFile:
    """Plan the list: RSS feeds only, because a reader would subscribe to both formats."""
    return PlannedFile(path=OPML, kind=Kind.FEED, source="the list of feeds", make=_render, args=(archive.teams,))


def _render(site: SiteContext, _url: str, teams: tuple[Team, ...]) -> bytes:
    outlines = "".join(f"    {line}\n" for line in _outlines(site, teams))
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n'
        f"  <head>\n    <title>{escape(as_line(site.config.title))}</title>\n  </head>\n"
        f"  <body>\n{outlines}  </body>\n</opml>\n"
    )
    return text.encode()


def _outlines(site: SiteContext, teams: tuple[Team, ...]) -> Iterator[str]:
    config = site.config
    yield _outline(config, config.title, RSS_FEED, "")
    yield _outline(config, weekly_title(config.title, site.language), WEEKLY_FEED, "weeks/index.html")
    for team in teams:
        yield _outline(config, f"{team.name} – {config.title}", f"teams/{team.slug}/{RSS_FEED}", team.url)


def _outline(config: Config, title: str, feed: str, page: str) -> str:
    name = escape(as_line(title))
    feed_url, page_url = escape(config.base_url + feed), escape(config.base_url + page)
    return f'<outline type="rss" text="{name}" title="{name}" xmlUrl="{feed_url}" htmlUrl="{page_url}"/>'
