"""The home page: the newest week, earlier weeks, and the teams."""

from datetime import date

from weeknotes_site.model.archive import Archive
from weeknotes_site.render import contexts
from weeknotes_site.render.feed_links import weekly_feed_link
from weeknotes_site.render.pages.lead_picture import LeadPicture, find_lead_picture, show_lead_picture
from weeknotes_site.render.pages.planning import (
    TeamSummary,
    WeekWithNotes,
    page,
    summarise_team,
    team_line,
    week_of_notes,
)
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.site.redirects import OUR_PAGES

EARLIER_WEEKS = 4


def plan_home(archive: Archive, as_of: date) -> PlannedFile:
    """Plan the home page."""
    weeks = archive.newest_weeks(as_of, EARLIER_WEEKS + 1)
    teams = tuple(summarise_team(archive, team) for team in archive.teams if team.ended is None)
    picture = find_lead_picture(archive, weeks[0][1]) if weeks else None
    return page("index.html", "home.html", OUR_PAGES["index.html"], _context, weeks, teams, picture)


def _context(
    site: SiteContext,
    url: str,
    weeks: tuple[WeekWithNotes, ...],
    teams: tuple[TeamSummary, ...],
    picture: LeadPicture | None,
) -> contexts.HomeContext:
    shown = {note.url for _, notes in weeks for note in notes}
    return contexts.HomeContext(
        site=site.view,
        page=site.page(url, "", "home"),
        newest=week_of_notes(site, weeks[0]) if weeks else None,
        lead_picture=show_lead_picture(site, url, picture),
        earlier=tuple(week_of_notes(site, week) for week in weeks[1:]),
        teams=tuple(team_line(site, team, shown) for team in teams),
        feed=weekly_feed_link(site.config, site.language) if site.config.base_url else None,
    )
