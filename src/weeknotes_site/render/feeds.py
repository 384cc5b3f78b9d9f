"""RSS and Atom feeds of all notes and of each team. Feedgen, and its traps, live here alone."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from feedgen.feed import FeedGenerator

from weeknotes_site.config import Config
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.note import Note
from weeknotes_site.model.output import Kind, OutputFile
from weeknotes_site.render.addresses import body_elsewhere

FEED_WEEKS = 3
FEED_NOTES = 50

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Ids would clash between the notes of one feed; the rest means something only where our style sheet is.
_ON_PAGES_ONLY = re.compile(r' (?:id|role|tabindex|aria-[a-z]+)="[^"]*"')
_CHECKBOX = re.compile(r'<input type="checkbox" disabled( checked)?>')


def render_feeds(archive: Archive, config: Config) -> Iterator[OutputFile]:
    """Render every feed; none without a base URL, because a feed's links must be absolute."""
    if not config.base_url:
        return
    description = config.description or f"Weeknotes of {len(archive.teams)} teams"
    yield from _feed_pair(config, "", "", config.title, description, archive.notes)
    for team in archive.teams:
        folder = f"teams/{team.slug}/"
        notes = archive.by_team.get(team.slug, ())
        title = f"{team.name} – {config.title}"
        yield from _feed_pair(config, folder, f"{folder}index.html", title, f"Weeknotes of {team.name}", notes)


def _feed_pair(
    config: Config, folder: str, page: str, title: str, description: str, notes: Iterable[Note]
) -> Iterator[OutputFile]:
    recent = _window(notes)
    for name, media_type in (("feed.xml", "application/rss+xml"), ("atom.xml", "application/atom+xml")):
        feed = _channel(config, f"{config.base_url}{folder}{name}", media_type, f"{config.base_url}{page}", title)
        feed.description(description)
        feed.subtitle(description)
        newest = max((_changed(note) for note in recent), default=_EPOCH)
        feed.lastBuildDate(newest)
        feed.updated(newest)
        for note in recent:
            _add_entry(feed, note, config)
        content = feed.rss_str(pretty=True) if name == "feed.xml" else feed.atom_str(pretty=True)
        yield OutputFile(path=f"{folder}{name}", kind=Kind.FEED, content=content)


def _channel(config: Config, url: str, media_type: str, page: str, title: str) -> FeedGenerator:
    feed = FeedGenerator()
    feed.load_extension("dc", atom=False)  # in Atom it would name every author twice
    feed.id(url)
    feed.title(title)
    # The channel's own link is the last one added, so the page comes after `self`.
    feed.link(href=url, rel="self", type=media_type)
    feed.link(href=page, rel="alternate", type="text/html")
    feed.language(config.language)
    feed.generator("weeknotes-site")
    return feed


def _window(notes: Iterable[Note]) -> list[Note]:
    """Return the notes of the newest three weeks, and at least fifty, newest first."""
    newest_first = sorted(notes, key=lambda note: (note.published, note.url), reverse=True)
    weeks = sorted({note.week for note in newest_first}, reverse=True)[:FEED_WEEKS]
    return [note for index, note in enumerate(newest_first) if index < FEED_NOTES or note.week in weeks]


def _changed(note: Note) -> datetime:
    return max(note.published, note.updated or note.published)


def _add_entry(feed: FeedGenerator, note: Note, config: Config) -> None:
    permalink = config.base_url + note.url
    entry = feed.add_entry(order="append")
    entry.id(note.id)
    entry.guid(note.id, permalink=False)
    entry.title(note.title)
    entry.link(href=permalink)
    entry.published(note.published)
    entry.updated(_changed(note))
    if note.summary:
        entry.summary(note.summary)
    entry.content(feed_html(note, permalink, config.base_url), type="html")
    for author in note.authors:
        entry.author(name=author.name)
    entry.dc.dc_creator([author.name for author in note.authors])
    entry.category([{"term": name, "label": name} for name in (note.team.name, *(tag.name for tag in note.tags))])


def feed_html(note: Note, permalink: str, base_url: str) -> str:
    """Return a note's body for a reader that is not on its page."""
    html = _ON_PAGES_ONLY.sub("", body_elsewhere(note.body, permalink, base_url))
    return _CHECKBOX.sub(lambda box: "☑" if box[1] else "☐", html)
