"""RSS and Atom feeds of all notes and of each team, the weekly feed, and the list of them all."""

from collections.abc import Container, Iterator
from datetime import date

from weeknotes_site.config import Config
from weeknotes_site.model.archive import Archive
from weeknotes_site.render.feeds.content import make_contents
from weeknotes_site.render.feeds.notes import plan_note_feeds
from weeknotes_site.render.feeds.opml import plan_opml
from weeknotes_site.render.feeds.plan import PlannedFeed
from weeknotes_site.render.feeds.weekly import plan_weekly_feed

__all__ = ["PlannedFeed", "plan_feeds"]


def plan_feeds(
    archive: Archive, config: Config, as_of: date, touched: Container[str] | None = None
) -> Iterator[PlannedFeed]:
    """List the feeds of a site that has a base URL: a feed's links must be absolute.

    Only the weekly feed knows the day of the build; it leaves out a week that is not complete. With `touched`, feeds
    may be missing that show the text of none of these files.
    """
    content = make_contents(archive, config.base_url)
    yield from plan_note_feeds(archive, config, content, touched)
    yield plan_weekly_feed(archive, config, as_of, content)
    yield plan_opml(archive, config)
