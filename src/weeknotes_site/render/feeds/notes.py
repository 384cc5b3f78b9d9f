"""The feeds that have one item a note: of all notes, of each team, and of a team under the names it had."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from heapq import nlargest

from weeknotes_site.config import Config
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.days import span_in_words
from weeknotes_site.model.identity import permanent_id
from weeknotes_site.model.note import Note
from weeknotes_site.model.team import Team
from weeknotes_site.render.feeds.channel import Channel, Item, render_atom, render_rss
from weeknotes_site.render.feeds.content import Contents
from weeknotes_site.render.feeds.plan import PlannedFeed

FEED_WEEKS = 3
FEED_NOTES = 50


def plan_note_feeds(
    archive: Archive, config: Config, content: Contents, touched: Container[str] | None
) -> Iterator[PlannedFeed]:
    """List them; each as RSS and as Atom. With `touched`, only of teams that have a note in one of these files."""
    description = config.description or f"Weeknotes of {len(archive.by_team)} teams"

    def channel_of_all(url: str) -> Channel:
        return _channel(config, url, "feed:", "", config.title, description)

    yield from _pair("", "all notes", channel_of_all, _one_of_each_id(archive.notes, config), config, content)
    for team in archive.teams:
        notes = archive.by_team.get(team.slug, ())
        if touched is None or any(note.path in touched for note in notes):
            yield from _of_team(team, notes, config, content)


def _of_team(team: Team, notes: Sequence[Note], config: Config, content: Contents) -> Iterator[PlannedFeed]:
    title = f"{team.name} – {config.title}"

    def channel(url: str) -> Channel:
        return _channel(config, url, f"feed:{team.identity}", team.url, title, f"Weeknotes of {team.name}")

    # Subscribers under an old name stay subscribed: the whole feed goes on there, and is the same feed by its id.
    # Its self link is its own address, as readers and validators compare that with where they found it.
    for slug in (team.slug, *team.former_slugs):
        yield from _pair(f"teams/{slug}/", f"`{team.name}`", channel, notes, config, content)


def _pair(
    folder: str,
    what: str,
    channel: Callable[[str], Channel],
    notes: Iterable[Note],
    config: Config,
    content: Contents,
) -> Iterator[PlannedFeed]:
    recent = _window(notes)

    shows = tuple(note.path for note in recent)

    def make(feed: Channel, render: Callable[[Channel, Sequence[Item]], bytes]) -> tuple[object, Callable[[], bytes]]:
        items = [_item(note, config, content) for note in recent]
        return (feed, items), lambda: render(feed, items)

    rss, atom = channel(f"{folder}feed.xml"), channel(f"{folder}atom.xml")
    yield PlannedFeed(url=rss.url, source=f"the feed of {what}", make=lambda: make(rss, render_rss), shows=shows)
    yield PlannedFeed(
        url=atom.url, source=f"the Atom feed of {what}", make=lambda: make(atom, render_atom), shows=shows
    )


def _channel(config: Config, url: str, identity: str, page: str, title: str, description: str) -> Channel:
    return Channel(
        id=permanent_id(config.site_id, identity),
        url=url,
        page=page,
        title=title,
        description=description,
        site_title=config.title,
        base_url=config.base_url,
        language=config.language,
    )


def _one_of_each_id(notes: Iterable[Note], config: Config) -> Iterable[Note]:
    """Return the notes without those that have another team's id: of two, the one whose file makes the id has it.

    Each stays in its team's own feed, as nobody can tell which of two teams wrote an `id:` first.
    """
    notes = tuple(notes)
    if len({note.id for note in notes}) == len(notes):
        return notes

    def takes_second_place(note: Note) -> tuple[bool, bool, str]:
        team, stem = note.team, note.path.rpartition("/")[2].removesuffix(".md")
        is_made = note.id == permanent_id(config.site_id, f"{team.identity}/{stem}")
        return (not is_made, team.identity != team.slug, note.path)

    by_id: dict[str, Note] = {}
    for note in sorted(notes, key=takes_second_place):
        by_id.setdefault(note.id, note)
    return by_id.values()


def _window(notes: Iterable[Note]) -> list[Note]:
    """Return the notes of the newest three weeks, and at least fifty, newest first.

    What decides between equal dates is what never changes: else a new title could bring an old note back.
    """
    shown = [note for note in notes if not note.draft]
    weeks = nlargest(FEED_WEEKS, {note.weeks[-1] for note in shown})
    newest = nlargest(FEED_NOTES, shown, key=_age)
    lately = [note for note in shown if note.weeks[-1] in weeks]
    return sorted({note.id: note for note in (*newest, *lately)}.values(), key=_age, reverse=True)


def _age(note: Note) -> tuple[datetime, str]:
    return (note.published, note.id)


def _item(note: Note, config: Config, content: Contents) -> Item:
    week = span_in_words(note.week.monday, note.week.friday)
    return Item(
        id=note.id,
        link=config.base_url + note.url,
        title=note.title,
        # Never empty: where there is content, a reader wants a description before it.
        summary=note.summary or f"{note.team.name}, {week}",
        content=content(note) or "<p></p>",
        published=_in_utc(note.published),
        updated=_in_utc(max(note.published, note.updated or note.published)),
        authors=tuple(author.name for author in note.authors),
        categories=(note.team.name, *(tag.name for tag in note.tags)),
    )


def _in_utc(moment: datetime) -> datetime:
    """Return a moment in UTC: mail's date format has no word for zones off by odd minutes."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return moment.replace(tzinfo=UTC)  # within a day of year 1 or 9999, where no zone matters
