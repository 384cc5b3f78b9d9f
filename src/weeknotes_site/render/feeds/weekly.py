"""The feed with one item a week: all that the teams wrote about it, team by team."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from html import escape
from itertools import islice

from weeknotes_site.config import Config
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.days import span_in_words
from weeknotes_site.model.identity import permanent_id
from weeknotes_site.model.note import Note
from weeknotes_site.model.week import Week
from weeknotes_site.render.feeds.channel import Channel, Item, render_rss
from weeknotes_site.render.feeds.content import Contents, lower_headings
from weeknotes_site.render.feeds.plan import PlannedFeed
from weeknotes_site.render.feeds.text import as_line
from weeknotes_site.render.views import is_late
from weeknotes_site.render.words import listed

WEEKLY_FEED = "weekly.xml"
WEEKS = 8

_NOON = time(12, tzinfo=UTC)


def plan_weekly_feed(archive: Archive, config: Config, as_of: date, content: Contents) -> PlannedFeed:
    """Plan it: the last eight weeks that are complete on a day."""
    channel = Channel(
        id=permanent_id(config.site_id, "weeks:"),
        url=WEEKLY_FEED,
        page="weeks/index.html",
        title=f"{config.title}, week by week",
        description=f"One message a week: all notes of {config.title}, team by team",
        site_title=config.title,
        base_url=config.base_url,
        language=config.language,
    )

    weeks = list(_weeks(archive, as_of))

    def make() -> tuple[object, Callable[[], bytes]]:
        items = [_item(week, notes, config, content) for week, notes in weeks]
        return (channel, items), lambda: render_rss(channel, items)

    shows = tuple(note.path for _, notes in weeks for note in notes)
    return PlannedFeed(url=WEEKLY_FEED, source="the weekly feed", make=make, shows=shows, is_dated=True)


def _weeks(archive: Archive, as_of: date) -> Iterator[tuple[Week, list[Note]]]:
    """Yield the newest weeks that are complete, each with its notes."""
    complete = ((week, _notes_of(week, archive)) for week in archive.by_week if week.tuesday_after <= as_of)
    return islice(((week, notes) for week, notes in complete if notes), WEEKS)


def _notes_of(week: Week, archive: Archive) -> list[Note]:
    """Return the notes whose last week it is: a note of three weeks is announced once."""
    return [note for note in archive.by_week[week] if note.week == week and not note.draft]


def _item(week: Week, notes: list[Note], config: Config, content: Contents) -> Item:
    # What comes late changes nothing that a reader could take for news: neither id nor date, nor title or summary.
    in_time = [note for note in notes if not is_late(note)]
    late = [note for note in notes if is_late(note)]
    teams = tuple(dict.fromkeys(note.team.name for note in in_time or late))
    announced = datetime.combine(week.tuesday_after, _NOON)
    parts = [_section(note, config, content, 2) for note in in_time]
    if late:
        parts += ["<h2>Added later</h2>", *(_section(note, config, content, 3) for note in late)]
    return Item(
        id=permanent_id(config.site_id, f"week:{week}"),
        link=config.base_url + week.url,
        title=f"Week {week.number}, {span_in_words(week.monday, week.friday)}",
        summary=f"Notes from {listed(teams)}.",
        content="\n".join(parts),
        published=announced,
        updated=announced,
        authors=teams,
        categories=teams,
    )


def _section(note: Note, config: Config, content: Contents, level: int) -> str:
    """Return a note under a heading of its own, its team first."""
    title = _line(note.title) if note.team.name in note.title else f"{_line(note.team.name)}: {_line(note.title)}"
    by = _authors(note)
    return (
        f'<h{level}><a href="{config.base_url}{note.url}">{title}</a></h{level}>\n'
        f"{by}{lower_headings(content(note), level - 1)}"
    )


def _authors(note: Note) -> str:
    names = [_line(author.name) for author in note.authors if author.is_person]
    return f"<p>By {listed(names)}</p>\n" if names else ""


def _line(text: str) -> str:
    return escape(as_line(text), quote=False)
