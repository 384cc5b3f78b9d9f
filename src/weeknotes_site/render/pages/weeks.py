"""A page a week, a page a year, and the list of both."""

from collections.abc import Iterable, Iterator
from itertools import islice

from weeknotes_site.languages import Language
from weeknotes_site.model.archive import Archive, with_neighbours
from weeknotes_site.model.note import Note
from weeknotes_site.model.team import Team
from weeknotes_site.model.week import Week, weeks_in_year
from weeknotes_site.render import contexts, parts
from weeknotes_site.render.pages.across import families_of, plan_across, view_families
from weeknotes_site.render.pages.planning import WeekOfNotes, page, week_of_notes
from weeknotes_site.render.pages.week_in_full import plan_week_in_full
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.render.views import is_late, view_team, view_week
from weeknotes_site.render.wording import capital

MAX_IN_YEAR = 700
"""How many notes the page of a year tells of: each is a cell of its table."""
MAX_NOTES = 150
MIN_WEEKS = 4
"""How many notes the list of weeks names, and of how many weeks at least."""
MAX_SILENT = 50
"""How many teams a week names that wrote nothing about it."""
_QUARTERS = 4


def plan_weeks(archive: Archive) -> Iterator[PlannedFile]:
    """Plan the pages of weeks and years."""
    weeks = sorted(archive.by_week)
    for before, week, after in with_neighbours(weeks):
        silent = tuple(islice(_silent_teams(archive, week), MAX_SILENT + 1)) if after else ()
        notes = archive.by_week[week]
        of_week = (week, notes, silent, before, after, families_of(archive, week))
        yield page(week.url, "week.html", f"the week {week}", _week, *of_week)
        yield plan_week_in_full(archive, week)
    yield from plan_across(archive, weeks)
    years = tuple(_years(archive))
    for before_year, year, after_year in with_neighbours(years):
        weeks_of_year = _weeks_of(archive, year.year)
        yield from _plan_year(year, weeks_of_year, before_year, after_year)
    of_year = _weeks_of(archive, years[-1].year) if years else ()
    newest = _newest(of_year)
    args = (tuple(reversed(years)), newest, len(of_year) - len(newest))
    yield page("weeks/index.html", "weeks.html", "the list of weeks", _list, *args)


def _plan_year(
    year: parts.YearLink, weeks: tuple[WeekOfNotes, ...], before: parts.YearLink | None, after: parts.YearLink | None
) -> Iterator[PlannedFile]:
    """Plan the page of a year; where it has very many notes, a page for each quarter as well."""
    source = f"the year {year.year}"
    yield page(year.url, "year.html", source, _year, year, weeks, before, after)
    if year.notes > MAX_IN_YEAR:
        first = weeks[-1][0] if not before else Week(year.year, 1)
        last = weeks[0][0] if not after else Week(year.year, weeks_in_year(year.year))
        for number in range(1, _QUARTERS + 1):
            of_quarter = tuple(one for one in weeks if quarter_of(one[0]) == number)
            if of_quarter:
                url = _quarter_url(year, number)
                yield page(url, "year.html", source, _quarter, year, number, first, last, of_quarter)


