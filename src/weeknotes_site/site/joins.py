"""What the notes of a team have to do with each other."""

from collections.abc import Iterable

from weeknotes_site.config import Config
from weeknotes_site.content.markdown.rendered import Outline
from weeknotes_site.model.joins import Joins
from weeknotes_site.model.note import Note
from weeknotes_site.model.passage import Passage
from weeknotes_site.site.identified import Identified
from weeknotes_site.site.threads import find_threads

Told = tuple[tuple[Note, Outline], ...]
"""Notes with facts about their bodies, oldest first."""


def join_notes(identified: Iterable[Identified], notes: Iterable[Note], config: Config) -> Joins:
    """Join notes, which come oldest first; `identified` are the same with their files."""
    pairs = zip(notes, identified, strict=True)
    told: Told = tuple((note, one.file.outline) for note, one in pairs if one.file.outline)
    return Joins(
        next_passages=_next_passages(told) if config.last_time else {},
        threads=find_threads(told, config.threads) if config.threads.show else {},
    )


def _next_passages(told: Told) -> dict[str, tuple[Passage, ...]]:
    return {note.url: outline.next_passages for note, outline in told if outline.next_passages and note.team.last_time}
