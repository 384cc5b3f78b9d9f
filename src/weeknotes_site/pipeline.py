"""The whole of a build on one screen: read → archive → render → search → publish."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from weeknotes_site.config import Config, read_config
from weeknotes_site.diagnostics import Diagnostic, Problem
from weeknotes_site.model.archive import Archive, build_archive
from weeknotes_site.model.output import OutputFile
from weeknotes_site.read.files import NOTES
from weeknotes_site.read.site import Reading, read_site

if TYPE_CHECKING:
    from weeknotes_site.publish import Published
    from weeknotes_site.search import Search


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How one run differs from another."""

    root: Path
    as_of: date
    """The day of the build, for checks and the weekly feed; no page knows it."""
    base_url: str | None = None
    drafts: bool = False
    keep_going: bool = False
    strict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site that has been read, with all that is wrong with it."""

    config: Config
    archive: Archive
    reading: Reading
    as_of: date
    stopping: tuple[Diagnostic, ...]
    """The problems that keep it from being published."""


def load(options: Options, watch: Callable[[Sequence[str]], Iterable[str]] = iter) -> Site:
    """Read a site; `watch` sees its notes go by. Raises Problem where there is nothing to read."""
    config = read_config(options.root, base_url=options.base_url)
    reading = read_site(
        options.root,
        config,
        as_of=options.as_of,
        drafts=options.drafts,
        keep_going=options.keep_going,
        watch=watch,
    )
    archive = build_archive(reading.notes, reading.teams, reading.about)
    stopping = tuple(problem for problem in reading.problems if _stops(problem, options))
    return Site(config=config, archive=archive, reading=reading, as_of=options.as_of, stopping=stopping)


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


def _stops(problem: Diagnostic, options: Options) -> bool:
    if not problem.is_error:
        return options.strict
    # What is wrong in `notes/` leaves notes out of a build that keeps going; anything else is everybody's problem.
    return not (options.keep_going and problem.path.startswith(f"{NOTES}/"))
