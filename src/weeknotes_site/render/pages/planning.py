"""Shared helpers for planning pages, and for their contexts."""

from collections.abc import Callable, Container, Iterable, Iterator
from itertools import groupby
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from weeknotes_site.content.titles.headline import first_sentence
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.body import BodyRef
from weeknotes_site.model.note import Note
from weeknotes_site.model.output import Kind
from weeknotes_site.model.team import Team
from weeknotes_site.model.terms import Term, Terms
from weeknotes_site.model.week import Week
from weeknotes_site.render import parts
from weeknotes_site.render.addresses import body_on_page
from weeknotes_site.render.contexts import Context
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.render.views import view_team, view_week


class PageTerms(Struct, frozen=True, array_like=True):
    """Glossary terms in the notes of a page."""

    of_notes: tuple[Terms, ...] = ()
    """In each note; empty without a glossary."""

    def of(self, number: int) -> tuple[Term, ...]:
        """Return the terms of a note by its number on the page, from 0."""
        return self.of_notes[number].terms if self.of_notes else ()


_NO_TERMS = Terms()
_NO_PAGE_TERMS = PageTerms()
WeekWithNotes = tuple[Week, tuple[Note, ...]]
MAX_ABOUT = 220
"""Maximum characters of a `_team.md` in a list of teams."""
TeamSummary = tuple[Team, BodyRef | None, Note | None, int]
"""A team, its `_team.md`, its newest note and its number of notes."""


def page(
    url: str,
    template: str,
    source: str,
    make: Callable[..., Context],
    *args: Any,
    gives_way: bool = False,
    is_listed: bool = True,
) -> PlannedFile:
    """Plan a page; `make` gets the site's context, the url and `args`, and depends on nothing else."""
    return PlannedFile(
        path=url,
        kind=Kind.PAGE,
        template=template,
        source=source,
        make=make,
        args=args,
        gives_way=gives_way,
        is_listed=is_listed,
    )


def terms_of(archive: Archive, notes: Iterable[Note]) -> PageTerms:
    """Return the glossary terms in each of the notes of a page."""
    terms = archive.joins.terms
    return PageTerms(tuple(terms.get(note.url, _NO_TERMS) for note in notes)) if terms else _NO_PAGE_TERMS


def summarise_team(archive: Archive, team: Team) -> TeamSummary:
    """Return the values of a team in lists of teams."""
    notes = archive.by_team.get(team.slug, ())
    return team, archive.about.get(team.slug), notes[-1] if notes else None, len(notes)


def team_line(site: SiteContext, summary: TeamSummary, shown: Container[str] = ()) -> parts.TeamLine:
    """Return a team's line in a list; `shown` are the urls of notes that the page shows above."""
    team, about, latest, count = summary
    return parts.TeamLine(
        team=view_team(team),
        about=_opening(site, about) if about else "",
        about_lang=team.about_lang,
        latest=site.view_note(latest) if latest and latest.url not in shown else None,
        count=count,
        has_ended=team.ended is not None,
    )


def _opening(site: SiteContext, about: BodyRef) -> str:
    """Return the first sentence of the first paragraph of a `_team.md`."""
    _, _, paragraph = body_on_page(site.read_body(about), "").partition("<p>")
    return first_sentence(Markup(paragraph.partition("</p>")[0]).striptags(), MAX_ABOUT)  # noqa: S704 - rendered Markdown


def week_of_notes(site: SiteContext, week: WeekWithNotes) -> parts.WeekOfNotes:
    """Return a week with its notes."""
    return parts.WeekOfNotes(week=view_week(site.language, week[0]), notes=site.view_notes(week[1]))


def by_year(site: SiteContext, notes: Iterable[Note]) -> Iterator[parts.YearOfNotes]:
    """Yield notes by the years of their weeks, newest first."""
    for year, group in group_by_year(notes):
        yield parts.YearOfNotes(year=year, notes=site.view_notes(group))


def link_year(year: int | None, url_of: Callable[[int], str]) -> parts.YearLink | None:
    """Return the link to a year's page; None without a year."""
    return parts.YearLink(year=year, url=url_of(year)) if year else None


def group_by_year(notes: Iterable[Note]) -> Iterator[tuple[int, tuple[Note, ...]]]:
    """Yield each year with the notes of its weeks, newest first."""
    newest_first = sorted(notes, key=lambda note: (note.week, note.published), reverse=True)
    for year, group in groupby(newest_first, key=lambda note: note.week.year):
        yield year, tuple(group)
