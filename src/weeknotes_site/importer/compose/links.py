"""Resolve links and pictures of an imported note: to notes, files beside it, the old site; others become text."""

import os.path
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from msgspec import Struct

from weeknotes_site.content.markdown.html.urls import ALLOWED_SCHEMES
from weeknotes_site.content.markdown.render import render_markdown
from weeknotes_site.content.markdown.rendered import BodySettings
from weeknotes_site.content.slugs import slug_of
from weeknotes_site.content.text.source import Source
from weeknotes_site.importer.compose.refused_files import why_refused
from weeknotes_site.importer.found import NOTE_LINK, Content, FoundNote
from weeknotes_site.importer.sources.paths import join_path
from weeknotes_site.importer.text.headings import raise_headings
from weeknotes_site.importer.text.markdown import Link, change_links
from weeknotes_site.model.addresses import host_of, join_address, split_address
from weeknotes_site.site.kinds import kind_of

STAYED = "pictures that stayed at their old address"
MISSING = "missing pictures"
_TAKEN_FOR_OWN = "links treated as links between the notes, because the source does not name its host"
_BY_NUMBER = re.compile(r"(?:p|page_id|id)=\d+")


class Target(Struct, frozen=True, kw_only=True):
    """A note that links may lead to."""

    path: str
    is_draft: bool
    title: str = ""
    body: str = ""
    """As in the source, to find its headings."""
    anchors: Mapping[str, str] = {}


class Directory(Struct, frozen=True, kw_only=True):
    """The notes of a source by the targets of links to them."""

    by_address: Mapping[str, Target]
    by_name: Mapping[str, Target]
    hosts: frozenset[str]
    """Hosts that the notes were on, without `www.`."""
    guessed: frozenset[str]
    """Hosts that are guessed, because no source names them."""

    @classmethod
    def of(
        cls, notes: Iterable[tuple[FoundNote, Target]], hosts: frozenset[str], guessed: frozenset[str]
    ) -> "Directory":
        """List notes; if two have the same name, links by it lead to neither."""
        by_address: dict[str, Target] = {}
        by_name: dict[str, Target | None] = {}
        for note, target in notes:
            for address in note.addresses:
                by_address.setdefault(address_key(address), target)
            for name in note.names:
                known = by_name.setdefault(_folded(name), target)
                if known is not None and known.path != target.path:
                    by_name[_folded(name)] = None
        return cls(
            by_address=by_address,
            by_name={name: one for name, one in by_name.items() if one},
            hosts=frozenset(map(bare_host, hosts)) | guessed,
            guessed=guessed,
        )


class Rewritten(Struct, frozen=True, kw_only=True):
    """A body with the links for its place in the site."""

    body: str
    files: Mapping[str, Content]
    """Files to write, by their path from the site's root."""
    remarks: tuple[str, ...]


def rewrite_links(note: FoundNote, path: str, directory: Directory, given: set[str], *, is_draft: bool) -> Rewritten:
    """Resolve each link of a note from its new path; `given` are the files of earlier notes.

    A draft may link to drafts, as both are published later.
    """
    rewriter = _Rewriter(note, path, directory, given, is_draft=is_draft)
    body = change_links(note.body, rewriter.change)
    given.update(rewriter.files)
    remarks = tuple(f"{what}: {', '.join(f'`{one}`' for one in ones)}" for what, ones in rewriter.remarks.items())
    return Rewritten(body=body, files=rewriter.files, remarks=remarks)


def address_key(address: str) -> str:
    """Normalise an address: its path, and the query if that names the page."""
    parts = split_address(address)
    path = unquote(parts.path).removesuffix("index.html").removesuffix("index.htm").rstrip("/").casefold()
    query = parts.query if _BY_NUMBER.match(parts.query) else ""
    return f"{path}?{query}" if query else path or "/"


def bare_host(host: str) -> str:
    """Return a host without `www.`, which sites answer to with and without."""
    return host.removeprefix("www.")


