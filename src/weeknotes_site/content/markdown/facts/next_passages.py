"""Find passages under "Next": under a heading, or after a label at the start of a paragraph or list item."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from weeknotes_site.content.markdown.facts.labels import (
    ends_before_another,
    family_topics,
    find_labelled,
    heading_over,
    label_end,
    label_words,
)
from weeknotes_site.content.markdown.facts.sections import says_next
from weeknotes_site.content.markdown.rendered import Label
from weeknotes_site.model.families import NEXT
from weeknotes_site.model.note import Heading
from weeknotes_site.model.passage import Passage, Section

MAX_PASSAGES = 20


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
    """Yield the passages that start with a label and are in none of those passages."""
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
