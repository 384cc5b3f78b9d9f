"""What all teams ask for, celebrate or do next: passages of their notes under the words of a family."""

from collections.abc import Iterable, Iterator, Mapping

from weeknotes_site.config import Across
from weeknotes_site.content.markdown.rendered import Outline
from weeknotes_site.content.markdown.sections import topic_of
from weeknotes_site.languages import known_labels
from weeknotes_site.model.families import NEXT
from weeknotes_site.model.note import Note
from weeknotes_site.model.passage import Passage

MAX_PASSAGES = 20
"""How many passages of a note a family's page shows."""


def find_across(told: Iterable[tuple[Note, Outline]], across: Across) -> dict[str, dict[str, tuple[Passage, ...]]]:
    """Return the passages of each family that is shown, by the family and the note's url."""
    families = {
        topic_of(word): family for family in across.families for word in (*_known(family), *across.words(family))
    }
    found: dict[str, dict[str, tuple[Passage, ...]]] = {family: {} for family in across.families}
    for note, outline in told:
        by_family: dict[str, list[Passage]] = {}
        if NEXT in found and outline.next_passages:
            by_family[NEXT] = list(outline.next_passages)
        for family, passage in _passages(outline, families):
            by_family.setdefault(family, []).append(passage)
        for family, passages in by_family.items():
            found[family][note.url] = tuple(_outermost(passages) if len(passages) > 1 else passages)[:MAX_PASSAGES]
    return {family: notes for family, notes in found.items() if notes}


def _known(family: str) -> tuple[str, ...]:
    """Return the words of a family; those of `next` are known where a note is read."""
    return () if family == NEXT else known_labels(family)


def _passages(outline: Outline, families: Mapping[str, str]) -> Iterator[tuple[str, Passage]]:
    for section in outline.sections:
        if family := families.get(section.topic):
            yield family, Passage(section.start, section.end, outline.headings[section.heading].id)
    for label in outline.labels:
        if family := families.get(label.topic):
            yield family, Passage(label.start, label.end, label.under, label.is_item)


def _outermost(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Yield passages in reading order, without those within others."""
    end = 0
    for passage in sorted(passages, key=lambda one: (one.start, -one.end)):
        if passage.start >= end:
            yield passage
            end = passage.end
