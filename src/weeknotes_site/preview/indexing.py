"""The search index of the preview, made in a process of its own.

So whoever saves a note while a large site is indexed for the first time waits no longer for the page than otherwise.
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
    """What to index, and where the index goes."""

    cache: str
    output: str
    """The folder of the index."""
    site: str
    """The folder of the pages."""
    language: str
    pages: tuple[tuple[str, str, str], ...]
    """The path of each page, the name of its index, and its key."""


def index(job: IndexingJob) -> None:
    """Bring the index up to date; where one fails, all stays as it was."""
    search = find_search(Path(job.cache))
    if search:
        pages = (SearchPage(path, name, key, Path(job.site, path)) for path, name, key in job.pages)
        publish(search(pages, job.language, sys.exit), Path(job.output))


def main() -> None:
    """Do the work that is given as JSON on the input, after everything else that the machine has to do."""
    if hasattr(os, "nice"):  # Windows has none
        os.nice(_LOWEST)
    index(msgspec.json.decode(sys.stdin.buffer.read(), type=IndexingJob))
