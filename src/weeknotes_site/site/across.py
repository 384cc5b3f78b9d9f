"""Find each note's passages for the pages across teams: what it asks for, celebrates or does next."""

from collections.abc import Iterable, Iterator, Mapping

from weeknotes_site.config import Across
from weeknotes_site.content.markdown.rendered import Outline
from weeknotes_site.content.markdown.sections import topic_of
from weeknotes_site.languages import known_labels
from weeknotes_site.model.families import NEXT
from weeknotes_site.model.note import Note
from weeknotes_site.model.passage import Passage

MAX_PASSAGES = 20
"""Maximum passages of a note on a page."""


def find_across(outlined: Iterable[tuple[Note, Outline]], across: Across) -> dict[str, dict[str, tuple[Passage, ...]]]:
    """Return the passages of each family that has pages, by the family and the note's url."""
    families = {
        topic_of(word): family for family in across.families for word in (*_known(family), *across.words(family))
    }
    found: dict[str, dict[str, tuple[Passage, ...]]] = {family: {} for family in across.families}
    for note, outline in outlined:
        for family, passages in _by_family(outline, families, has_next=NEXT in found).items():
            found[family][note.url] = tuple(_outermost(passages) if len(passages) > 1 else passages)[:MAX_PASSAGES]
    return {family: notes for family, notes in found.items() if notes}


def _known(family: str) -> tuple[str, ...]:
    """Return the words of a family, except those of `next`, which are recognised when a note is read."""
    return () if family == NEXT else known_labels(family)


def _by_family(outline: Outline, families: Mapping[str, str], *, has_next: bool) -> dict[str, list[Passage]]:
    found: dict[str, list[Passage]] = {}
    if has_next and outline.next_passages:
        found[NEXT] = list(outline.next_passages)
    for section in outline.sections:
        if family := families.get(section.topic):
            passage = Passage(section.start, section.end, outline.headings[section.heading].id)
            found.setdefault(family, []).append(passage)
    for label in outline.labels:
        if family := families.get(label.topic):
            found.setdefault(family, []).append(Passage(label.start, label.end, label.under, label.is_item))
    return found


def _outermost(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Yield passages in reading order, without those within others."""
    end = 0
    for passage in sorted(passages, key=lambda one: (one.start, -one.end)):
        if passage.start >= end:
            yield passage
            end = passage.end
