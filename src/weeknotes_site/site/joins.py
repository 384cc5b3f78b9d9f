"""What the notes of a team have to do with each other."""

from collections import defaultdict
from collections.abc import Iterable

from weeknotes_site.config import Config
from weeknotes_site.content.markdown.rendered import HASH_BYTES, Outline
from weeknotes_site.glossary import Glossary
from weeknotes_site.model.joins import Joins
from weeknotes_site.model.note import Note
from weeknotes_site.model.passage import Passages
from weeknotes_site.site.identified import Identified
from weeknotes_site.site.teams import Teams
from weeknotes_site.site.terms import explain_terms, find_terms
from weeknotes_site.site.threads import find_threads

Told = tuple[tuple[Note, Outline], ...]
"""Notes with facts about their bodies, oldest first."""


def join_notes(
    identified: Iterable[Identified], notes: Iterable[Note], teams: Teams, glossary: Glossary, config: Config
) -> Joins:
    """Join notes, which come oldest first; `identified` are the same with their files."""
    pairs = zip(notes, identified, strict=True)
    told: Told = tuple((note, one.file.outline) for note, one in pairs if one.file.outline)
    return Joins(
        next_passages=_next_passages(told) if config.last_time else {},
        repeated_openings=_repeated_openings(told) if config.catch_up else {},
        terms=find_terms(told, glossary, teams) if glossary.entries else {},
        glossary=explain_terms(told, glossary, teams) if glossary.entries else (),
        threads=find_threads(told, config.threads) if config.threads.show else {},
    )


def _next_passages(told: Told) -> dict[str, Passages]:
    """Return where notes say what comes next, by their urls, for the teams that show it."""
    saying = ((note, outline.next_passages) for note, outline in told if outline.next_passages)
    return {note.url: Passages(passages) for note, passages in saying if note.team.last_time}


def _repeated_openings(told: Told) -> dict[str, int]:
    """Return how many paragraphs notes open with that opened earlier ones, unless nothing else is in them."""
    repeated: dict[str, int] = {}
    opened: dict[str, set[bytes]] = defaultdict(set)
    for note, outline in told:
        before = opened[note.team.slug]
        count, is_repeated = 0, True
        for at in range(0, outline.opening * HASH_BYTES, HASH_BYTES):
            one = outline.hashes[at : at + HASH_BYTES]
            is_repeated = is_repeated and one in before
            count += is_repeated
            before.add(one)
        if count and (outline.headings or count * HASH_BYTES < len(outline.hashes)):
            repeated[note.url] = count
    return repeated
