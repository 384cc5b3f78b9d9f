"""Find the teams of a site, from folders, front matter and `_team.md`.

A folder owns its slug. A `_team.md` affects only its own team: no claim in it changes another team's pages, addresses,
ids or names.
"""

import posixpath
import shlex
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from weeknotes_site.config import Config
from weeknotes_site.content.files.paths import NOTES, team_folder
from weeknotes_site.content.files.tree import Tree
from weeknotes_site.content.note_file import NoteFile, TeamFields, TeamFile
from weeknotes_site.content.slugs import is_reserved, slug_of
from weeknotes_site.diagnostics import Diagnostic, Place, error, warning
from weeknotes_site.model.names import capital
from weeknotes_site.model.team import TEAM_FILE, Team
from weeknotes_site.site.claims import (
    Claims,
    all_names,
    claim_names,
    name_from_folder,
    names_without_redirect,
    unknown_successor,
    unnamed_folder,
)
from weeknotes_site.site.folders import is_empty, own_folders, taken_by_static
from weeknotes_site.site.similar_names import copied_from, find_similar, is_similar
from weeknotes_site.site.team_files import TeamFiles, check_team_languages, pair_team_files
from weeknotes_site.suggestions import Suggest


class Teams(Struct, frozen=True, kw_only=True):
    """The teams of a site, indexed by all their names."""

    by_slug: Mapping[str, Team]
    claims: Claims
    """The teams with each name, alias and former name."""
    by_folder: Mapping[str, str]
    """Team slug, by folder."""
    own_names: Mapping[str, frozenset[str]]
    """Slugs of all names in the team's file, by team slug."""
    left_out: frozenset[str]
    """Folders that own no slug, because another folder has it, their name has none or Windows reserves it."""
    registered: frozenset[str]
    """Slugs of teams with a `_team.md`."""
    copies: Mapping[str, str]
    """Slugs of teams whose folders are copies of another team's by their names, with that team's slug."""
    in_doubt: frozenset[str]
    """Slugs of teams whose names are unknown, so that their notes' permanent ids are unknown, too."""

    def claimants(self, name: str) -> tuple[str, ...]:
        """Return the slugs of the teams with a name: several if it is not a folder's and all of them claim it."""
        return self.claims.claimants.get(slug_of(name), ())

    def of(self, file: NoteFile) -> Team | None:
        """Return the team of a note: its folder's or, outside team folders, the named one if it has no folder."""
        if file.folder:
            return self.owner_of(file.folder)
        team = self.by_slug.get(slug_of(file.fields.team))
        return team if team and team.slug not in self.own_names else None

    def is_mistaken(self, team: Team, other: Team) -> bool:
        """Return whether a team is known only by its folder, which was probably meant to be another team's."""
        if team.slug in self.copies:
            return self.copies[team.slug] == other.slug
        return team.slug not in self.registered and is_similar(team.slug, other.slug)

    def owner_of(self, folder: str | None) -> Team | None:
        """Return the team that owns a folder."""
        return self.by_slug.get(self.by_folder.get(folder or "", ""))


def find_teams(
    tree: Tree, team_files: Iterable[TeamFile], notes: Iterable[NoteFile], config: Config, suggest: Suggest
) -> tuple[Teams, list[Diagnostic]]:
    """Collect the teams from folders, team files and notes.

    Notes with a wrong or unknown team are not reported here.
    """
    taken = taken_by_static(tree.static)
    folders, of_folders = own_folders(tree, taken)
    files = pair_team_files(team_files, {folder: slug for slug, folder in folders.owners.items()})
    owners = _without_old_folders(folders.owners, files, tree)
    by_folder = {folder: slug for slug, folder in owners.items()}
    own_names = {slug: frozenset({slug, *map(slug_of, all_names(files.get(slug, TeamFiles())))}) for slug in owners}
    spellings = _spellings(notes, by_folder, own_names, taken)
    slugs = sorted({*owners, *spellings})
    originals = {slug: some.original for slug, some in files.items() if some.original}
    in_doubt = _in_doubt(originals)
    claims, of_claims = claim_names(slugs, files, in_doubt)
    known = _Known(
        folders=owners,
        files=files,
        spellings=spellings,
        claims=claims,
        taken=taken,
        in_doubt=in_doubt,
        config=config,
    )
    teams = Teams(
        by_slug={slug: _make_team(slug, known) for slug in slugs},
        claims=claims,
        by_folder=by_folder,
        own_names=own_names,
        left_out=folders.left_out,
        registered=frozenset(originals),
        copies=_copies(owners, files, claims),
        in_doubt=in_doubt,
    )
    return teams, [*of_folders, *of_claims, *_misplaced(tree), *_check_files(known, suggest)]


