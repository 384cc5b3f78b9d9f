"""Plan feeds: RSS and Atom for all notes and each team, the weekly feed, and their list."""

from collections.abc import Iterator
from datetime import date

from weeknotes_site.config import Config
from weeknotes_site.model.archive import Archive
from weeknotes_site.render.feeds.mentions import plan_mention_feeds
from weeknotes_site.render.feeds.notes import plan_note_feeds
from weeknotes_site.render.feeds.opml import plan_opml
from weeknotes_site.render.feeds.style import plan_feed_style
from weeknotes_site.render.feeds.weekly import plan_weekly_feed
from weeknotes_site.render.planned import PlannedFile

__all__ = ["plan_feeds"]


def plan_feeds(archive: Archive, config: Config, as_of: date) -> Iterator[PlannedFile]:
    """Plan the feeds of a site; none without a base URL, because links in feeds must be absolute.

    The day of the build matters for the weekly feed, which contains complete weeks only, and for notes dated far ahead.
    """
    if config.base_url:
        yield from plan_note_feeds(archive, config, as_of)
        yield from plan_mention_feeds(archive, config)
        yield plan_weekly_feed(archive, config, as_of)
        yield plan_opml(archive)
        yield from plan_feed_style(config)
