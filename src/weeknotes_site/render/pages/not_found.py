"""The page for addresses that lead nowhere."""

from urllib.parse import urlsplit

from msgspec.structs import replace

from weeknotes_site.render import contexts
from weeknotes_site.render.contexts import Context
from weeknotes_site.render.pages.plan import PlannedPage, SiteInHand


def plan_not_found(site: SiteInHand) -> PlannedPage:
    def context() -> Context:
        page = site.page("404.html", "Page not found")
        # Served at any depth, so its links start at the path under which the whole site stands.
        root = urlsplit(site.config.base_url).path or "/"
        return contexts.NotFoundContext(site=site.view, page=replace(page, root=root))

    return PlannedPage(url="404.html", template="404.html", source="the page for what is missing", make_context=context)
