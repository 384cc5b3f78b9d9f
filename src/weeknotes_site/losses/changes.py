"""Compare the published pages of notes with those of a build, and find the new pages of removed ones."""

import posixpath
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path

from msgspec import Struct

from weeknotes_site.content.dates.days import date_of_file
from weeknotes_site.losses.published_notes import PublishedPage, is_note, read_page
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.note import Note
from weeknotes_site.model.team import Team, slug_in

_LATEST = "/latest.html"
"""Ending of the redirects to the newest note of a team, which move with the team."""


class Changes(Struct, frozen=True, kw_only=True):
    """Pages of notes that a build removes and adds."""

    removed: Mapping[str, str]
    """Each removed page's description, by url; empty if it cannot be read, as in an empty output."""
    targets: Mapping[str, str]
    """Where each removed page redirects; empty if it does not, or cannot be read."""
    notes: Mapping[str, Note]
    """Notes by their addresses, current and former."""
    added: Mapping[str, Note | None]
    """By url; None for a redirect, and for a note with an error or `formerly` another page."""
    in_other_languages: tuple[Note, ...]
    """The notes in the other languages; those that are not translated are in `notes`, too."""
    teams: Mapping[str, Team]
    """By slug."""
    new: Set[str]
    """Slugs of the teams that had no pages of notes, or only redirects."""
    planned: Set[str]
    """The paths of all pages."""
    with_notes: Set[str]
    """Slugs of the teams that had pages of notes, or redirects to them."""


def compare(
    archives: Sequence[Archive],
    output: Path,
    published: Set[str],
    planned: Set[str],
    removed: Mapping[str, PublishedPage],
    ids: Mapping[str, str],
) -> Changes:
    """Return the changes; `ids` are those in the published feed, by the urls of their notes."""
    archive, *others = archives
    with_notes = teams_with_notes(published)
    notes = {note.url: note for note in archive.notes if ids.keys().isdisjoint(note.formerly)}
    teams = {team.slug: team for team in archive.teams}
    new = {slug for slug, team in teams.items() if slug not in with_notes or read_page(output, team.url).target}
    return Changes(
        removed={url: page.description for url, page in removed.items() if is_note(url)},
        targets={url: page.target for url, page in removed.items()},
        notes={url: note for note in archive.notes for url in (*note.formerly, note.url)},
        added={
            path: notes.get(path)
            for path in planned
            if is_note(path) and (path not in published or slug_in(path) in new)
        },
        in_other_languages=tuple(note for other in others for note in other.notes),
        teams=teams,
        new=new,
        planned=planned,
        with_notes=with_notes,
    )


def with_same_text(changes: Changes) -> dict[str, Note]:
    """Return the added note with the description of each removed page, by the page's url.

    If that is the description of a translation, return its original, which has all addresses of both.
    """
    added = [(note.summary, note) for note in changes.added.values() if note and note.summary]
    for other in changes.in_other_languages:
        note = changes.notes.get(other.url)
        if note and note.path != other.path and other.summary:
            added.append((other.summary, note))
    counts = Counter(text for text, _ in added)
    unique = {text: note for text, note in added if counts[text] == 1}
    return {url: unique[text] for url, text in changes.removed.items() if text in unique}


def of_same_day(changes: Changes) -> dict[str, Note]:
    """Match removed pages named after a day with new notes of that day, whose text may have changed too.

    Only if the team has one of each for the day.
    """
    removed, added = defaultdict(list), defaultdict(list)
    for url in changes.removed:
        if found := date_of_file(url):
            removed[slug_in(url), found.day].append(url)
    for path, note in changes.added.items():
        if note:
            added[slug_in(path), note.date].append(note)
    return {urls[0]: added[of][0] for of, urls in removed.items() if len(urls) == len(added[of]) == 1}


def find_redirected(changes: Changes, found: Mapping[str, Note]) -> Iterator[tuple[str, Note]]:
    """Yield removed redirects with their notes, except those of a team's former name and in another team's folder.

    `found` are the notes that moved, by their removed pages.
    """
    renamed = teams_in(changes.targets)
    for url, target in changes.targets.items():
        slug = slug_in(url) if url.startswith("teams/") else ""
        note = changes.notes.get(target) or found.get(target)
        is_own = note and changes.teams.get(slug, note.team) == note.team
        if note and is_own and slug not in renamed and not url.endswith(_LATEST):
            yield url, note


def find_successors(urls: Sequence[str], moved: Mapping[str, Note], changes: Changes) -> list[str]:
    """Return the slugs of the teams that have most of the notes of a removed team: several if that is unclear."""
    counts = Counter(moved[url].team.slug for url in urls if url in moved)
    if not counts:
        counts = Counter(_with_same_names(urls, changes))
        # Teams that write on the same days have some names in common.
        counts = Counter({slug: count for slug, count in counts.items() if 2 * count >= len(urls)})
    most = max(counts.values(), default=0)
    return sorted(slug for slug, count in counts.items() if count == most)


def _with_same_names(urls: Iterable[str], changes: Changes) -> Iterator[str]:
    """Yield the team of each added page with a removed page's name, unless their texts are known to differ."""
    by_name: dict[str, list[str]] = defaultdict(list)
    for url in changes.added:
        by_name[posixpath.basename(url)].append(url)
    for old in urls:
        for url in by_name[posixpath.basename(old)]:
            note = changes.added[url]
            text = note.summary if note else ""
            if not text or changes.removed[old] in ("", text):
                yield slug_in(url)


def teams_in(paths: Iterable[str]) -> set[str]:
    """Return the slugs of the teams whose pages are among paths."""
    return {slug_in(path) for path in paths if path.startswith("teams/") and path.endswith("/index.html")}


def teams_with_notes(paths: Iterable[str]) -> set[str]:
    """Return the slugs of the teams whose notes, or redirects to them, are among paths."""
    return {slug_in(path) for path in paths if is_note(path)}
