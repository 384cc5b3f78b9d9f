"""A week's notes one after the other in full, to read at one go, to print and to hand round."""

from markupsafe import Markup
from msgspec.structs import replace

from weeknotes_site.model.archive import Archive
from weeknotes_site.model.body import BodyRef
from weeknotes_site.model.note import Note
from weeknotes_site.model.terms import Term
from weeknotes_site.model.week import Week
from weeknotes_site.render import contexts
from weeknotes_site.render.addresses import body_among_others, root_of
from weeknotes_site.render.marked_terms import mark_terms
from weeknotes_site.render.pages.planning import PageTerms, page, terms_of
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.render.views import is_late, view_week
from weeknotes_site.render.wording import capital


def plan_week_in_full(archive: Archive, week: Week) -> PlannedFile:
    """Plan it; search engines are led to the notes instead."""
    notes = archive.by_week[week]
    bodies = tuple(archive.bodies[note.url] for note in notes)
    args = (week, notes, bodies, terms_of(archive, notes))
    return page(week.url_in_full, "week-in-full.html", f"the week {week}", _context, *args, is_listed=False)


def _context(
    site: SiteContext, url: str, week: Week, notes: tuple[Note, ...], bodies: tuple[BodyRef, ...], terms: PageTerms
) -> contexts.WeekInFullContext:
    language = site.language
    view = view_week(language, week)
    values = {"days": view.days, "number": view.number}
    title = capital(language.gettext("%(days)s, week %(number)s, in full") % values)
    written_out: set[str] = set()
    marked: set[Term] = set()
    ordered = sorted(zip(notes, bodies, range(len(notes)), strict=True), key=lambda one: is_late(one[0]))
    in_full = []
    for number, (note, ref, at) in enumerate(ordered, 1):
        text = site.read_body(ref, note.lang)
        html = body_among_others(text, note.url, url, number, written_out, language)
        html = mark_terms(html, terms.of(at), root_of(url), marked)
        body = Markup(html)  # noqa: S704 - rendered Markdown
        in_full.append(contexts.FullNote(note=site.view_note(note), body=body))
    own = site.page(url, title, "weeks", language.gettext("All notes of the week of %(days)s.") % values)
    return contexts.WeekInFullContext(
        site=site.view,
        page=replace(own, canonical=""),
        week=view,
        notes=tuple(in_full),
        organisation=site.config.accessibility.organisation,
    )
