"""Collect link targets by path: notes, pages, teams and files."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cached_property

from msgspec import Struct

from weeknotes_site.content.files.paths import team_folder
from weeknotes_site.content.files.static_files import STATIC
from weeknotes_site.content.files.tree import Tree
from weeknotes_site.content.slugs import is_reserved, slug_of
from weeknotes_site.diagnostics import Diagnostic
from weeknotes_site.model.note import Heading
from weeknotes_site.model.team import slug_in
from weeknotes_site.regex import regex
from weeknotes_site.site.attachments import ReadAttachment
from weeknotes_site.site.claims import name_from_folder
from weeknotes_site.site.kinds import ATTACHMENTS, CONVERTED, PICTURES, kind_of
from weeknotes_site.site.references import Numbered, TeamName, number_notes
from weeknotes_site.site.teams import Teams
from weeknotes_site.suggestions import Suggest

_BACKUP = regex(r"(?:~|\.(?:bak|orig|old|tmp|sw[op]|rej))$|/#[^/]*#$", re.IGNORECASE)
"""Backup files of editors and merges."""
_SPACE = regex(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")


class Linkable(Struct, frozen=True, kw_only=True):
    """A note or plain page as a link target."""

    url: str = ""
    headings: tuple[Heading, ...] = ()
    anchors: tuple[str, ...] = ()
    """Ids in its raw HTML."""
    title: str = ""
    """Text of the heading that is its title, to which a link leads at the top of the page."""
    team: str = ""
    """The slug of the team that wrote it; empty for a plain page."""
    number: int | None = None
    """The number in its front matter or title."""
    lacks: frozenset[str] = frozenset()
    """Ids that its page lacks because it shows another language."""
    absent: str = ""
    """Why it has no page: `draft`, `blank` or `left out`; empty if it has a page."""

    @property
    def ids(self) -> frozenset[str]:
        """All ids that links can lead to."""
        return frozenset(ids_on(self.headings, self.anchors))


def ids_on(headings: Iterable[Heading], anchors: Iterable[str]) -> tuple[str, ...]:
    """Return the ids on a page that links can lead to."""
    return (*(heading.id for heading in headings), *anchors)


class LinkTargets(Struct, frozen=True, kw_only=True, dict=True):
    """All targets of links within the site, by path."""

    read_attachment: ReadAttachment
    suggest: Suggest
    notes: Mapping[str, Linkable]
    teams: Mapping[str, str]
    """Url of each team's page, by its folder, its `_team.md` and the translations of that file."""
    files: Mapping[str, str]
    """Other files under `notes/`: path on disk, by comparable path."""
    file_urls: Mapping[str, str]
    """Their urls, by path on disk."""
    refused: Mapping[str, Diagnostic]
    """Diagnostics of entries that cannot be linked to, by comparable path."""
    holders: Mapping[str, str]
    """File that has each of these urls: a static file, else the first."""
    folders: Mapping[str, str]
    """Team folders, by the slugs of the teams' other names."""
    numbered: Numbered | None
    """What references in prose can lead to; None if the settings turn them off."""
    to_files: str
    """Path from the first page of this language to where files are published."""

    def team_of(self, path: str) -> str:
        """Return the slug of the team whose `_team.md` is at a path; empty if there is none."""
        url = self.teams.get(comparable(path), "")
        return slug_in(url) if url else ""

    def holder(self, file: str) -> str:
        """Return the other file that has a file's url; empty if there is none."""
        holder = self.holders[self.file_urls[file]]
        return "" if holder == file else holder

    def moved(self, wanted: str) -> str:
        """Return the current path for a path that uses a team's former name; empty if it does not."""
        notes, _, rest = wanted.partition("/")
        name, slash, rest = rest.partition("/")
        folder = self.folders.get(slug_of(name), "") if name and f"{notes}/{name}" not in self.teams else ""
        return f"{folder}{slash}{rest}" if folder and wanted not in self.notes and wanted not in self.files else ""

    def paths(self, attribute: str) -> Mapping[str, None]:
        """Return all possible targets of a link or picture, in order."""
        return self._pictures if attribute == "src" else self._linkable

    def known(self, path: str, attribute: str) -> str:
        """Return the only existing path that matches a path, ignoring case; empty if there is none or several."""
        known = self.paths(attribute)
        path = comparable(path)
        return path if path in known else self._by_folded[attribute].get(path.casefold(), "")

    @cached_property
    def _by_folded(self) -> Mapping[str, Mapping[str, str]]:
        return {attribute: _by_folded(self.paths(attribute)) for attribute in ("src", "href")}

    @cached_property
    def _pictures(self) -> Mapping[str, None]:
        return {path: None for path in self.files if kind_of(path) in PICTURES}

    @cached_property
    def _linkable(self) -> Mapping[str, None]:
        return dict.fromkeys((*self.notes, *(path for path in self.files if not _BACKUP.search(path))))


