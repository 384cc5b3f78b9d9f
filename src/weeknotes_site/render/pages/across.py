"""Pages of a week with what all teams ask for, celebrate, or do next."""

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.languages import Language
from weeknotes_site.model.archive import Archive, with_neighbours
from weeknotes_site.model.body import BodyRef
from weeknotes_site.model.families import ASKS, BLOCKERS, CELEBRATIONS, NEXT
from weeknotes_site.model.note import Note
from weeknotes_site.model.passage import Passage
from weeknotes_site.model.week import Week
from weeknotes_site.regex import regex
from weeknotes_site.render import contexts, parts
from weeknotes_site.render.pages.excerpts import view_passages
from weeknotes_site.render.pages.planning import page
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.render.views import is_late, view_week


class PassagesOfNotes(Struct, frozen=True):
    """The passages of each note on a page; a struct, because it is encoded for a key in one step."""

    passages: tuple[tuple[Passage, ...], ...]


Found = tuple[tuple[Note, ...], tuple[BodyRef, ...], PassagesOfNotes]
"""Notes with passages of a family, their bodies, and the passages."""
MAX_NOTES = 300
"""Maximum notes on a page."""
_OTHER_LABEL = regex(r"<li>[^<>:]{1,40}:</li>")
_LIST_SIDE = regex(r"<(/?)[uo]l\b")


def families_of(archive: Archive, week: Week) -> tuple[str, ...]:
    """Return the families of which a week's notes have passages."""
    urls = [note.url for note in archive.by_week[week]]
    return tuple(family for family, notes in archive.joins.across.items() if not notes.keys().isdisjoint(urls))


def plan_across(archive: Archive, weeks: list[Week]) -> Iterator[PlannedFile]:
    """Plan a page for each week and family; `weeks` are in order."""
    for family, passages in archive.joins.across.items():
        having = [(week, found) for week in weeks if (found := _find(archive, week, passages))]
        for before, (week, found), after in with_neighbours(having):
            url = week.url_across(family)
            args = (family, week, *found, before and before[0], after and after[0])
            yield page(url, "across.html", f"the week {week}", _context, *args, is_listed=False)


def view_families(language: Language, week: Week, families: tuple[str, ...]) -> tuple[parts.Destination, ...]:
    """Return links to the pages of a week's families."""
    return tuple(parts.Destination(url=week.url_across(one), title=_title(language, one)) for one in families)


def _title(language: Language, family: str) -> str:
    titles = {
        ASKS: language.pgettext("what teams ask for", "Asks"),
        CELEBRATIONS: language.gettext("Celebrations"),
        NEXT: language.pgettext("what teams do next", "What comes next"),
        BLOCKERS: language.gettext("Blockers"),
    }
    return titles[family]


def _find(archive: Archive, week: Week, passages: Mapping[str, tuple[Passage, ...]]) -> Found | None:
    notes = tuple(note for note in archive.by_week[week] if note.url in passages)[:MAX_NOTES]
    bodies = archive.bodies_of(notes)
    return (notes, bodies, PassagesOfNotes(tuple(passages[note.url] for note in notes))) if notes else None


def _context(
    site: SiteContext,
    url: str,
    family: str,
    week: Week,
    notes: tuple[Note, ...],
    bodies: tuple[BodyRef, ...],
    found: PassagesOfNotes,
    before: Week | None,
    after: Week | None,
) -> contexts.AcrossContext:
    language = site.language
    view, title = view_week(language, week), _title(language, family)
    in_week = language.gettext("%(title)s, %(days)s") % {"title": title, "days": view.days}
    about = language.gettext("%(title)s of all teams, %(days)s.") % {"title": title, "days": view.days}
    own = site.page(url, in_week, "weeks", about)
    written_out: set[str] = set()
    shown = sorted(zip(notes, bodies, found.passages, strict=True), key=lambda one: is_late(one[0]))
    return contexts.AcrossContext(
        site=site.view,
        page=replace(own, canonical=""),
        week=view,
        family=family,
        title=title,
        notes=tuple(
            contexts.AcrossNote(
                note=site.view_note(note),
                passages=tuple(_passages(site, url, number, note, ref, passages, written_out)),
            )
            for number, (note, ref, passages) in enumerate(shown, 1)
        ),
        previous=_neighbour(language, before, family),
        next=_neighbour(language, after, family),
    )


def _neighbour(language: Language, week: Week | None, family: str) -> parts.Destination | None:
    return parts.Destination(url=week.url_across(family), title=view_week(language, week).days) if week else None


def _passages(
    site: SiteContext,
    url: str,
    number: int,
    note: Note,
    ref: BodyRef,
    passages: tuple[Passage, ...],
    written_out: set[str],
) -> Iterator[contexts.PassageView]:
    bodies = (site.read_body(ref, note.lang, slice(passage.start, passage.end)) for passage in passages)
    parts = (replace(body, html=_without_other_label(body.html)) for body in bodies)
    label = site.language.gettext("%(label)s of note %(number)s, part %(part)s")
    label %= {"label": "%(label)s", "number": number, "part": "%(part)s"}
    return view_passages(url, note, zip(passages, parts, strict=True), f"note-{number}-", label, written_out, highest=3)


def _without_other_label(html: str) -> str:
    """Return a passage whose list ends before an item that is only another label."""
    other = _OTHER_LABEL.search(html)
    if not other:
        return html
    depth = 1
    for side in _LIST_SIDE.finditer(html, other.end()):
        depth += -1 if side[1] else 1
        if not depth:
            return html[: other.start()] + html[side.start() :]
    return html
