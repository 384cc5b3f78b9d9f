"""Find the team folders under `notes/` and the slugs they own."""

import posixpath
import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from weeknotes_site.content.files.paths import NOTES, team_folder
from weeknotes_site.content.files.static_files import STATIC
from weeknotes_site.content.files.tree import Tree
from weeknotes_site.content.slugs import is_reserved, look_alike, slug_of
from weeknotes_site.diagnostics import Diagnostic, Place, error
from weeknotes_site.regex import regex

_OF_A_TEAM = regex(r"teams/([^/]+)/(?:index\.html|latest\.html|feed\.xml|atom\.xml)", re.I)


class Folders(Struct, frozen=True, kw_only=True):
    """Team folders, by slug."""

    owners: Mapping[str, str]
    """Folder of each slug."""
    left_out: frozenset[str]


def own_folders(tree: Tree, taken: Mapping[str, str]) -> tuple[Folders, list[Diagnostic]]:
    """Return the folder that owns each slug: the one named like the slug, else the first in byte order.

    A folder without notes comes last: it may be left over, or have a picture that belongs elsewhere.
    """
    diagnostics = []
    candidates: dict[str, list[str]] = {}
    left_out = set()
    for folder in sorted(path for path in tree.folders if team_folder(f"{path}/x") == path):
        slug = slug_of(posixpath.basename(folder))
        if slug in taken:
            message = f"`teams/{slug}/` is claimed by `{STATIC}/{taken[slug]}`"
            hint = "rename the folder, or move that file"
            diagnostics.append(error("two-files-one-address", Place(path=folder), message, hint))
        elif not slug:
            message = "the folder's name has no letter or digit to make an address from"
            diagnostics.append(error("name-without-slug", Place(path=folder), message, "rename the folder"))
        elif is_reserved(slug):
            diagnostics.append(no_team_page(slug, Place(path=folder), "rename the folder"))
        else:
            candidates.setdefault(slug, []).append(folder)
            continue
        left_out.add(folder)
    owners = {slug: folders[0] for slug, folders in candidates.items()}
    rivals = {slug: folders for slug, folders in candidates.items() if len(folders) > 1}
    written = written_folders(tree) if rivals else frozenset()
    for slug, folders in rivals.items():
        owner, *others = sorted(
            folders, key=lambda folder: (folder not in written, posixpath.basename(folder) != slug, folder.encode())
        )
        owners[slug] = owner
        left_out.update(others)
        diagnostics += [
            _same_team(folder, owner, slug, has_notes=folder in written)
            for folder in others
            if not is_empty(folder, tree)
        ]
    return Folders(owners=owners, left_out=frozenset(left_out)), diagnostics


def _same_team(folder: str, owner: str, slug: str, *, has_notes: bool) -> Diagnostic:
    message = f"`{owner}` names the same team, so this folder is left out"
    hint = f"move its {'notes' if has_notes else 'files'} there, or rename it"
    if look_alike(folder, owner):
        hint = f"their accents are stored differently; move the notes of both to `{NOTES}/{slug}/`"
    return error("two-folders-one-team", Place(path=folder), message, hint)


def written_folders(tree: Tree) -> frozenset[str]:
    """Return the team folders with a Markdown file."""
    return frozenset(filter(None, map(team_folder, tree.markdown)))


def is_empty(folder: str, tree: Tree) -> bool:
    """Return whether a folder has no files that the site reads, as after `git mv` if hidden ones were left."""
    return not any(path.startswith(f"{folder}/") for path in tree.signatures)


def no_team_page(slug: str, place: Place, hint: str) -> Diagnostic:
    """Return the error for a team whose slug Windows reserves."""
    return error("reserved-slug", place, f"`{slug}` cannot be the address of a team", hint)


def taken_by_static(files: Iterable[str]) -> dict[str, str]:
    """Return static files at the path of a team's page or feed, by the team's slug."""
    found = ((_OF_A_TEAM.fullmatch(file), file) for file in files)
    return {match[1].casefold(): file for match, file in found if match}
