"""Determine each note's team, page and permanent id, and resolve duplicates."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence, Set
from datetime import date
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.config import Config
from weeknotes_site.content.files.paths import NOTES, PAGES
from weeknotes_site.content.files.static_files import STATIC
from weeknotes_site.content.note_file import NoteFile
from weeknotes_site.content.slugs import is_reserved, look_alike, slug_of
from weeknotes_site.diagnostics import Diagnostic, error, warning
from weeknotes_site.model.identity import id_in_language, note_id
from weeknotes_site.model.team import Team
from weeknotes_site.model.week import Week
from weeknotes_site.site.folders import no_team_page
from weeknotes_site.site.teams import Teams, move

OWN_PAGES = ("index", "latest")
"""Pages of the site in the folder of a team's notes."""


MAX_OTHERS = 3
"""Maximum other notes named in a message; naming all of them would take quadratic memory."""


class Identified(Struct, frozen=True, kw_only=True):
    """A note's file with its team, address and permanent id."""

    file: NoteFile
    team: Team
    url: str
    id: str
    weeks: tuple[Week, ...]
    """The weeks it covers, in order; empty without `week` and date."""
    formerly: tuple[str, ...] = ()
    """Former paths of its page that nothing else has."""
    can_be_placed: bool = True
    """Whether `--keep-going` publishes it; otherwise, the page at its address says that it cannot be shown."""

    @property
    def day(self) -> date:
        """Its date or, if invalid, the latest possible one."""
        return self.file.day or date.max


def identify(file: NoteFile, teams: Teams, config: Config) -> tuple[Identified | None, list[Diagnostic]]:
    """Find a note's team, page and permanent id; None if it has no address."""
    team = teams.of(file)
    nameless = _without_author(file, team)
    if team is None:
        return None, [*nameless, *_without_team(file, teams)]
    slug, diagnostics = _address(file)
    diagnostics = [*nameless, *diagnostics]
    if any(one.code == "misnamed-file" for one in file.diagnostics):
        return None, nameless  # it is not a note, and needs no address
    if not slug:
        return None, diagnostics
    wrong = _wrong_team(file, team, teams)
    if not wrong:
        diagnostics += _in_folder_of_another(file, team, teams)
    return Identified(
        file=file,
        team=team,
        url=f"teams/{team.slug}/{slug}.html",
        id=id_in_language(file.fields.id, config.edition) if file.fields.id else _made_id(file, team, config),
        weeks=covered_weeks(file, team),
        formerly=file.fields.formerly,
        can_be_placed=file.can_be_placed and not wrong and _is_certain(team, teams, config),
    ), [*wrong, *diagnostics]


def covered_weeks(file: NoteFile, team: Team) -> tuple[Week, ...]:
    """Return the weeks a note covers: `week` in front matter, else the week of its date; empty without both."""
    if file.fields.week or file.day is None:
        return file.fields.week
    return (team.week_of(file.day),)


def _is_certain(team: Team, teams: Teams, config: Config) -> bool:
    """Return whether a team may publish and its ids are known."""
    may_publish = team.slug in teams.registered or not config.registered_teams_only
    return may_publish and team.slug not in teams.in_doubt


def _made_id(file: NoteFile, team: Team, config: Config) -> str:
    return note_id(config.site_id, team.identity, file.stem, config.edition)


def _address(file: NoteFile) -> tuple[str, list[Diagnostic]]:
    """Return the last part of a note's address: `slug:`, else the file's name; empty if neither is valid."""
    diagnostics: list[Diagnostic] = []
    for written, slug in ((file.fields.slug,) * 2, (file.stem, slug_of(file.stem))):
        if not written:
            continue
        if slug and slug not in OWN_PAGES and not is_reserved(slug):
            return slug, diagnostics
        message = f"`{slug or written}` cannot be the address of a note"
        diagnostics.append(error("reserved-slug", file.place("slug"), message, "add `slug: another-name`"))
    return "", diagnostics


