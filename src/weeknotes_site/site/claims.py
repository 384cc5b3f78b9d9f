"""Resolve the names that teams claim in `_team.md`."""

import posixpath
from collections.abc import Container, Iterable, Iterator, Mapping

from msgspec import Struct

from weeknotes_site.content.files.paths import NOTES
from weeknotes_site.content.files.static_files import STATIC
from weeknotes_site.content.note_file import TeamFile
from weeknotes_site.content.slugs import is_reserved, slug_of
from weeknotes_site.content.text.characters import without_open_direction
from weeknotes_site.diagnostics import Diagnostic, error, warning
from weeknotes_site.model.names import capital
from weeknotes_site.regex import regex
from weeknotes_site.site.similar_names import copied_from
from weeknotes_site.site.team_files import TeamFiles
from weeknotes_site.suggestions import Suggest

_SEPARATORS = regex(r"[-_\s]+")
_NAMES = ("name", "names", "aliases", "formerly")
_IN_ONE_PLACE = "delete it in one of the two places"
MAX_CLAIMANTS = 10
"""Maximum teams that share a name: a name shared by 5,000 would count as a mention of them all."""


class Claims(Struct, frozen=True, kw_only=True):
    """The teams with each name, by the name's slug. A folder's name belongs only to that folder."""

    by_name: Mapping[str, str]
    """The first team in order that claims the name."""
    by_former_name: Mapping[str, str]
    """The first of those that claim it as a former name: old addresses redirect to it."""
    claimants: Mapping[str, tuple[str, ...]]
    """All teams that claim it."""


def all_names(files: TeamFiles) -> Iterator[str]:
    """Yield the names that a team's files give it, in all languages, with its aliases and former names."""
    yield from (name for file in files.each for _, name in _given_names(file))


def _given_names(file: TeamFile) -> Iterator[tuple[str, str]]:
    for key in _NAMES:
        given = getattr(file.fields, key)
        names = given.values() if isinstance(given, Mapping) else given
        yield from ((key, name) for name in ((names,) if isinstance(names, str) else names))


def claim_names(
    slugs: Iterable[str], files: Mapping[str, TeamFiles], in_doubt: Container[str]
) -> tuple[Claims, list[Diagnostic]]:
    """Assign each name to the team with that slug, else to the first claimant; report conflicts.

    A team is never reported because others claim the name of its folder, nor because of a file that was copied from
    it: a team `in_doubt`, or with the name of another's folder, gets only names that no other team claims.
    """
    by_name = {slug: slug for slug in slugs}
    copies = {
        slug for slug, some in files.items() if slug in in_doubt or by_name.get(slug_of(some.fields.name), slug) != slug
    }
    given = [
        _Given(slug_of(name), name, key, slug, file)
        for slug in sorted(files, key=lambda slug: (slug in copies, slug))
        for file in files[slug].each
        for key, name in _given_names(file)
        if slug_of(name)
    ]
    by_former_name = dict(by_name)
    claimants = {slug: [slug] for slug in by_name}
    for one in given:
        holder = by_name.setdefault(one.as_slug, one.team)
        if one.key == "formerly":
            by_former_name.setdefault(one.as_slug, one.team)
        others = claimants.setdefault(one.as_slug, [])
        if holder != one.as_slug and one.team not in others and len(others) < MAX_CLAIMANTS:
            others.append(one.team)
    claims = Claims(
        by_name=by_name,
        by_former_name=by_former_name,
        claimants={name: tuple(claiming) for name, claiming in claimants.items()},
    )
    return claims, list(_conflicts(given, by_name, copies))


class _Given(Struct, frozen=True):
    """A name that a team's file gives it."""

    as_slug: str
    name: str
    key: str
    team: str
    file: TeamFile

    def is_taken(self, holder: str, hint: str = _IN_ONE_PLACE) -> Diagnostic:
        """Return the error of a name that another team has."""
        message = f"`{self.name}` is already a name of the team `{holder}`"
        return error("name-taken", self.file.place(self.key), message, hint)


