"""Labels of a body, `Celebrations:` at the start of a paragraph or item or a bold line, and what belongs to each."""

import re
from collections.abc import Sequence
from html import unescape

from weeknotes_site.content.markdown.rendered import Label
from weeknotes_site.content.markdown.sections import stands_alone, topic_of
from weeknotes_site.model.note import Heading
from weeknotes_site.model.passage import Section

MAX_LABELS = 20
"""How many labels of a note are kept."""
MAX_WORDS = 5
"""Longer ones open a sentence."""

_LABELLED = re.compile(
    r"<(?P<tag>p|li)>\s?(?:<p>)?(?:<(?:strong|em|b)>(?P<bold>[^<>:]{1,40})(?P<within>:)?\s?</(?:strong|em|b)>"
    r"(?P<behind>\s?[:–—-])?|(?P<plain>[^<>:]{1,40}):(?=[\s<]))"
)
_LIST = re.compile(r"\s?<([uo]l)\b")
_PARAGRAPH = re.compile(r"\s?<p>")
_OWN_LINE = re.compile(r"\s?<p><(?:strong|em|b)>[^<>]{1,40}</(?:strong|em|b)>\s?:?</p>")
_TAG = re.compile(r"<[^<>]*>")
_SIDES = {tag: re.compile(rf"<(/?){tag}\b") for tag in ("li", "ul", "ol")}


def find_labels(html: str, sections: Sequence[Section], headings: Sequence[Heading]) -> tuple[Label, ...]:
    """Return the labels of a body's HTML that have something to them, in reading order."""
    found: list[Label] = []
    for match in _LABELLED.finditer(html):
        words = unescape(match["bold"] or match["plain"])
        end = 0 if len(words.split()) > MAX_WORDS else _end(html, match)
        if end and stands_alone(html[match.start() : end]):
            under = _heading_over(match.start(), sections)
            anchor = headings[under.heading].id if under else ""
            found.append(Label(topic_of(words), match.start(), end, anchor, match["tag"] == "li"))
            if len(found) == MAX_LABELS:
                break
    return tuple(found)


def _end(html: str, label: re.Match[str]) -> int:
    """Return where what belongs to a label ends; 0 where nothing does, or the words are no label."""
    close = f"</{label['tag']}>"
    if label["tag"] == "li":
        end = _closed(html, label.start(), "li")
        return end if _says(html, label, end) and _is_label(html, label, "\n<") else 0
    end = html.find(close, label.end()) + len(close)
    if not _is_label(html, label, close):
        return 0
    if _says(html, label, end):
        is_open = _TAG.sub("", html[label.end() : end]).rstrip().endswith(":")
        return _behind_list(html, end) or end if is_open else end
    behind = _behind_list(html, end) or _behind_paragraph(html, end)
    while label["bold"] and behind and not _OWN_LINE.match(html, behind):
        following = _behind_list(html, behind) or _behind_paragraph(html, behind)
        if not following:
            break
        behind = following
    return behind


def _is_label(html: str, label: re.Match[str], alone: str) -> bool:
    """Return whether bold words are a label: with a colon or dash, or alone in their block."""
    return bool(label["plain"] or label["within"] or label["behind"]) or html.startswith(alone, label.end())


def _says(html: str, label: re.Match[str], end: int) -> bool:
    return bool(_TAG.sub("", html[label.end() : end]).strip(" \n:–—-"))


def _behind_list(html: str, at: int) -> int:
    """Return where a list ends that begins at a place; 0 where none does."""
    found = _LIST.match(html, at)
    return _closed(html, found.start(), found[1]) if found else 0


def _behind_paragraph(html: str, at: int) -> int:
    return html.find("</p>", at) + len("</p>") if _PARAGRAPH.match(html, at) else 0


def _closed(html: str, at: int, tag: str) -> int:
    """Return where the element ends that is the first of its kind from a place on."""
    depth = 0
    for side in _SIDES[tag].finditer(html, at):
        depth += -1 if side[1] else 1
        if not depth:
            return side.end() + 1
    return len(html)


def _heading_over(at: int, sections: Sequence[Section]) -> Section | None:
    """Return the innermost section that a place is in."""
    around = [section for section in sections if section.start <= at < section.end]
    return max(around, key=lambda section: section.start, default=None)
