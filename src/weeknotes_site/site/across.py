"""Find each note's passages for the pages across teams: what it asks for, celebrates or does next."""

from collections.abc import Iterable, Iterator, Mapping

from weeknotes_site.config import Across
from weeknotes_site.content.markdown.facts.labels import ends_before_another
from weeknotes_site.content.markdown.rendered import Outline
from weeknotes_site.content.markdown.topics import family_topics, topic_of
from weeknotes_site.model.families import NEXT
from weeknotes_site.model.note import Note
from weeknotes_site.model.passage import Passage, Section

MAX_PASSAGES = 20
"""Maximum passages of a note on a page."""


def find_across(outlined: Iterable[tuple[Note, Outline]], across: Across) -> dict[str, dict[str, tuple[Passage, ...]]]:
    """Return the passages of each family that has pages, by the family and the note's url."""
    # Families without pages count too, because their labels end the passage above them.
    families = {
        **family_topics(),
        **{topic_of(word): family for family in across.families for word in across.words(family)},
    }
    # The words of `next` that are known everywhere were found when the note was read.
    sought = {topic: one for topic, one in families.items() if one != NEXT or family_topics().get(topic) != NEXT}
    found: dict[str, dict[str, tuple[Passage, ...]]] = {family: {} for family in across.families}
    for note, outline in outlined:
        for family, passages in _by_family(outline, families, sought).items():
            if family in found:
                found[family][note.url] = tuple(_outermost(passages) if len(passages) > 1 else passages)[:MAX_PASSAGES]
    return {family: notes for family, notes in found.items() if notes}


def _by_family(outline: Outline, families: Mapping[str, str], sought: Mapping[str, str]) -> dict[str, list[Passage]]:
    found: dict[str, list[Passage]] = {}
    if outline.next_passages:
        found[NEXT] = [_under_own(passage, NEXT, outline, families) for passage in outline.next_passages]
    for section in outline.sections:
        family = sought.get(section.topic) or sought.get(section.undated)
        if family and not section.says_nothing and (passage := _of_section(section, family, outline, families)):
            found.setdefault(family, []).append(passage)
    for label in outline.labels:
        if family := sought.get(label.topic):
            passage = Passage(label.start, label.end, label.under, label.is_item)
            found.setdefault(family, []).append(_under_own(passage, family, outline, families))
    return found


def _of_section(section: Section, family: str, outline: Outline, families: Mapping[str, str]) -> Passage | None:
    """Return the text under a heading up to the first label of another family; None if there is none."""
    end = ends_before_another(section, outline.labels, lambda label: families.get(label.topic, family) != family)
    is_empty = end - section.start <= 1  # a line end
    return None if is_empty else Passage(section.start, end, outline.headings[section.heading].id)


def _under_own(passage: Passage, family: str, outline: Outline, families: Mapping[str, str]) -> Passage:
    """Return a passage without the heading above it if that is one of another family."""
    if not passage.under:
        return passage
    heading = next((one for one in outline.headings if one.id == passage.under), None)
    is_other = heading is not None and families.get(topic_of(heading.text), family) != family
    return Passage(passage.start, passage.end, "", passage.is_item) if is_other else passage


def _outermost(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Yield passages in reading order, without those within others."""
    end = 0
    for passage in sorted(passages, key=lambda one: (one.start, -one.end)):
        if passage.start >= end:
            yield passage
            end = passage.end