def _conflicts(given: Iterable[_Given], by_name: Mapping[str, str], copies: Container[str]) -> Iterator[Diagnostic]:
    """Yield errors at names of other teams, and where these claim them, unless they are the names of their folders."""
    claimed: dict[str, _Given] = {}
    given = tuple(given)
    with_names = {one.team for one in given}
    for one in given:
        holder = by_name[one.as_slug]
        if holder != one.team:
            yield one.is_taken(holder, _hint(one, holder, with_names))
            if one.as_slug in claimed and one.team not in copies:
                yield claimed[one.as_slug].is_taken(one.team)
        elif holder != one.as_slug:
            claimed.setdefault(one.as_slug, one)


def _hint(one: _Given, holder: str, with_names: Container[str]) -> str:
    """Return the hint for a name that another team has."""
    folder = posixpath.basename(posixpath.dirname(one.file.path))
    if slug_of(copied_from(folder)) == holder:
        return f"delete the folder if it is a copy of `{NOTES}/{holder}`, else give its team other names"
    if one.as_slug != holder:
        return _IN_ONE_PLACE
    if one.key == "formerly":
        return f"if that is this team by its old name, move its notes to `{NOTES}/{folder}/`; else delete it here"
    return "delete it here" if holder in with_names else "delete it here, or rename that team's folder"


def names_without_redirect(slug: str, file: TeamFile, taken: Mapping[str, str]) -> list[Diagnostic]:
    """Report former names whose addresses cannot redirect, because static files have them or Windows reserves them."""
    diagnostics = []
    for name in file.fields.formerly:
        if (old := slug_of(name)) in taken and old != slug:
            message = f"an old address of `{name}` is also claimed by `{STATIC}/{taken[old]}`"
            hint = "move that file; keep the name, because ids are made from it"
            diagnostics.append(error("two-files-one-address", file.place("formerly"), message, hint))
        elif is_reserved(old):
            message = f"`teams/{old}/` cannot redirect to the team, because Windows reserves the file name `{old}`"
            hint = "delete the name, unless notes were published under it: their ids are made from it"
            diagnostics.append(warning("reserved-slug", file.place("formerly"), message, hint))
    return diagnostics


def unnamed_folder(slug: str, file: TeamFile) -> list[Diagnostic]:
    """Report a folder named neither like the team nor like a former name, because the name in its ids is unknown."""
    name, formerly = file.fields.name, file.fields.formerly
    if not formerly or not name or slug in map(slug_of, (name, *formerly)):
        return []
    folder = name_from_folder(posixpath.basename(posixpath.dirname(file.path)))
    message = "neither `name` nor `formerly` has the folder's name, so the feed ids of its notes are uncertain"
    first, last = (", ".join(names) for names in ((folder, *formerly), (*formerly, folder)))
    hint = f"write `formerly: [{last}]`, or `formerly: [{first}]` if the folder's name is the oldest"
    return [error("folder-without-name", file.place("formerly"), message, hint)]


def unknown_successor(slug: str, file: TeamFile, by_name: Mapping[str, str], suggest: Suggest) -> list[Diagnostic]:
    """Report a `continued_as` that names no other team."""
    successor = file.fields.continued_as
    if successor and by_name.get(slug_of(successor)) == slug:
        hint = "write the name of the successor, or delete the line"
        return [error("unknown-team", file.place("continued_as"), f"`{successor}` is this team itself", hint)]
    if not successor or slug_of(successor) in by_name:
        return []
    near = suggest(slug_of(successor), by_name)
    hint = f"did you mean `{near}`?" if near else "write the name of a team's folder"
    return [error("unknown-team", file.place("continued_as"), f"`{successor}` is not the name of a team", hint)]


def name_from_folder(folder: str) -> str:
    """Return the name of a team without one of its own: `data-platform` is `Data platform`."""
    return capital(without_open_direction(_SEPARATORS.sub(" ", folder)).strip())