class _Rewriter:
    def __init__(self, note: FoundNote, path: str, directory: Directory, given: set[str], *, is_draft: bool) -> None:
        self._given, self._is_draft = given, is_draft
        self._note, self._path, self._directory = note, path, directory
        self._folder = path.rpartition("/")[0]
        self._base = next((one for one in note.addresses if "://" in one and "?" not in one), "")
        if not self._base and len(directory.guessed) == 1:
            self._base = f"https://{next(iter(directory.guessed))}/{next(iter(note.addresses), '').lstrip('/')}"
        self.files: dict[str, Content] = {}
        self.remarks: dict[str, dict[str, None]] = {}

    def change(self, link: Link) -> str | None:
        """Return a link's new destination; None if only its text is kept."""
        destination = link.destination.strip()
        if destination.startswith(NOTE_LINK):
            return self._to_note(unquote(destination.removeprefix(NOTE_LINK)).strip())
        if not destination or destination.startswith("#"):
            anchor = _find_anchor(destination[1:], self._note)
            if anchor and not link.is_picture:
                return f"#{quote(anchor)}"
            return self._remark("links within the page, now text", destination) if destination else None
        try:
            return self._resolve(link, destination)
        except ValueError:
            return self._remark("addresses that are not valid, now text", destination)

    def _resolve(self, link: Link, destination: str) -> str | None:
        if not link.is_picture and (target := self._target(destination)):
            return self._to_target(target, destination)
        if kept := self._keep_file(destination, is_picture=link.is_picture):
            return kept
        scheme = split_address(destination).scheme.lower()
        if destination.startswith("//") and "." in destination:
            destination, scheme = f"https:{destination}", "https"
        absolute = destination if scheme else join_address(self._base, destination) if self._base else ""
        if link.is_picture:
            if absolute.startswith(("http://", "https://")):
                self._remark(STAYED, absolute)
                return absolute
            return self._remark(MISSING, destination)
        if split_address(absolute).scheme.lower() in ALLOWED_SCHEMES:
            if bare_host(host_of(absolute)) in self._directory.hosts:
                self._remark("links that still lead to the old site", absolute)
            return absolute
        return self._remark("broken links, now text", destination)

    def _target(self, destination: str) -> Target | None:
        parts = split_address(destination)
        if parts.scheme in ("http", "https", "") and (
            not parts.hostname or bare_host(parts.hostname) in self._directory.hosts
        ):
            base = self._base or next(iter(self._note.addresses), "")
            absolute = join_address(base, destination) if base else destination
            if found := self._directory.by_address.get(address_key(absolute)):
                if bare_host(parts.hostname or "") in self._directory.guessed:
                    self._remark(_TAKEN_FOR_OWN, destination)
                return found
        if parts.scheme or parts.netloc or not parts.path:
            return None
        name = unquote(parts.path)
        folder = PurePosixPath(self._note.names[0]).parent if self._note.names else PurePosixPath()
        return self._directory.by_name.get(_folded(join_path(folder, name))) if "." in name else None

    def _to_note(self, name: str) -> str | None:
        plain = name.partition("#")[0].strip()
        if not plain and (anchor := _find_anchor(name[1:], self._note)):
            return f"#{quote(anchor)}"
        pure = PurePosixPath(plain)
        stem = pure.parent.name if pure.stem == "index" else pure.stem
        tried = (plain, plain.removeprefix("/"), pure.name if pure.stem != "index" else "", stem)
        target = next((one for key in tried if (one := self._directory.by_name.get(_folded(key)))), None)
        return self._to_target(target, name) if target else self._remark("links to missing notes, now text", name)

    def _to_target(self, target: Target, shown: str) -> str | None:
        if target.is_draft and not self._is_draft:
            return self._remark("links to drafts, now text", f"{shown} → {target.path}")
        fragment = shown.partition("#")[2]
        anchor = _find_anchor(fragment, target)
        if fragment and not anchor:
            self._remark("missing headings, so the link leads to the whole note", shown)
        if target.path == self._path:
            return f"#{quote(anchor)}" if anchor else self._remark("links to the note itself, now text", shown)
        path = quote(os.path.relpath(target.path, self._folder).replace(os.sep, "/"))
        return f"{path}#{quote(anchor)}" if anchor else path

    def _keep_file(self, destination: str, *, is_picture: bool) -> str:
        """Return the name of a copy beside the note, if the source has the file and the site can publish it."""
        content = self._note.find_file(destination)
        if content is None:
            return ""
        kind = kind_of(PurePosixPath(split_address(destination).path).name)
        if unfit := why_refused(content, kind, is_picture=is_picture):
            self._remark(f"files left behind, because {unfit}", destination)
            return ""
        own = PurePosixPath(unquote(split_address(destination).path)).stem
        stem = PurePosixPath(self._path).stem
        name = f"{stem}-{slug_of(own) or 'file'}"
        path, number = f"{self._folder}/{name}.{kind}", 1
        while path in self._given or (path in self.files and self.files[path]() != content()):
            number += 1
            path = f"{self._folder}/{name}-{number}.{kind}"
        self.files[path] = content
        return path.rpartition("/")[2]

    def _remark(self, what: str, shown: str) -> str | None:
        """Record a destination for the report; return None, so that only the text of a link is kept."""
        self.remarks.setdefault(what, {})[shown[:200].replace("`", "'")] = None
        return None


def _find_anchor(fragment: str, note: FoundNote | Target) -> str:
    """Return the id of the heading that a link's fragment means, by id or words; empty if not found."""
    name = unquote(fragment).rpartition("#")[2]
    wanted = _compact(name)
    known = _anchors(note.title, note.body) if wanted else {}
    # WordPress puts `h-` before a heading's id, Confluence the page's title.
    given = _compact(note.anchors.get(name, ""))
    tried = (given, wanted, wanted.removeprefix("h"), wanted.removeprefix(_compact(note.title)))
    return next((known[one] for one in tried if one in known), "")


@lru_cache(maxsize=50)
def _anchors(title: str, body: str) -> Mapping[str, str]:
    """Return the ids of a note's headings by a compact form that ignores how they are written."""
    text = raise_headings(body)
    rendered = render_markdown(Source("", text), text, 1, BodySettings(), title=title)
    return {_compact(one.id): one.id for one in reversed(rendered.outline.headings)}


def _compact(name: str) -> str:
    return slug_of(name).replace("-", "")


def _folded(name: str) -> str:
    return name.strip().casefold()