def quarter_of(week: Week) -> int:
    """Return the quarter of the year that a week counts to: 1 to 4."""
    return min((week.number - 1) // 13, 3) + 1


def _quarter_url(year: parts.YearLink, number: int) -> str:
    return f"weeks/{year.year}-q{number}.html"


def _quarter_name(number: int, language: Language) -> str:
    names = (
        language.gettext("January to March"),
        language.gettext("April to June"),
        language.gettext("July to September"),
        language.gettext("October to December"),
    )
    return names[number - 1]


def quarter_of_year(number: int, year: int, language: Language) -> str:
    """Return `January to March 2022`."""
    values = {"months": _quarter_name(number, language), "year": year}
    return language.gettext("%(months)s %(year)s") % values


def _years(archive: Archive) -> Iterator[parts.YearLink]:
    for year in sorted({week.year for week in archive.by_week}):
        weeks = _weeks_of(archive, year)
        notes = {note.url for _, notes in weeks for note in notes}
        yield parts.YearLink(year=year, url=f"weeks/{year}.html", weeks=len(weeks), notes=len(notes))


def _weeks_of(archive: Archive, year: int) -> tuple[WeekOfNotes, ...]:
    """Return a year's weeks that have notes, newest first."""
    return tuple((week, notes) for week, notes in archive.by_week.items() if week.year == year)


def _newest(weeks: tuple[WeekOfNotes, ...]) -> tuple[WeekOfNotes, ...]:
    """Return the first weeks whose notes fit on a page, and at least `MIN_WEEKS`."""
    count = 0
    for index, (_, notes) in enumerate(weeks):
        count += len(notes)
        if count > MAX_NOTES and index >= MIN_WEEKS:
            return weeks[:index]
    return weeks


def _silent_teams(archive: Archive, week: Week) -> Iterator[Team]:
    """Yield teams that write every week, had begun by then and had not ended, and wrote nothing about this one."""
    wrote = {note.team.slug for note in archive.by_week[week]}
    for team in archive.teams:
        notes = archive.by_team.get(team.slug, ())
        if team.slug in wrote or not notes or team.rhythm not in ("", "weekly"):
            continue
        has_begun = notes[0].weeks[0] <= week
        has_ended = team.ended is not None and team.ended < week.sunday
        is_away = any(one.first <= week.friday and one.last >= week.monday for one in team.breaks)
        if has_begun and not has_ended and not is_away:
            yield team


def _week(
    site: SiteContext,
    url: str,
    week: Week,
    notes: tuple[Note, ...],
    silent: tuple[Team, ...],
    before: Week | None,
    after: Week | None,
    families: tuple[str, ...],
) -> contexts.WeekContext:
    language = site.language
    view = view_week(language, week)
    title = language.gettext("%(days)s, week %(number)s") % {"days": view.days, "number": week.number}
    teams = language.listed(dict.fromkeys(note.team.name for note in notes))
    about = language.gettext("Notes from %(teams)s.") % {"teams": teams}
    return contexts.WeekContext(
        site=site.view,
        page=site.page(url, capital(title), "weeks", about),
        week=view,
        notes=site.view_notes(note for note in notes if not is_late(note)),
        late=site.view_notes(note for note in notes if is_late(note)),
        silent=tuple(map(view_team, silent[:MAX_SILENT])),
        silent_left=len(silent) > MAX_SILENT,
        across=view_families(language, week, families),
        previous=view_week(language, before) if before else None,
        next=view_week(language, after) if after else None,
    )


def _year(
    site: SiteContext,
    url: str,
    year: parts.YearLink,
    weeks: tuple[WeekOfNotes, ...],
    before: parts.YearLink | None,
    after: parts.YearLink | None,
) -> contexts.YearContext:
    is_split = year.notes > MAX_IN_YEAR
    numbers = sorted({quarter_of(week) for week, _ in weeks}) if is_split else ()
    first = weeks[-1][0] if not before else Week(year.year, 1)
    last = weeks[0][0] if not after else Week(year.year, weeks_in_year(year.year))
    language, value = site.language, {"year": year.year}
    title = language.gettext("%(year)s, week by week") % value
    about = language.gettext("All weeks of %(year)s, team by team.") % value
    return contexts.YearContext(
        site=site.view,
        page=site.page(url, title, "weeks", about),
        year=year.year,
        quarters=() if is_split else tuple(_quarters(site, dict(weeks), first, last)),
        pages=tuple(
            parts.Destination(url=_quarter_url(year, one), title=quarter_of_year(one, year.year, language))
            for one in numbers
        ),
        weeks=tuple(view_week(language, week) for week, _ in weeks) if is_split else (),
        previous=before,
        next=after,
    )


def _quarter(
    site: SiteContext,
    url: str,
    year: parts.YearLink,
    number: int,
    first: Week,
    last: Week,
    weeks: tuple[WeekOfNotes, ...],
) -> contexts.YearContext:
    language = site.language
    value = {"quarter": quarter_of_year(number, year.year, language)}
    title = language.gettext("%(quarter)s, week by week") % value
    about = language.gettext("%(quarter)s, week by week, team by team.") % value
    return contexts.YearContext(
        site=site.view,
        page=site.page(url, title, "weeks", about),
        year=year.year,
        quarters=tuple(_quarters(site, dict(weeks), first, last)),
        pages=(parts.Destination(url=year.url, title=language.gettext("All of %(year)s") % {"year": year.year}),),
        weeks=(),
        previous=None,
        next=None,
    )


def _quarters(
    site: SiteContext, notes: dict[Week, tuple[Note, ...]], start: Week, end: Week
) -> Iterator[parts.Quarter]:
    """Yield the quarters that hold notes, without the weeks before `start` and after `end`."""
    year = start.year
    last = weeks_in_year(year)
    for index in range(_QUARTERS):
        first = index * 13 + 1
        weeks = [Week(year, number) for number in range(first, (first + 13 if index < 3 else last + 1))]
        weeks = [week for week in weeks if start <= week <= end]
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


def _list(
    site: SiteContext, url: str, years: tuple[parts.YearLink, ...], newest: tuple[WeekOfNotes, ...], left: int
) -> contexts.WeeksContext:
    language = site.language
    return contexts.WeeksContext(
        site=site.view,
        page=site.page(url, language.gettext("Weeks"), "weeks", language.gettext("All weeks that have notes.")),
        years=years,
        weeks=tuple(week_of_notes(site, week) for week in newest),
        weeks_left=left,
    )
