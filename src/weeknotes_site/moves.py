"""Warn about published notes that lose their old addresses, or the ids that feed readers know them by."""

import posixpath
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path

from msgspec import Struct

from weeknotes_site.config.file import CONFIG_FILE
from weeknotes_site.content.dates import date_of_file
from weeknotes_site.content.slugs import slug_of
from weeknotes_site.content.tree import NOTES
from weeknotes_site.diagnostics import Diagnostic, Place, warning
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.front_matter import write_entry
from weeknotes_site.model.identity import note_id
from weeknotes_site.model.note import Note
from weeknotes_site.model.team import TEAM_FILE, Team, slug_in
from weeknotes_site.publish.published_notes import (
    FEED,
    is_note,
    is_unavailable,
    read_description,
    read_ids,
    read_target,
)

_LATEST = "/latest.html"
"""Ending of the redirects to the newest note of a team, which move with the team."""
_NEW_SITE_ID = warning(
    "new-feed-ids",
    Place(path=CONFIG_FILE),
    "all notes get new ids, so feed readers show them as new",
    "write the `site_id` that the site had before",
)


class _Changes(Struct, frozen=True, kw_only=True):
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
    site_id: str


def find_moves(
    archives: Sequence[Archive], output: Path, published: Set[str], planned: Set[str], site_id: str
) -> tuple[Diagnostic, ...]:
    """Return warnings about published notes that are now at other addresses, or get other ids.

    `archives` are those of all languages, the site's own first. `published` are the paths of the last publish, which
    `output` may no longer have; `planned` those of this one.
    """
    archive = archives[0]
    ids, before = Counter(note.id for note in archive.notes), read_ids(output)
    renamed = [team for team in archive.teams if team.former_slugs] if FEED in published else []
    removed = any(path.endswith(".html") for path in published - planned)
    if not renamed and not removed and ids.keys() >= set(before.values()):
        return ()  # as in most builds
    with_notes = {slug_in(path) for path in published if is_note(path)}
    lost: tuple[Diagnostic, ...] = ()
    if removed:
        lost = tuple(_warn(_compare(archives, output, published, planned, with_notes, before, site_id)))
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
    return (*lost, *dict.fromkeys(changed.values()))


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
    slugs = (team.slug, *team.former_slugs)
    return team.identity in slugs and team.identity not in with_notes and not with_notes.isdisjoint(slugs)


def _had_notes(team: Team, output: Path, published: Set[str]) -> bool:
    """Return whether a note of the team was shown, not only the page of one with an error."""
    slugs = (team.slug, *team.former_slugs)
    return any(slug_in(path) in slugs and not is_unavailable(output, path) for path in filter(is_note, published))


def _compare(
    archives: Sequence[Archive],
    output: Path,
    published: Set[str],
    planned: Set[str],
    with_notes: Set[str],
    ids: Mapping[str, str],
    site_id: str,
) -> _Changes:
    """Return the changes; `ids` are those in the published feed, by the urls of their notes."""
    archive, *others = archives
    removed = sorted(path for path in published - planned if path.endswith(".html"))
    notes = {note.url: note for note in archive.notes if ids.keys().isdisjoint(note.formerly)}
    teams = {team.slug: team for team in archive.teams}
    new = {slug for slug, team in teams.items() if slug not in with_notes or read_target(output, team.url)}
    return _Changes(
        removed={url: read_description(output, url) for url in filter(is_note, removed)},
        targets={url: read_target(output, url) for url in removed},
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
        site_id=site_id,
    )


def _warn(changes: _Changes) -> Iterator[Diagnostic]:
    moved = _with_same_text(changes)
    found = {**_of_same_day(changes), **moved}
    redirected = dict(_redirected(changes, found))
    kept = _teams_in(changes.planned)
    gone: dict[str, list[str]] = defaultdict(list)
    lost: dict[str, list[str]] = defaultdict(list)
    for url in changes.targets:
        if note := redirected.get(url):
            lost[note.path].append(url)
        elif url in changes.removed and slug_in(url) not in kept:
            gone[slug_in(url)].append(url)
        elif (note := found.get(url)) and slug_in(url) not in (note.team.slug, *note.team.former_slugs):
            yield _of_other_team(url, note, changes.teams)
        elif note:
            lost[note.path].append(url)
    notes = {note.path: note for note in (*found.values(), *redirected.values())}
    for path, urls in lost.items():
        yield _of_note(urls, notes[path], changes)
    for slug, urls in gone.items():
        yield from _of_gone_team(slug, urls, moved, changes)


