"""A note's HTML for a reader that is not on its page: absolute links, and only what feed readers keep."""

import re
from html import escape

from weeknotes_site.model.body import BodyRef
from weeknotes_site.model.note import Note
from weeknotes_site.render.addresses import body_elsewhere
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.render.words import without_forbidden

# A tag with attributes or a slash; all others stay as they are.
_TAG = re.compile(r'<([a-z][a-z0-9]*)(?=[\s/])((?:\s+[^\s"<>/=]+(?:="[^"]*")?)*)\s*(/?)>')
_ATTRIBUTE = re.compile(r'(?<![^\s"])([^\s"<>/=]+)="([^"]*)"')
# Ids would clash between the notes of one feed; roles, classes and the rest mean something only on our own pages.
_KEPT = frozenset(
    ("href", "src", "alt", "title", "width", "height", "start", "lang", "dir", "cite", "datetime", "colspan", "rowspan")
)
_ALIGNMENTS = frozenset(("left", "center", "right"))
_COLOURED = re.compile(r"</?span\b[^>]*>")
_CHECKBOX = re.compile(r'<input type="checkbox" disabled( checked)?[^>]*>')
_HEADING = re.compile(r"<(/?)h([1-6])\b")


def content_of(site: SiteContext, note: Note, body: BodyRef) -> str:
    """Return a note's content."""
    base_url = site.config.base_url
    html = body_elsewhere(site.read_body(body, note.lang), base_url + note.url, base_url)
    html = _CHECKBOX.sub(lambda box: "☑" if box[1] else "☐", html)
    html = without_forbidden(_TAG.sub(_plain_tag, _COLOURED.sub("", html))).strip()
    return f'<div lang="{escape(note.lang)}" dir="auto">\n{html}\n</div>' if note.lang else html


def lower_headings(html: str, levels: int) -> str:
    """Put headings further down, where the note stands under headings of its own."""
    return _HEADING.sub(lambda one: f"<{one[1]}h{min(int(one[2]) + levels, 6)}", html)


def _plain_tag(tag: re.Match[str]) -> str:
    attributes = ""
    for name, value in _ATTRIBUTE.findall(tag[2]):
        if name in _KEPT:
            attributes += f' {name}="{value}"'
        elif name == "class" and value in _ALIGNMENTS:
            attributes += f' align="{value}"'  # a table's columns; readers drop classes
    return f"<{tag[1]}{attributes}>"
