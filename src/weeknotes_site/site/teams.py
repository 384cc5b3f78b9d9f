"""Which teams there are: from folders, from front matter, and from `_team.md`.

A folder owns its slug. A `_team.md` decides about its own team alone: no claim in it changes another team's pages,
addresses, ids or names.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from weeknotes_site.config import STATIC, Config
from weeknotes_site.content.fields import Fields
from weeknotes_site.content.note_file import MarkdownFile
from weeknotes_site.content.slugs import slug_of
from weeknotes_site.content.tree import NOTES, TEAM_FILE, Tree
from weeknotes_site.content.tree import team_folder as team_folder
from weeknotes_site.diagnostics import Diagnostic, Place, error, nearest, warning
from weeknotes_site.model.team import Team
from weeknotes_site.site.similar_names import Lookalikes

_OF_A_TEAM = re.compile(r"teams/([^/]+)/(?:index\.html|latest\.html|feed\.xml|atom\.xml)", re.I)
_NAMES = ("name", "aliases", "formerly")


class Teams(Struct, frozen=True, kw_only=True):
    """The teams of a site, found by any name they go by."""

    by_slug: Mapping[str, Team]
    by_name: Mapping[str, str]
    """The slug of every name, alias and former name, to its team's slug."""
    by_folder: Mapping[str, str]
    """A folder's path, to the slug of the team that it is of."""
    own_names: Mapping[str, frozenset[str]]
    """The slugs of all names that a team gives itself, by the team's slug."""
    left_out: frozenset[str]
    """Folders that own nothing, as another one has their slug or there is no address for it."""
    registered: frozenset[str]
    """Teams that have a `_team.md`, by their slugs."""
    in_doubt: frozenset[str]
    """Teams whose names are not known, by their slugs: permanent ids are made from a team's oldest name."""

    def named(self, name: str) -> Team | None:
        """Return the team that goes by a name."""
        return self.by_slug.get(self.by_name.get(slug_of(name), ""))

    def of(self, path: str, name: str) -> Team | None:
        """Return the team of a note: its folder's; outside of teams' folders the one it names, if that has none."""
        folder = team_folder(path)
        if folder:
            return self.by_slug.get(self.by_folder.get(folder, ""))
        team = self.by_slug.get(slug_of(name))
        return team if team and team.slug not in self.with_folder else None

    @property
    def with_folder(self) -> Iterable[str]:
        """The slugs of teams that have a folder."""
        return self.own_names.keys()


class _Folders(Struct, frozen=True, kw_only=True):
    """Folders by what they own."""

    owners: Mapping[str, str]
    """A team's slug, to its folder."""
    left_out: frozenset[str]


def find_teams(
    tree: Tree, team_files: Iterable[MarkdownFile], notes: Iterable[MarkdownFile], config: Config
) -> tuple[Teams, list[Diagnostic]]:
    """Put together what folders, team files and notes say of teams.

    A note whose team is wrong or unknown is not complained of here.
    """
    problems: list[Diagnostic] = []
    taken = _taken_by_static(tree.static)
    folders = _own_folders(tree, taken, problems)
    by_folder = {folder: slug for slug, folder in folders.owners.items()}
    files = {by_folder[at]: file for file in team_files if (at := file.path.rpartition("/")[0]) in by_folder}
    own_names = {slug: frozenset({slug, *map(slug_of, _all_names(files.get(slug)))}) for slug in folders.owners}
    spellings = _spellings(notes, by_folder, own_names, taken)
    slugs = sorted({*folders.owners, *spellings})
    by_name, claim_problems = _claim_names(slugs, files)
    problems += [*claim_problems, *_misplaced(tree)]
    for slug, file in files.items():
        problems += [*_covered_names(slug, file, taken), *_unnamed_folder(slug, file), *_lost_heirs(file, by_name)]
    teams = {
        slug: _make_team(
            slug, folders.owners.get(slug, ""), files.get(slug), spellings.get(slug, Counter()), by_name, taken, config
        )
        for slug in slugs
    }
    in_doubt = (slug for slug, file in files.items() if not file.names_are_known or _unnamed_folder(slug, file))
    return Teams(
        by_slug=teams,
        by_name=by_name,
        by_folder=by_folder,
        own_names=own_names,
        left_out=folders.left_out,
        registered=frozenset(files),
        in_doubt=frozenset(in_doubt),
    ), problems


