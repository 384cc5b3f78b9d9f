"""Find recurring headings, and a team's sections under each of them in successive notes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from msgspec import Struct

from weeknotes_site.config import Threads
from weeknotes_site.content.markdown.rendered import Outline
from weeknotes_site.content.markdown.topics import known_topics, topic_of, without_number
from weeknotes_site.content.slugs import slug_of, unused_slug
from weeknotes_site.model.families import FAMILIES
from weeknotes_site.model.note import Note
from weeknotes_site.model.passage import Section
from weeknotes_site.model.team import ThreadRules
from weeknotes_site.model.thread import Thread

MAX_THREADS = 300
"""Maximum threads of a team with a page: those with most notes."""
MAX_IN_NOTE = 20
"""Maximum sections of one note in one thread."""
LIST = "index"
"""Slug of the list of a team's threads; no thread has it."""

Found = dict[str, list[tuple[Note, Section]]]
"""Sections in time order, by the key of their headings."""


def find_threads(outlined: Iterable[tuple[Note, Outline]], settings: Threads) -> dict[str, tuple[Thread, ...]]:
    """Return the threads of each team, by its slug; `outlined` is in time order."""
    excluded = excluded_topics(settings.exclude)
    return {
        slug: threads
        for slug, series in by_team(outlined).items()
        if (threads := tuple(_threads(series, excluded, settings.notes)))
    }


def excluded_topics(more: Iterable[str]) -> frozenset[str]:
    """Return topics that form no thread: `Challenges`, `This week`, and `more`, the headings in the settings."""
    return known_topics(*FAMILIES, "anything") | frozenset(map(topic_of, more))


def by_team(outlined: Iterable[tuple[Note, Outline]]) -> Mapping[str, list[tuple[Note, Outline]]]:
    """Group notes by the slug of their team, without teams that have no threads."""
    groups: dict[str, list[tuple[Note, Outline]]] = defaultdict(list)
    for pair in outlined:
        if pair[0].team.threads.show:
            groups[pair[0].team.slug].append(pair)
    return groups


class Naming(Struct, frozen=True):
    """Rules that decide which headings of a team are one thread."""

    joined: Mapping[str, str]
    """Key of joined headings, by the key that each would have otherwise."""
    titles: Mapping[str, str]
    """Titles of joined threads, by key."""
    apart: Set[str]
    """Topics of headings that are compared as written."""

    @property
    def is_plain(self) -> bool:
        """Whether threads are simply headings with the same topic."""
        return not self.joined and not self.apart

    def key(self, text: str, topic: str) -> str:
        """Return the key of a heading, which all headings of its thread have."""
        own = _as_written(text) if topic in self.apart else topic
        return self.joined.get(own, own)


def read_naming(rules: ThreadRules) -> Naming:
    """Convert a team's rules for threads."""
    apart = frozenset(topic_of(text) for group in rules.apart for text in group)
    loose = Naming({}, {}, apart)
    roots: dict[str, str] = {}
    named_by: dict[str, int] = {}
    for at, group in enumerate(rules.join):
        keys = dict.fromkeys(_root(roots, loose.key(text, topic_of(text))) for text in group)
        # A heading in several groups makes them one thread, which the first of them names.
        root = min(keys, key=lambda key: named_by.get(key, at))
        named_by.setdefault(root, at)
        roots |= dict.fromkeys(keys, root)
    joined = {key: _root(roots, key) for key in roots}
    titles = {key: rules.join[at][0] for key, at in named_by.items() if joined[key] == key}
    return Naming(joined, titles, apart)


def _root(roots: dict[str, str], key: str) -> str:
    """Return the root of a key, and shorten its path (union-find)."""
    while (above := roots.get(key, key)) != key:
        roots[key] = roots[above]
        key = above
    return key


def group_sections(series: Iterable[tuple[Note, Outline]], naming: Naming) -> Found:
    """Return a team's sections by the key of their headings."""
    found: Found = defaultdict(list)
    is_plain = naming.is_plain
    for note, outline in series:
        for section in outline.sections:
            topic = section.topic
            text = note.headings[section.heading].text
            if text:
                found[topic if is_plain else naming.key(text, topic)].append((note, section))
    return found


def _threads(series: Sequence[tuple[Note, Outline]], excluded: Set[str], least: int) -> Iterator[Thread]:
    """Yield a team's threads, the earliest first."""
    naming = read_naming(series[0][0].team.threads)
    found = group_sections(series, naming)
    candidates = (
        (key, *_by_note(places))
        for key, places in found.items()
        if len(places) >= least and (key not in excluded or key in naming.titles)
    )
    wanted = [one for one in candidates if len(one[1]) >= least]
    if len(wanted) > MAX_THREADS:
        kept = {key for key, *_ in sorted(wanted, key=lambda one: (-len(one[1]), one[0]))[:MAX_THREADS]}
        wanted = [one for one in wanted if one[0] in kept]
    taken = {LIST}
    for key, notes, sections in wanted:
        first = without_number(notes[0].headings[sections[0][0].heading].text)
        newest = without_number(notes[-1].headings[sections[-1][0].heading].text)
        title = naming.titles.get(key, newest)
        slug = unused_slug(slug_of(naming.titles.get(key, first)) or "thread", taken)
        taken.add(slug)
        yield Thread(
            slug=slug,
            title=title,
            notes=tuple(notes),
            sections=tuple(sections),
            topics=(key,) if naming.is_plain else tuple(dict.fromkeys(one.topic for some in sections for one in some)),
            other_slugs=tuple(_other_slugs(notes, sections, slug)) if key in naming.titles else (),
        )


def _by_note(places: Iterable[tuple[Note, Section]]) -> tuple[list[Note], list[tuple[Section, ...]]]:
    """Return the notes and the sections of each, without sections within others."""
    notes: list[Note] = []
    sections: list[tuple[Section, ...]] = []
    for note, section in places:
        if not notes or notes[-1] is not note:
            notes.append(note)
            sections.append((section,))
        elif section.start >= sections[-1][-1].end and len(sections[-1]) < MAX_IN_NOTE:
            sections[-1] += (section,)
    return notes, sections


def _other_slugs(notes: Iterable[Note], sections: Iterable[Iterable[Section]], own: str) -> Iterator[str]:
    texts = (note.headings[one.heading].text for note, some in zip(notes, sections, strict=True) for one in some)
    yield from (slug for slug in dict.fromkeys(map(slug_of, texts)) if slug not in ("", own, LIST))


def _as_written(text: str) -> str:
    """Return a heading without differences in case and spaces; the result never equals a topic."""
    return f"= {' '.join(text.casefold().split())}"
