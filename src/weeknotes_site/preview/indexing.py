"""The search index of the preview, made in a process of its own.

So whoever saves a note while a large site is indexed for the first time waits no longer for the page than otherwise.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from weeknotes_site.model.output import Kind, OutputFile
from weeknotes_site.publish import publish
from weeknotes_site.search import find_search

_LOWEST = 19


class IndexingJob(Struct, frozen=True, kw_only=True):
    """What to index, and where the index goes."""

    root: str
    output: str
    """The folder of the index."""
    standing: str
    """The folder of the pages."""
    language: str
    years: Mapping[str, int]
    """Which year's index each page belongs to, by its path."""


def index(job: IndexingJob) -> None:
    """Bring the index up to date; where a year fails, as its pages are just being replaced, all stays as it was."""
    search = find_search(Path(job.root))
    if not search:
        return
    # Without fingerprints: meanwhile another save may have put other pages there.
    pages = [OutputFile(path=path, kind=Kind.PAGE, content=None) for path in job.years]
    files = search(pages, job.years, job.language, Path(job.standing), sys.exit)
    publish((file for file in files if file.path not in job.years), Path(job.output))


def main() -> None:
    """Do the work that is given as JSON on the input, after everything else that the machine has to do."""
    if hasattr(os, "nice"):  # Windows has none
        os.nice(_LOWEST)
    index(msgspec.json.decode(sys.stdin.buffer.read(), type=IndexingJob))
