"""The list of all feeds, for readers that take many at once (OPML 2.0)."""

from collections.abc import Callable, Iterator
from html import escape

from weeknotes_site.config import Config
from weeknotes_site.model.archive import Archive
from weeknotes_site.render.feeds.plan import PlannedFeed
from weeknotes_site.render.feeds.text import as_line
from weeknotes_site.render.feeds.weekly import WEEKLY_FEED

OPML = "feeds.opml"


def plan_opml(archive: Archive, config: Config) -> PlannedFeed:
    """Plan it: each feed once, as RSS, because a reader would take both forms."""

    def make() -> tuple[str, Callable[[], bytes]]:
        text = _render(archive, config)
        return text, text.encode

    return PlannedFeed(url=OPML, source="the list of feeds", make=make)


def _render(archive: Archive, config: Config) -> str:
    outlines = "".join(f"    {line}\n" for line in _outlines(archive, config))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n'
        f"  <head>\n    <title>{escape(as_line(config.title))}</title>\n  </head>\n"
        f"  <body>\n{outlines}  </body>\n</opml>\n"
    )


def _outlines(archive: Archive, config: Config) -> Iterator[str]:
    yield _outline(config, config.title, "feed.xml", "")
    yield _outline(config, f"{config.title}, week by week", WEEKLY_FEED, "weeks/index.html")
    for team in archive.teams:
        yield _outline(config, f"{team.name} – {config.title}", f"teams/{team.slug}/feed.xml", team.url)


def _outline(config: Config, title: str, feed: str, page: str) -> str:
    name = escape(as_line(title))
    feed_url, page_url = escape(config.base_url + feed), escape(config.base_url + page)
    return f'<outline type="rss" text="{name}" title="{name}" xmlUrl="{feed_url}" htmlUrl="{page_url}"/>'
