"""Warn about published notes that would get new ids in feeds."""

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path

from weeknotes_site.config.file import CONFIG_FILE
from weeknotes_site.content.slugs import slug_of
from weeknotes_site.diagnostics import Diagnostic, Place, warning
from weeknotes_site.losses.changes import teams_with_notes
from weeknotes_site.losses.former_names import folder_name, oldest_first, write_formerly
from weeknotes_site.losses.published_notes import is_note, is_unavailable
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.identity import note_id
from weeknotes_site.model.note import Note
from weeknotes_site.model.team import Team, slug_in
from weeknotes_site.render.feed_links import RSS_FEED

_NEW_SITE_ID = warning(
    "new-feed-ids",
    Place(path=CONFIG_FILE),
    "all notes get new ids, so feed readers show them as new",
    "write the `site_id` that the site had before",
)


def find_new_ids(
    archive: Archive, output: Path, published: Set[str], before: Mapping[str, str], site_id: str
) -> tuple[Diagnostic, ...]:
    """Return at most one warning a team; `before` are the ids in the published feed, by the urls of their notes."""
    ids = Counter(note.id for note in archive.notes)
    renamed = [team for team in archive.teams if team.former_slugs] if RSS_FEED in published else []
    if not renamed and ids.keys() >= set(before.values()):
        return ()  # as in most builds
    with_notes = teams_with_notes(published)
    changed: dict[str, Diagnostic] = {}
    has_other_site_id = len(before) > 1 and ids.keys().isdisjoint(before.values())
    for note, old in _with_another_id(archive.notes, ids, before):
        found = _new_id(note, old, with_notes, site_id)
        changed.setdefault(
            note.team.slug, _NEW_SITE_ID if has_other_site_id and found.place.path == note.path else found
        )
    for team in renamed:
        if _has_new_ids(team, with_notes) and team.slug in with_notes and _had_notes(team, output, published):
            changed.setdefault(team.slug, _with_new_ids(team, with_notes))
    return tuple(dict.fromkeys(changed.values()))


def _with_another_id(
    notes: Iterable[Note], ids: Mapping[str, int], known: Mapping[str, str]
) -> Iterator[tuple[Note, str]]:
    """Yield notes whose id differs from the published feed's, with the old id, unless another note has that now.

    If several notes have one id, which is an error, the feed of all notes gives some a different id. `ids` counts them.
    """
    if ids.keys() >= set(known.values()):
        return
    for note in notes:
        old_urls = (f"teams/{slug}/{posixpath.basename(note.url)}" for slug in note.team.former_slugs)
        found = next((known[url] for url in (note.url, *note.formerly, *old_urls) if url in known), note.id)
        if found not in ids and ids[note.id] == 1 and not note.draft:
            yield note, found


def _new_id(note: Note, old: str, with_notes: Set[str], site_id: str) -> Diagnostic:
    """Return the warning for a team, if a name that it has or had gives the old id, else for the note."""
    team = note.team
    for name in (*team.formerly, team.folder.rpartition("/")[2], *sorted(with_notes)):
        if slug_of(name) != team.identity and note_id(site_id, slug_of(name), note.name) == old:
            names = [name, *(other for other in team.formerly if other != name)]
            message = f"its notes get new ids, made from `{team.identity}`, so feed readers show all of them as new"
            return warning("new-feed-ids", Place(path=team.path), message, _unless(names, team, team.identity))
    message = "the note gets a new id, so feed readers show it as new"
    return warning("new-feed-ids", Place(path=note.path), message, f"write `id: {old}` into its front matter")


def _has_new_ids(team: Team, with_notes: Set[str]) -> bool:
    """Return whether ids are made from a name of the team that had no address, so no note was published under it."""
    return team.identity in team.slugs and team.identity not in with_notes and not with_notes.isdisjoint(team.slugs)


def _had_notes(team: Team, output: Path, published: Set[str]) -> bool:
    """Return whether a note of the team was shown, not only the page of one with an error."""
    own = (path for path in filter(is_note, published) if slug_in(path) in team.slugs)
    return not all(is_unavailable(output, path) for path in own)


def _with_new_ids(team: Team, with_notes: Set[str]) -> Diagnostic:
    names = oldest_first(team, folder_name(team), with_notes)
    oldest = next(name for name in team.formerly if slug_of(name) == team.identity)
    message = f"its notes get new ids, made from `{oldest}`, so feed readers show all of them as new"
    return warning("new-feed-ids", Place(path=team.path), message, _unless(names, team, oldest))


def _unless(names: Sequence[str], team: Team, oldest: str) -> str:
    return f"{write_formerly(names, team)}, unless feeds had notes of `{oldest}` before"