def gather_places(
    tree: Tree,
    notes: Mapping[str, Linkable],
    teams: Teams,
    read_attachment: ReadAttachment,
    suggest: Suggest,
    *,
    to_files: str,
    has_references: bool,
) -> LinkTargets:
    """Collect all link targets."""
    pages = {folder: teams.by_slug[slug].url for folder, slug in teams.by_folder.items()}
    pages |= {path: pages[folder] for path in tree.team_files if (folder := path.rpartition("/")[0]) in pages}
    urls = {path: _file_url(path, teams) for path in sorted(tree.others)}
    holders = {file.casefold(): f"{STATIC}/{file}" for file in tree.static_of_all}
    for path, url in urls.items():
        if kind_of(path) in ATTACHMENTS:
            holders.setdefault(url, path)
    return LinkTargets(
        notes={comparable(path): note for path, note in notes.items()},
        teams={comparable(path): url for path, url in pages.items()},
        read_attachment=read_attachment,
        suggest=suggest,
        files={comparable(path): path for path in sorted(tree.others)},
        file_urls=urls,
        refused={comparable(path): why for path, why in tree.refused.items()},
        holders=holders,
        folders=_former_folders(teams),
        numbered=_numbered(notes, teams) if has_references else None,
        to_files=to_files,
    )


def _numbered(notes: Mapping[str, Linkable], teams: Teams) -> Numbered:
    names = [
        TeamName(
            text=name, slug=slug_of(name), team=team.slug, is_first=teams.claims.by_name.get(slug_of(name)) == team.slug
        )
        for team in teams.by_slug.values()
        for name in team.names
        if team.slug in teams.claimants(name)
    ]
    numbers = (
        (note.team, note.number, note.url, path)
        for path, note in notes.items()
        if note.number is not None and not note.absent
    )
    called = {name_from_folder(slug): slug for slug in teams.by_slug}
    return number_notes(numbers, names, called | {name.title(): slug for name, slug in called.items()})


def _by_folded(paths: Iterable[str]) -> dict[str, str]:
    """Index paths without their case; the value is empty if several paths differ in case only."""
    found: dict[str, str] = {}
    for path in paths:
        folded = path.casefold()
        found[folded] = "" if folded in found else path
    return found


def _former_folders(teams: Teams) -> dict[str, str]:
    now = {slug: folder for folder, slug in teams.by_folder.items()}
    named = {**teams.claims.by_name, **teams.claims.by_former_name}
    return {name: now[slug] for name, slug in named.items() if name not in teams.by_slug and slug in now}


def _file_url(path: str, teams: Teams) -> str:
    """Return a file's url: under its team, else under `files/`; empty if its name cannot be part of a url."""
    folder = team_folder(path)
    slug = teams.by_folder.get(folder or "")
    if folder and not slug:
        return ""  # the folder is left out
    parts = path.split("/")[2:] if slug else path.split("/")[1:]
    *folders, name = parts
    stem, _, kind = name.rpartition(".")
    slugs = [*map(slug_of, folders), slug_of(stem)]
    if not all(slugs) or any(map(is_reserved, slugs)):
        return ""
    kind = CONVERTED.get(kind.lower(), kind.lower())
    return "/".join(["teams", slug, *slugs] if slug else ["files", *slugs]) + f".{kind}"


def comparable(path: str) -> str:
    """Normalise a path for comparison: macOS decomposes letters and puts no-break spaces in names of screenshots."""
    return path if path.isascii() else _SPACE.sub(" ", unicodedata.normalize("NFC", path))