def check_names(teams: Teams, notes: Iterable[MarkdownFile], config: Config) -> list[Diagnostic]:
    """Find teams that nobody registered: errors where the site asks for it, else warnings where one looks mistyped."""
    written: dict[str, list[MarkdownFile]] = {}
    for note in notes:
        if team := teams.of(note.path, note.fields.get("team", "")):
            written.setdefault(team.slug, []).append(note)
    in_folders = set(teams.by_folder.values())
    known = {
        slug: (slug in teams.registered, slug in in_folders, len(written.get(slug, ())), slug) for slug in teams.by_slug
    }
    alike = Lookalikes(known)
    problems = []
    for slug in written.keys() - teams.registered:
        team, place = teams.by_slug[slug], written[slug][0].place("team")
        if config.registered_teams_only:
            problems.append(_unregistered(team, place, [teams.by_slug[one].name for one in teams.registered]))
        elif near := alike.meant_by(slug):
            problems.append(_similar(team, place, teams.by_slug[near]))
    return problems


def _unregistered(team: Team, place: Place, registered: Iterable[str]) -> Diagnostic:
    near = nearest(team.name, registered)
    hint = f"did you mean `team: {near}`?" if near else f"add `{NOTES}/{team.slug}/{TEAM_FILE}`"
    return error("unregistered-team", place, f"no `{TEAM_FILE}` registers the team `{team.name}`", hint)


def _similar(team: Team, place: Place, near: Team) -> Diagnostic:
    message = f"the team `{team.name}` is named almost as `{near.name}`"
    hint = f"write `team: {near.name}`, or add `{NOTES}/{team.slug}/{TEAM_FILE}` if both exist"
    return warning("similar-team", place, message, hint)


def _all_names(file: MarkdownFile | None) -> Iterator[str]:
    if file:
        yield from (name for _, name in _given_names(file))


def _given_names(file: MarkdownFile) -> Iterator[tuple[str, str]]:
    for key in _NAMES:
        given = file.fields.get(key, ())
        yield from ((key, name) for name in ((given,) if isinstance(given, str) else given))


def _own_folders(tree: Tree, taken: Mapping[str, str], problems: list[Diagnostic]) -> _Folders:
    """Say which folder owns each slug: the one that is named as the slug, else the first in byte order."""
    candidates: dict[str, list[str]] = {}
    left_out = set()
    for folder in sorted(path for path in tree.folders if team_folder(f"{path}/x") == path):
        slug = slug_of(_name_of(folder))
        if slug in taken:
            message = f"`teams/{slug}/` is claimed by `{STATIC}/{taken[slug]}`"
            hint = "rename the folder, or move that file"
            problems.append(error("two-files-one-address", Place(path=folder), message, hint))
        elif not slug:
            message = "the folder's name has no letter or digit to make an address of"
            problems.append(error("name-without-slug", Place(path=folder), message, "rename the folder"))
        else:
            candidates.setdefault(slug, []).append(folder)
            continue
        left_out.add(folder)
    owners = {}
    for slug, rivals in candidates.items():
        owners[slug] = min(rivals, key=lambda folder: (_name_of(folder) != slug, folder.encode()))
        for folder in rivals:
            if folder != owners[slug]:
                left_out.add(folder)
                message = f"`{owners[slug]}` names the same team, so this folder is left out"
                hint = "move its notes there, or rename it"
                problems.append(error("two-folders-one-team", Place(path=folder), message, hint))
    return _Folders(owners=owners, left_out=frozenset(left_out))


def _name_of(folder: str) -> str:
    return folder.rpartition("/")[2]


def _claim_names(slugs: Iterable[str], files: Mapping[str, MarkdownFile]) -> tuple[dict[str, str], list[Diagnostic]]:
    """Give each name to one team: to the one whose slug it is, else to the first in order that claims it.

    Former names come before others, as old addresses lead on by them.
    """
    by_name = {slug: slug for slug in slugs}
    problems = []
    claimed: dict[str, tuple[str, Place]] = {}
    given = [(key, name, slug, file) for slug, file in sorted(files.items()) for key, name in _given_names(file)]
    for key, name, slug, file in sorted(given, key=lambda one: one[0] != "formerly"):
        one = slug_of(name)
        holder = by_name.setdefault(one, slug) if one else slug
        if holder == slug:
            claimed.setdefault(one, (name, file.place(key)))
            continue
        problems.append(_name_taken(name, file.place(key), holder))
        if one in claimed:
            problems.append(_name_taken(*claimed[one], slug))
    return by_name, problems


def _name_taken(name: str, place: Place, other: str) -> Diagnostic:
    return error("name-taken", place, f"`{name}` is already a name of the team `{other}`", "leave it out here or there")


def _taken_by_static(files: Iterable[str]) -> dict[str, str]:
    """Return the static files that stand where every team has a page or feed, by the slug of the team."""
    found = ((_OF_A_TEAM.fullmatch(file), file) for file in files)
    return {match[1].casefold(): file for match, file in found if match}


