"""Views of notes and of their passages on pages of several notes."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from weeknotes_site.model.body import Body
from weeknotes_site.model.note import Note
from weeknotes_site.model.passage import Passage
from weeknotes_site.model.terms import Term
from weeknotes_site.regex import regex
from weeknotes_site.render import contexts
from weeknotes_site.render.addresses import among_notes, part_among_others, root_of
from weeknotes_site.render.marked_terms import mark_terms
from weeknotes_site.render.site_context import SiteContext

_HEADING = regex("<h([2-6]) ")


def view_in_full(
    site: SiteContext, url: str, notes: Iterable[tuple[Note, Body, tuple[Term, ...]]]
) -> Iterator[contexts.FullNote]:
    """Yield the view of each note on the page at `url`; terms and outside links are marked once per page."""
    written_out: set[str] = set()
    marked: set[Term] = set()
    for number, (note, body, terms) in enumerate(notes, 1):
        html = part_among_others(body, note.url, url, *among_notes(number, site.language), written_out)
        html = mark_terms(html, terms, root_of(url), marked)
        yield contexts.FullNote(note=site.view_note(note), body=Markup(html))  # noqa: S704 - rendered Markdown


def view_passages(
    url: str,
    note: Note,
    passages: Iterable[tuple[Passage, Body]],
    prefix: str,
    label: str,
    written_out: set[str],
    *,
    highest: int,
) -> Iterator[contexts.PassageView]:
    """Yield the view of each passage of a note on the page at `url`; its first heading is of the level `highest`.

    `prefix` and the passage's number start its ids. `label` names its tables and code, with `%(label)s` and `%(part)s`.
    """
    headings = {heading.id: heading for heading in note.headings if heading.text}
    for number, (passage, part) in enumerate(passages, 1):
        among = label % {"label": "%(label)s", "part": number}
        heading = _HEADING.search(part.html)
        lower = highest - int(heading[1]) if heading else 0
        own = f"{prefix}{number}-"
        html = part_among_others(part, note.url, url, own, among, written_out, lower=lower, highest=highest)
        html = f"<ul>\n{html}</ul>\n" if passage.is_item else html
        yield contexts.PassageView(under=headings.get(passage.under), body=Markup(html))  # noqa: S704 - rendered Markdown