class _Known(Struct, frozen=True, kw_only=True):
    """The sources of teams; mappings are by slug."""

    folders: Mapping[str, str]
    files: Mapping[str, TeamFiles]
    spellings: Mapping[str, Counter[str]]
    """How often notes write each name."""
    claims: Claims
    taken: Mapping[str, str]
    """Addresses of static files."""
    in_doubt: frozenset[str]
    config: Config


def _without_old_folders(owners: Mapping[str, str], files: Mapping[str, TeamFiles], tree: Tree) -> Mapping[str, str]:
    """Return the folders without empty ones that have a team's former name, which are left over from its rename."""
    former = {slug_of(name) for some in files.values() for name in some.fields.formerly}
    return {
        slug: folder
        for slug, folder in owners.items()
        if slug in files or slug not in former or not is_empty(folder, tree)
    }


def _in_doubt(originals: Mapping[str, TeamFile]) -> frozenset[str]:
    return frozenset(slug for slug, file in originals.items() if not file.names_are_known or unnamed_folder(slug, file))


def _copies(owners: Mapping[str, str], files: Mapping[str, TeamFiles], claims: Claims) -> dict[str, str]:
    """Return the teams without a name in folders named like copies, each with the team it is a copy of."""
    originals = {slug: slug_of(copied_from(posixpath.basename(folder))) for slug, folder in owners.items()}
    names = {slug: slug_of(files.get(slug, TeamFiles()).fields.name) for slug in owners}
    return {
        slug: original
        for slug, original in originals.items()
        if original in owners and (not names[slug] or claims.by_name.get(names[slug]) == original)
    }


def _check_files(known: _Known, suggest: Suggest) -> Iterator[Diagnostic]:
    for slug, files in known.files.items():
        if files.original:
            yield from names_without_redirect(slug, files.original, known.taken)
            yield from unnamed_folder(slug, files.original)
            yield from unknown_successor(slug, files.original, known.claims.by_name, suggest)
        yield from check_team_languages(files, known.config)


def check_names(teams: Teams, notes: Iterable[NoteFile], config: Config, suggest: Suggest) -> list[Diagnostic]:
    """Report unregistered teams: all as errors if the site requires it, else probably misspelled ones as warnings."""
    written: dict[str, list[NoteFile]] = {}
    named = Counter[str]()
    for note in notes:
        if team := teams.of(note):
            written.setdefault(team.slug, []).append(note)
            named[teams.claims.by_name.get(slug_of(note.fields.team), team.slug)] += 1
    in_folders = set(teams.by_folder.values())
    known = {slug: (slug in teams.registered, slug in in_folders, named[slug], slug) for slug in teams.by_slug}
    unregistered = sorted(written.keys() - teams.registered)
    if config.registered_teams_only:
        names = [teams.by_slug[slug].name for slug in sorted(teams.registered)]
        return [_unregistered(teams, teams.by_slug[slug], written[slug], names, suggest) for slug in unregistered]
    similar = find_similar((slug for slug in unregistered if slug not in teams.copies), known)
    spelled = (_similar(teams.by_slug[slug], written[slug], teams.by_slug[near]) for slug, near in similar.items())
    copied = (
        _copied(teams.by_slug[slug], teams.by_slug[original])
        for slug, original in teams.copies.items()
        if slug_of(teams.by_slug[slug].name) == slug  # the name of the original is reported in `_team.md`
    )
    return [*filter(None, spelled), *copied]


def _unregistered(
    teams: Teams, team: Team, notes: Sequence[NoteFile], registered: Iterable[str], suggest: Suggest
) -> Diagnostic:
    near = suggest(team.name, registered)
    meant = teams.by_slug.get(teams.claims.by_name[slug_of(near)]) if near else None
    hint = f"did you mean `team: {near}`?" if near else f"add `{NOTES}/{team.slug}/{TEAM_FILE}`"
    if meant and team.folder:
        hint = f"did you mean `{meant.folder}/`? {capital(_to_move(team, notes, meant))}"
    return error("unregistered-team", notes[0].place("team"), f"the team `{team.name}` has no `{TEAM_FILE}`", hint)


def _similar(team: Team, notes: Sequence[NoteFile], near: Team) -> Diagnostic | None:
    """Return the warning, unless all notes name the other team themselves, which is reported as such."""
    names = set(map(slug_of, near.names))
    note = next((note for note in notes if slug_of(note.fields.team) not in names), None)
    if not note:
        return None
    message = f"the team `{team.name}` is spelled almost like `{near.name}`"
    right = _to_move(team, notes, near) if team.folder else f"write `team: {near.name}`"
    hint = f"{right}, or add `{team.folder or f'{NOTES}/{team.slug}'}/{TEAM_FILE}` if both exist"
    return warning("similar-team", note.place("team"), message, hint)