def _without_author(file: NoteFile, team: Team | None) -> list[Diagnostic]:
    if (team and team.author) or not file.lacks_author:
        return []
    hint = "add `author: Your Name`, or the team's name; for all of a team's notes, add it to `_team.md`"
    return [error("missing-key", file.place("author"), "the note has no `author`", hint)]


def _without_team(file: NoteFile, teams: Teams) -> list[Diagnostic]:
    name = file.fields.team
    slug = slug_of(name)
    if file.folder or (file.outline is None and not file.has_front_matter):
        return []  # the folder, or the file as a whole, is reported
    if slug in teams.by_slug:
        return [_elsewhere(file, teams.by_slug[slug])]
    if is_reserved(slug):
        return [no_team_page(slug, file.place("team"), "rename the team")]
    if slug:
        message = f"the address of `{name}` is also claimed by a file in `{STATIC}/`"
        return [error("two-files-one-address", file.place("team"), message, "rename the team")]
    hint = "add `team: Your Team`, or move the note into the team's folder"
    if file.path.startswith(f"{NOTES}/_"):
        hint += f", or a plain page to `{PAGES}/`"
    return [error("missing-key", file.place("team"), "the note has no `team`, and no folder names one", hint)]


def _wrong_team(file: NoteFile, team: Team, teams: Teams) -> list[Diagnostic]:
    name = file.fields.team
    if not name or slug_of(name) in teams.own_names.get(team.slug, {team.slug}):
        return []
    message = f"`{name}` is not the team of this folder, which is `{team.name}`"
    hint = (
        f"write `team: {team.name}`, or move the note; other spellings go under `aliases` in `_team.md`, "
        "old names under `formerly`"
    )
    other = teams.by_slug.get(teams.claims.by_name.get(slug_of(name), ""))
    if other and other.folder:
        hint = f"move it: `{move(file.path, other)}`"
        if not teams.is_mistaken(team, other):
            hint = f"write `team: {team.name}`, or {hint}"
    return [error("wrong-team", file.place("team"), message, hint)]


def _in_folder_of_another(file: NoteFile, team: Team, teams: Teams) -> list[Diagnostic]:
    """Warn about a note in a subfolder with the name of another team's folder, where a form at a forge may put it."""
    for folder in file.path.split("/")[2:-1]:
        other = teams.by_slug.get(slug_of(folder))
        if other and other.folder and slug_of(folder) not in teams.own_names.get(team.slug, {team.slug}):
            message = f"`{folder}` is the name of another team's folder, but the note counts as `{team.name}`'s"
            hint = f"if it is that team's, move it: `{move(file.path, other)}`"
            return [warning("misplaced-note", file.whole, message, hint)]
    return []


def _elsewhere(file: NoteFile, team: Team) -> Diagnostic:
    message = f"`{team.name}` has a folder, and its notes must be in it"
    return error("note-outside-folder", file.place("team"), message, f"move it: `{move(file.path, team)}`")


def settle(notes: Iterable[Identified], config: Config) -> tuple[list[Identified], list[Diagnostic]]:
    """Report notes with the same page or permanent id, and decide which of them can be placed.

    Notes with the same page belong to one team; none of them is placed, because an address must never show a different
    note. An id copied with last week's front matter stays with the older note. If two teams have the same id, both keep
    it; only feeds with notes of several teams tell them apart.
    """
    notes = tuple(notes)
    on_one_page = _rivals(notes, attrgetter("url"))
    with_one_id = _rivals(notes, attrgetter("id"))
    diagnostics = [
        *(diagnostic for rivals in on_one_page for diagnostic in _one_page(rivals)),
        *(diagnostic for some in with_one_id for rivals in _of_one_claim(some) for diagnostic in _one_id(rivals)),
    ]
    if not on_one_page and not with_one_id:
        return list(notes), []
    shut_out = {note.file.path for rivals in on_one_page for note in rivals}
    copies = {
        note.file.path
        for rivals in _rivals(notes, lambda note: (note.team.slug, note.id))
        for note in _without_holder(rivals)
    }
    taken = {(note.team.slug, note.id) for note in notes}
    return [_settled(note, shut_out, copies, taken, config) for note in notes], diagnostics


