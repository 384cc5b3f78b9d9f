"""Find the notes of a published site."""

import re
from pathlib import Path

from weeknotes_site.publish.marker import read_marker

UNAVAILABLE = b"data-unavailable"
"""Attribute in the page of a note that cannot be shown; such a page does not count as a note."""

_NOTE = re.compile(r"teams/[^/]+/(?!(?:index|latest)\.html)[^/]+\.html")


def find_published_notes(output: Path) -> frozenset[str]:
    """Return the paths of published notes, including redirects to notes.

    Raises PublishError if the marker is corrupt.
    """
    return frozenset(
        path for path in read_marker(output) if _NOTE.fullmatch(path) and not _is_unavailable(output, path)
    )


def _is_unavailable(output: Path, path: str) -> bool:
    try:
        return UNAVAILABLE in (output / path).read_bytes()
    except OSError:
        return False
