"""Which notes the published site has."""

import re
from pathlib import Path

from weeknotes_site.publish.marker import read_marker

UNAVAILABLE = b"data-unavailable"
"""Stands in the page of a note that cannot be shown, so that it is not taken for a note."""

_NOTE = re.compile(r"teams/[^/]+/(?!(?:index|latest)\.html)[^/]+\.html")


def find_published_notes(output: Path) -> frozenset[str]:
    """Return the paths of the notes that were published to a folder, with those that lead on to notes.

    Raises PublishError for a marker that is not as we wrote it.
    """
    return frozenset(
        path for path in read_marker(output) if _NOTE.fullmatch(path) and not _is_unavailable(output, path)
    )


def _is_unavailable(output: Path, path: str) -> bool:
    try:
        return UNAVAILABLE in (output / path).read_bytes()
    except OSError:
        return False
