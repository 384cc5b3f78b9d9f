"""The 404 page."""

from weeknotes_site.model.addresses import split_address
from weeknotes_site.render import contexts
from weeknotes_site.render.pages.planning import page
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.site.redirects import OUR_PAGES

NOT_FOUND = "404.html"


def plan_not_found() -> PlannedFile:
    """Plan the page; it is not in the sitemap."""
    return page(NOT_FOUND, "404.html", OUR_PAGES[NOT_FOUND], _context, is_listed=False)


def _context(site: SiteContext, url: str) -> contexts.NotFoundContext:
    # Served at any depth, so its links start at the path of the whole site.
    root = split_address(site.config.base_url).path or "/"
    return contexts.NotFoundContext(
        site=site.view, page=site.page(url, site.language.gettext("Page not found"), root=root)
    )