def _of_gone_team(slug: str, urls: Sequence[str], moved: Mapping[str, Note], changes: _Changes) -> Iterator[Diagnostic]:
    teams = changes.teams
    successors = [teams[one] for one in _successors(urls, moved, changes) if one in teams]
    if len(successors) == 1 and successors[0].slug in changes.new:
        yield _renamed(slug, len(urls), successors[0], changes.with_notes)
    elif len(successors) == 1:
        yield _merged(slug, len(urls), successors[0])
    elif successors:
        yield _unclear(slug, len(urls))
    elif f"teams/{slug}/index.html" in changes.targets:  # else only a note had addresses there
        targets = (teams.get(slug_in(target)) for url in urls if is_note(target := changes.targets[url]))
        if (team := next(filter(None, targets), None)) and slug not in team.former_slugs:
            yield _without_redirects(slug, len(urls), team)


def _redirected(changes: _Changes, found: Mapping[str, Note]) -> Iterator[tuple[str, Note]]:
    """Yield removed redirects with their notes, except those of a team's former name and in another team's folder.

    `found` are the notes that moved, by their removed pages.
    """
    renamed = _teams_in(changes.targets)
    for url, target in changes.targets.items():
        slug = slug_in(url) if url.startswith("teams/") else ""
        note = changes.notes.get(target) or found.get(target)
        is_own = note and changes.teams.get(slug, note.team) == note.team
        if note and is_own and slug not in renamed and not url.endswith(_LATEST):
            yield url, note


def _teams_in(paths: Iterable[str]) -> set[str]:
    """Return the slugs of the teams whose pages are among paths."""
    return {slug_in(path) for path in paths if path.startswith("teams/") and path.endswith("/index.html")}


def _with_same_text(changes: _Changes) -> dict[str, Note]:
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


def _of_same_day(changes: _Changes) -> dict[str, Note]:
    """Return a team's only new note of a day for its only removed page named after that day: its text may have changed,
    too."""
    removed, added = defaultdict(list), defaultdict(list)
    for url in changes.removed:
        if found := date_of_file(url):
            removed[slug_in(url), found.day].append(url)
    for path, note in changes.added.items():
        if note:
            added[slug_in(path), note.date].append(note)
    return {urls[0]: added[of][0] for of, urls in removed.items() if len(urls) == len(added[of]) == 1}


def _successors(urls: Sequence[str], moved: Mapping[str, Note], changes: _Changes) -> list[str]:
    """Return the slugs of the teams that have most of the notes of a removed team: several if that is unclear."""
    counts = Counter(moved[url].team.slug for url in urls if url in moved)
    if not counts:
        counts = Counter(_with_same_names(urls, changes))
        # Teams that write on the same days have some names in common.
        counts = Counter({slug: count for slug, count in counts.items() if 2 * count >= len(urls)})
    most = max(counts.values(), default=0)
    return sorted(slug for slug, count in counts.items() if count == most)


def _with_same_names(urls: Iterable[str], changes: _Changes) -> Iterator[str]:
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


def _oldest_first(team: Team, current: str, with_notes: Set[str]) -> list[str]:
    """Return former names in the order that keeps ids: those that had addresses, then `current`, then the rest."""
    had = [name for name in team.formerly if slug_of(name) in with_notes]
    own = [current] if slug_of(current) not in map(slug_of, had) else []
    return [*had, *own, *(name for name in team.formerly if name not in had)]


def _with_new_ids(team: Team, with_notes: Set[str]) -> Diagnostic:
    folder = team.folder.rpartition("/")[2] or team.slug
    names = _oldest_first(team, folder, with_notes)
    oldest = next(name for name in team.formerly if slug_of(name) == team.identity)
    message = f"its notes get new ids, made from `{oldest}`, so feed readers show all of them as new"
    return warning("new-feed-ids", Place(path=team.path), message, _unless(names, team, oldest))


