"""The page that finds notes again; the index that it asks is made by `weeknotes_site.search`."""

from weeknotes_site.render import contexts
from weeknotes_site.render.contexts import Context
from weeknotes_site.render.pages.plan import PlannedPage, SiteInHand
from weeknotes_site.render.views import view_name

SEARCH = "search.html"


def plan_search(site: SiteInHand) -> PlannedPage:
    """Plan it also where there is no index: an old link to it then says what to do instead."""
    archive = site.archive

    def context() -> Context:
        return contexts.SearchContext(
            site=site.view,
            page=site.page(SEARCH, "Search", "search", f"Find a note of {site.config.title}."),
            years=tuple(sorted({note.week.year for note in archive.notes}, reverse=True)),
            teams=tuple(site.views.teams[team.slug] for team in archive.teams if team.slug in archive.by_team),
            people=tuple(view_name(person) for person in archive.people),
            tags=tuple(view_name(tag) for tag in archive.tags),
        )

    return PlannedPage(
        url=SEARCH, template="search.html", source="the search page", is_listed=False, make_context=context
    )
