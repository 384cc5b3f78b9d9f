"""The whole of a build on one screen: read → archive → render → search → publish."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from weeknotes_site.config import read_config
from weeknotes_site.diagnostics import Problem
from weeknotes_site.model.archive import build_archive
from weeknotes_site.model.output import OutputFile
from weeknotes_site.read.site import read_site
from weeknotes_site.run import Options, Site

if TYPE_CHECKING:
    from weeknotes_site.publish import Published
    from weeknotes_site.search import Search

__all__ = ["Options", "Site", "build", "load"]


def load(options: Options, watch: Callable[[Sequence[str]], Iterable[str]] = iter) -> Site:
    """Read a site; `watch` sees its notes go by. Raises Problem where there is nothing to read."""
    root, as_of = options.root, options.as_of
    config = read_config(root, base_url=options.base_url)
    reading = read_site(root, config, as_of=as_of, drafts=options.drafts, keep_going=options.keep_going, watch=watch)
    archive = build_archive(reading.notes, reading.teams, reading.about)
    stopping = tuple(filter(options.stopped_by, reading.problems))
    return Site(config=config, archive=archive, reading=reading, as_of=as_of, stopping=stopping)


def build(
    site: Site,
    root: Path,
    output: Path,
    watch: Callable[[Iterable[OutputFile]], Iterable[OutputFile]] = iter,
    search: Search | None = None,
) -> Published:
    """Render and publish a site, with a search index where `search` makes one; `watch` sees its files go by.

    Raises Problem where something stops it, before anything is written; PublishError where writing fails.
    """
    # Imported here so that `check` pays neither for templates nor for feeds.
    from weeknotes_site.publish import publish
    from weeknotes_site.render.site import render_site

    if site.stopping:
        raise Problem(*site.stopping)
    files: Iterable[OutputFile] = render_site(
        site.archive, site.reading.attachments, site.config, root, site.as_of, has_search=search is not None
    )
    if search:
        files = search(files, {note.url: note.week.year for note in site.archive.notes}, site.config.language)
    return publish(watch(files), output)
