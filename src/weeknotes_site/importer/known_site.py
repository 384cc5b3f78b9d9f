"""Facts about the site that notes are imported into."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from weeknotes_site.content.files.paths import NOTES, team_folder
from weeknotes_site.content.files.tree import unreadable
from weeknotes_site.content.markdown.rendered import BodySettings
from weeknotes_site.content.read_file import read_team_file
from weeknotes_site.content.slugs import slug_of, with_and_without_team
from weeknotes_site.diagnostics import Problem
from weeknotes_site.model.team import TEAM_FILE
from weeknotes_site.site.claims import name_from_folder

_TEAM_LINE = re.compile(r"^team:[ \t]+(\S[^\n]*)", re.M)
_MAX_FRONT_MATTER = 4_000
"""Characters of a note in which its team is looked for."""


class KnownTeam(Struct, frozen=True, kw_only=True):
    """A team that has a folder."""

    slug: str
    folder: str
    name: str
    """As the site shows it: the one in `_team.md`, else the spelling of most of its notes, else the folder's."""
    has_author: bool
    monday_covers_previous_week: bool | None


class KnownSite(Struct, frozen=True, kw_only=True):
    """A site's teams by all their names, as slugs."""

    by_name: Mapping[str, KnownTeam]

    def team(self, name: str) -> KnownTeam | None:
        """Return the team of a name, with or without the word "team" at its end."""
        for one in with_and_without_team(slug_of(name)):
            if one in self.by_name:
                return self.by_name[one]
        return None


def read_known_site(root: Path) -> KnownSite:
    """Read a site's team folders; a site without notes yet has none."""
    by_slug: dict[str, Path] = {}
    folders = sorted(path for path in (root / NOTES).iterdir() if path.is_dir()) if (root / NOTES).is_dir() else []
    for folder in folders:
        if _is_empty(folder) or folder.name.startswith(".") or team_folder(f"{NOTES}/{folder.name}/x") is None:
            continue
        slug = slug_of(folder.name)
        if slug and (slug not in by_slug or folder.name == slug):
            by_slug[slug] = folder
    known = {slug: _read(folder, slug) for slug, folder in by_slug.items()}
    by_name = {slug: team for slug, (team, _) in known.items()}
    for team, names in known.values():
        for one in filter(None, map(slug_of, names)):
            by_name.setdefault(one, team)
    return KnownSite(by_name=by_name)


def _is_empty(folder: Path) -> bool:
    try:
        return not any(folder.iterdir())
    except OSError as failure:
        raise Problem(unreadable(f"{NOTES}/{folder.name}", failure)) from None


def _read(folder: Path, slug: str) -> tuple[KnownTeam, tuple[str, ...]]:
    try:
        raw = (folder / TEAM_FILE).read_bytes()
    except OSError:
        raw = b""
    file, _ = read_team_file(f"{NOTES}/{folder.name}/{TEAM_FILE}", raw, BodySettings())
    declared = file.fields
    team = KnownTeam(
        slug=slug,
        folder=f"{NOTES}/{folder.name}",
        name=declared.name or _usual_name(folder, slug) or name_from_folder(folder.name),
        has_author=bool(declared.author),
        monday_covers_previous_week=declared.monday_covers_previous_week,
    )
    return team, (declared.name, *declared.aliases, *declared.formerly)


def _usual_name(folder: Path, slug: str) -> str:
    """Return the most frequent spelling of a team's name in its notes; empty if none has it."""
    spellings: Counter[str] = Counter()
    for path in sorted(folder.rglob("*.md")):
        try:
            text = path.read_text("utf-8-sig", "replace")[:_MAX_FRONT_MATTER]
        except OSError:
            continue
        if text.startswith("---") and (found := _TEAM_LINE.search(text.partition("\n---")[0])):
            spellings[found[1].strip(" \t\"'")] += 1
    own = (name for name in spellings if slug_of(name) == slug)
    return min(own, key=lambda name: (-spellings[name], name), default="")
