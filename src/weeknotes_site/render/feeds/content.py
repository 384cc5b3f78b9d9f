"""Convert a note's HTML for feeds: absolute links, and only attributes that feed readers keep."""

import re
from functools import lru_cache
from html import escape

from weeknotes_site.languages import direction_of
from weeknotes_site.model.body import Body, BodyRef
from weeknotes_site.model.note import Note
from weeknotes_site.regex import regex
from weeknotes_site.render.addresses import body_elsewhere
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.render.words import without_forbidden

# A tag with attributes or a slash; all others stay unchanged.
_TAG = regex(r'<([a-z][a-z0-9]*)(?=[\s/])((?:\s+[^\s"<>/=]+(?:="[^"]*")?)*)\s*(/?)>')
_ATTRIBUTE = regex(r'(?<![^\s"])([^\s"<>/=]+)="([^"]*)"')
# Ids would clash between notes of a feed; roles and classes are for our own pages only.
_KEPT = frozenset(
    ("href", "src", "alt", "title", "width", "height", "start", "lang", "dir", "cite", "datetime", "colspan", "rowspan")
)
_ALIGNMENTS = frozenset(("left", "center", "right"))
_COLOURED = regex(r"</?span\b[^>]*>")
_CHECKBOX = regex(r'<input type="checkbox" disabled( checked)?[^>]*>')
_HEADING = regex(r"<(/?)h([1-6])\b")


def content_of(site: SiteContext, note: Note, body: BodyRef) -> str:
    """Return the HTML of a note for feeds."""
    base_url = site.config.base_url
    html = _content(site.read_body(body, note.lang), base_url + note.url, base_url)
    return f"<div{language_of(note)}>\n{html}\n</div>" if note.lang else html


def language_of(note: Note) -> str:
    """Return the attributes for text of a note that is not in the site's language."""
    return f' lang="{escape(note.lang)}" dir="{direction_of(note.lang)}"' if note.lang else ""


def language_of_title(note: Note) -> str:
    """Return the same for its title; without one, it has a title of ours."""
    return language_of(note) if note.title else ""


def lower_headings(html: str, levels: int) -> str:
    """Lower the levels of headings in a note that is shown under other headings."""
    return _HEADING.sub(lambda one: f"<{one[1]}h{min(int(one[2]) + levels, 6)}", html)


@lru_cache(maxsize=500)
def _content(body: Body, permalink: str, base_url: str) -> str:
    """Return the HTML of a body; RSS and Atom have the same, and most feeds of the preview's next rebuild."""
    html = body_elsewhere(body, permalink, base_url)
    html = _CHECKBOX.sub(lambda box: "☑" if box[1] else "☐", html)
    return without_forbidden(_TAG.sub(_plain_tag, _COLOURED.sub("", html))).strip()


def _plain_tag(tag: re.Match[str]) -> str:
    attributes = ""
    for name, value in _ATTRIBUTE.findall(tag[2]):
        if name in _KEPT:
            attributes += f' {name}="{value}"'
        elif name == "class" and value in _ALIGNMENTS:
            attributes += f' align="{value}"'  # for tables, because readers drop classes
    return f"<{tag[1]}{attributes}>"
