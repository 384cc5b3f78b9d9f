"""Where the links and pictures of notes lead: to pages, headings and files that exist."""

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.content.markdown.rendered import ANCHOR_PREFIX, Outline
from weeknotes_site.content.markdown.urls import scheme_of
from weeknotes_site.content.slugs import is_reserved, slug_of
from weeknotes_site.content.tree import NOTES, TEAM_FILE, Tree
from weeknotes_site.diagnostics import Diagnostic, Place, error, nearest, replacing, warning
from weeknotes_site.model.attachment import Attachment
from weeknotes_site.model.body import Target
from weeknotes_site.model.note import Heading
from weeknotes_site.site.address_slips import meant_address
from weeknotes_site.site.attachments import ReadAttachment, Unfit
from weeknotes_site.site.kinds import ATTACHMENTS, PICTURES, kind_of
from weeknotes_site.site.link_slips import meant_targets
from weeknotes_site.site.teams import Teams, team_folder

MAX_ERRORS = 50
"""How many broken links of one note are told."""

_MENDABLE = ("broken-link", "missing-picture", "link-leaves-notes")
_BACKUP = re.compile(r"(?:~|\.(?:bak|orig|old|tmp|sw[op]|rej))$|/#[^/]*#$", re.IGNORECASE)
"""What editors and merges leave beside a file."""
_NO_DIGITS = re.compile(r"\D")


class Linkable(Struct, frozen=True, kw_only=True):
    """A note as others can link to it."""

    url: str = ""
    headings: tuple[Heading, ...] = ()
    anchors: tuple[str, ...] = ()
    """The ids that its own HTML gives."""
    absent: str = ""
    """Why it has no page: `draft`, `blank` or `left out`; empty where it has one."""


class Places(Struct, frozen=True, kw_only=True, dict=True):
    """All that a link within the site can lead to, by the path of its file."""

    read_attachment: ReadAttachment
    notes: Mapping[str, Linkable]
    teams: Mapping[str, str]
    """The url of a team's page, by its folder and by its `_team.md`."""
    files: Mapping[str, str]
    """Other files under `notes/`: the path as it is on disk, by the path in NFC."""
    file_urls: Mapping[str, str]
    """Where each of them would be published, by the path on disk."""

    def paths(self, attribute: str) -> Mapping[str, None]:
        """Return every path that a link or picture could have meant, in order."""
        return self._pictures if attribute == "src" else self._linkable

    @cached_property
    def _pictures(self) -> Mapping[str, None]:
        return {path: None for path in self.files if kind_of(path) in PICTURES}

    @cached_property
    def _linkable(self) -> Mapping[str, None]:
        return dict.fromkeys((*self.notes, *(path for path in self.files if not _BACKUP.search(path))))


def gather_places(tree: Tree, notes: Mapping[str, Linkable], teams: Teams, read_attachment: ReadAttachment) -> Places:
    """Collect what can be linked to."""
    pages = {folder: teams.by_slug[slug].url for folder, slug in teams.by_folder.items()}
    pages |= {path: url for folder, url in pages.items() if (path := f"{folder}/{TEAM_FILE}") in tree.team_files}
    return Places(
        notes={_nfc(path): note for path, note in notes.items()},
        teams={_nfc(path): url for path, url in pages.items()},
        read_attachment=read_attachment,
        files={_nfc(path): path for path in sorted(tree.others)},
        file_urls={path: _file_url(path, teams) for path in tree.others},
    )


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


def find_file_collisions(needed: Iterable[str], places: Places) -> list[Diagnostic]:
    """Report files that would be published at one address, each naming the other."""
    claims: dict[str, list[str]] = {}
    for path in sorted(needed):
        claims.setdefault(places.file_urls[path], []).append(path)
    hint = "rename one of them"
    return [
        error(
            "two-files-one-address",
            Place(path=path),
            f"`{url}` is claimed by {', '.join(f'`{one}`' for one in paths if one != path)} too",
            hint,
        )
        for url, paths in claims.items()
        if len(paths) > 1
        for path in paths
    ]


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
    """Stop after so many errors that nobody reads on: looking for what was meant takes time."""
    errors = 0
    for link in outline.links:
        placed = _PlacedLink(
            href=link.href, attribute=link.attribute, place=link.position.within(path), is_exact=link.is_exact
        )
        one = _with_fix(path, outline, placed, _resolve(path, outline, placed, places), places)
        errors += one.problem is not None and one.problem.is_error
        yield one
        if errors == MAX_ERRORS:
            return


def _with_fix(path: str, outline: Outline, link: _PlacedLink, found: _Resolved, places: Places) -> _Resolved:
    """Add the fix to a link that leads nowhere, where it is certain what was meant."""
    if not found.problem or found.problem.code not in _MENDABLE:
        return found
    for meant in meant_targets(link.href, path, places.paths(link.attribute)):
        if _leads_somewhere(path, outline, replace(link, href=meant), places):
            fix = replacing(link.place, meant) if link.is_exact else None
            return replace(found, problem=replace(found.problem, hint=f"write `{meant}`", fix=fix))
    return found


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
        return _to_fragment(link, fragment, outline)
    wanted = _nfc(posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(href.partition("?")[0]))))
    if wanted != NOTES and not wanted.startswith(f"{NOTES}/"):
        hint = "link to a page by its `https://` address, and keep files beside the note"
        near = meant_address(link.href, posixpath.dirname(path), places.paths(link.attribute))
        return _wrong("link-leaves-notes", link, f"`{link.href}` leads out of `{NOTES}/`", _write(near) or hint)
    if wanted in places.notes:
        return _to_note(wanted, link, fragment, places.notes[wanted])
    if wanted in places.teams:
        return _Resolved(target=Target(url=places.teams[wanted]))
    if wanted in places.files:
        return _to_file(link, places.files[wanted], places)
    return _to_nothing(path, wanted, link, places)


