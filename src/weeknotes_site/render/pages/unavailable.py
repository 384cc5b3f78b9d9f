"""A page at the address of each note that cannot be shown for its errors, made from the address alone."""

from collections.abc import Iterator

from weeknotes_site.model.archive import Archive
from weeknotes_site.render import contexts
from weeknotes_site.render.pages.plan import page
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext


def plan_unavailable(archive: Archive) -> Iterator[PlannedFile]:
    """Plan the pages; each gives way to anything else at its address."""
    for url in archive.unavailable:
        source = "a note that cannot be shown"
        yield page(url, "unavailable.html", source, _context, gives_way=True, is_listed=False)


def _context(site: SiteContext, url: str) -> contexts.UnavailableContext:
    return contexts.UnavailableContext(site=site.view, page=site.page(url, "Note unavailable", "teams"))
