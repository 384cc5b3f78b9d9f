"""A page at the address of each note that cannot be shown for its errors, made from the address alone."""

from collections.abc import Iterator

from weeknotes_site.render import contexts
from weeknotes_site.render.contexts import Context
from weeknotes_site.render.pages.plan import PlannedPage, SiteInHand


def plan_unavailable(site: SiteInHand) -> Iterator[PlannedPage]:
    for url in site.archive.unavailable:
        yield _page(site, url)


def _page(site: SiteInHand, url: str) -> PlannedPage:
    def context() -> Context:
        return contexts.UnavailableContext(site=site.view, page=site.page(url, "Note unavailable", "teams"))

    return PlannedPage(
        url=url,
        template="unavailable.html",
        source="a note that cannot be shown",
        gives_way=True,
        is_listed=False,
        make_context=context,
    )
