"""The search index of the preview, made in a process of its own.

So whoever saves a note while a large site is indexed for the first time waits no longer for the page than otherwise.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from weeknotes_site.model.output import PublishedFile, Standing
from weeknotes_site.publish import publish
from weeknotes_site.search import find_search

_LOWEST = 19


class IndexingJob(Struct, frozen=True, kw_only=True):
    """What to index, and where the index goes."""

    root: str
    output: str
    """The folder of the index."""
    site: str
    """The folder of the pages."""
    language: str
    years: Mapping[str, int]
    """Which year's index each page belongs to, by its path."""


def index(job: IndexingJob) -> None:
    """Bring the index up to date; where a year fails, as its pages are just being replaced, all stays as it was."""
    search = find_search(Path(job.root))
    if not search:
        return
    # Without what tells a page from others: meanwhile another save may have put other pages there.
    unknown = PublishedFile(None, "", b"")
    standing = Standing(folder=Path(job.site), files=dict.fromkeys(job.years, unknown), texts=None)
    publish(search((), job.years, job.language, standing, sys.exit), Path(job.output))


def main() -> None:
    """Do the work that is given as JSON on the input, after everything else that the machine has to do."""
    if hasattr(os, "nice"):  # Windows has none
        os.nice(_LOWEST)
    index(msgspec.json.decode(sys.stdin.buffer.read(), type=IndexingJob))
