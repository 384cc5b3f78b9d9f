"""A page a week, a page a year, and the list of both."""

from collections.abc import Iterable, Iterator

from weeknotes_site.model.note import Note
from weeknotes_site.model.team import Team
from weeknotes_site.model.week import Week, weeks_in_year
from weeknotes_site.render import contexts, parts
from weeknotes_site.render.contexts import Context
from weeknotes_site.render.pages.plan import PlannedPage, SiteInHand
from weeknotes_site.render.views import TeamView, is_late, view_week
from weeknotes_site.render.words import listed

_QUARTERS = ("January to March", "April to June", "July to September", "October to December")


def plan_weeks(site: SiteInHand) -> Iterator[PlannedPage]:
    weeks = sorted(site.archive.by_week)
    for before, week, after in zip((None, *weeks), weeks, (*weeks[1:], None), strict=False):
        yield _week(site, before, week, after)
    years = sorted({week.year for week in weeks})
    for year in years:
        yield _year(site, year, years)
    yield _weeks(site, years)


def _week(site: SiteInHand, before: Week | None, week: Week, after: Week | None) -> PlannedPage:
    view = view_week(week)

    def context() -> Context:
        notes = site.archive.by_week[week]
        return contexts.WeekContext(
            site=site.view,
            page=site.page(view.url, f"{view.days}, week {week.number}", "weeks", _week_description(notes)),
            week=view,
            notes=site.notes(note for note in notes if not is_late(note)),
            late=site.notes(note for note in notes if is_late(note)),
            silent=tuple(_silent_teams(site, week)) if after else (),
            previous=view_week(before) if before else None,
            next=view_week(after) if after else None,
        )

    return PlannedPage(url=view.url, template="week.html", source=f"the week {week}", make_context=context)


def _week_description(notes: Iterable[Note]) -> str:
    return f"Notes from {listed(dict.fromkeys(note.team.name for note in notes))}."


def _silent_teams(site: SiteInHand, week: Week) -> Iterator[TeamView]:
    """Yield teams that write every week, had begun by then and had not ended, and wrote nothing about this one."""
    wrote = {note.team.slug for note in site.archive.by_week[week]}
    for team in site.archive.teams:
        notes = site.archive.by_team.get(team.slug, ())
        if team.slug in wrote or not notes or team.rhythm not in ("", "weekly"):
            continue
        has_begun = notes[0].weeks[0] <= week
        has_ended = team.ended is not None and team.ended < week.sunday
        is_away = any(one.first <= week.friday and one.last >= week.monday for one in team.breaks)
        if has_begun and not has_ended and not is_away:
            yield site.views.teams[team.slug]


def _year(site: SiteInHand, year: int, years: list[int]) -> PlannedPage:
    url = _year_url(year)

    def context() -> Context:
        at = years.index(year)
        return contexts.YearContext(
            site=site.view,
            page=site.page(url, str(year), "weeks", f"All weeks of {year}, team by team."),
            year=year,
            quarters=tuple(_quarters(site, year)),
            previous=_year_link(site, years[at - 1]) if at else None,
            next=_year_link(site, years[at + 1]) if at + 1 < len(years) else None,
        )

    return PlannedPage(url=url, template="year.html", source=f"the year {year}", make_context=context)


def _year_url(year: int) -> str:
    return f"weeks/{year}.html"


def _year_link(site: SiteInHand, year: int) -> parts.YearLink:
    weeks = [week for week in site.archive.by_week if week.year == year]
    notes = {note.url for week in weeks for note in site.archive.by_week[week]}
    return parts.YearLink(year=year, url=_year_url(year), weeks=len(weeks), notes=len(notes))


def _quarters(site: SiteInHand, year: int) -> Iterator[parts.Quarter]:
    last = weeks_in_year(year)
    for index, title in enumerate(_QUARTERS):
        first = index * 13 + 1
        numbers = range(first, (first + 13 if index < 3 else last + 1))
        weeks = [Week(year, number) for number in numbers]
        rows = tuple(_row(site, team, weeks) for team in _writers(site, weeks))
        if rows:
            columns = tuple(parts.Column(week=view_week(week), has_page=week in site.archive.by_week) for week in weeks)
            yield parts.Quarter(title=title, columns=columns, rows=rows)


def _writers(site: SiteInHand, weeks: Iterable[Week]) -> Iterator[Team]:
    wrote = {note.team.slug for week in weeks for note in site.archive.by_week.get(week, ())}
    return (team for team in site.archive.teams if team.slug in wrote)


def _row(site: SiteInHand, team: Team, weeks: Iterable[Week]) -> parts.Row:
    cells = tuple(
        parts.Cell(
            week=view_week(week),
            notes=site.notes(note for note in site.archive.by_week.get(week, ()) if note.team.slug == team.slug),
        )
        for week in weeks
    )
    return parts.Row(team=site.views.teams[team.slug], cells=cells)


def _weeks(site: SiteInHand, years: list[int]) -> PlannedPage:
    url = "weeks/index.html"

    def context() -> Context:
        newest = [week for week in site.archive.by_week if years and week.year == years[-1]]
        return contexts.WeeksContext(
            site=site.view,
            page=site.page(url, "Weeks", "weeks", "All weeks that have notes."),
            years=tuple(_year_link(site, year) for year in reversed(years)),
            weeks=tuple(site.week(week) for week in newest),
        )

    return PlannedPage(url=url, template="weeks.html", source="the list of weeks", make_context=context)