def _to_fragment(link: _PlacedLink, fragment: str, outline: Outline) -> _Resolved:
    found = _find_fragment(fragment, outline.headings, outline.anchors)
    if found is None and not fragment.startswith("fn"):
        known = (*(heading.id for heading in outline.headings), *outline.anchors)
        return _wrong("broken-fragment", link, f"the note has no heading `#{fragment}`", _meant(fragment, known, "#"))
    return _Resolved(target=Target(url="", fragment=fragment if found is None else found))


def _find_fragment(fragment: str, headings: Iterable[Heading], anchors: Iterable[str]) -> str | None:
    """Return a heading or id as the page has it; None where the note has neither."""
    if not fragment or any(heading.id == fragment for heading in headings):
        return fragment
    return f"{ANCHOR_PREFIX}{fragment}" if fragment in anchors else None


def _to_note(wanted: str, link: _PlacedLink, fragment: str, note: Linkable) -> _Resolved:
    if link.attribute == "src":
        return _wrong("wrong-kind-of-file", link, "a note is no picture", "write `[words](…)` without the `!`")
    if note.absent == "left out":
        message = f"`{wanted}` is left out because of its errors, so this link is shown as text"
        return _Resolved(problem=warning("link-to-left-out", link.place, message, "mend that note"))
    if note.absent:
        hint = "take `draft` out there, or the link out here" if note.absent == "draft" else "take the link out"
        return _wrong("link-to-unpublished", link, f"`{wanted}` has no page: it is {_article(note.absent)}", hint)
    found = _find_fragment(fragment, note.headings, note.anchors)
    if found is None:
        known = (*(heading.id for heading in note.headings), *note.anchors)
        hint = _meant(fragment, known, f"{link.href.partition('#')[0]}#")
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
        return _wrong("file-name", link, "the file's name has no letter or digit to make an address of", "rename it")
    found = places.read_attachment(file)
    if isinstance(found, Unfit):
        return _wrong(found.code, link, found.message, found.hint)
    size = found.size if link.attribute == "src" else None
    target = Target(url=url, attribute=link.attribute, size=size)
    return _Resolved(target=target, file=found, problem=_too_wide(link, found) if found.is_too_wide else None)


def _too_wide(link: _PlacedLink, picture: Attachment) -> Diagnostic:
    message = f"`{picture.source}` is wider than a page, and Pillow, which scales it down, is missing"
    hint = "`pip install 'weeknotes-site[pictures]'`, or save it smaller"
    return warning("picture-too-wide", link.place, message, hint)


def _to_nothing(path: str, wanted: str, link: _PlacedLink, places: Places) -> _Resolved:
    known = places.paths(link.attribute)
    hint = _write(meant_address(link.href, posixpath.dirname(path), known))
    near = None if hint else _meant_path(wanted, [one for one in known if one != _nfc(path)])
    if near:
        hint = f"did you mean `{posixpath.relpath(near, posixpath.dirname(path))}`?"
    if link.attribute == "src":
        return _wrong("missing-picture", link, f"there is no `{wanted}`", hint or "save the picture beside the note")
    return _wrong("broken-link", link, f"there is no `{wanted}`", hint or "link to a file that exists")


def _write(address: str) -> str:
    return f"write `{address}`" if address else ""


def _meant_path(wanted: str, known: Iterable[str]) -> str | None:
    """Return the path that was most likely meant; never a file of another date, which only looks alike."""
    same_digits = [one for one in known if _NO_DIGITS.sub("", one) == _NO_DIGITS.sub("", wanted)]
    return nearest(wanted, same_digits)


def _wrong(code: str, link: _PlacedLink, message: str, hint: str) -> _Resolved:
    return _Resolved(problem=error(code, link.place, message, hint))


def _meant(fragment: str, known: Iterable[str], before: str) -> str:
    near = nearest(fragment, known)
    return f"did you mean `{before}{near}`?" if near else "link to the note without a heading, or to one it has"


def _file_url(path: str, teams: Teams) -> str:
    """Return where a file is published: under its team, else under `files/`; empty where its name gives no address."""
    folder = team_folder(path)
    slug = teams.by_folder.get(folder or "")
    parts = path.split("/")[2:] if slug else path.split("/")[1:]
    *folders, name = parts
    stem, _, kind = name.rpartition(".")
    slugs = [*map(slug_of, folders), slug_of(stem)]
    if not all(slugs) or any(map(is_reserved, slugs)):
        return ""
    return "/".join(["teams", slug, *slugs] if slug else ["files", *slugs]) + f".{kind.lower()}"


def _nfc(path: str) -> str:
    return unicodedata.normalize("NFC", path)
