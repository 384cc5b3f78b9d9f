"""Find the notes of a published site."""

import html
import posixpath
import re
from pathlib import Path

from weeknotes_site.publish.marker import read_marker

UNAVAILABLE = b"data-unavailable"
"""Attribute in the page of a note that cannot be shown; such a page does not count as a note."""

_NOTE = re.compile(r"teams/[^/]+/(?!(?:index|latest)\.html)[^/]+\.html")
_DESCRIPTION = re.compile(rb'<meta name="description" content="([^"]*)"')
_ID_OR_LINK = re.compile(rb'<(?:id>([^<]+)</id>|link href="[^"]*?(teams/[^/"]+/[^/"]+\.html)")')
_TARGET = re.compile(rb'<meta http-equiv="refresh" content="[^"]*?url=([^"]*)"')
_REDIRECT = b'<meta http-equiv="refresh"'


def find_published_notes(output: Path) -> frozenset[str]:
    """Return the paths of published notes, including redirects to notes.

    Raises PublishError if the marker is corrupt.
    """
    return frozenset(path for path in read_marker(output) if is_note(path) and not is_unavailable(output, path))


def is_note(path: str) -> bool:
    """Return whether a path is that of a note's page."""
    return _NOTE.fullmatch(path) is not None


def is_redirect(output: Path, path: str) -> bool:
    """Return whether a published page is a redirect; false if it cannot be read."""
    return _REDIRECT in _read(output, path)


def read_target(output: Path, path: str) -> str:
    """Return the path that a published redirect leads to; empty if it is none, or cannot be read."""
    found = _TARGET.search(_read(output, path))
    return (
        posixpath.normpath(posixpath.join(posixpath.dirname(path), html.unescape(found[1].decode()))) if found else ""
    )


def is_unavailable(output: Path, path: str) -> bool:
    """Return whether a page says that a note cannot be shown; false if it cannot be read."""
    return UNAVAILABLE in _read(output, path)


def read_description(output: Path, path: str) -> str:
    """Return a published page's description; empty if it has none or cannot be read."""
    found = _DESCRIPTION.search(_read(output, path))
    return html.unescape(found[1].decode("utf-8", "replace")) if found else ""


def read_ids(output: Path) -> dict[str, str]:
    """Return the ids in the published feed of all notes, by the url of the note; empty without it."""
    ids: dict[str, str] = {}
    current = b""
    for found in _ID_OR_LINK.finditer(_read(output, "atom.xml")):
        current = found[1] or current
        if found[2]:
            ids[found[2].decode()] = current.decode()
    return ids


def _read(output: Path, path: str) -> bytes:
    try:
        return (output / path).read_bytes()
    except OSError:
        return b""
