"""One page per year and, for a year with very many notes, per quarter."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.languages import Language
from weeknotes_site.model.archive import Archive, with_neighbours
from weeknotes_site.model.names import capital
from weeknotes_site.model.note import Note
from weeknotes_site.model.team import Team
from weeknotes_site.model.week import Week, weeks_in_year
from weeknotes_site.render import contexts, parts
from weeknotes_site.render.pages.planning import WeekWithNotes, link_year, page
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.render.views import view_team, view_week

MAX_IN_YEAR = 700
"""Maximum notes on the page of a year: each is a cell of its table."""
_QUARTERS = 4


class Span(Struct, frozen=True):
    """Weeks of a year in its tables; those of the first and last year are limited to weeks with notes."""

    first: Week
    last: Week


def weeks_by_year(archive: Archive) -> Mapping[int, tuple[WeekWithNotes, ...]]:
    """Return the weeks that have notes, by year; newest first."""
    return {year: tuple(weeks) for year, weeks in groupby(archive.by_week.items(), key=lambda one: one[0].year)}


def plan_years(years: Mapping[int, tuple[WeekWithNotes, ...]]) -> Iterator[PlannedFile]:
    """Plan the page of each year.

    No page depends on the number of notes on another, so a new note changes only the page of its quarter.
    """
    for before, year, after in with_neighbours(sorted(years)):
        yield from _plan_year(year, years[year], before, after)


def summarise_year(weeks: tuple[WeekWithNotes, ...]) -> parts.YearLink:
    """Return the link to the year of some weeks, with its numbers of weeks and notes."""
    year = weeks[0][0].year
    return parts.YearLink(year=year, url=_year_url(year), weeks=len(weeks), notes=_count_notes(weeks))


def quarter_of(week: Week) -> int:
    """Return the quarter of the year that a week is in: 1 to 4."""
    return min((week.number - 1) // 13, 3) + 1


def quarter_of_year(number: int, year: int, language: Language) -> str:
    """Return `January to March 2022`; some languages begin it with a small letter."""
    values = {"months": _quarter_name(number, language), "year": year}
    return language.gettext("%(months)s %(year)s") % values


def _plan_year(
    year: int, weeks: tuple[WeekWithNotes, ...], before: int | None, after: int | None
) -> Iterator[PlannedFile]:
    source = f"the year {year}"
    span = Span(Week(year, 1) if before else weeks[-1][0], Week(year, weeks_in_year(year)) if after else weeks[0][0])
    if _count_notes(weeks) <= MAX_IN_YEAR:
        yield page(_year_url(year), "year.html", source, _year, year, span, weeks, before, after)
        return
    having = tuple(week for week, _ in weeks)
    yield page(_year_url(year), "year.html", source, _year_of_quarters, year, having, before, after)
    for number in _quarters_of(having):
        of_quarter = tuple(one for one in weeks if quarter_of(one[0]) == number)
        yield page(_quarter_url(year, number), "year.html", source, _quarter, year, number, span, of_quarter)


def _quarters_of(weeks: Iterable[Week]) -> list[int]:
    return sorted({quarter_of(week) for week in weeks})


def _year_url(year: int) -> str:
    return f"weeks/{year}.html"


def _quarter_url(year: int, number: int) -> str:
    return f"weeks/{year}-q{number}.html"


def _quarter_name(number: int, language: Language) -> str:
    names = (
        # Translators: as in the middle of a sentence; pages write a capital where it begins a line.
        language.gettext("January to March"),
        language.gettext("April to June"),
        language.gettext("July to September"),
        language.gettext("October to December"),
    )
    return names[number - 1]


def _count_notes(weeks: Iterable[WeekWithNotes]) -> int:
    """Count the notes of some weeks; a note that covers several counts once."""
    return len({note.url for _, notes in weeks for note in notes})


def _year(
    site: SiteContext,
    url: str,
    year: int,
    span: Span,
    weeks: tuple[WeekWithNotes, ...],
    before: int | None,
    after: int | None,
) -> contexts.YearContext:
    own = _without_notes(site, url, year, before, after)
    return replace(own, quarters=tuple(_quarters(site, dict(weeks), span)))


def _year_of_quarters(
    site: SiteContext, url: str, year: int, weeks: tuple[Week, ...], before: int | None, after: int | None
) -> contexts.YearContext:
    language = site.language
    quarters = ((_quarter_url(year, one), quarter_of_year(one, year, language)) for one in _quarters_of(weeks))
    return replace(
        _without_notes(site, url, year, before, after),
        pages=tuple(parts.Destination(url=target, title=title) for target, title in quarters),
        weeks=tuple(view_week(language, week) for week in weeks),
    )


def _without_notes(
    site: SiteContext, url: str, year: int, before: int | None, after: int | None
) -> contexts.YearContext:
    language, value = site.language, {"year": year}
    title = language.gettext("%(year)s, week by week") % value
    about = language.gettext("All weeks of %(year)s, team by team.") % value
    return contexts.YearContext(
        site=site.view,
        page=site.page(url, title, "weeks", about),
        year=year,
        quarters=(),
        pages=(),
        weeks=(),
        previous=link_year(before, _year_url),
        next=link_year(after, _year_url),
    )


def _quarter(
    site: SiteContext, url: str, year: int, number: int, span: Span, weeks: tuple[WeekWithNotes, ...]
) -> contexts.YearContext:
    language = site.language
    value = {"quarter": quarter_of_year(number, year, language)}
    title = capital(language.gettext("%(quarter)s, week by week") % value)
    about = capital(language.gettext("%(quarter)s, week by week, team by team.") % value)
    whole_year = language.gettext("All of %(year)s") % {"year": year}
    return contexts.YearContext(
        site=site.view,
        page=site.page(url, title, "weeks", about),
        year=year,
        quarters=tuple(_quarters(site, dict(weeks), span)),
        pages=(parts.Destination(url=_year_url(year), title=whole_year),),
        weeks=(),
        previous=None,
        next=None,
    )


def _quarters(site: SiteContext, notes: dict[Week, tuple[Note, ...]], span: Span) -> Iterator[parts.Quarter]:
    """Yield the quarters with notes."""
    year = span.first.year
    last = weeks_in_year(year)
    for index in range(_QUARTERS):
        first = index * 13 + 1
        weeks = [Week(year, number) for number in range(first, (first + 13 if index < 3 else last + 1))]
        weeks = [week for week in weeks if span.first <= week <= span.last]
        rows = tuple(_row(site, team, weeks, notes) for team in _writers(weeks, notes, site.language))
        if rows:
            columns = tuple(parts.Column(week=view_week(site.language, week), has_page=week in notes) for week in weeks)
            yield parts.Quarter(title=_quarter_name(index + 1, site.language), columns=columns, rows=rows)


def _writers(weeks: Iterable[Week], notes: dict[Week, tuple[Note, ...]], language: Language) -> list[Team]:
    teams = {note.team.slug: note.team for week in weeks for note in notes.get(week, ())}
    return sorted(teams.values(), key=lambda team: (*language.sort_key(team.name), team.slug))


def _row(site: SiteContext, team: Team, weeks: Iterable[Week], notes: dict[Week, tuple[Note, ...]]) -> parts.Row:
    cells = tuple(
        parts.Cell(
            week=view_week(site.language, week),
            notes=site.view_notes(note for note in notes.get(week, ()) if note.team.slug == team.slug),
        )
        for week in weeks
    )
    return parts.Row(team=view_team(team), cells=cells)
