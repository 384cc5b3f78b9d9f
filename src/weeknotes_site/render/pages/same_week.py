"""Which notes of other teams about the same week a note's page lists."""

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from weeknotes_site.model.note import Note

MAX_OTHERS = 12
"""Maximum notes on a page. With all of them, each new note would change the pages of all notes of its week."""
MAX_OF_A_TEAM = 3


class NotesBeside(Struct, frozen=True, array_like=True):
    """The notes of a week that the pages of one team's notes list, some of which may be the team's own."""

    notes: tuple[Note, ...]
    are_all: bool
    """Whether the week has no others."""


def notes_beside(notes: tuple[Note, ...]) -> Mapping[str, NotesBeside]:
    """Return what the pages of each team list of a week's notes, by the team's slug.

    Where there are too many, the lead notes and then those of the next teams, so that all teams are listed alike.
    """
    listed = tuple(some_of_each_team(notes))
    slugs = {note.team.slug for note in notes}
    if len(listed) <= MAX_OTHERS + 1:
        return dict.fromkeys(slugs, NotesBeside(listed, len(listed) == len(notes)))
    leads = tuple(note for note in listed if note.lead)[:MAX_OTHERS]
    rest = tuple(note for note in listed if not note.lead)
    starts = {note.team.slug: place for place, note in enumerate(rest, 1)}
    ring, most = rest * 2, MAX_OTHERS - len(leads)
    return {
        slug: NotesBeside(leads + ring[starts.get(slug, 0) : starts.get(slug, 0) + most], are_all=False)
        for slug in slugs
    }


def some_of_each_team(notes: Iterable[Note], own: str = "") -> Iterable[Note]:
    """Yield at most `MAX_OF_A_TEAM` notes of each team, and all of the team with the slug `own`."""
    counts: Counter[str] = Counter()
    for note in notes:
        counts[note.team.slug] += 1
        if note.team.slug == own or counts[note.team.slug] <= MAX_OF_A_TEAM:
            yield note
