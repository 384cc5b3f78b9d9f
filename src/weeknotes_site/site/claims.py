"""Resolve the names that teams claim in `_team.md`."""

import re
from collections.abc import Iterable, Iterator, Mapping

from weeknotes_site.content.note_file import TeamFile
from weeknotes_site.content.slugs import slug_of
from weeknotes_site.content.static_files import STATIC
from weeknotes_site.diagnostics import Diagnostic, Place, error
from weeknotes_site.site.folders import name_of
from weeknotes_site.site.team_files import TeamFiles
from weeknotes_site.suggestions import nearest

_SEPARATORS = re.compile(r"[-_]+")
_NAMES = ("name", "names", "aliases", "formerly")


def all_names(files: TeamFiles) -> Iterator[str]:
    """Yield the names that a team's files give it, in all languages, with its aliases and former names."""
    yield from (name for file in files.each for _, name in _given_names(file))


def _given_names(file: TeamFile) -> Iterator[tuple[str, str]]:
    for key in _NAMES:
        given = getattr(file.fields, key)
        names = given.values() if isinstance(given, Mapping) else given
        yield from ((key, name) for name in ((names,) if isinstance(names, str) else names))


def claim_names(slugs: Iterable[str], files: Mapping[str, TeamFiles]) -> tuple[dict[str, str], list[Diagnostic]]:
    """Assign each name to one team: the one whose slug it is, else the first that claims it.

    Former names come first, because old addresses redirect by them.
    """
    by_name = {slug: slug for slug in slugs}
    diagnostics = []
    claimed: dict[str, tuple[str, Place]] = {}
    given = [
        (key, name, slug, file)
        for slug in sorted(files)
        for file in files[slug].each
        for key, name in _given_names(file)
    ]
    for key, name, slug, file in sorted(given, key=lambda one: one[0] != "formerly"):
        one = slug_of(name)
        holder = by_name.setdefault(one, slug) if one else slug
        if holder == slug:
            claimed.setdefault(one, (name, file.place(key)))
            continue
        diagnostics.append(_name_taken(name, file.place(key), holder))
        if one in claimed:
            diagnostics.append(_name_taken(*claimed[one], slug))
    return by_name, diagnostics


def _name_taken(name: str, place: Place, other: str) -> Diagnostic:
    return error(
        "name-taken", place, f"`{name}` is already a name of the team `{other}`", "delete it in one of the two places"
    )


def covered_names(slug: str, file: TeamFile, taken: Mapping[str, str]) -> list[Diagnostic]:
    """Report former names whose addresses cannot redirect, because static files have them."""
    diagnostics = []
    for name in file.fields.formerly:
        if (old := slug_of(name)) in taken and old != slug:
            message = f"an old address of `{name}` is also claimed by `{STATIC}/{taken[old]}`"
            hint = "move that file; keep the name, because ids are made from it"
            diagnostics.append(error("two-files-one-address", file.place("formerly"), message, hint))
    return diagnostics


def unnamed_folder(slug: str, file: TeamFile) -> list[Diagnostic]:
    """Report a folder named neither like the team nor like a former name, because the name in its ids is unknown."""
    name, formerly = file.fields.name, file.fields.formerly
    if not formerly or not name or slug in map(slug_of, (name, *formerly)):
        return []
    folder = name_from_folder(name_of(file.path.rpartition("/")[0]))
    message = "neither `name` nor `formerly` has the folder's name, so the feed ids of its notes are uncertain"
    first, last = (", ".join(names) for names in ((folder, *formerly), (*formerly, folder)))
    hint = f"write `formerly: [{last}]`, or `formerly: [{first}]` if the folder's name is the oldest"
    return [error("folder-without-name", file.place("formerly"), message, hint)]


def lost_heirs(file: TeamFile, by_name: Mapping[str, str]) -> list[Diagnostic]:
    heir = file.fields.continued_as
    if not heir or slug_of(heir) in by_name:
        return []
    near = nearest(slug_of(heir), by_name)
    hint = f"did you mean `{near}`?" if near else "write the name of a team's folder"
    return [error("unknown-team", file.place("continued_as"), f"`{heir}` is not the name of a team", hint)]


def name_from_folder(folder: str) -> str:
    words = _SEPARATORS.sub(" ", folder).strip()
    return words[:1].upper() + words[1:]
