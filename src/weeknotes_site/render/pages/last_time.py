"""What a team's note before said would come next, above the text of the note that follows it."""

import re
from collections.abc import Iterable, Iterator
from textwrap import shorten

from markupsafe import Markup

from weeknotes_site.content.markdown.next_words import says_next
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.body import Body, BodyRef
from weeknotes_site.model.note import Note
from weeknotes_site.model.passage import Passage, Passages
from weeknotes_site.render import contexts
from weeknotes_site.render.addresses import part_among_others
from weeknotes_site.render.site_context import SiteContext

MAX_OPENING = 120
_HEADING = re.compile("<h([2-6]) ")


def said_before(archive: Archive, note: Note, before: Note | None) -> Passages | None:
    """Return what the note before says comes next; None where it says nothing of it, or it is not shown."""
    return archive.joins.next_passages.get(before.url) if before and note.team.last_time else None


def view_last_time(site: SiteContext, url: str, before: Note, ref: BodyRef, said: Passages) -> contexts.LastTime:
    """View it for a page; `ref` is the body of the note before."""
    passages = said.passages
    parts = [site.read_body(ref, before.lang, slice(passage.start, passage.end)) for passage in passages]
    return contexts.LastTime(
        note=site.view_note(before),
        opening=shorten(" ".join(_text(part.html) for part in parts), MAX_OPENING, placeholder=" …"),
        passages=tuple(_passages(site, url, before, zip(passages, parts, strict=True))),
    )


def _passages(
    site: SiteContext, url: str, before: Note, passages: Iterable[tuple[Passage, Body]]
) -> Iterator[contexts.SaidNext]:
    headings = {heading.id: heading for heading in before.headings}
    written_out: set[str] = set()
    # Translators: names a table or code block in what the last note said, for screen readers.
    pattern = site.language.gettext("%(label)s of last time, part %(number)s")
    for number, (passage, part) in enumerate(passages, 1):
        among = pattern % {"label": "%(label)s", "number": number}
        heading = _HEADING.search(part.html)
        lower = 2 - int(heading[1]) if heading else 0
        html = part_among_others(
            part, before.url, url, f"page-last-{number}-", among, written_out, lower=lower, highest=2
        )
        html = f"<ul>\n{html}</ul>\n" if passage.is_item else html
        yield contexts.SaidNext(under=headings.get(passage.under), body=Markup(html))  # noqa: S704 - rendered Markdown


def _text(html: str) -> str:
    """Return a passage's words, without the label that it opens with."""
    text = Markup(html).striptags()  # noqa: S704 - rendered Markdown
    label, colon, rest = text.partition(":")
    return rest if colon and says_next(label) else text
