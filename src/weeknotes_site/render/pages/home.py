"""The home page: the newest week, the weeks before, the teams."""

from weeknotes_site.render import contexts
from weeknotes_site.render.contexts import Context
from weeknotes_site.render.pages.plan import PlannedPage, SiteInHand

EARLIER_WEEKS = 4


def plan_home(site: SiteInHand) -> PlannedPage:
    def context() -> Context:
        weeks = list(site.archive.by_week)
        return contexts.HomeContext(
            site=site.view,
            page=site.page("index.html", "", "home"),
            newest=site.week(weeks[0]) if weeks else None,
            earlier=tuple(site.week(week) for week in weeks[1 : EARLIER_WEEKS + 1]),
            teams=tuple(site.team_line(team) for team in site.archive.teams if team.ended is None),
        )

    return PlannedPage(url="index.html", template="home.html", source="the home page", make_context=context)
