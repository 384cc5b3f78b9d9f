"""Find labels with their contents: `Celebrations:` at the start of a paragraph or list item, or a bold line."""

import re
from collections.abc import Sequence
from html import unescape

from weeknotes_site.content.markdown.rendered import Label
from weeknotes_site.content.markdown.sections import stands_alone, topic_of
from weeknotes_site.model.note import Heading
from weeknotes_site.model.passage import Section

MAX_LABELS = 20
"""Maximum labels of a note."""
MAX_WORDS = 5
"""Longer texts are the start of a sentence."""

LABELLED = re.compile(
    r'<(?P<tag>p|li)(?: class="task")?>\s?(?:<p>)?(?:<input\b[^<>]*>\s)?'
    r"(?:(?:<(?:strong|em|b)>){1,2}(?P<bold>[^<>:]{1,40})(?P<within>:)?\s?"
    r"(?:</(?:strong|em|b)>){1,2}(?P<behind>\s?[:–—-])?|(?P<plain>[^<>:]{1,40}):(?=[\s<]))"
)
"""A possible label: bold words, or words before a colon."""
_LIST = re.compile(r"\s?<([uo]l)\b")
_PARAGRAPH = re.compile(r"\s?<p>")
_OWN_LINE = re.compile(r"\s?<p><(?:strong|em|b)>[^<>]{1,40}</(?:strong|em|b)>\s?:?</p>")
_TAG = re.compile(r"<[^<>]*>")
_SIDES = {tag: re.compile(rf"<(/?){tag}\b") for tag in ("li", "ul", "ol")}


def find_labels(html: str, sections: Sequence[Section], headings: Sequence[Heading]) -> tuple[Label, ...]:
    """Return the labels in a body's HTML that have contents, in reading order."""
    found: list[Label] = []
    for match in LABELLED.finditer(html):
        words = label_words(match)
        end = 0 if len(words.split()) > MAX_WORDS else label_end(html, match)
        if end and stands_alone(html[match.start() : end]):
            anchor = heading_over(match.start(), sections, headings)
            found.append(Label(topic_of(words), match.start(), end, anchor, match["tag"] == "li"))
            if len(found) == MAX_LABELS:
                break
    return tuple(found)


def label_words(label: re.Match[str]) -> str:
    """Return the words of a label."""
    return unescape(label["bold"] or label["plain"])


def label_end(html: str, label: re.Match[str], *, is_section: bool = True) -> int:
    """Return where a label's contents end; 0 if it has none, or if the words are not a label.

    The contents of a bold line go up to the next bold line if it `is_section`; otherwise, they are the block below it.
    """
    if not _is_label(html, label):
        return 0
    if label["tag"] == "li":
        end = _closed(html, label.start(), "li")
        return end if _says(html, label, end) else 0
    end = html.find("</p>", label.end()) + len("</p>")
    if _says(html, label, end):
        return _with_list(html, label.end(), end)
    behind = _behind_list(html, end) or _with_list(html, end, _behind_paragraph(html, end))
    while is_section and label["bold"] and behind and not _OWN_LINE.match(html, behind):
        following = _behind_list(html, behind) or _behind_paragraph(html, behind)
        if not following:
            break
        behind = following
    return behind


def heading_over(at: int, sections: Sequence[Section], headings: Sequence[Heading]) -> str:
    """Return the id of the nearest heading above a place; empty above the first."""
    around = [section for section in sections if section.start <= at < section.end]
    return headings[max(around, key=lambda section: section.start).heading].id if around else ""


def _is_label(html: str, label: re.Match[str]) -> bool:
    """Return whether bold words are a label: with a colon or dash, or alone on their line."""
    has_mark = label["plain"] or label["within"] or label["behind"]
    return bool(has_mark) or html.startswith(("\n", "<br>", "</p>"), label.end())


def _says(html: str, label: re.Match[str], end: int) -> bool:
    rest = html[label.end() : end]
    return "<img" in rest or bool(_TAG.sub("", rest).strip(" \n:–—-"))


def _with_list(html: str, at: int, end: int) -> int:
    """Return where a paragraph ends, or the list below it if the paragraph ends with a colon."""
    return (_TAG.sub("", html[at:end]).rstrip().endswith(":") and _behind_list(html, end)) or end


def _behind_list(html: str, at: int) -> int:
    """Return the end of the list that begins at a place; 0 if none does."""
    found = _LIST.match(html, at)
    return _closed(html, found.start(), found[1]) if found else 0


def _behind_paragraph(html: str, at: int) -> int:
    return html.find("</p>", at) + len("</p>") if _PARAGRAPH.match(html, at) else 0


def _closed(html: str, at: int, tag: str) -> int:
    """Return the end of the first element of a kind at or after a place."""
    depth = 0
    for side in _SIDES[tag].finditer(html, at):
        depth += -1 if side[1] else 1
        if not depth:
            return side.end() + 1
    return len(html)
