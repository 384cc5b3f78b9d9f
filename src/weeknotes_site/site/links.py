"""Where the links and pictures of notes lead: to pages, headings and files that exist."""

import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from urllib.parse import quote, unquote

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.config import STATIC
from weeknotes_site.content.markdown.rendered import ANCHOR_PREFIX, Outline
from weeknotes_site.content.markdown.urls import scheme_of
from weeknotes_site.content.slugs import is_reserved, slug_of
from weeknotes_site.content.tree import NOTES, TEAM_FILE, Tree, printable
from weeknotes_site.diagnostics import Diagnostic, Place, error, replacing, warning
from weeknotes_site.model.attachment import Attachment
from weeknotes_site.model.body import Target
from weeknotes_site.model.note import Heading
from weeknotes_site.site.address_slips import meant_address
from weeknotes_site.site.attachments import ReadAttachment, Unfit
from weeknotes_site.site.kinds import ATTACHMENTS, CONVERTED, PICTURES, kind_of
from weeknotes_site.site.teams import Teams, team_folder
from weeknotes_site.suggestions import Suggest

MAX_ERRORS = 50
"""How many broken links of one note are told."""

_MENDABLE = ("broken-link", "missing-picture", "link-leaves-notes")
_BACKUP = re.compile(r"(?:~|\.(?:bak|orig|old|tmp|sw[op]|rej))$|/#[^/]*#$", re.IGNORECASE)
"""What editors and merges leave beside a file."""
_SPACE = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_NO_DIGITS = re.compile(r"\D")


class Linkable(Struct, frozen=True, kw_only=True):
    """A note or plain page as others can link to it."""

    url: str = ""
    headings: tuple[Heading, ...] = ()
    anchors: tuple[str, ...] = ()
    """The ids that its own HTML gives."""
    absent: str = ""
    """Why it has no page: `draft`, `blank` or `left out`; empty where it has one."""


class Places(Struct, frozen=True, kw_only=True, dict=True):
    """All that a link within the site can lead to, by the path of its file."""

    read_attachment: ReadAttachment
    suggest: Suggest
    notes: Mapping[str, Linkable]
    teams: Mapping[str, str]
    """The url of a team's page, by its folder and by its `_team.md`."""
    files: Mapping[str, str]
    """Other files under `notes/`: the path as it is on disk, by the path as links are compared."""
    file_urls: Mapping[str, str]
    """Where each of them would be published, by the path on disk."""
    refused: Mapping[str, Diagnostic]
    """Why other entries cannot be linked to, by their paths as links are compared."""
    holders: Mapping[str, str]
    """What has each of these addresses: a static file, else the first file in order."""
    folders: Mapping[str, str]
    """The folders of teams by the slugs of their names that no folder has now."""

    def holder(self, file: str) -> str:
        """Return what has the address of a file; empty where the file has it itself."""
        holder = self.holders[self.file_urls[file]]
        return "" if holder == file else holder

    def moved(self, wanted: str) -> str:
        """Return where a path is now whose first folder is named as a team was before; empty where none is."""
        notes, _, rest = wanted.partition("/")
        name, slash, rest = rest.partition("/")
        folder = self.folders.get(slug_of(name), "") if name and f"{notes}/{name}" not in self.teams else ""
        return f"{folder}{slash}{rest}" if folder and wanted not in self.notes and wanted not in self.files else ""

    def paths(self, attribute: str) -> Mapping[str, None]:
        """Return every path that a link or picture could have meant, in order."""
        return self._pictures if attribute == "src" else self._linkable

    def known(self, path: str, attribute: str) -> str:
        """Return the path of what a path leads to but for its case; empty where there is none, or several."""
        known = self.paths(attribute)
        path = _comparable(path)
        return path if path in known else self._by_folded[attribute].get(path.casefold(), "")

    @cached_property
    def _by_folded(self) -> Mapping[str, Mapping[str, str]]:
        return {attribute: _unique(self.paths(attribute), str.casefold) for attribute in ("src", "href")}

    @cached_property
    def _pictures(self) -> Mapping[str, None]:
        return {path: None for path in self.files if kind_of(path) in PICTURES}

    @cached_property
    def _linkable(self) -> Mapping[str, None]:
        return dict.fromkeys((*self.notes, *(path for path in self.files if not _BACKUP.search(path))))


