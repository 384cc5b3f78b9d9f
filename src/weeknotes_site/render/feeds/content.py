"""A note's HTML for a reader that is not on its page: absolute links, and only what feed readers keep."""

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape

from weeknotes_site.model.archive import Archive
from weeknotes_site.model.body import Body
from weeknotes_site.model.note import Note
from weeknotes_site.render.addresses import body_elsewhere
from weeknotes_site.render.words import without_forbidden

Contents = Callable[[Note], str]

_AT_HAND = 2_000
"""How many contents are at hand: each stands in up to six feeds, and a preview makes them again and again."""
# A tag with attributes or a slash; all others stay as they are.
_TAG = re.compile(r'<([a-z][a-z0-9]*)(?=[\s/])((?:\s+[^\s"<>/=]+(?:="[^"]*")?)*)\s*(/?)>')
_ATTRIBUTE = re.compile(r'([^\s"<>/=]+)="([^"]*)"')
# Ids would clash between the notes of one feed; roles, classes and the rest mean something only on our own pages.
_KEPT = frozenset(
    ("href", "src", "alt", "title", "width", "height", "start", "lang", "dir", "cite", "datetime", "colspan", "rowspan")
)
_ALIGNMENTS = frozenset(("left", "center", "right"))
_COLOURED = re.compile(r"</?span\b[^>]*>")
_CHECKBOX = re.compile(r'<input type="checkbox" disabled( checked)?[^>]*>')
_HEADING = re.compile(r"<(/?)h([1-6])\b")


def make_contents(archive: Archive, base_url: str) -> Contents:
    """Return what gives a note's content."""
    return lambda note: _for_readers(archive.bodies[note.url], note.lang, base_url + note.url, base_url)


def lower_headings(html: str, levels: int) -> str:
    """Put headings further down, where the note stands under headings of its own."""
    return _HEADING.sub(lambda one: f"<{one[1]}h{min(int(one[2]) + levels, 6)}", html)


@lru_cache(maxsize=_AT_HAND)
def _for_readers(body: Body, lang: str, permalink: str, base_url: str) -> str:
    html = body_elsewhere(body, permalink, base_url)
    html = _CHECKBOX.sub(lambda box: "☑" if box[1] else "☐", html)
    html = without_forbidden(_TAG.sub(_plain_tag, _COLOURED.sub("", html))).strip()
    return f'<div lang="{escape(lang)}" dir="auto">\n{html}\n</div>' if lang else html


def _plain_tag(tag: re.Match[str]) -> str:
    attributes = ""
    for name, value in _ATTRIBUTE.findall(tag[2]):
        if name in _KEPT:
            attributes += f' {name}="{value}"'
        elif name == "class" and value in _ALIGNMENTS:
            attributes += f' align="{value}"'  # a table's columns; readers drop classes
    return f"<{tag[1]}{attributes}>"
