"""A page before it is rendered, and what all of them are made from."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from msgspec import Struct

from weeknotes_site.config import Config
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.forge import RepositoryLinks, repository_links
from weeknotes_site.model.note import Note
from weeknotes_site.model.team import Team
from weeknotes_site.model.week import Week
from weeknotes_site.render import parts
from weeknotes_site.render.addresses import root_of
from weeknotes_site.render.contexts import Context, PageView, SiteView
from weeknotes_site.render.parts import FeedLink
from weeknotes_site.render.views import NoteView, Views, view_week


class PlannedPage(Struct, frozen=True, kw_only=True):
    """A page that will be rendered."""

    url: str
    template: str
    source: str
    """What it is made from, for the message where two pages claim one path."""
    make_context: Callable[[], Context]
    blame: str = ""
    """The file to mend where it claims a path that is taken."""
    shows: tuple[str, ...] = ()
    """The notes whose text stands on it, by their files' paths."""
    is_listed: bool = True
    """Whether the sitemap names it; pages that only lead on are not listed."""


class SiteInHand(Struct, frozen=True, kw_only=True):
    """What all plans need."""

    archive: Archive
    config: Config
    views: Views
    view: SiteView

    @property
    def repository(self) -> RepositoryLinks | None:
        """Return the links into the notes' repository; None where its forge is unknown."""
        return repository_links(self.config.repository, self.config.forge, self.config.branch)

    def page(self, url: str, title: str, part: str = "", description: str = "", team: Team | None = None) -> PageView:
        base = self.config.base_url
        return PageView(
            url=url,
            title=title,
            description=description or self.config.description,
            root=root_of(url),
            part=part,
            canonical=f"{base}{url.removesuffix('index.html')}" if base else "",
            feeds=tuple(feed_links(self.config, part, team)),
        )

    def notes(self, notes: Iterable[Note]) -> tuple[NoteView, ...]:
        return tuple(self.views.notes[note.url] for note in notes)

    def week(self, week: Week) -> parts.WeekOfNotes:
        return parts.WeekOfNotes(week=view_week(week), notes=self.notes(self.archive.by_week[week]))

    def team_line(self, team: Team) -> parts.TeamLine:
        notes = self.archive.by_team.get(team.slug, ())
        return parts.TeamLine(
            team=self.views.teams[team.slug],
            latest=self.views.notes[notes[-1].url] if notes else None,
            count=len(notes),
            has_ended=team.ended is not None,
        )


def by_year(site: SiteInHand, notes: Iterable[Note]) -> Iterator[parts.YearOfNotes]:
    newest_first = sorted(notes, key=lambda note: (note.week, note.published), reverse=True)
    for year, group in groupby(newest_first, key=lambda note: note.week.year):
        yield parts.YearOfNotes(year=year, notes=site.notes(group))


def feed_links(config: Config, part: str = "", team: Team | None = None) -> Iterator[FeedLink]:
    """Return the feeds of all notes; before them a team's, after them the weekly one where weeks are shown.

    There are none without a base URL.
    """
    if not config.base_url:
        return
    if team:
        yield from team_feed_links(config, team)
    yield from _pair("", config.title)
    if part in ("home", "weeks", "subscribe"):
        yield weekly_feed_link(config)


def weekly_feed_link(config: Config) -> FeedLink:
    """Return the feed that has one item a week."""
    return FeedLink(title=f"{config.title}, week by week", url="weekly.xml", kind="RSS", type="application/rss+xml")


def team_feed_links(config: Config, team: Team) -> Iterator[FeedLink]:
    """Return a team's own feeds; none without a base URL."""
    if config.base_url:
        yield from _pair(f"teams/{team.slug}/", team.name)


def _pair(folder: str, title: str) -> Iterator[FeedLink]:
    yield FeedLink(title=title, url=f"{folder}feed.xml", kind="RSS", type="application/rss+xml")
    yield FeedLink(title=f"{title} (Atom)", url=f"{folder}atom.xml", kind="Atom", type="application/atom+xml")
