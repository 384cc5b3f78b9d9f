"""Plan the feed with one item per week: all notes of the week, by team."""

from collections.abc import Iterator
from datetime import date
from html import escape
from itertools import islice

from weeknotes_site.config import Config
from weeknotes_site.languages import find_language
from weeknotes_site.model.archive import Archive, NotesWithBodies
from weeknotes_site.model.body import BodyRef
from weeknotes_site.model.days import at_noon
from weeknotes_site.model.identity import id_in_language, permanent_id
from weeknotes_site.model.note import Note
from weeknotes_site.model.output import Kind
from weeknotes_site.model.week import Week
from weeknotes_site.render.feed_links import WEEKLY_FEED, weekly_title
from weeknotes_site.render.feeds.channel import Channel, Item, make_channel
from weeknotes_site.render.feeds.content import content_of, language_of_title, lower_headings
from weeknotes_site.render.feeds.text import as_line
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.render.views import is_late
from weeknotes_site.render.words import title_of, week_title

WEEKS = 8

WeekWithBodies = tuple[Week, NotesWithBodies]


def plan_weekly_feed(archive: Archive, config: Config, as_of: date) -> PlannedFile:
    """Plan the feed of the last eight weeks that are complete on a day."""
    language = find_language(config.language)
    about = language.gettext("One message a week: all notes of %(site)s, team by team") % {"site": config.title}
    channel = make_channel(config, "weeks:", "weeks/index.html", weekly_title(config.title, language), about)
    weeks = tuple((week, archive.with_bodies(notes)) for week, notes in _weeks(archive, as_of))
    return PlannedFile(path=WEEKLY_FEED, kind=Kind.FEED, source="the weekly feed", make=_render, args=(channel, weeks))


def _render(site: SiteContext, url: str, channel: Channel, weeks: tuple[WeekWithBodies, ...]) -> bytes:
    from weeknotes_site.render.feeds.xml import render_rss

    return render_rss(channel, url, [_item(site, week, notes) for week, notes in weeks])


def _weeks(archive: Archive, as_of: date) -> Iterator[tuple[Week, list[Note]]]:
    """Yield the newest complete weeks, each with its notes."""
    complete = ((week, _notes_of(week, archive)) for week in archive.by_week if week.tuesday_after <= as_of)
    return islice(((week, notes) for week, notes in complete if notes), WEEKS)


def _notes_of(week: Week, archive: Archive) -> list[Note]:
    """Return the notes whose last week it is, so that a note of three weeks appears once."""
    return [note for note in archive.by_week[week] if note.week == week and not note.draft]


def _item(site: SiteContext, week: Week, notes: NotesWithBodies) -> Item:
    language = site.language
    # Late notes change neither id, date, title nor summary, so that readers do not show the week as new.
    in_time = [(note, body) for note, body in notes if not is_late(note)]
    late = [(note, body) for note, body in notes if is_late(note)]
    teams = tuple(dict.fromkeys(note.team.name for note, _ in in_time or late))
    announced = at_noon(week.tuesday_after)
    parts = [_section(site, note, body, 2) for note, body in in_time]
    if late:
        parts += [
            f"<h2>{_line(language.gettext('Added later'))}</h2>",
            *(_section(site, note, body, 3) for note, body in late),
        ]
    in_full = f"{site.config.base_url}{week.url_in_full}"
    words = escape(language.gettext("The week in full, to read in one go or to print"), quote=False)
    parts.append(f'<p><a href="{in_full}">{words}</a></p>')
    return Item(
        id=id_in_language(permanent_id(site.config.site_id, f"week:{week}"), site.config.edition),
        link=site.config.base_url + week.url,
        title=week_title(week, language),
        summary=language.gettext("Notes from %(teams)s.") % {"teams": language.listed(teams)},
        content="\n".join(parts),
        published=announced,
        updated=announced,
        authors=teams,
        categories=teams,
    )


def _section(site: SiteContext, note: Note, body: BodyRef, level: int) -> str:
    """Return a note under a heading with its team and title."""
    written = title_of(note, site.language)
    named = "" if note.team.name in written else f"{_line(note.team.name)}{site.language.colon}"
    title = f"{named}{_line(written)}"
    content = lower_headings(content_of(site, note, body), level - 1)
    heading = f'<h{level}{language_of_title(note)}><a href="{site.config.base_url}{note.url}">{title}</a></h{level}>'
    return f"{heading}\n{_authors(site, note)}{content}"


def _authors(site: SiteContext, note: Note) -> str:
    names = [_line(author.name) for author in note.authors if author.is_person]
    by = escape(site.language.gettext("By %(names)s"), quote=False)
    return f"<p>{by % {'names': site.language.listed(names)}}</p>\n" if names else ""


def _line(text: str) -> str:
    return escape(as_line(text), quote=False)
