"""Write a channel as RSS 2.0 and Atom. The only module that imports feedgen.

Imported only to render a feed: importing feedgen and lxml takes longer than most builds.
"""

import re
import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator

from weeknotes_site.languages import direction_of
from weeknotes_site.regex import regex
from weeknotes_site.render.addresses import root_of
from weeknotes_site.render.feeds.channel import Channel, Item
from weeknotes_site.render.feeds.text import as_html, as_line

# Atom requires a date even for a feed without entries.
_BEFORE_ANY_NOTE = datetime(2000, 1, 1, 12, tzinfo=UTC)
_IS_URI = regex(r"[A-Za-z][A-Za-z0-9+.-]*:.+")
# Starts with the previous line end, which is ten times as fast as `^`.
_LINE_OF_TEXT = regex(rb"\n *<(?:title|subtitle|description|category)\b.*")


class _SummaryFirst(BaseEntryExtension):  # type: ignore[misc]
    """Put an entry's summary before its content, like RSS; feedgen puts it after."""

    def extend_atom(self, entry: Any) -> Any:
        content, summary = entry.find("content"), entry.find("summary")
        content.addprevious(summary)
        return entry


def render_rss(channel: Channel, url: str, items: Sequence[Item]) -> bytes:
    """Render RSS 2.0, published at `url` within the site."""
    feed = _describe(channel, url, items, "application/rss+xml")
    feed.load_extension("dc", atom=False)
    for item in items:
        entry = _add(feed, item, channel)
        entry.guid(item.id, permalink=False)
        entry.dc.dc_creator([as_line(name) for name in item.authors] or None)
    return _finish(feed.rss_str(pretty=True), url, channel)


def render_atom(channel: Channel, url: str, items: Sequence[Item]) -> bytes:
    """Render Atom (RFC 4287), published at `url` within the site."""
    feed = _describe(channel, url, items, "application/atom+xml")
    feed.register_extension("order", BaseExtension, _SummaryFirst, atom=True, rss=False)
    for item in items:
        entry = _add(feed, item, channel)
        entry.id(item.id if _IS_URI.fullmatch(item.id) else uuid.uuid5(uuid.NAMESPACE_URL, item.id).urn)
        entry.updated(_unique_time(item))
        for name in item.authors:
            entry.author(name=as_line(name))
    return _finish(feed.atom_str(pretty=True), url, channel)


def _describe(channel: Channel, url: str, items: Iterable[Item], media_type: str) -> FeedGenerator:
    feed = FeedGenerator()
    feed.id(channel.id)
    feed.title(as_line(channel.title) or "Weeknotes")
    feed.description(as_line(channel.description) or "Weeknotes")
    feed.subtitle(as_line(channel.description) or "Weeknotes")
    feed.author(name=as_line(channel.site_title) or "Weeknotes")
    # feedgen uses the last link as the channel's, so the page comes after `self`.
    feed.link(href=channel.base_url + url, rel="self", type=media_type)
    feed.link(href=channel.base_url + channel.page, rel="alternate", type="text/html")
    feed.language(channel.language)
    feed.generator("weeknotes-site")
    newest = max((item.updated for item in items), default=_BEFORE_ANY_NOTE)
    feed.lastBuildDate(newest)
    feed.updated(newest)
    return feed


def _add(feed: FeedGenerator, item: Item, channel: Channel) -> Any:
    entry = feed.add_entry(order="append")
    entry.title(as_line(item.title))
    entry.link(href=item.link)
    entry.published(item.published)
    entry.summary(as_html(item.summary), type="html")
    entry.content(_in_direction(item.content, channel.language), type="html")
    entry.category([{"term": name, "label": name} for name in map(as_line, item.categories) if name])
    return entry


def _in_direction(html: str, language: str) -> str:
    """Wrap content in its direction unless that is the default: feed readers ignore the feed's language."""
    direction = direction_of(language)
    return html if direction == "ltr" else f'<div lang="{escape(language)}" dir="{direction}">\n{html}\n</div>'


def _unique_time(item: Item) -> datetime:
    """Return the time an item changed, with a unique fraction of a second.

    All notes of a day are dated noon, and entries with the same date look like changes (W3C: DuplicateUpdated).
    """
    return item.updated.replace(microsecond=uuid.uuid5(uuid.NAMESPACE_URL, item.id).int % 1_000_000)


def _finish(xml: bytes, url: str, channel: Channel) -> bytes:
    """Insert the stylesheet, which feedgen cannot, and escape titles as recommended by the RSS Profile."""
    declaration, _, rest = xml.partition(b"\n")
    style = f'<?xml-stylesheet type="text/css" href="{root_of(url)}{channel.style_sheet}"?>\n'
    return declaration + b"\n" + style.encode() + _LINE_OF_TEXT.sub(_in_hex, rest)


def _in_hex(line: re.Match[bytes]) -> bytes:
    """Escape `&` and `<` as numeric references (RSS Advisory Board, RSS Profile, Character Data)."""
    return line[0].replace(b"&amp;", b"&#x26;").replace(b"&lt;", b"&#x3C;")
