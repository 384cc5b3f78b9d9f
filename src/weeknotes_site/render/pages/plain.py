"""Plain pages, such as "About"."""

from markupsafe import Markup

from weeknotes_site.languages import name_of
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.body import BodyRef
from weeknotes_site.model.names import capital
from weeknotes_site.model.page import PlainPage
from weeknotes_site.render import contexts
from weeknotes_site.render.addresses import body_on_page
from weeknotes_site.render.pages.planning import page
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.render.words import clean


def plan_plain_page(archive: Archive, plain: PlainPage) -> PlannedFile:
    """Plan a plain page."""
    return page(plain.url, "page.html", f"`{plain.path}`", _context, plain, archive.bodies[plain.url])


def _context(site: SiteContext, url: str, plain: PlainPage, body: BodyRef) -> contexts.PlainPageContext:
    title = title_of_page(plain)
    return contexts.PlainPageContext(
        site=site.view,
        page=site.page(url, title),
        title=title,
        lang=plain.lang,
        language=name_of(plain.lang) if plain.lang and site.config.languages else "",
        is_draft=plain.is_draft,
        body=Markup(body_on_page(site.read_body(body, plain.lang), url)),  # noqa: S704 - rendered Markdown
        edit_url=site.repository.edit(plain.path) if site.repository else "",
    )


def title_of_page(plain: PlainPage) -> str:
    """Return a plain page's title, or the name of its file."""
    return clean(plain.title) or capital(plain.url.removesuffix(".html").replace("-", " "))
