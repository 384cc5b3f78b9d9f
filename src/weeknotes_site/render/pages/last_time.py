"""Passages under "Next" of a team's previous note, shown above the text of a note."""

from collections.abc import Iterable, Iterator
from html import unescape
from textwrap import shorten

from markupsafe import Markup

from weeknotes_site.content.markdown.facts.labels import LABELLED, is_label, label_words
from weeknotes_site.content.markdown.facts.leads import joined
from weeknotes_site.content.markdown.topics import says_next
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.body import FOOTNOTE_MARK, Body, BodyRef
from weeknotes_site.model.note import Note
from weeknotes_site.model.passage import Passage, Passages
from weeknotes_site.regex import regex
from weeknotes_site.render import contexts
from weeknotes_site.render.pages.excerpts import view_passages
from weeknotes_site.render.site_context import SiteContext

MAX_OPENING = 120
_CELL = regex(r"</t[dh]>")
_HEADING_END = regex(r"(?<![.!?…:])(?=</h[1-6]>)")
_ALT = regex(r'<img\b(?:[^<>"]|"[^"]*")*? alt="([^"]*)"')
_BLOCK = regex(r"</(?:p|li|tr|h[1-6]|pre|dt|dd)>|<(?:ul|ol|br)\b[^<>]*>")


def said_before(archive: Archive, note: Note, before: Note | None) -> Passages | None:
    """Return what the previous note has under "Next"; None if it has nothing, or if it is not shown."""
    return archive.joins.next_passages.get(before.url) if before and note.team.last_time else None


def view_last_time(site: SiteContext, url: str, before: Note, ref: BodyRef, said: Passages) -> contexts.LastTime:
    """View the passages for a page; `ref` is the body of the previous note."""
    passages = said.passages
    parts = [site.read_body(ref, before.lang, slice(passage.start, passage.end)) for passage in passages]
    return contexts.LastTime(
        note=site.view_note(before),
        opening=_opening(part.html for part in parts),
        passages=tuple(_passages(site, url, before, zip(passages, parts, strict=True))),
    )


def _passages(
    site: SiteContext, url: str, before: Note, passages: Iterable[tuple[Passage, Body]]
) -> Iterator[contexts.PassageView]:
    # Translators: names a table or code block in what the last note said, for screen readers.
    label = site.language.gettext("%(label)s of last time, part %(number)s")
    label %= {"label": "%(label)s", "number": "%(part)s"}
    return view_passages(url, before, passages, "page-last-", label, set(), highest=2)


def _opening(parts: Iterable[str]) -> str:
    whole = tuple(parts)
    # A picture is described only where there is nothing else to read.
    text = joined(text for html in whole for text in _texts(html)) or joined(
        text for html in whole for text in (unescape(alt).strip() for alt in _ALT.findall(html)) if text
    )
    # `shorten` splits the whole text into words, most of which it does not need.
    end = text.find(" ", MAX_OPENING + 1)
    return shorten(text if end < 0 else text[:end], MAX_OPENING, placeholder=" …")


def _texts(html: str) -> Iterator[str]:
    """Yield the texts of a passage's paragraphs, items and rows, without its label at the start and footnote marks."""
    label = LABELLED.match(html)
    if label and is_label(html, label) and says_next(label_words(label)):
        html = html[label.end() :]
    html = _HEADING_END.sub(":", _CELL.sub(", ", FOOTNOTE_MARK.sub("", html)))
    for block in _BLOCK.split(html):
        if text := Markup(block).striptags().strip(" ,"):  # noqa: S704 - rendered Markdown
            yield text
