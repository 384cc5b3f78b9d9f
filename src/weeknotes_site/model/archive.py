"""All notes of a site, indexed by week, team, person and tag."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from operator import attrgetter
from typing import TypeVar

from msgspec import Struct

from weeknotes_site.model.body import BodyRef
from weeknotes_site.model.joins import Joins
from weeknotes_site.model.note import Author, Note, Tag
from weeknotes_site.model.page import PlainPage
from weeknotes_site.model.team import Team
from weeknotes_site.model.week import Week

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
NotesWithBodies = tuple[tuple[Note, BodyRef], ...]
SortKey = Callable[[str], tuple[str, ...]]
"""Returns the sort key of a name in a language."""


class Archive(Struct, frozen=True, kw_only=True):
    """The notes in time order, and the same notes by week, team, person and tag.

    Names are shown as most notes spell them, so a tag or a person is looked up by its slug.
    """

    notes: tuple[Note, ...]
    teams: tuple[Team, ...]
    """By name; also those without notes."""
    people: tuple[Author, ...]
    tags: tuple[Tag, ...]
    by_week: Mapping[Week, tuple[Note, ...]]
    """Newest week first; within a week, notes with `lead` first, then by team."""
    by_team: Mapping[str, tuple[Note, ...]]
    """By the team's slug, oldest note first."""
    by_person: Mapping[str, tuple[Note, ...]]
    """By the person's slug, oldest note first."""
    by_tag: Mapping[str, tuple[Note, ...]]
    """By the tag's slug, oldest note first."""
    bodies: Mapping[str, BodyRef]
    """The body of each note and plain page, by its url."""
    pages: tuple[PlainPage, ...]
    about: Mapping[str, BodyRef]
    """The body of each `_team.md`, by the team's slug."""
    unavailable: tuple[str, ...]
    """Urls of notes and plain pages that cannot be shown because of errors."""
    neighbours: Mapping[str, tuple[Note | None, Note | None]]
    """By a note's url: its team's note before it and after it."""
    joins: Joins

    def newest_weeks(self, as_of: date, most: int) -> tuple[tuple[Week, tuple[Note, ...]], ...]:
        """Return the newest weeks with their notes, newest first.

        Skips weeks that are far ahead, unless all are: the site would open with them until the note is corrected.
        """
        weeks = tuple(self.by_week.items())
        begun = (one for one in weeks if not one[0].is_far_ahead(as_of))
        return tuple(islice(begun, most)) or weeks[:most]

    def bodies_of(self, notes: Iterable[Note]) -> tuple[BodyRef, ...]:
        """Return the body of each note."""
        return tuple(self.bodies[note.url] for note in notes)

    def with_bodies(self, notes: Iterable[Note]) -> NotesWithBodies:
        """Return each note with its body."""
        return tuple((note, self.bodies[note.url]) for note in notes)


def build_archive(
    notes: Iterable[Note],
    teams: Iterable[Team],
    bodies: Mapping[str, BodyRef],
    about: Mapping[str, BodyRef],
    *,
    unavailable: tuple[str, ...],
    pages: tuple[PlainPage, ...],
    joins: Joins,
    sort_key: SortKey,
) -> Archive:
    """Index notes, given in any order. Names are ordered by `sort_key`."""
    ordered = tuple(sorted(notes, key=_in_time))
    by_team = _group(ordered, lambda note: [note.team.slug])
    keys = {team.slug: sort_key(team.name) for team in {note.team.slug: note.team for note in ordered}.values()}
    by_week = _group(sorted(ordered, key=lambda note: (not note.lead, keys[note.team.slug])), attrgetter("weeks"))
    return Archive(
        notes=ordered,
        teams=tuple(sorted(teams, key=lambda team: (*sort_key(team.name), team.slug))),
        people=_people(ordered, sort_key),
        tags=_tags(ordered, sort_key),
        by_week=dict(sorted(by_week.items(), reverse=True)),
        by_team=by_team,
        by_person=_group(ordered, lambda note: [one.slug for one in note.authors if one.is_person]),
        by_tag=_group(ordered, lambda note: [tag.slug for tag in note.tags]),
        bodies=bodies,
        about=about,
        unavailable=unavailable,
        pages=pages,
        neighbours=_neighbours(by_team.values()),
        joins=joins,
    )


def with_neighbours(items: Sequence[T]) -> Iterator[tuple[T | None, T, T | None]]:
    """Yield each item with the one before it and the one after it; None at the ends."""
    return zip((None, *items), items, (*items[1:], None), strict=False)


def _in_time(note: Note) -> tuple[Week, datetime, str]:
    return (note.weeks[-1], note.published, note.url)


def _group(notes: Iterable[Note], keys: Callable[[Note], Sequence[K]]) -> dict[K, tuple[Note, ...]]:
    groups: dict[K, list[Note]] = defaultdict(list)
    for note in notes:
        found = keys(note)
        for key in found if len(found) < 2 else dict.fromkeys(found):
            groups[key].append(note)
    return {key: tuple(group) for key, group in groups.items()}


def _neighbours(series: Iterable[tuple[Note, ...]]) -> dict[str, tuple[Note | None, Note | None]]:
    around: dict[str, tuple[Note | None, Note | None]] = {}
    for notes in series:
        around |= {note.url: (before, after) for before, note, after in with_neighbours(notes)}
    return around


def _people(notes: Iterable[Note], sort_key: SortKey) -> tuple[Author, ...]:
    signed = [author for note in notes for author in note.authors if author.is_person]
    return tuple(Author(name=name, slug=slug) for name, slug in _most_common_names(signed, sort_key))


def _tags(notes: Iterable[Note], sort_key: SortKey) -> tuple[Tag, ...]:
    used = [tag for note in notes for tag in note.tags]
    return tuple(Tag(name=name, slug=slug) for name, slug in _most_common_names(used, sort_key))


def _most_common_names(named: Iterable[Author | Tag], sort_key: SortKey) -> list[tuple[str, str]]:
    counts = Counter(map(attrgetter("slug", "name"), named))
    usual: dict[str, tuple[int, str]] = {}
    for (slug, name), count in counts.items():
        usual[slug] = min(usual.get(slug, (0, "")), (-count, name))
    names = [(name, slug) for slug, (_, name) in usual.items()]
    return sorted(names, key=lambda pair: (*sort_key(pair[0]), pair[1]))