def _covered_names(slug: str, file: MarkdownFile, taken: Mapping[str, str]) -> list[Diagnostic]:
    """Report former names whose addresses cannot lead on, as a static file stands there."""
    problems = []
    for name in file.fields.get("formerly", ()):
        if (old := slug_of(name)) in taken and old != slug:
            message = f"an old address of `{name}` is claimed by `{STATIC}/{taken[old]}` too"
            hint = "move that file; the name has to stay, as ids are made from it"
            problems.append(error("two-files-one-address", file.place("formerly"), message, hint))
    return problems


def _unnamed_folder(slug: str, file: MarkdownFile) -> list[Diagnostic]:
    """Report a folder that is named like neither the team nor a former name: which name ids were made from is open."""
    name, formerly = file.fields.get("name", ""), file.fields.get("formerly", ())
    if not formerly or not name or slug in map(slug_of, (name, *formerly)):
        return []
    folder = _from_folder(_name_of(file.path.rpartition("/")[0]))
    message = "neither `name` nor `formerly` has the folder's name, so the feed ids of its notes are not certain"
    first, last = (", ".join(names) for names in ((folder, *formerly), (*formerly, folder)))
    hint = f"write `formerly: [{last}]`, or `formerly: [{first}]` if the folder has had this name from the start"
    return [error("folder-without-name", file.place("formerly"), message, hint)]


def _lost_heirs(file: MarkdownFile, by_name: Mapping[str, str]) -> list[Diagnostic]:
    heir = file.fields.get("continued_as", "")
    if not heir or slug_of(heir) in by_name:
        return []
    near = nearest(slug_of(heir), by_name)
    hint = f"did you mean `{near}`?" if near else "write the name of a team's folder"
    return [error("unknown-team", file.place("continued_as"), f"no team is called `{heir}`", hint)]


def _spellings(
    notes: Iterable[MarkdownFile],
    by_folder: Mapping[str, str],
    own_names: Mapping[str, frozenset[str]],
    taken: Mapping[str, str],
) -> dict[str, Counter[str]]:
    """Count the spellings of teams' names: of a team with a folder in the notes in it, of others outside of folders."""
    spellings: dict[str, Counter[str]] = {}
    for note in notes:
        name = note.fields.get("team", "")
        folder, slug = team_folder(note.path), slug_of(name)
        if folder:
            team = by_folder.get(folder, "")
            is_own = slug in own_names.get(team, ())
        else:
            team = slug
            is_own = bool(slug) and slug not in own_names and slug not in taken
        if is_own:
            spellings.setdefault(team, Counter())[name] += 1
    return spellings


def _make_team(
    slug: str,
    folder: str,
    file: MarkdownFile | None,
    spellings: Counter[str],
    by_name: Mapping[str, str],
    taken: Mapping[str, str],
    config: Config,
) -> Team:
    declared = file.fields if file else Fields(values={}, places={})
    named = declared.get("name", "")
    formerly = declared.get("formerly", ())
    aliases = declared.get("aliases", ())
    old = {slug_of(name) for name in (*formerly, *aliases)}
    # Ids are made from all of `formerly`; addresses alone give way to other teams and to static files.
    former_slugs = (one for one in map(slug_of, formerly) if by_name.get(one) == slug != one and one not in taken)
    usual = [name for name in spellings if slug_of(name) not in old]
    shown = named or min(usual, key=lambda name: (-spellings[name], name), default="")
    return Team(
        slug=slug,
        name=shown or _from_folder(_name_of(folder) or slug),
        formerly=formerly,
        aliases=aliases,
        lead=declared.get("lead", ""),
        contact=declared.get("contact", ""),
        feedback=declared.get("feedback", ""),
        rhythm=declared.get("rhythm", ""),
        breaks=declared.get("breaks", ()),
        ended=declared.get("ended"),
        continued_as=by_name.get(slug_of(declared.get("continued_as", "")), ""),
        monday_covers_previous_week=declared.get("monday_covers_previous_week", config.monday_covers_previous_week),
        identity=next(filter(None, map(slug_of, formerly)), slug),
        former_slugs=tuple(dict.fromkeys(former_slugs)),
        path=file.path if file else folder,
    )


def _from_folder(folder: str) -> str:
    words = re.sub(r"[-_]+", " ", folder).strip()
    return words[:1].upper() + words[1:]


def _misplaced(tree: Tree) -> list[Diagnostic]:
    hint = f"move it to `{NOTES}/TEAM/{TEAM_FILE}`"
    message = f"a `{TEAM_FILE}` counts only at the top of a team's folder"
    return [
        warning("misplaced-team-file", Place(path=path), message, hint)
        for path in tree.team_files
        if f"{team_folder(path)}/{TEAM_FILE}" != path
    ]
