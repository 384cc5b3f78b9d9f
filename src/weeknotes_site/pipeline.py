"""The build: find sources, read each file, assemble, plan, render into the stage, publish."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from weeknotes_site.config.checks import publishing_warnings
from weeknotes_site.content.files.paths import is_in_notes
from weeknotes_site.content.files.tree import UNREADABLE_FOLDER
from weeknotes_site.content.reading import Files
from weeknotes_site.diagnostics import Diagnostic, Problem
from weeknotes_site.loading import check_site, load_site, not_ignored
from weeknotes_site.parallel import Progress
from weeknotes_site.publish import (
    Manifest,
    Published,
    is_untouched,
    make_manifest,
    open_output,
    publish_staged,
    read_manifest,
    write_manifest,
)
from weeknotes_site.run import Options, Report, Site, Sources
from weeknotes_site.site.ignored import without_ignored
from weeknotes_site.sources import digest_sources, find_sources, keep_report, read_report

if TYPE_CHECKING:
    from weeknotes_site.rendering import RenderPlan
    from weeknotes_site.search import Search

__all__ = ["Built", "Options", "Report", "Site", "build", "check", "check_sources", "load", "publish_site"]


class Built(Struct, frozen=True, kw_only=True):
    """A published site."""

    report: Report
    published: Published
    warnings: tuple[Diagnostic, ...]
    """Warnings that need a build: no feeds, lost addresses or ids, or pages that cannot be searched."""
    languages: tuple[str, ...]
    kept: tuple[object, ...] = ()
    """Large values, which freeing would take longer than ending the process."""


def check(options: Options, progress: Progress = iter) -> Report:
    """Read a site and return its report. Raises Problem if there is nothing to read."""
    return check_sources(find_sources(options), progress)


def check_sources(sources: Sources, progress: Progress) -> Report:
    """Read the files of a site that are listed already, and return its report."""
    report = read_report(sources, digest_sources(sources, sources.unchanged, is_check=True))
    if report is None:
        site = load_site(sources, Files(), progress)
        report = check_site(site)
        keep_report(sources, digest_sources(sources, site.files.digests, is_check=True), report)
    return report


def load(options: Options, before: Files = Files()) -> Site:  # noqa: B008 - a frozen value
    """Read a site; `before` are the files of an earlier run in this process.

    Raises Problem if there is nothing to read, a folder of notes cannot be read, or the settings have errors.
    """
    sources = find_sources(options)
    errors = [found for found in sources.found if found.is_error]
    if stopping := [one for one in errors if one.code == UNREADABLE_FOLDER or not is_in_notes(one.path)]:
        raise Problem(*stopping)
    return load_site(sources, before, iter)


def build(
    options: Options,
    output: Path,
    search: Search | None,
    read_progress: Progress = iter,
    render_progress: Progress = iter,
    *,
    warnings: tuple[Diagnostic, ...] = (),
) -> Built:
    """Bring an output up to date, with a search index if `search` is given.

    `warnings` are the caller's, such as that pages cannot be searched; with `strict`, they prevent publishing. Raises
    Problem before anything is written if an error prevents it; PublishError if writing fails.
    """
    sources = find_sources(options)
    warnings = not_ignored((*publishing_warnings(sources.config), *warnings), sources.config)
    # Empty if a file is new or has changed, so that there is no report; it is known once all files are read.
    digest = digest_sources(sources, sources.unchanged, has_search=search is not None)
    manifest = read_manifest(sources.options.cache, output)
    report = read_report(sources, digest)
    if report and manifest.tree == digest and is_untouched(output, manifest) and not (warnings and options.strict):
        published = Published(written=(), unchanged=len(manifest.files), deleted=(), finished_earlier=False)
        return Built(report=report, published=published, warnings=warnings, languages=sources.config.all_languages)
    site = load_site(sources, Files(), read_progress, warnings)
    digest = digest_sources(sources, site.files.digests, has_search=search is not None)
    published, found, plan = _publish_site(site, output, search, render_progress, manifest, digest, is_temporary=False)
    keep_report(sources, digest, site.report)
    warnings = (*warnings, *found)
    return Built(
        report=site.report,
        published=published,
        warnings=warnings,
        languages=site.config.all_languages,
        kept=(site, plan),
    )


def publish_site(site: Site, output: Path, search: Search | None) -> Published:
    """Render a site that has been read, and publish it to a temporary output; raises like `build`."""
    manifest = read_manifest(site.sources.options.cache, output)
    digest = digest_sources(site.sources, site.files.digests, has_search=search is not None)
    return _publish_site(site, output, search, iter, manifest, digest, is_temporary=True)[0]


def _publish_site(
    site: Site,
    output: Path,
    search: Search | None,
    progress: Progress,
    before: Manifest,
    digest: bytes,
    *,
    is_temporary: bool,
) -> tuple[Published, tuple[Diagnostic, ...], RenderPlan]:
    """Publish a site, and return warnings and its plan; `before` is the output's manifest, `digest` the sources'."""
    # Imported here: a check, or a build with nothing to do, needs no templates.
    from weeknotes_site.losses import find_moves
    from weeknotes_site.losses.removals import refuse_mass_removal, refuse_other_site, site_key
    from weeknotes_site.rendering import plan_rendering, stage_site

    if site.stopping:
        raise Problem(*site.stopping)
    options = site.sources.options
    if not options.allow_removals:
        refuse_mass_removal(site, output, before)
        refuse_other_site(site, output)
    plan = plan_rendering(site, has_search=search is not None)
    with open_output(output, is_temporary=is_temporary) as locked:
        # A pipeline restores the cache, but not the output.
        known = locked.published or before.files.keys()
        archives = tuple(one.archive for one in site.editions)
        moves = _accepted(find_moves(archives, locked.folder, known, plan.paths, site.config.site_id), site)
        staged = stage_site(plan, locked, before, search, jobs=options.jobs, progress=progress)
        unsearchable = _accepted(staged.unsearchable, site)
        published = publish_staged(locked, staged.keys, staged.changes, site_key=site_key(site))
        # Without a digest, the next run tries again to index what was left out of search.
        tree = b"" if staged.unsearchable else digest
        manifest = make_manifest(locked.folder, staged.keys, published.written, before, tree, site.archive.unavailable)
    write_manifest(options.cache, output, manifest)
    return published, (*moves, *unsearchable), plan


def _accepted(found: tuple[Diagnostic, ...], site: Site) -> tuple[Diagnostic, ...]:
    """Return warnings of a build that are not ignored. Raises Problem if they prevent publishing."""
    if not found:
        return ()
    found = without_ignored(found, {file.path: file for file in site.files.notes}, site.config)
    if stopping := tuple(filter(site.sources.options.stopped_by, found)):
        raise Problem(*(one for one in site.diagnostics if one.is_error), *stopping)
    return found
