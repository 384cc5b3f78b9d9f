"""A week's notes in full on one page, to read in one go, to print and to pass around."""

from msgspec.structs import replace

from weeknotes_site.model.archive import Archive
from weeknotes_site.model.body import BodyRef
from weeknotes_site.model.names import capital
from weeknotes_site.model.note import Note
from weeknotes_site.model.week import Week
from weeknotes_site.render import contexts
from weeknotes_site.render.pages.excerpts import view_in_full
from weeknotes_site.render.pages.planning import PageTerms, page, terms_of
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.render.views import is_late, view_week


def plan_week_in_full(archive: Archive, before: Week | None, week: Week, after: Week | None) -> PlannedFile:
    """Plan the page, with links to the previous and next week; search engines are led to the notes instead."""
    notes = archive.by_week[week]
    bodies = archive.bodies_of(notes)
    args = (week, notes, bodies, terms_of(archive, notes), before, after)
    return page(week.url_in_full, "week-in-full.html", f"the week {week}", _context, *args, is_listed=False)


def _context(
    site: SiteContext,
    url: str,
    week: Week,
    notes: tuple[Note, ...],
    bodies: tuple[BodyRef, ...],
    terms: PageTerms,
    before: Week | None,
    after: Week | None,
) -> contexts.WeekInFullContext:
    language = site.language
    view = view_week(language, week)
    values = {"days": view.days, "number": view.number}
    title = capital(language.gettext("%(days)s, week %(number)s, in full") % values)
    ordered = sorted(zip(notes, bodies, range(len(notes)), strict=True), key=lambda one: is_late(one[0]))
    in_full = ((note, site.read_body(ref, note.lang), terms.of(at)) for note, ref, at in ordered)
    own = site.page(url, title, "weeks", language.gettext("All notes of the week of %(days)s.") % values)
    return contexts.WeekInFullContext(
        site=site.view,
        page=replace(own, canonical=""),
        week=view,
        notes=tuple(view_in_full(site, url, in_full)),
        organisation=site.config.accessibility.organisation,
        previous=view_week(language, before) if before else None,
        next=view_week(language, after) if after else None,
    )
