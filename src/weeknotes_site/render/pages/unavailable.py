"""A placeholder at the address of each note or plain page with errors, made from the address only."""

from collections.abc import Iterable, Iterator

from weeknotes_site.render import contexts
from weeknotes_site.render.pages.planning import page as plan_page
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext


def plan_unavailable(urls: Iterable[str]) -> Iterator[PlannedFile]:
    """Plan the pages; each gives way to anything else at its address."""
    for url in urls:
        source = "a page that cannot be shown"
        yield plan_page(url, "unavailable.html", source, _context, gives_way=True, is_listed=False)


def _context(site: SiteContext, url: str) -> contexts.UnavailableContext:
    is_note = url.startswith("teams/")
    title = site.language.gettext("Note unavailable") if is_note else site.language.gettext("Page unavailable")
    page = site.page(url, title, "teams" if is_note else "")
    return contexts.UnavailableContext(site=site.view, page=page, is_note=is_note)
