"""The whole of a build on one screen: read → archive → render → search → publish."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from weeknotes_site.config import Config, read_config
from weeknotes_site.content.notebook import Notebook, open_notebook
from weeknotes_site.diagnostics import Problem
from weeknotes_site.memo import key_of
from weeknotes_site.model.archive import build_archive
from weeknotes_site.model.output import OutputFile, Standing
from weeknotes_site.recall import recall_site
from weeknotes_site.run import Options, Site, Summary, Whole
from weeknotes_site.site.bodies import Bodies

if TYPE_CHECKING:
    from weeknotes_site.publish import Published
    from weeknotes_site.render.site import Ground
    from weeknotes_site.render.theme import Look
    from weeknotes_site.search import Search

__all__ = ["Options", "Site", "build", "load"]

# Steps import what they need when they are taken: a run in which nothing changed pays for no Markdown, no templates
# and no feeds, and `check` for neither of the last two.


def load(options: Options, watch: Callable[[Sequence[str]], Iterable[str]] = iter) -> Site:
    """Read a site; `watch` sees its new and changed notes go by. Raises Problem where there is nothing to read."""
    config = read_config(options.root, base_url=options.base_url)
    notebook = open_notebook(options.root, config, options.memo, options.jobs, watch)
    return recall_site(notebook, config, options, _put_together)


def build(
    site: Site,
    options: Options,
    output: Path,
    watch: Callable[[Iterable[OutputFile]], Iterable[OutputFile]] = iter,
    search: Search | None = None,
) -> Published:
    """Render and publish a site, with a search index where `search` makes one; `watch` sees its files go by.

    Raises Problem where something stops it, before anything is written; PublishError where writing fails.
    """
    from weeknotes_site.publish import publish_changes
    from weeknotes_site.removals import refuse_to_empty
    from weeknotes_site.render.theme import find_look

    if site.stopping:
        raise Problem(*site.stopping)
    if not options.allow_removals:
        refuse_to_empty(site, output)
    look = find_look(options.root)
    missing: list[str] = []

    def tell(text: str) -> None:
        missing.append(text)
        options.tell(text)

    def make(standing: Standing) -> Iterable[OutputFile]:
        from weeknotes_site.render.changes import render_site

        ground = _ground(site, look, has_search=search is not None)
        files: Iterable[OutputFile] = render_site(ground, standing, jobs=options.jobs)
        if search:
            years = {note.url: note.week.year for note in site.archive.notes}
            files = search(files, years, site.config.language, standing, tell)
        return watch(files)

    key = key_of(site.summary.key, look.key, site.as_of, search is not None)
    return publish_changes(make, output, options.memo, key, site.summary.texts, is_whole=lambda: not missing)


def _ground(site: Site, look: Look, *, has_search: bool) -> Ground:
    from weeknotes_site.render.site import Ground

    return Ground(
        archive=site.archive,
        attachments=site.whole.attachments,
        config=site.config,
        look=look,
        as_of=site.as_of,
        has_search=has_search,
        key=site.summary.key,
        texts=site.summary.texts,
    )


def _put_together(notebook: Notebook, config: Config, options: Options) -> tuple[Summary, Whole]:
    from weeknotes_site.assemble import read_site

    reading = read_site(notebook, config, as_of=options.as_of, drafts=options.drafts, keep_going=options.keep_going)
    bodies = Bodies(reading.notes, reading.targets, notebook)
    archive = build_archive(reading.notes, reading.teams, bodies, reading.about, reading.unavailable)
    summary = Summary(
        problems=reading.problems,
        left_out=reading.left_out,
        notes=len(archive.notes),
        teams=len(archive.by_team),
        weeks=len(archive.by_week),
        key="",
        texts=notebook.texts,
    )
    whole = Whole(archive=archive, attachments=reading.attachments, targets=reading.targets, openings=reading.openings)
    return summary, whole
