"""Find labels and their contents: `Celebrations:` at the start of a paragraph or list item, or a bold line.

Also passages under "Next": under a heading, or after such a label.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import unescape
from itertools import islice

from weeknotes_site.content.markdown.facts.sections import is_nothing, stands_alone
from weeknotes_site.content.markdown.rendered import Label
from weeknotes_site.content.markdown.topics import family_topics, says_next, topic_of
from weeknotes_site.model.families import NEXT
from weeknotes_site.model.note import Heading
from weeknotes_site.model.passage import Passage, Section
from weeknotes_site.regex import regex

MAX_LABELS = 20
"""Maximum labels of a note."""
MAX_PASSAGES = 20
"""Maximum passages under "Next"."""
MAX_WORDS = 5
"""Longer texts are the start of a sentence."""

LABELLED = regex(
    r'<(?P<tag>p|li)(?: class="task")?>\s?(?:<p>)?(?:<input\b[^<>]*>\s)?'
    r"(?:(?:<(?:strong|em|b)>){1,2}(?P<bold>[^<>:]{1,40})(?P<within>:)?\s?"
    r"(?:</(?:strong|em|b)>){1,2}(?P<behind>\s?[:–—-])?|(?P<plain>[^<>:]{1,40}):(?=[\s<]))"
)
"""A possible label: bold words, or words before a colon."""
_LIST = regex(r"\s?<([uo]l)\b")
_PARAGRAPH = regex(r"\s?<p>")
_OWN_LINE = regex(r"\s?<p><(?:strong|em|b)>[^<>]{1,40}</(?:strong|em|b)>\s?:?</p>")
_TAG = regex(r"<[^<>]*>")
_SIDES = {tag: regex(rf"<(/?){tag}\b") for tag in ("li", "ul", "ol")}


def find_labels(html: str, sections: Sequence[Section], headings: Sequence[Heading]) -> tuple[Label, ...]:
    """Return the labels in a body's HTML that have contents, in reading order."""
    found: list[Label] = []
    for match in find_labelled(html):
        words = label_words(match)
        start = match.start()
        if len(words.split()) <= MAX_WORDS and (end := label_end(html, match)):
            is_item = match["tag"] == "li"
            anchor = heading_over(start, sections, headings)
            above = max((section.start for section in sections if section.start <= start < section.end), default=0)
            is_outermost = not is_item and stands_alone(html[above:start])
            found.append(Label(topic_of(words), start, end, anchor, is_item, is_outermost))
            if len(found) == MAX_LABELS:
                break
    return tuple(found)


def find_labelled(html: str) -> Iterator[re.Match[str]]:
    """Yield possible labels outside quotes."""
    seen = quotes = 0
    for match in LABELLED.finditer(html):
        start = match.start()
        quotes += html.count("<blockquote", seen, start) - html.count("</blockquote>", seen, start)
        seen = start
        if not quotes:
            yield match


def label_words(label: re.Match[str]) -> str:
    return unescape(label["bold"] or label["plain"])


def label_end(html: str, label: re.Match[str]) -> int:
    """Return where a label's contents end; 0 if it has none that stand alone, or if the words are not a label.

    The contents of a bold line are the list below it, or the paragraphs up to the next bold line or label.
    """
    end = _end_of_contents(html, label)
    is_whole = end and stands_alone(html[label.start() : end]) and not is_nothing(html[label.end() : end])
    return end if is_whole else 0


def _end_of_contents(html: str, label: re.Match[str]) -> int:
    if not is_label(html, label):
        return 0
    if label["tag"] == "li":
        end = _closed(html, label.start(), "li")
        return end if _says(html, label, end) else 0
    end = html.find("</p>", label.end()) + len("</p>")
    if _says(html, label, end):
        return _with_list(html, label.end(), end)
    if behind := _behind_list(html, end):
        return behind
    if _begins_another(html, end):
        return 0
    behind = _with_list(html, end, _behind_paragraph(html, end))
    while label["bold"] and behind and _is_paragraph_only(html, end, behind):
        if _begins_another(html, behind):
            break
        following = _behind_list(html, behind) or _behind_paragraph(html, behind)
        if not following:
            break
        end, behind = behind, _with_list(html, behind, following)
    return behind


def _is_paragraph_only(html: str, start: int, end: int) -> bool:
    """Return whether the last block is a paragraph; a list ends the contents of a bold line."""
    return html.rfind("</p>", start, end) == end - len("</p>")


def _begins_another(html: str, at: int) -> bool:
    """Return whether another bold line, or a label of a family, begins at a place."""
    if _OWN_LINE.match(html, at):
        return True
    label = LABELLED.match(html, at + html.startswith("\n", at))
    return label is not None and is_label(html, label) and topic_of(label_words(label)) in family_topics()


def ends_before_another(section: Section, labels: Iterable[Label], is_other: Callable[[Label], bool]) -> int:
    """Return where a section ends for a page of its family: before the first label of another."""
    others = (
        one.start for one in labels if one.is_outermost and section.start <= one.start < section.end and is_other(one)
    )
    return next(others, section.end)


def heading_over(at: int, sections: Sequence[Section], headings: Sequence[Heading]) -> str:
    """Return the id of the nearest heading above a place; empty above the first."""
    around = [section for section in sections if section.start <= at < section.end]
    return headings[max(around, key=lambda section: section.start).heading].id if around else ""


def is_label(html: str, label: re.Match[str]) -> bool:
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
    """Return the end of the list that begins at a place; 0 without one."""
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


def find_next_passages(
    html: str, sections: Sequence[Section], headings: Sequence[Heading], labels: Sequence[Label]
) -> tuple[Passage, ...]:
    """Return all passages under "Next", in reading order; labels in quotes, and in sections "Next", do not count."""
    under_headings = list(_sections(html, sections, headings, labels))
    labelled = islice(_labelled(html, under_headings, sections, headings), MAX_PASSAGES)
    passages = sorted((*under_headings, *labelled), key=lambda passage: passage.start)
    return tuple(passages[:MAX_PASSAGES])


def _sections(
    html: str, sections: Iterable[Section], headings: Sequence[Heading], labels: Sequence[Label]
) -> Iterator[Passage]:
    end = 0
    for section in sections:
        if section.start >= end and not section.says_nothing and says_next(headings[section.heading].text):
            end = ends_before_another(section, labels, _is_of_another)
            if html[section.start : end].strip():
                yield Passage(section.start, end)


def _is_of_another(label: Label) -> bool:
    return family_topics().get(label.topic, NEXT) != NEXT


def _labelled(
    html: str, passages: Sequence[Passage], sections: Sequence[Section], headings: Sequence[Heading]
) -> Iterator[Passage]:
    """Yield the passages that start with a label and are not within those passages."""
    starts = [passage.start for passage in passages]
    passed = 0
    for label in find_labelled(html):
        start = label.start()
        if start < passed or not says_next(label_words(label)):
            continue
        before = bisect_right(starts, start)
        end = 0 if before and start < passages[before - 1].end else label_end(html, label)
        if end:
            yield Passage(start, end, heading_over(start, sections, headings), label["tag"] == "li")
            passed = end
