"""The marker: which files in the output are ours, and so may be deleted when a site no longer has them."""

from collections.abc import Iterable
from pathlib import Path

from weeknotes_site.publish.errors import PublishError, explained
from weeknotes_site.publish.layout import check_path, marker_of

_HEADING = "Files of this site, published by weeknotes. The next build may replace or delete them, and no others."


def read_marker(folder: Path) -> frozenset[str]:
    """Return the paths that we published to `folder`; none where there is no marker.

    Raises PublishError for a marker that is not as we wrote it.
    """
    marker = marker_of(folder)
    with explained(marker):
        if not marker.exists():
            return frozenset()
        content = marker.read_bytes()
    try:
        heading, *paths = content.decode().removesuffix("\n").split("\n")
        for path in paths:
            check_path(path)
    except ValueError as error:
        raise _damaged(marker) from error
    if heading != _HEADING:
        raise _damaged(marker)
    return frozenset(paths)


def format_marker(paths: Iterable[str]) -> bytes:
    """Return the marker of a site of `paths`: the same bytes for the same paths, so without a time."""
    return "".join(f"{line}\n" for line in (_HEADING, *sorted(paths))).encode()


def _damaged(marker: Path) -> PublishError:
    return PublishError(f"{marker} is damaged", hint="empty the output folder and build again")
