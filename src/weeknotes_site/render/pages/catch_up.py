"""Pages of a team's notes of a quarter in full, oldest first, for people who were away, and for print."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.languages import Language
from weeknotes_site.model.archive import Archive, with_neighbours
from weeknotes_site.model.body import Body, BodyRef
from weeknotes_site.model.note import Note
from weeknotes_site.model.team import Team
from weeknotes_site.render import parts, series_contexts
from weeknotes_site.render.pages.excerpts import view_in_full
from weeknotes_site.render.pages.planning import PageTerms, page, terms_of
from weeknotes_site.render.pages.years import quarter_of, quarter_of_year
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.render.views import view_team

LEAST = 2
"""A quarter with fewer notes has no page, which would only repeat the note's own."""
MAX_LISTED = 8
"""Maximum quarters on a team's page."""
_PARAGRAPH, _PARAGRAPH_END = "<p>", "</p>\n"

QuarterKey = tuple[int, int]
"""Year and number of a quarter."""


class QuarterWithNeighbours(Struct, frozen=True):
    """A quarter with the previous and next one that have a page."""

    quarter: QuarterKey
    before: QuarterKey | None
    after: QuarterKey | None


class LeftOut(Struct, frozen=True):
    """Number of opening paragraphs of each note that are left out."""

    counts: tuple[int, ...]


def find_quarters(notes: Iterable[Note]) -> Mapping[QuarterKey, tuple[Note, ...]]:
    """Return the quarters of a team's notes that have a page, the earliest first."""
    weeks = ((note, note.week) for note in notes)
    quarters = groupby(weeks, key=lambda one: (one[1].year, quarter_of(one[1])))
    found = ((quarter, tuple(note for note, _ in group)) for quarter, group in quarters)
    return {quarter: some for quarter, some in found if len(some) >= LEAST}


def plan_quarters(
    archive: Archive, team: Team, quarters: Mapping[QuarterKey, tuple[Note, ...]], source: str
) -> Iterator[PlannedFile]:
    """Plan a page for each quarter; search engines are led to the notes instead."""
    left_out = archive.joins.repeated_openings
    for before, quarter, after in with_neighbours(tuple(quarters)):
        notes = quarters[quarter]
        bodies = archive.bodies_of(notes)
        counts = LeftOut(tuple(left_out.get(note.url, 0) for note in notes))
        args = (team, QuarterWithNeighbours(quarter, before, after), notes, bodies, counts, terms_of(archive, notes))
        yield page(_url(team, quarter), "catch-up.html", source, _context, *args, gives_way=True, is_listed=False)


def link_quarter(team: Team, quarter: QuarterKey, language: Language) -> parts.Destination:
    """Return a link to a quarter's page."""
    year, number = quarter
    return parts.Destination(url=_url(team, quarter), title=quarter_of_year(number, year, language))


def _url(team: Team, quarter: QuarterKey) -> str:
    return f"teams/{team.slug}/quarters/{quarter[0]}-q{quarter[1]}.html"


def _context(
    site: SiteContext,
    url: str,
    team: Team,
    around: QuarterWithNeighbours,
    notes: tuple[Note, ...],
    bodies: tuple[BodyRef, ...],
    left_out: LeftOut,
    terms: PageTerms,
) -> series_contexts.CatchUpContext:
    language = site.language
    title = link_quarter(team, around.quarter, language).title
    about = language.gettext("All notes of %(team)s, %(months)s.") % {"team": team.name, "months": title}
    whole = (site.read_body(ref, note.lang) for note, ref in zip(notes, bodies, strict=True))
    shortened = map(_without_opening, whole, left_out.counts)
    in_full = ((note, body, terms.of(at)) for at, (note, body) in enumerate(zip(notes, shortened, strict=True)))
    own = site.page(url, f"{team.name}{language.comma}{title}", "teams", about, team)
    return series_contexts.CatchUpContext(
        site=site.view,
        page=replace(own, canonical=""),
        team=view_team(team),
        title=title,
        notes=tuple(view_in_full(site, url, in_full)),
        organisation=site.config.accessibility.organisation,
        previous=link_quarter(team, around.before, language) if around.before else None,
        next=link_quarter(team, around.after, language) if around.after else None,
    )


def _without_opening(body: Body, count: int) -> Body:
    """Return a body without its first `count` paragraphs."""
    at = 0
    for _ in range(count):
        end = body.html.find(_PARAGRAPH_END, at)
        if end < 0 or not body.html.startswith(_PARAGRAPH, at):
            break
        at = end + len(_PARAGRAPH_END)
    return Body(body.html[at:], body.targets)