def gather_places(
    tree: Tree, notes: Mapping[str, Linkable], teams: Teams, read_attachment: ReadAttachment, suggest: Suggest
) -> Places:
    """Collect what can be linked to."""
    pages = {folder: teams.by_slug[slug].url for folder, slug in teams.by_folder.items()}
    pages |= {path: url for folder, url in pages.items() if (path := f"{folder}/{TEAM_FILE}") in tree.team_files}
    urls = {path: _file_url(path, teams) for path in sorted(tree.others)}
    holders = {file.casefold(): f"{STATIC}/{file}" for file in tree.static}
    for path, url in urls.items():
        if kind_of(path) in ATTACHMENTS:
            holders.setdefault(url, path)
    return Places(
        notes={_comparable(path): note for path, note in notes.items()},
        teams={_comparable(path): url for path, url in pages.items()},
        read_attachment=read_attachment,
        suggest=suggest,
        files={_comparable(path): path for path in sorted(tree.others)},
        file_urls=urls,
        refused={_comparable(path): why for path, why in tree.refused.items()},
        holders=holders,
        folders=_former_folders(teams),
    )


def _unique(paths: Iterable[str], key: Callable[[str], str]) -> dict[str, str]:
    """Return paths by a key of theirs; none where several have the same."""
    found: dict[str, str] = {}
    for path in paths:
        folded = key(path)
        found[folded] = "" if folded in found else path
    return found


def _former_folders(teams: Teams) -> dict[str, str]:
    now = {slug: folder for folder, slug in teams.by_folder.items()}
    return {name: now[slug] for name, slug in teams.by_name.items() if name not in teams.by_slug and slug in now}


class ResolvedLinks(Struct, frozen=True, kw_only=True):
    """Where a file's links lead."""

    targets: tuple[Target | None, ...] = ()
    """As `Body` has them."""
    files: tuple[Attachment, ...] = ()
    """The other files that it needs."""
    problems: tuple[Diagnostic, ...] = ()


def resolve_links(path: str, outline: Outline, places: Places) -> ResolvedLinks:
    """Lead every link of a file's body to its target, or say why there is none."""
    resolved = tuple(_resolve_all(path, outline, places))
    return ResolvedLinks(
        targets=tuple(one.target for one in resolved),
        files=tuple(dict.fromkeys(one.file for one in resolved if one.file)),
        problems=tuple(one.problem for one in resolved if one.problem),
    )


class _PlacedLink(Struct, frozen=True, kw_only=True):
    """A link as written, and where."""

    href: str
    attribute: str
    place: Place
    is_exact: bool
    """Whether the place is that of the target as written."""


class _Resolved(Struct, frozen=True, kw_only=True):
    target: Target | None = None
    file: Attachment | None = None
    problem: Diagnostic | None = None


def _resolve_all(path: str, outline: Outline, places: Places) -> Iterator[_Resolved]:
    """Resolve every link; after so many errors that nobody reads on, links that lead nowhere are no longer told."""
    errors = 0
    for link in outline.links:
        placed = _PlacedLink(
            href=link.href, attribute=link.attribute, place=link.position.within(path), is_exact=link.is_exact
        )
        one = _with_fix(path, outline, placed, _resolve(path, outline, placed, places), places)
        errors += one.problem is not None and one.problem.is_error
        yield one if errors <= MAX_ERRORS else replace(one, problem=None)


def _with_fix(path: str, outline: Outline, link: _PlacedLink, found: _Resolved, places: Places) -> _Resolved:
    """Say what to write instead of a target that leads nowhere, where it is certain; and fix it, where that helps."""
    if not found.problem or found.problem.code not in _MENDABLE:
        return found
    meant = _meant_address(path, link, places)
    if not meant:
        return found
    helps = link.is_exact and _leads_somewhere(path, outline, replace(link, href=meant), places)
    fix = replacing(link.place, meant) if helps else None
    return replace(found, problem=replace(found.problem, hint=f"write `{meant}`", fix=fix))