def _settled(
    note: Identified, shut_out: Set[str], copies: Set[str], taken: Set[tuple[str, str]], config: Config
) -> Identified:
    """Return a note as it can be placed; a copied `id:` is replaced by the id of the file's name, if free."""
    if note.file.path in shut_out:
        return replace(note, can_be_placed=False)
    if note.file.path not in copies:
        return note
    own = _made_id(note.file, note.team, config)
    if not note.file.fields.id or (note.team.slug, own) in taken:
        return replace(note, can_be_placed=False)
    return replace(note, id=own)


def _rivals(notes: Sequence[Identified], key: Callable[[Identified], Hashable]) -> list[list[Identified]]:
    keys = list(map(key, notes))
    if len(set(keys)) == len(keys):
        return []
    claims: dict[Hashable, list[Identified]] = {}
    for note, claimed in zip(notes, keys, strict=True):
        claims.setdefault(claimed, []).append(note)
    return [rivals for rivals in claims.values() if len(rivals) > 1]


def _one_page(rivals: Sequence[Identified]) -> list[Diagnostic]:
    hint = "rename one of the files, or give one a `slug:`"
    if look_alike(*(note.file.path for note in rivals)):
        hint = f"the accents in the names are stored differently; delete one of the files, or {hint}"
    return [
        error("two-notes-one-page", note.file.place("slug"), f"`{note.url}` is also claimed by {others}", hint)
        for note, others in _each_with_others(rivals)
    ]


def _of_one_claim(rivals: Sequence[Identified]) -> Iterator[list[Identified]]:
    """Yield the notes that share an id, one list for each team whose name produces it.

    Teams that share a name are reported where it is claimed, in `_team.md`. An `id:` of any other team is a copy.
    """
    made = {note.team.slug: note.team.identity for note in rivals if not note.file.fields.id}
    owner = min(made, key=lambda slug: (made[slug] != slug, slug), default="")
    for slug in made or ("",):
        some = [note for note in rivals if slug == (note.team.slug if note.team.slug in made else owner)]
        if len(some) > 1:
            yield some


def _one_id(rivals: Sequence[Identified]) -> list[Diagnostic]:
    holder, *more = _holders(rivals)
    if not more:
        return [_copied_id(note, holder) for note in rivals if note is not holder]
    hint = "rename one of the files, or give one a different `id:`"
    return [
        error("two-notes-one-id", note.file.place("id"), f"`{note.id}` is also claimed by {others}", hint)
        for note, others in _each_with_others(rivals)
    ]


def _holders(rivals: Sequence[Identified]) -> list[Identified]:
    """Return the oldest notes with an id, which may have had it first.

    For an id made from a file's name, only notes of that team count, so that no other team can take it.
    """
    by_name = {note.team.slug for note in rivals if not note.file.fields.id}
    among = [note for note in rivals if note.team.slug in by_name] or rivals
    oldest = min(note.day for note in among)
    return [note for note in among if note.day == oldest]


def _without_holder(rivals: Sequence[Identified]) -> list[Identified]:
    holder, *more = _holders(rivals)
    return [note for note in rivals if more or note is not holder]


def _copied_id(note: Identified, holder: Identified) -> Diagnostic:
    message = f"`{note.id}` is already the id of `{holder.file.path}`"
    hint = "rename the file, or give it a different `id:`"
    if note.file.fields.id:
        hint = "delete this line to give the note a new id"
    return error("two-notes-one-id", note.file.place("id"), message, hint)


def _each_with_others(rivals: Sequence[Identified]) -> Iterator[tuple[Identified, str]]:
    """Yield each note with a few of the others."""
    paths = [note.file.path for note in rivals]
    for note in rivals:
        yield note, name_others(paths, note.file.path)


def name_others(paths: Sequence[str], own: str) -> str:
    """Return a few of the paths except a note's own, and the number of the others."""
    others = [path for path in paths[: MAX_OTHERS + 1] if path != own][:MAX_OTHERS]
    left = len(paths) - 1 - len(others)
    named = ", ".join(f"`{path}`" for path in others)
    return f"{named} and {left:,} more" if left else named
