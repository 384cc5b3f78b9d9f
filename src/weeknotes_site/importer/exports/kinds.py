"""Recognise exports of Ghost, Substack and Medium, and pages with front matter, without the libraries of the extra."""

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePosixPath

from weeknotes_site.importer.found import Skipped
from weeknotes_site.importer.sources.decode import decode_text
from weeknotes_site.importer.sources.files import RefusedError, SourceFiles, read_document

_MAX_OPENING = 4_000
_PROFILE, _TAKEOUT = "profile/profile.html", "archive_browser.html"
_LIST = "posts.csv"
_COLUMNS = frozenset(("post_id", "post_date", "is_published", "title"))
_MAX_LIST_BYTES = 20_000_000

PostList = Mapping[str, Mapping[str, str]]
"""The rows of Substack's `posts.csv` by the path of their HTML."""


def is_ghost(files: SourceFiles, path: str) -> bool:
    """Return whether a JSON file is an export of Ghost, by its first lines."""
    return b'"exported_on"' in _opening(files, path)


def has_front_matter(files: SourceFiles, path: str) -> bool:
    """Return whether a page is a generator's source: HTML below front matter."""
    return _opening(files, path).replace(b"\r\n", b"\n").removeprefix(b"\xef\xbb\xbf").startswith((b"---\n", b"+++\n"))


def is_of_account(path: str, paths: Collection[str]) -> bool:
    """Return whether a page of an archive of Medium or Google is about its owner: addresses, sessions, bookmarks."""
    pure = PurePosixPath(path)
    if pure.name == _TAKEOUT:
        return True
    is_medium = any(f"{one / _PROFILE}" in paths for one in (pure.parent, pure.parent.parent))
    return is_medium and pure.parent.name != "posts"


def list_posts(files: SourceFiles) -> PostList:
    """Return the posts of a Substack export; empty if a source is not one."""
    found: dict[str, Mapping[str, str]] = {}
    for path in files.paths:
        if PurePosixPath(path).name == _LIST:
            folder = PurePosixPath(path).parent / "posts"
            found |= {f"{folder}/{row['post_id']}.html": row for row in _rows(files, path)}
    return found


def absent_posts(files: SourceFiles, posts: PostList) -> Iterator[Skipped]:
    """Yield the listed posts whose text is missing from the export."""
    for path, row in posts.items():
        if path not in files.paths:
            yield Skipped(f"“{row.get('title') or row['post_id']}” in {_LIST}", "the export does not contain its text")


def _opening(files: SourceFiles, path: str) -> bytes:
    try:
        with files.open(path) as opened:
            return opened.read(_MAX_OPENING)
    except (RefusedError, OSError, ValueError, EOFError):
        return b""


def _rows(files: SourceFiles, path: str) -> list[dict[str, str]]:
    try:
        text = decode_text(read_document(files, path, _MAX_LIST_BYTES))
        reader = csv.DictReader(io.StringIO(text))
        if not frozenset(reader.fieldnames or ()) >= _COLUMNS:
            return []
        rows = [{key: value for key, value in row.items() if isinstance(key, str) and value} for row in reader]
    except (RefusedError, OSError, EOFError, ValueError, csv.Error):
        return []
    return [row for row in rows if "post_id" in row]