def _meant_address(path: str, link: _PlacedLink, places: Places) -> str:
    return meant_address(link.href, posixpath.dirname(path), lambda wanted: places.known(wanted, link.attribute))


def _leads_somewhere(path: str, outline: Outline, link: _PlacedLink, places: Places) -> bool:
    if scheme_of(link.href):
        return link.attribute == "href"
    problem = _resolve(path, outline, link, places).problem
    return problem is None or not problem.is_error


def fixed_within(problem: Diagnostic, tree: Tree) -> Diagnostic:
    """Return a problem without its fix, where that would link to a file that is not there."""
    if problem.code != "link-from-root" or not problem.fix:
        return problem
    target = unquote(problem.fix.edits[0].text.partition("#")[0])
    path = posixpath.normpath(posixpath.join(posixpath.dirname(problem.path), target))
    return problem if path in tree.signatures else replace(problem, fix=None)


def _resolve(path: str, outline: Outline, link: _PlacedLink, places: Places) -> _Resolved:
    href, _, fragment = link.href.partition("#")
    fragment = unquote(fragment)
    if not href:
        return _to_fragment(link, fragment, outline, places.suggest)
    wanted = _comparable(posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(href.partition("?")[0]))))
    if wanted != NOTES and not wanted.startswith(f"{NOTES}/"):
        hint = "link to a page by its `https://` address, and keep files beside the note"
        return _wrong("link-leaves-notes", link, f"`{link.href}` leads out of `{NOTES}/`", hint)
    if moved := places.moved(wanted):
        return _to_moved(path, outline, link, moved, places)
    if wanted in places.notes:
        return _to_note(wanted, link, fragment, places)
    if wanted in places.teams:
        return _Resolved(target=Target(url=places.teams[wanted]))
    if wanted in places.files:
        return _to_file(link, places.files[wanted], places)
    if wanted in places.refused:
        refused = places.refused[wanted]
        return _wrong(refused.code, link, f"`{printable(wanted)}`: {refused.message}", refused.hint)
    return _to_nothing(path, wanted, link, places)


def _to_moved(path: str, outline: Outline, link: _PlacedLink, moved: str, places: Places) -> _Resolved:
    """Follow a link into a folder that a team had under a former name; remark on it where it leads somewhere."""
    written = posixpath.relpath(moved, posixpath.dirname(path))
    _, mark, fragment = link.href.partition("#")
    new = f"{written}{mark}{fragment}"
    found = _resolve(path, outline, replace(link, href=quote(written) + mark + fragment), places)
    if found.problem or not found.target:
        return found
    message = f"`{link.href}` leads into a folder that has another name now"
    return replace(found, problem=warning("link-to-old-folder", link.place, message, f"write `{new}`"))


def _to_fragment(link: _PlacedLink, fragment: str, outline: Outline, suggest: Suggest) -> _Resolved:
    found = _find_fragment(fragment, outline.headings, outline.anchors)
    if found is None and not fragment.startswith("fn"):
        known = (*(heading.id for heading in outline.headings), *outline.anchors)
        hint = _meant(suggest(fragment, known), "#")
        return _wrong("broken-fragment", link, f"there is no heading `#{fragment}` here", hint)
    return _Resolved(target=Target(url="", fragment=fragment if found is None else found))


def _find_fragment(fragment: str, headings: Iterable[Heading], anchors: Iterable[str]) -> str | None:
    """Return a heading or id as the page has it; None where the note has neither."""
    if not fragment or any(heading.id == fragment for heading in headings):
        return fragment
    return f"{ANCHOR_PREFIX}{fragment}" if fragment in anchors else None


