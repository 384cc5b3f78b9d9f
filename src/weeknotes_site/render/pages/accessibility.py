"""The accessibility statement, with the parts that the UK's regulations of 2018 name."""

from weeknotes_site.render import contexts
from weeknotes_site.render.contexts import Context
from weeknotes_site.render.pages.plan import PlannedPage, SiteInHand
from weeknotes_site.render.views import view_day

ACCESSIBILITY = "accessibility.html"


def plan_accessibility(site: SiteInHand) -> PlannedPage:
    """Plan the statement; what the config does not say, it does not claim."""
    said = site.config.accessibility

    def context() -> Context:
        title = "Accessibility statement"
        return contexts.AccessibilityContext(
            site=site.view,
            page=site.page(ACCESSIBILITY, title, description=f"How accessible {site.config.title} is."),
            organisation=said.organisation or site.config.title,
            status=said.status,
            issues=said.issues,
            tested=said.tested,
            enforcement=said.enforcement,
            prepared=view_day(said.prepared) if said.prepared else None,
            checked=view_day(said.checked) if said.checked else None,
        )

    return PlannedPage(
        url=ACCESSIBILITY, template="accessibility.html", source="the accessibility statement", make_context=context
    )
