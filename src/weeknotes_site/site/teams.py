"""Which teams there are: from folders, from front matter, and from `_team.md`."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

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


class Teams(Struct, frozen=True, kw_only=True):
    """The teams of a site, found by any name they go by."""

    by_slug: Mapping[str, Team]
    by_name: Mapping[str, str]
    """The slug of every name, alias and former name, to its team's slug."""
    by_folder: Mapping[str, str]
    """A folder's path, to its team's slug."""

    def named(self, name: str) -> Team | None:
        """Return the team that goes by a name."""
        return self.by_slug.get(self.by_name.get(slug_of(name), ""))

    def of(self, path: str, name: str) -> Team | None:
        """Return the team of a note: its folder's, else the one its front matter names."""
        by_folder = self.by_folder.get(team_folder(path) or "")
        return self.by_slug[by_folder] if by_folder else self.named(name)


def find_teams(
    tree: Tree, team_files: Iterable[MarkdownFile], notes: Iterable[MarkdownFile], config: Config
) -> tuple[Teams, list[Diagnostic]]:
    """Put together what folders, team files and notes say of teams.

    A note whose team is wrong or unknown is not complained of here.
    """
    problems: list[Diagnostic] = []
    files = {file.path.rpartition("/")[0]: file for file in team_files}
    notes = tuple(notes)
    folders = _folders(tree, problems)
    registered = {slug_of(path.rpartition("/")[2]): path for path in reversed(folders)}
    by_name = {slug: slug for slug in registered}
    taken = _taken_by_static(tree.static)
    for slug, folder in sorted(registered.items()):
        if folder in files:
            _claim_names(slug, files[folder], by_name, problems)
            problems += _covered_names(slug, files[folder], taken)
    spellings = _spellings(notes, folders, by_name)
    for slug in spellings:
        by_name.setdefault(slug, slug)
    teams = {
        slug: _make_team(
            slug,
            registered.get(slug),
            files.get(registered.get(slug, "")),
            spellings.get(slug, Counter()),
            by_name,
            taken,
            config,
        )
        for slug in sorted({*registered, *spellings})
    }
    problems += _misplaced(tree)
    by_folder = {folder: by_name[slug_of(folder.rpartition("/")[2])] for folder in folders}
    return Teams(by_slug=teams, by_name=by_name, by_folder=by_folder), problems


def check_names(teams: Teams, tree: Tree, notes: Iterable[MarkdownFile], config: Config) -> list[Diagnostic]:
    """Find teams that nobody registered: errors where the site asks for it, else warnings where one looks mistyped."""
    registered = {
        teams.by_folder[folder] for path in tree.team_files if (folder := team_folder(path) or "") in teams.by_folder
    }
    written: dict[str, list[MarkdownFile]] = {}
    for note in notes:
        if team := teams.of(note.path, note.fields.get("team", "")):
            written.setdefault(team.slug, []).append(note)
    in_folders = set(teams.by_folder.values())
    known = {slug: (slug in registered, slug in in_folders, len(written.get(slug, ())), slug) for slug in teams.by_slug}
    alike = Lookalikes(known)
    problems = []
    for slug in written.keys() - registered:
        team, place = teams.by_slug[slug], written[slug][0].place("team")
        if config.registered_teams_only:
            problems.append(_unregistered(team, place, [teams.by_slug[one].name for one in registered]))
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


def _folders(tree: Tree, problems: list[Diagnostic]) -> list[str]:
    folders = [path for path in sorted(tree.folders) if team_folder(f"{path}/x") == path]
    named: dict[str, str] = {}
    good = []
    for folder in folders:
        slug = slug_of(folder.rpartition("/")[2])
        if not slug:
            message = "the folder's name has no letter or digit to make an address of"
            problems.append(error("name-without-slug", Place(path=folder), message, "rename the folder"))
            continue
        if slug in named:
            message = f"this folder and `{named[slug]}` name the same team"
            problems.append(warning("two-folders-one-team", Place(path=folder), message, "keep one of the two"))
        named.setdefault(slug, folder)
        good.append(folder)
    return good


def _claim_names(slug: str, file: MarkdownFile, by_name: dict[str, str], problems: list[Diagnostic]) -> None:
    given = [("name", file.fields.get("name", ""))]
    given += [(key, name) for key in ("aliases", "formerly") for name in file.fields.get(key, ())]
    for key, name in given:
        other = by_name.setdefault(slug_of(name), slug) if slug_of(name) else slug
        if other != slug:
            message = f"`{name}` is already a name of the team `{other}`"
            problems.append(error("name-taken", file.place(key), message, "leave it out here or there"))


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


def _spellings(
    notes: Iterable[MarkdownFile], folders: Iterable[str], by_name: Mapping[str, str]
) -> dict[str, Counter[str]]:
    known = set(folders)
    spellings: dict[str, Counter[str]] = {}
    for note in notes:
        name = note.fields.get("team", "")
        folder = team_folder(note.path)
        in_folder = by_name.get(slug_of(folder.rpartition("/")[2])) if folder in known and folder else None
        slug = by_name.get(slug_of(name), slug_of(name))
        if slug and (in_folder is None or slug == in_folder):
            spellings.setdefault(slug, Counter())[name] += 1
    return spellings


def _make_team(
    slug: str,
    folder: str | None,
    file: MarkdownFile | None,
    spellings: Counter[str],
    by_name: Mapping[str, str],
    taken: Mapping[str, str],
    config: Config,
) -> Team:
    declared = file.fields if file else Fields(values={}, places={})
    named = declared.get("name", "")
    # A name that another team has stays with it, and so do its addresses and ids; `_claim_names` has complained.
    formerly = tuple(one for one in declared.get("formerly", ()) if by_name.get(slug_of(one), slug) == slug)
    aliases = declared.get("aliases", ())
    old = {slug_of(name) for name in (*formerly, *aliases)}
    # Ids are made from all of `formerly`; addresses alone give way to a static file, as `_covered_names` has said.
    former_slugs = dict.fromkeys(one for one in map(slug_of, formerly) if one not in ("", slug, *taken))
    usual = [name for name in spellings if slug_of(name) not in old]
    shown = named or min(usual, key=lambda name: (-spellings[name], name), default="")
    return Team(
        slug=slug,
        name=shown or _from_folder(folder.rpartition("/")[2] if folder else slug),
        formerly=formerly,
        aliases=aliases,
        author=declared.get("author", ""),
        lead=declared.get("lead", ""),
        contact=declared.get("contact", ""),
        feedback=declared.get("feedback", ""),
        rhythm=declared.get("rhythm", ""),
        breaks=declared.get("breaks", ()),
        ended=declared.get("ended"),
        monday_covers_previous_week=declared.get("monday_covers_previous_week", config.monday_covers_previous_week),
        identity=_identity(slug, named, formerly),
        former_slugs=tuple(former_slugs),
        path=file.path if file else folder or "",
    )


def _identity(slug: str, name: str, formerly: tuple[str, ...]) -> str:
    """Return the slug of the team's oldest name.

    A folder that is named like neither the team nor any former name has kept its name through the renaming,
    so notes were published under it before.
    """
    slugs = [slug_of(one) for one in formerly]
    if not slugs or (slug not in slugs and slug != slug_of(name or slug)):
        return slug
    return slugs[0]


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
