"""Compute relations between notes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from weeknotes_site.config import Config
from weeknotes_site.content.markdown.rendered import Outline
from weeknotes_site.glossary import Glossary
from weeknotes_site.model.joins import Joins
from weeknotes_site.model.mentions import Mentions
from weeknotes_site.model.note import Note
from weeknotes_site.model.passage import Passages
from weeknotes_site.site.across import find_across
from weeknotes_site.site.identified import Identified
from weeknotes_site.site.links import ResolvedLinks
from weeknotes_site.site.mentions import Writing, find_mentions, gather_names
from weeknotes_site.site.teams import Teams
from weeknotes_site.site.terms import explain_terms, find_terms
from weeknotes_site.site.threads import find_threads

NotesWithOutlines = tuple[tuple[Note, Outline], ...]
"""Notes with facts about their bodies, oldest first."""


def join_notes(
    identified: Iterable[Identified],
    notes: Iterable[Note],
    links: Mapping[str, ResolvedLinks],
    teams: Teams,
    glossary: Glossary,
    config: Config,
) -> Joins:
    """Compute the relations between notes, given oldest first; `identified` are the same notes with their files."""
    pairs = zip(notes, identified, strict=True)
    outlined: NotesWithOutlines = tuple((note, one.file.outline) for note, one in pairs if one.file.outline)
    return Joins(
        next_passages=_next_passages(outlined) if config.last_time else {},
        mentions=_mentions(outlined, links, teams) if config.mentions else {},
        across=find_across(outlined, config.across) if config.across.show else {},
        referring=_referring(outlined, links) if config.references else {},
        repeated_openings=_repeated_openings(outlined) if config.catch_up else {},
        terms=find_terms(outlined, glossary, teams) if glossary.entries else {},
        glossary=explain_terms(outlined, glossary, teams) if glossary.entries else (),
        threads=find_threads(outlined, config.threads) if config.threads.show else {},
    )


def _next_passages(outlined: NotesWithOutlines) -> dict[str, Passages]:
    """Return the passages of notes under "Next", by url, for the teams that show them."""
    saying = ((note, outline.next_passages) for note, outline in outlined if outline.next_passages)
    return {note.url: Passages(passages) for note, passages in saying if note.team.last_time}


def _repeated_openings(outlined: NotesWithOutlines) -> dict[str, int]:
    """Return the number of opening paragraphs that also open earlier notes, unless the note has nothing else."""
    repeated: dict[str, int] = {}
    opened: dict[str, set[int]] = defaultdict(set)
    for note, outline in outlined:
        before = opened[note.team.slug]
        count, is_repeated = 0, True
        for one in outline.openings:
            is_repeated = is_repeated and one in before
            count += is_repeated
            before.add(one)
        if count and (outline.headings or count < len(outline.paragraphs)):
            repeated[note.url] = count
    return repeated


def _mentions(outlined: NotesWithOutlines, links: Mapping[str, ResolvedLinks], teams: Teams) -> dict[str, Mentions]:
    names = gather_names(teams)
    writings = [
        Writing(team=note.team.slug, names=outline.names, targets=links[note.path].targets)
        for note, outline in outlined
    ]
    return {
        slug: Mentions(sought=names.sought[slug], notes=tuple(outlined[at][0] for at in reversed(places)))
        for slug, places in find_mentions(writings, names).items()
    }


def _referring(outlined: NotesWithOutlines, links: Mapping[str, ResolvedLinks]) -> dict[str, tuple[Note, ...]]:
    """Return the notes that link to each note, or refer to it in prose."""
    urls = {note.url for note, _ in outlined}
    found: dict[str, dict[str, Note]] = {}
    for note, _ in reversed(outlined):
        for target in links[note.path].targets:
            if target and target.url in urls and target.url != note.url:
                found.setdefault(target.url, {})[note.url] = note
    return {url: tuple(notes.values()) for url, notes in found.items()}
