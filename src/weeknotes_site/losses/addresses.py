"""Warn about published notes that lose their old addresses."""

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path

from weeknotes_site.content.files.paths import NOTES
from weeknotes_site.content.slugs import slug_of
from weeknotes_site.diagnostics import Diagnostic, Place, warning
from weeknotes_site.losses.changes import (
    Changes,
    compare,
    find_redirected,
    find_successors,
    of_same_day,
    teams_in,
    with_same_text,
)
from weeknotes_site.losses.former_names import folder_name, oldest_first, team_file, write_formerly
from weeknotes_site.losses.published_notes import PublishedPage, is_note
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.front_matter import write_entry
from weeknotes_site.model.identity import note_id
from weeknotes_site.model.note import Note
from weeknotes_site.model.team import TEAM_FILE, Team, slug_in


def find_lost_addresses(
    archives: Sequence[Archive],
    output: Path,
    published: Set[str],
    planned: Set[str],
    removed: Mapping[str, PublishedPage],
    ids: Mapping[str, str],
    site_id: str,
) -> Iterator[Diagnostic]:
    """Yield warnings; `ids` are those in the published feed, by the urls of their notes."""
    changes = compare(archives, output, published, planned, removed, ids)
    moved = with_same_text(changes)
    found = {**of_same_day(changes), **moved}
    redirected = dict(find_redirected(changes, found))
    kept = teams_in(changes.planned)
    gone: dict[str, list[str]] = defaultdict(list)
    lost: dict[str, list[str]] = defaultdict(list)
    for url in changes.targets:
        if note := redirected.get(url):
            lost[note.path].append(url)
        elif url in changes.removed and slug_in(url) not in kept:
            gone[slug_in(url)].append(url)
        elif (note := found.get(url)) and slug_in(url) not in note.team.slugs:
            yield _of_other_team(url, note, changes.teams)
        elif note:
            lost[note.path].append(url)
    notes = {note.path: note for note in (*found.values(), *redirected.values())}
    for path, urls in lost.items():
        yield _of_note(urls, notes[path], changes, site_id)
    for slug, urls in gone.items():
        yield from _of_gone_team(slug, urls, moved, changes)


def _of_gone_team(slug: str, urls: Sequence[str], moved: Mapping[str, Note], changes: Changes) -> Iterator[Diagnostic]:
    teams = changes.teams
    successors = [teams[one] for one in find_successors(urls, moved, changes) if one in teams]
    if len(successors) == 1 and successors[0].slug in changes.new:
        yield _renamed(slug, len(urls), successors[0], changes.with_notes)
    elif len(successors) == 1:
        yield _merged(slug, len(urls), successors[0])
    elif successors:
        yield _unclear(slug, len(urls))
    elif f"teams/{slug}/index.html" in changes.targets:  # otherwise, only a note had addresses there
        targets = (teams.get(slug_in(target)) for url in urls if is_note(target := changes.targets[url]))
        if (team := next(filter(None, targets), None)) and slug not in team.former_slugs:
            yield _without_redirects(slug, len(urls), team)


def _renamed(slug: str, count: int, team: Team, with_notes: Set[str]) -> Diagnostic:
    names = oldest_first(team, slug, with_notes)
    if team.slug not in map(slug_of, (team.name, *names)):
        names.append(folder_name(team))
    hint = write_formerly(names, team)
    if team.has_file:
        hint += ", so that old addresses redirect and feeds continue"
    if not team.folder:
        hint = f"move its notes to `{NOTES}/{team.slug}/`, and {hint}"
    return warning("lost-address", _place(team), _now_at(slug, count, team), hint)


def _without_redirects(slug: str, count: int, team: Team) -> Diagnostic:
    message = f"{_counted(count)} at `teams/{slug}/` would no longer redirect to `teams/{team.slug}/`"
    hint = f"write `{slug}` under `formerly` in `{team_file(team)}` again"
    return warning("lost-address", _place(team), message, hint)


def _merged(slug: str, count: int, team: Team) -> Diagnostic:
    ended = f"`ended:` and `{write_entry('continued_as', team.name)}`"
    hint = f"move its notes back to `{NOTES}/{slug}/`, and write {ended} into `{TEAM_FILE}` there"
    return warning("lost-address", _place(team), _now_at(slug, count, team), hint)


def _now_at(slug: str, count: int, team: Team) -> str:
    verb = "is" if count == 1 else "are"
    return f"{_counted(count)} at `teams/{slug}/` {verb} now at `teams/{team.slug}/`, without redirects"


def _unclear(slug: str, count: int) -> Diagnostic:
    message = f"{_counted(count)} at `teams/{slug}/` would be removed, and new teams have notes with the same names"
    hint = f"if one of them is this team, write `{write_entry('formerly', (slug,))}` into its `{TEAM_FILE}`"
    return warning("lost-address", Place(path=f"{NOTES}/"), message, hint)


def _of_note(urls: Sequence[str], note: Note, changes: Changes, site_id: str) -> Diagnostic:
    each = " and ".join(f"`{url}`" for url in urls)
    pages = [url for url in urls if not changes.targets[url]]
    message = f"{each} would no longer redirect to this note"
    if pages:
        message = f"this note was published as {each}, which would not redirect to it"
    hint = f"write `{write_entry('formerly', (*note.formerly, *urls))}` into its front matter"
    names = [note.name, *(posixpath.basename(url).removesuffix(".html") for url in pages[:1])]
    own, *old = (note_id(site_id, note.team.identity, name) for name in names)
    if old and note.url in changes.added and note.id == own != old[0]:
        hint += f", and if you renamed the file, `id: {old[0]}`, so that feed readers do not show it as new"
    return warning("lost-address", Place(path=note.path), message, hint)


def _of_other_team(url: str, note: Note, teams: Mapping[str, Team]) -> Diagnostic:
    slug = slug_in(url)
    message = f"this note was published as `{url}`, which would not redirect to it"
    owner = teams[slug].name if slug in teams else slug
    hint = f"move it back if others link to it: only notes of `{owner}` can have addresses in `teams/{slug}/`"
    return warning("lost-address", Place(path=note.path), message, hint)


def _place(team: Team) -> Place:
    return Place(path=team.path or f"{NOTES}/")


def _counted(count: int) -> str:
    return f"{count:,} published note{'' if count == 1 else 's'}"