def _to_move(team: Team, notes: Sequence[NoteFile], other: Team) -> str:
    """Return how to move the notes in a team's folder to another team."""
    if not other.folder:
        return f"rename the folder to `{NOTES}/{other.slug}`"
    if len(notes) > 1:
        return f"move the files in `{team.folder}/` to `{other.folder}/`"
    return f"move it: `{move(notes[0].path, other)}`"


def move(path: str, team: Team) -> str:
    """Return the command that moves a note into a team's folder."""
    return f"git mv {shlex.quote(path)} {shlex.quote(f'{team.folder}/')}"


def _copied(team: Team, original: Team) -> Diagnostic:
    message = f"this folder is the team `{team.name}`, but its name says that it is a copy of `{original.folder}`"
    hint = f"delete it or, if it is another team, give it a `name` in `{team.folder}/{TEAM_FILE}`"
    return warning("similar-team", Place(path=team.folder), message, hint)


def _spellings(
    notes: Iterable[NoteFile],
    by_folder: Mapping[str, str],
    own_names: Mapping[str, frozenset[str]],
    taken: Mapping[str, str],
) -> dict[str, Counter[str]]:
    """Count the spellings of each team's name in its notes."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for note in notes:
        name = note.fields.team
        slug = slug_of(name)
        if note.folder:
            team = by_folder.get(note.folder, "")
            is_own = slug in own_names.get(team, ())
        else:
            team = slug
            is_own = bool(slug) and slug not in own_names and slug not in taken and not is_reserved(slug)
        if is_own:
            spellings[team][name] += 1
    return spellings


def _make_team(slug: str, known: _Known) -> Team:
    files, config = known.files.get(slug, TeamFiles()), known.config
    declared = files.in_language(config.edition)
    own = files.fields.name or _usual_name(known.spellings.get(slug, {}), declared) or _folder_name(slug, known)
    shown = declared.name or own
    about = files.about(config.edition)
    monday = declared.monday_covers_previous_week
    former_slugs = tuple(dict.fromkeys(map(slug_of, declared.formerly)))
    return Team(
        slug=slug,
        name=shown,
        formerly=declared.formerly,
        aliases=tuple(name for name in dict.fromkeys((*declared.aliases, own, *files.names.values())) if name != shown),
        author=declared.author,
        lead=declared.lead,
        contact=declared.contact,
        feedback=declared.feedback,
        rhythm=declared.rhythm,
        breaks=declared.breaks,
        ended=declared.ended,
        continued_as=known.claims.by_name.get(slug_of(declared.continued_as), ""),
        monday_covers_previous_week=config.monday_covers_previous_week if monday is None else monday,
        mentions=declared.mentions,
        last_time=declared.last_time is not False,
        threads=declared.threads,
        # The notes of a team in doubt get no page, so their provisional ids cannot collide.
        identity=next(filter(None, () if slug in known.in_doubt else former_slugs), slug),
        former_slugs=tuple(old for old in former_slugs if _redirects(old, slug, known)),
        path=files.original.path if files.original else known.folders.get(slug, ""),
        about_lang=config.languages[0] if config.edition and about and not about.language else "",
    )


def _folder_name(slug: str, known: _Known) -> str:
    return name_from_folder(posixpath.basename(known.folders.get(slug, "")) or slug)


def _redirects(old: str, slug: str, known: _Known) -> bool:
    """Return whether the addresses of a former name redirect, unlike those of other teams, static files and Windows.

    Ids use all of `formerly`.
    """
    return known.claims.by_former_name.get(old) == slug != old and old not in known.taken and not is_reserved(old)


def _usual_name(spellings: Mapping[str, int], declared: TeamFields) -> str:
    """Return the most frequent spelling of a team's name in notes; empty if they only have former names and aliases."""
    old = {slug_of(name) for name in (*declared.formerly, *declared.aliases)}
    usual = [name for name in spellings if slug_of(name) not in old]
    return min(usual, key=lambda name: (-spellings[name], name), default="")


def _misplaced(tree: Tree) -> list[Diagnostic]:
    hint = f"move it to `{NOTES}/TEAM/{TEAM_FILE}`"
    message = f"a `{TEAM_FILE}` is ignored unless it is at the top of a team's folder"
    return [
        warning("misplaced-team-file", Place(path=path), message, hint)
        for path in tree.team_files
        if team_folder(path) != path.rpartition("/")[0]
    ]
