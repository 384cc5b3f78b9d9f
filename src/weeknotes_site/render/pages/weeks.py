"""One page per week, and the list of weeks."""

from collections.abc import Iterator
from itertools import islice

from weeknotes_site.model.archive import Archive, with_neighbours
from weeknotes_site.model.names import capital
from weeknotes_site.model.note import Note
from weeknotes_site.model.team import Team
from weeknotes_site.model.week import Week
from weeknotes_site.render import contexts, parts
from weeknotes_site.render.pages.across import families_of, plan_across, view_families
from weeknotes_site.render.pages.lead_picture import LeadPicture, find_lead_picture, show_lead_picture
from weeknotes_site.render.pages.planning import WeekWithNotes, page, week_of_notes
from weeknotes_site.render.pages.week_in_full import plan_week_in_full
from weeknotes_site.render.pages.years import plan_years, summarise_year, weeks_by_year
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.render.views import is_late, view_team, view_week
from weeknotes_site.site.redirects import OUR_PAGES

MAX_NOTES = 150
MIN_WEEKS = 4
"""Maximum notes in the list of weeks, and the minimum number of weeks."""
MAX_SILENT = 50
"""Maximum teams named on the page of a week that wrote nothing about it."""


def plan_weeks(archive: Archive) -> Iterator[PlannedFile]:
    """Plan the pages of weeks, of their years, and the list of both."""
    weeks = sorted(archive.by_week)
    for before, week, after in with_neighbours(weeks):
        silent = tuple(islice(_silent_teams(archive, week), MAX_SILENT + 1)) if after else ()
        notes = archive.by_week[week]
        picture = find_lead_picture(archive, (note for note in notes if note.lead and not is_late(note)))
        of_week = (week, notes, silent, before, after, families_of(archive, week), picture)
        yield page(week.url, "week.html", f"the week {week}", _week, *of_week)
        yield plan_week_in_full(archive, before, week, after)
    yield from plan_across(archive, weeks)
    years = weeks_by_year(archive)
    yield from plan_years(years)
    of_year = next(iter(years.values()), ())
    newest = _newest(of_year)
    args = (tuple(map(summarise_year, years.values())), newest, len(of_year) - len(newest))
    yield page("weeks/index.html", "weeks.html", OUR_PAGES["weeks/index.html"], _list, *args)


def _newest(weeks: tuple[WeekWithNotes, ...]) -> tuple[WeekWithNotes, ...]:
    """Return the first weeks whose notes fit on a page, and at least `MIN_WEEKS`."""
    count = 0
    for index, (_, notes) in enumerate(weeks):
        count += len(notes)
        if count > MAX_NOTES and index >= MIN_WEEKS:
            return weeks[:index]
    return weeks


def _silent_teams(archive: Archive, week: Week) -> Iterator[Team]:
    """Yield weekly teams that had begun and not ended, and wrote nothing about this week."""
    wrote = {note.team.slug for note in archive.by_week[week]}
    for team in archive.teams:
        notes = archive.by_team.get(team.slug, ())
        if team.slug in wrote or not notes or team.rhythm not in ("", "weekly"):
            continue
        has_begun = notes[0].weeks[0] <= week
        has_ended = team.ended is not None and team.ended < week.sunday
        if has_begun and not has_ended and not team.is_away(week):
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
    picture: LeadPicture | None,
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
        lead_picture=show_lead_picture(site, url, picture),
        silent=tuple(map(view_team, silent[:MAX_SILENT])),
        silent_left=len(silent) > MAX_SILENT,
        across=view_families(language, week, families),
        previous=view_week(language, before) if before else None,
        next=view_week(language, after) if after else None,
    )


def _list(
    site: SiteContext, url: str, years: tuple[parts.YearLink, ...], newest: tuple[WeekWithNotes, ...], left: int
) -> contexts.WeeksContext:
    language = site.language
    return contexts.WeeksContext(
        site=site.view,
        page=site.page(url, language.gettext("Weeks"), "weeks", language.gettext("All weeks that have notes.")),
        years=years,
        weeks=tuple(week_of_notes(site, week) for week in newest),
        weeks_left=left,
    )
