"""Plan feeds with one item per note: of all notes, of each team, and under former team names."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from itertools import chain, count, islice
from operator import attrgetter

from msgspec.structs import replace

from weeknotes_site.config import Config
from weeknotes_site.languages import find_language
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.body import BodyRef
from weeknotes_site.model.identity import note_id
from weeknotes_site.model.note import Note
from weeknotes_site.model.output import Kind
from weeknotes_site.render.feed_links import ATOM_FEED, RSS_FEED
from weeknotes_site.render.feeds.channel import Channel, Item, make_channel
from weeknotes_site.render.feeds.content import content_of
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.render.words import title_of

FEED_WEEKS = 3
FEED_NOTES = 50


def plan_note_feeds(archive: Archive, config: Config, as_of: date) -> Iterator[PlannedFile]:
    """Plan these feeds, each as RSS and Atom; notes dated far ahead of `as_of` do not displace any week."""
    language = find_language(config.language)
    count = len(archive.by_team)
    counted = language.ngettext("Weeknotes of %(num)s team", "Weeknotes of %(num)s teams", count)
    description = config.description or counted % {"num": language.number(count)}
    channel = make_channel(config, "feed:", "", config.title, description)
    yield from _pair("", "all notes", channel, _window(with_own_ids(archive.notes, config), as_of), archive)
    for team in archive.teams:
        # Feeds under former names continue with all items and the same id, so that subscribers stay subscribed. Their
        # self link is their own address, because readers and validators compare it with the requested one.
        about = language.gettext("Weeknotes of %(team)s") % {"team": team.name}
        channel = make_channel(config, f"feed:{team.identity}", team.url, f"{team.name} – {config.title}", about)
        window = _window(archive.by_team.get(team.slug, ()), as_of)
        for slug in team.slugs:
            yield from _pair(f"teams/{slug}/", f"`{team.name}`", channel, window, archive)


def _pair(folder: str, what: str, channel: Channel, notes: Iterable[Note], archive: Archive) -> Iterator[PlannedFile]:
    # Not as pairs, which the key would hash one by one.
    shown = tuple(notes)
    bodies = archive.bodies_of(shown)
    for name, source, make in (
        (RSS_FEED, f"the feed of {what}", _rss),
        (ATOM_FEED, f"the Atom feed of {what}", _atom),
    ):
        yield PlannedFile(path=folder + name, kind=Kind.FEED, source=source, make=make, args=(channel, shown, bodies))


def _rss(site: SiteContext, url: str, channel: Channel, notes: tuple[Note, ...], bodies: tuple[BodyRef, ...]) -> bytes:
    from weeknotes_site.render.feeds.xml import render_rss

    return render_rss(channel, url, _items(site, notes, bodies))


def _atom(site: SiteContext, url: str, channel: Channel, notes: tuple[Note, ...], bodies: tuple[BodyRef, ...]) -> bytes:
    from weeknotes_site.render.feeds.xml import render_atom

    return render_atom(channel, url, _items(site, notes, bodies))


def _items(site: SiteContext, notes: tuple[Note, ...], bodies: tuple[BodyRef, ...]) -> list[Item]:
    return [_item(site, note, body) for note, body in zip(notes, bodies, strict=True)]


def with_own_ids(notes: Iterable[Note], config: Config) -> Iterable[Note]:
    """Return the notes of several teams, each with an id of its own: the one whose file name gives it keeps it.

    In team feeds all notes keep theirs, because it is unknown which of two teams wrote an `id:` first.
    """
    notes = tuple(notes)
    if len({note.id for note in notes}) == len(notes):
        return notes

    def made(note: Note, team: str) -> str:
        return note_id(config.site_id, team, note.name, config.edition)

    def takes_second_place(note: Note) -> tuple[bool, bool, str]:
        return (note.id != made(note, note.team.identity), note.team.identity != note.team.slug, note.path)

    by_id: dict[str, Note] = {}
    for note in sorted(notes, key=takes_second_place):
        names = chain((note.team.slug,), (f"{note.url}{'/' * more}" for more in count()))
        own = next(one for one in chain((note.id,), (made(note, name) for name in names)) if one not in by_id)
        by_id[own] = note if own == note.id else replace(note, id=own)
    return by_id.values()


def _window(notes: Iterable[Note], as_of: date) -> list[Note]:
    """Return the notes of the newest three weeks and at least fifty, newest first.

    Weeks far ahead do not count, or one team could fill the feed of all notes with them.
    Equal dates are ordered by values that never change; otherwise, a new title could make an old note reappear.
    """
    shown = [note for note in notes if not note.draft]
    newest_first = sorted({note.weeks[-1] for note in shown}, reverse=True)
    weeks = tuple(islice((week for week in newest_first if not week.is_far_ahead(as_of)), FEED_WEEKS))
    newest = sorted(shown, key=by_age, reverse=True)[:FEED_NOTES]  # they are nearly in order: faster than `nlargest`
    lately = [note for note in shown if note.weeks[-1] in weeks]
    return sorted({note.id: note for note in (*newest, *lately)}.values(), key=by_age, reverse=True)


by_age: Callable[[Note], tuple[datetime, str]] = attrgetter("published", "id")
"""Sort key of a feed."""


def _item(site: SiteContext, note: Note, body: BodyRef) -> Item:
    language = site.language
    return Item(
        id=note.id,
        link=site.config.base_url + note.url,
        title=title_of(note, language),
        # Never empty: with content, readers expect a description before it.
        summary=note.summary or f"{note.team.name}{language.comma}{language.span(note.week.monday, note.week.friday)}",
        content=content_of(site, note, body) or "<p></p>",
        published=note.published,
        updated=max(note.published, note.updated.at) if note.updated else note.published,
        authors=tuple(author.name for author in note.authors),
        categories=(note.team.name, *(tag.name for tag in note.tags)),
    )
