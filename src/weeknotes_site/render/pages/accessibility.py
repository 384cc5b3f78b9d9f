"""The accessibility statement, with the parts that the UK's 2018 regulations require."""

from weeknotes_site.render import contexts
from weeknotes_site.render.pages.planning import page
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.render.views import view_day
from weeknotes_site.site.redirects import OUR_PAGES

ACCESSIBILITY = "accessibility.html"


def plan_accessibility() -> PlannedFile:
    """Plan the statement, which claims only what the settings say."""
    return page(ACCESSIBILITY, "accessibility.html", OUR_PAGES[ACCESSIBILITY], _context)


def _context(site: SiteContext, url: str) -> contexts.AccessibilityContext:
    said, language = site.config.accessibility, site.language
    about = language.gettext("How accessible %(site)s is.") % {"site": site.config.title}
    return contexts.AccessibilityContext(
        site=site.view,
        page=site.page(url, language.gettext("Accessibility statement"), description=about),
        organisation=said.organisation or site.config.title,
        status=said.status,
        issues=said.issues,
        tested=said.tested,
        enforcement=said.enforcement,
        prepared=view_day(language, said.prepared) if said.prepared else None,
        checked=view_day(language, said.checked) if said.checked else None,
    )