def _unless(names: Sequence[str], team: Team, oldest: str) -> str:
    return f"{_formerly(names, team)}, unless feeds had notes of `{oldest}` before"


def _formerly(names: Sequence[str], team: Team) -> str:
    """Return the hint to write former names into a team's file, which it may not have."""
    entry, file = write_entry("formerly", tuple(names)), f"{team.folder or f'{NOTES}/{team.slug}'}/{TEAM_FILE}"
    if not team.path.endswith(TEAM_FILE):
        return f"write `{entry}` between two lines of `---` into a new file `{file}`"
    return f"write `{entry}` into `{file}`"


def _renamed(slug: str, count: int, team: Team, with_notes: Set[str]) -> Diagnostic:
    names = _oldest_first(team, slug, with_notes)
    if team.slug not in map(slug_of, (team.name, *names)):
        names.append(team.folder.rpartition("/")[2] or team.slug)
    hint = _formerly(names, team)
    if team.path.endswith(TEAM_FILE):
        hint += ", so that old addresses redirect and feeds continue"
    if not team.folder:
        hint = f"move its notes to `{NOTES}/{team.slug}/`, and {hint}"
    message = f"{_counted(count)} at `teams/{slug}/` {_are(count)} now at `teams/{team.slug}/`, without redirects"
    return warning("lost-address", Place(path=team.path or f"{NOTES}/"), message, hint)


def _without_redirects(slug: str, count: int, team: Team) -> Diagnostic:
    message = f"{_counted(count)} at `teams/{slug}/` would no longer redirect to `teams/{team.slug}/`"
    hint = f"write `{slug}` under `formerly` in `{team.folder or f'{NOTES}/{team.slug}'}/{TEAM_FILE}` again"
    return warning("lost-address", Place(path=team.path or f"{NOTES}/"), message, hint)


def _merged(slug: str, count: int, team: Team) -> Diagnostic:
    message = f"{_counted(count)} at `teams/{slug}/` {_are(count)} now at `teams/{team.slug}/`, without redirects"
    ended = f"`ended:` and `{write_entry('continued_as', team.name)}`"
    hint = f"move its notes back to `{NOTES}/{slug}/`, and write {ended} into `{TEAM_FILE}` there"
    return warning("lost-address", Place(path=team.path or f"{NOTES}/"), message, hint)


def _unclear(slug: str, count: int) -> Diagnostic:
    message = f"{_counted(count)} at `teams/{slug}/` would be removed, and new teams have notes with the same names"
    hint = f"if one of them is this team, write `{write_entry('formerly', (slug,))}` into its `{TEAM_FILE}`"
    return warning("lost-address", Place(path=f"{NOTES}/"), message, hint)


def _of_note(urls: Sequence[str], note: Note, changes: _Changes) -> Diagnostic:
    each = " and ".join(f"`{url}`" for url in urls)
    pages = [url for url in urls if not changes.targets[url]]
    message = f"{each} would no longer redirect to this note"
    if pages:
        message = f"this note was published as {each}, which would not redirect to it"
    hint = f"write `{write_entry('formerly', (*note.formerly, *urls))}` into its front matter"
    names = [note.name, *(posixpath.basename(url).removesuffix(".html") for url in pages[:1])]
    own, *old = (note_id(changes.site_id, note.team.identity, name) for name in names)
    if old and note.url in changes.added and note.id == own != old[0]:
        hint += f", and if you renamed the file, `id: {old[0]}`, so that feed readers do not show it as new"
    return warning("lost-address", Place(path=note.path), message, hint)


def _of_other_team(url: str, note: Note, teams: Mapping[str, Team]) -> Diagnostic:
    slug = slug_in(url)
    message = f"this note was published as `{url}`, which would not redirect to it"
    owner = teams[slug].name if slug in teams else slug
    hint = f"move it back if others link to it: only notes of `{owner}` can have addresses in `teams/{slug}/`"
    return warning("lost-address", Place(path=note.path), message, hint)


def _counted(count: int) -> str:
    return f"{count:,} published note{'' if count == 1 else 's'}"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