def _to_note(wanted: str, link: _PlacedLink, fragment: str, places: Places) -> _Resolved:
    note = places.notes[wanted]
    if link.attribute == "src":
        return _wrong(
            "wrong-kind-of-file", link, f"`{wanted}` is a page, not a picture", "write `[words](…)` without the `!`"
        )
    if note.absent == "left out":
        message = f"`{wanted}` is left out because of its errors, so this link is shown as text"
        return _Resolved(problem=warning("link-to-left-out", link.place, message, "correct that file"))
    if note.absent:
        hint = "take `draft` out there, or the link out here" if note.absent == "draft" else "take the link out"
        return _wrong("link-to-unpublished", link, f"`{wanted}` has no page: it is {_article(note.absent)}", hint)
    found = _find_fragment(fragment, note.headings, note.anchors)
    if found is None:
        known = (*(heading.id for heading in note.headings), *note.anchors)
        hint = _meant(places.suggest(fragment, known), f"{link.href.partition('#')[0]}#")
        return _wrong("broken-fragment", link, f"`{wanted}` has no heading `#{fragment}`", hint)
    return _Resolved(target=Target(url=note.url, fragment=found))


def _article(absent: str) -> str:
    return "a draft" if absent == "draft" else absent


def _to_file(link: _PlacedLink, file: str, places: Places) -> _Resolved:
    kind = kind_of(file)
    allowed = PICTURES if link.attribute == "src" else ATTACHMENTS
    if kind not in allowed:
        what = "picture" if link.attribute == "src" else "file"
        message = f"a {what} of the kind `.{kind}` is not published, as it could run in a reader's browser"
        if kind in ATTACHMENTS:
            message = f"`.{kind}` is no kind of picture"
        hint = f"use one of {', '.join(allowed)}"
        return _wrong("wrong-kind-of-file", link, message, hint)
    url = places.file_urls[file]
    if not url:
        return _wrong("file-name", link, "the file's name, or its folder's, cannot be part of an address", "rename it")
    if holder := places.holder(file):
        return _wrong("two-files-one-address", link, f"`{url}` is claimed by `{holder}` too", "rename one of the two")
    found = places.read_attachment(file)
    if isinstance(found, Unfit):
        return _wrong(found.code, link, found.message, found.hint)
    size = found.size if link.attribute == "src" else None
    return _Resolved(target=Target(url=url, attribute=link.attribute, size=size), file=found)


def _to_nothing(path: str, wanted: str, link: _PlacedLink, places: Places) -> _Resolved:
    meant = _meant_address(path, link, places)
    near = (
        None if meant else places.suggest(wanted, _same_dates(wanted, places.paths(link.attribute), _comparable(path)))
    )
    hint = f"did you mean `{posixpath.relpath(near, posixpath.dirname(path))}`?" if near else ""
    if link.attribute == "src":
        return _wrong("missing-picture", link, f"there is no `{wanted}`", hint or "save the picture beside the note")
    return _wrong("broken-link", link, f"there is no `{wanted}`", hint or "link to a file that exists")


def _same_dates(wanted: str, known: Iterable[str], itself: str) -> Iterator[str]:
    """Yield the paths that may have been meant: never a file of another date, which only looks alike."""
    digits = _NO_DIGITS.sub("", wanted)
    return (one for one in known if one != itself and _NO_DIGITS.sub("", one) == digits)


def _wrong(code: str, link: _PlacedLink, message: str, hint: str) -> _Resolved:
    return _Resolved(problem=error(code, link.place, message, hint))


def _meant(near: str | None, before: str) -> str:
    return f"did you mean `{before}{near}`?" if near else "link to the note without a heading, or to one it has"


def _file_url(path: str, teams: Teams) -> str:
    """Return where a file is published: under its team, else under `files/`; empty where its name gives no address."""
    folder = team_folder(path)
    slug = teams.by_folder.get(folder or "")
    if folder and not slug:
        return ""  # the whole folder is left out
    parts = path.split("/")[2:] if slug else path.split("/")[1:]
    *folders, name = parts
    stem, _, kind = name.rpartition(".")
    slugs = [*map(slug_of, folders), slug_of(stem)]
    if not all(slugs) or any(map(is_reserved, slugs)):
        return ""
    kind = CONVERTED.get(kind.lower(), kind.lower())
    return "/".join(["teams", slug, *slugs] if slug else ["files", *slugs]) + f".{kind}"


def _comparable(path: str) -> str:
    """Return a path as links are compared: macOS decomposes letters, and its screenshots have no-break spaces."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", path))
