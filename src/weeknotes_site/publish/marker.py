"""The marker: a list of the files we published, which we may replace and delete; and the key of their site."""

from collections.abc import Iterable
from pathlib import Path

from weeknotes_site.model.output import check_path
from weeknotes_site.publish.errors import PublishError, convert_os_errors
from weeknotes_site.publish.layout import marker_of, site_key_of

_HEADING = "Files of this site, published by weeknotes. The next build may replace or delete them, and no others."


def read_marker(folder: Path) -> frozenset[str]:
    """Return the paths that we published to `folder`; empty if it has no marker.

    Raises PublishError if the marker is corrupt.
    """
    marker = marker_of(folder)
    with convert_os_errors(marker):
        if not marker.exists():
            return frozenset()
        content = marker.read_bytes()
    try:
        heading, *paths = content.decode().removesuffix("\n").split("\n")
        for path in paths:
            check_path(path)
    except ValueError as error:
        raise _corrupt(marker) from error
    if heading != _HEADING:
        raise _corrupt(marker)
    return frozenset(paths)


def read_site_key(folder: Path) -> str:
    """Return the key of the site in `folder`; empty if it has none that can be read, as after older releases."""
    try:
        return site_key_of(folder).read_text("utf-8", "replace").strip()
    except OSError:
        return ""


def format_marker(paths: Iterable[str]) -> bytes:
    """Return the contents of the marker; without a timestamp, so that equal sites have equal markers."""
    return "".join(f"{line}\n" for line in (_HEADING, *sorted(paths))).encode()


def _corrupt(marker: Path) -> PublishError:
    return PublishError(f"{marker} is corrupt", hint="empty the output folder and build again")
