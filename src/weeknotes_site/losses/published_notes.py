"""Find the notes of a published site, and read its pages."""

import html
import posixpath
from pathlib import Path

from msgspec import Struct

from weeknotes_site.publish.manifest import Manifest
from weeknotes_site.publish.marker import read_marker
from weeknotes_site.regex import regex
from weeknotes_site.render.feed_links import RSS_FEED

UNAVAILABLE = b"data-unavailable"
"""Attribute in the page of a note that cannot be shown; such a page does not count as a note."""

_NOTE = regex(r"teams/[^/]+/(?!(?:index|latest)\.html)[^/]+\.html")
_DESCRIPTION = regex(rb'<meta name="description" content="([^"]*)"')
_LINK_OR_ID = regex(rb"<(?:link>[^<]*?(teams/[^/<]+/[^/<]+\.html)</link>|guid[^<>]*>([^<]+)</guid>)")
_TITLE = regex(rb"<h1\b[^<>]*>([^<]*)</h1>")
_TARGET = regex(rb'<meta http-equiv="refresh" content="[^"]*?url=([^"]*)"')


class PublishedPage(Struct, frozen=True, kw_only=True):
    """Contents of a published page; a part is empty if the page lacks it or cannot be read."""

    title: str
    description: str
    target: str
    """The path that a redirect leads to."""


def find_published_notes(output: Path) -> frozenset[str]:
    """Return the paths of published notes, including redirects to notes.

    Raises PublishError if the marker is corrupt.
    """
    return frozenset(path for path in read_marker(output) if is_note(path) and not is_unavailable(output, path))


def find_known_notes(manifest: Manifest) -> frozenset[str]:
    """Return the paths of the notes in a manifest, including redirects to notes."""
    return frozenset(filter(is_note, manifest.files)).difference(manifest.unavailable)


def is_note(path: str) -> bool:
    """Return whether a path is that of a note's page."""
    return _NOTE.fullmatch(path) is not None


def read_page(output: Path, path: str) -> PublishedPage:
    """Return what a published page says."""
    page = _read(output, path)
    title, description, target = (
        _text(found[1]) if (found := pattern.search(page)) else "" for pattern in (_TITLE, _DESCRIPTION, _TARGET)
    )
    return PublishedPage(
        title=title,
        description=description,
        target=posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else "",
    )


def is_unavailable(output: Path, path: str) -> bool:
    """Return whether a page says that a note cannot be shown; false if it cannot be read."""
    return UNAVAILABLE in _read(output, path)


def read_ids(output: Path) -> dict[str, str]:
    """Return the ids in the published feed of all notes, by the url of the note; empty without it."""
    ids: dict[str, str] = {}
    url = ""
    for found in _LINK_OR_ID.finditer(_read(output, RSS_FEED)):  # Atom has another id where a note's is not a URI
        if found[1]:
            url = _text(found[1])
        elif url:
            ids[url] = _text(found[2])
            url = ""
    return ids


def _text(written: bytes) -> str:
    """Return the text of a part of a published file, which may be damaged."""
    return html.unescape(written.decode("utf-8", "replace"))


def _read(output: Path, path: str) -> bytes:
    try:
        return (output / path).read_bytes()
    except OSError:
        return b""
