"""Index the preview for search, in a separate process.

A save does not wait for the first indexing of a large site.
"""

import os
import sys
from pathlib import Path

import msgspec
from msgspec import Struct

from weeknotes_site.publish import publish
from weeknotes_site.search import SearchPage, find_search

_LOWEST = 19


class IndexingJob(Struct, frozen=True, kw_only=True):
    """Pages to index and the output folder."""

    cache: str
    output: str
    """The folder of the index."""
    site: str
    """The folder of the pages."""
    pages: tuple[tuple[str, str, str, str, str], ...]
    """Url, index name, key, language and folder of each page."""


def index(job: IndexingJob) -> None:
    """Update the index; if one fails, nothing changes."""
    search = find_search(Path(job.cache))
    if search:
        pages = (
            SearchPage(url, name, key, Path(job.site, folder + url), language, folder)
            for url, name, key, language, folder in job.pages
        )
        publish(search(pages, sys.exit), Path(job.output))


def main() -> None:
    """Run the job given as JSON on standard input, at the lowest priority."""
    if hasattr(os, "nice"):  # not on Windows
        os.nice(_LOWEST)
    index(msgspec.json.decode(sys.stdin.buffer.read(), type=IndexingJob))
