"""Find passages under "Next": under a heading, or after a label at the start of a paragraph or list item."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from weeknotes_site.content.markdown.labels import LABELLED, heading_over, label_end, label_words
from weeknotes_site.content.markdown.next_words import says_next
from weeknotes_site.content.markdown.sections import stands_alone
from weeknotes_site.model.note import Heading
from weeknotes_site.model.passage import Passage, Section

MAX_PASSAGES = 20


def find_next_passages(html: str, sections: Sequence[Section], headings: Sequence[Heading]) -> tuple[Passage, ...]:
    """Return all passages under "Next", in reading order; labels in quotes, and in sections "Next", do not count."""
    under_headings = list(_sections(sections, headings))
    labelled = islice(_labelled(html, under_headings, sections, headings), MAX_PASSAGES)
    passages = sorted((*under_headings, *labelled), key=lambda passage: passage.start)
    return tuple(passages[:MAX_PASSAGES])


def _sections(sections: Iterable[Section], headings: Sequence[Heading]) -> Iterator[Passage]:
    end = 0
    for section in sections:
        if section.start >= end and says_next(headings[section.heading].text):
            yield Passage(section.start, section.end)
            end = section.end


def _labelled(
    html: str, passages: Sequence[Passage], sections: Sequence[Section], headings: Sequence[Heading]
) -> Iterator[Passage]:
    """Yield the passages that start with a label and are in none of those passages."""
    starts = [passage.start for passage in passages]
    seen = quotes = passed = 0
    for label in LABELLED.finditer(html):
        start = label.start()
        quotes += html.count("<blockquote", seen, start) - html.count("</blockquote>", seen, start)
        seen = start
        if quotes or start < passed or not says_next(label_words(label)):
            continue
        before = bisect_right(starts, start)
        end = 0 if before and start < passages[before - 1].end else label_end(html, label, is_section=False)
        if end and stands_alone(html[start:end]):
            yield Passage(start, end, heading_over(start, sections, headings), label["tag"] == "li")
            passed = end
