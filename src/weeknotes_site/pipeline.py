"""The build: find sources, read each file, assemble, plan, render into the stage, publish."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.config import Config, config_warnings, publishing_warnings
from weeknotes_site.content.reading import Files, find_digests, read_files
from weeknotes_site.content.tree import NOTES
from weeknotes_site.diagnostics import Diagnostic, Problem, in_order
from weeknotes_site.languages import find_language
from weeknotes_site.model.archive import build_archive
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
from weeknotes_site.render.theme import own_templates
from weeknotes_site.run import Edition, Options, Report, Site, Sources
from weeknotes_site.site.bodies import Bodies
from weeknotes_site.sources import digest_sources, find_sources, keep_report, read_report

if TYPE_CHECKING:
    from weeknotes_site.assemble import Assembled
    from weeknotes_site.search import Search

__all__ = ["Built", "Options", "Report", "Site", "build", "check", "load", "publish_site"]


class Built(Struct, frozen=True, kw_only=True):
    """A published site."""

    report: Report
    published: Published
    warnings: tuple[Diagnostic, ...]
    """Warnings that need a build: no feeds, or pages that cannot be searched."""
    languages: tuple[str, ...]


def check(options: Options, progress: Progress = iter) -> Report:
    """Read a site and return its report. Raises Problem if there is nothing to read."""
    sources = find_sources(options)
    known = find_digests(sources.tree, sources.reading, options.cache)
    report = read_report(sources, digest_sources(sources, known, is_check=True))
    if report is None:
        site = _load(sources, Files(), progress)
        report = _check(site)
        keep_report(sources, digest_sources(sources, site.files.digests, is_check=True), report)
    return report


def _check(site: Site) -> Report:
    """Return a site's report with what only `check` looks for: reworded headings, and mistakes of templates."""
    found = [*site.report.diagnostics, *_reworded(site)]
    if site.sources.theme.is_own:
        # Imported here: most sites have no templates of their own.
        from weeknotes_site.rendering import try_templates

        found += try_templates(site)
    return replace(site.report, diagnostics=in_order(dict.fromkeys(found)))


def _reworded(site: Site) -> tuple[Diagnostic, ...]:
    if not site.config.threads.show:
        return ()
    from weeknotes_site.checks.ignored import NoteIgnores, without_ignored
    from weeknotes_site.checks.threads import find_reworded
    from weeknotes_site.content.source_lines import add_source_lines

    files = {file.path: file for file in site.files.notes}
    told = ((note, files[note.path].outline) for note in site.archive.notes)
    found = find_reworded(((note, outline) for note, outline in told if outline), site.config.threads)
    ignores = {path: NoteIgnores(ignore=file.fields.ignore, day=file.day) for path, file in files.items()}
    return add_source_lines(site.sources.options.root, without_ignored(found, ignores, site.config))


def load(options: Options, before: Files = Files(), progress: Progress = iter) -> Site:  # noqa: B008 - a frozen value
    """Read a site; `before` are the files of an earlier run in this process. Raises Problem like `check`."""
    sources = find_sources(options)
    if errors := [found for found in sources.found if found.is_error and not found.path.startswith(NOTES)]:
        raise Problem(*errors)
    return _load(sources, before, progress)


def build(
    options: Options,
    output: Path,
    search: Search | None,
    read_progress: Progress = iter,
    render_progress: Progress = iter,
    *,
    found: tuple[Diagnostic, ...] = (),
) -> Built:
    """Bring an output up to date, with a search index if `search` is given.

    `found` are warnings of the caller. Raises Problem before anything is written if an error prevents it; PublishError
    if writing fails.
    """
    sources = find_sources(options)
    warnings = _not_ignored((*publishing_warnings(sources.config), *found), sources.config)
    known = find_digests(sources.tree, sources.reading, options.cache)
    digest = digest_sources(sources, known, has_search=search is not None)
    manifest = read_manifest(sources.options.cache, output)
    report = read_report(sources, digest)
    if report and manifest.tree == digest and is_untouched(output, manifest) and not (warnings and options.strict):
        published = Published(written=(), unchanged=len(manifest.files), deleted=(), finished_earlier=False)
        return Built(report=report, published=published, warnings=warnings, languages=sources.config.all_languages)
    site = _load(sources, Files(), read_progress, warnings)
    digest = digest_sources(sources, site.files.digests, has_search=search is not None)
    published, left_out = _publish_site(site, output, search, render_progress, manifest, digest)
    keep_report(sources, digest, site.report)
    warnings = (*warnings, *left_out)
    return Built(report=site.report, published=published, warnings=warnings, languages=site.config.all_languages)


def publish_site(site: Site, output: Path, search: Search | None, progress: Progress = iter) -> Published:
    """Render and publish a site that has been read; raises like `build`."""
    manifest = read_manifest(site.sources.options.cache, output)
    digest = digest_sources(site.sources, site.files.digests, has_search=search is not None)
    return _publish_site(site, output, search, progress, manifest, digest)[0]


def _publish_site(
    site: Site, output: Path, search: Search | None, progress: Progress, before: Manifest, digest: bytes
) -> tuple[Published, tuple[Diagnostic, ...]]:
    """Publish a site, and return what cannot be searched; `before` is the output's manifest, `digest` the sources'."""
    # Imported here: a check, or a build with nothing to do, needs no templates.
    from weeknotes_site.removals import refuse_to_empty
    from weeknotes_site.rendering import plan_rendering, stage_site

    if site.stopping:
        raise Problem(*site.stopping)
    options = site.sources.options
    if not options.allow_removals:
        refuse_to_empty(site, output)
    plan = plan_rendering(site, has_search=search is not None)
    with open_output(output) as target:
        staged = stage_site(plan, target, before, search, jobs=options.jobs, progress=progress)
        left_out = _not_ignored(staged.left_out, site.config)
        if stopping := tuple(filter(options.stopped_by, left_out)):
            raise Problem(*stopping)
        published = publish_staged(target, staged.keys, staged.changes)
        tree = b"" if staged.left_out else digest
        manifest = make_manifest(target.folder, staged.keys, published.written, before, tree)
    write_manifest(options.cache, output, manifest)
    return published, left_out


def _load(sources: Sources, before: Files, progress: Progress, warnings: tuple[Diagnostic, ...] = ()) -> Site:
    """Read a site; with `strict`, `warnings` prevent publishing too."""
    # Imported here: not needed if nothing has changed.
    from weeknotes_site.editions import assemble_editions
    from weeknotes_site.site.attachments import attachment_reader

    options = sources.options
    tree, reading = sources.tree, sources.reading
    files, cache = read_files(tree, reading, options.cache, before, jobs=options.jobs, progress=progress)
    assembled = assemble_editions(
        tree,
        files,
        sources.found,
        sources.config,
        sources.glossary,
        attachment_reader(tree, options.cache),
        as_of=options.as_of,
        drafts=options.drafts,
        keep_going=options.keep_going,
    )
    of_settings = [*config_warnings(sources.config), *_check_own_templates(sources)]
    editions = tuple(_make_edition(sources, config, one, of_settings) for config, one in assembled.each)
    archive = editions[0].archive
    report = Report(
        diagnostics=in_order(
            (*assembled.diagnostics, *_not_ignored(tuple(dict.fromkeys(of_settings)), sources.config))
        ),
        left_out=assembled.left_out,
        notes=len(archive.notes),
        teams=len(archive.by_team),
        weeks=len(archive.by_week),
        waiting=assembled.waiting,
    )
    return Site(
        sources=sources,
        report=report,
        stopping=tuple(filter(options.stopped_by, in_order((*report.diagnostics, *warnings)))),
        files=files,
        editions=editions,
        twins=assembled.twins,
        bodies=Bodies(reading, cache),
    )


def _make_edition(sources: Sources, config: Config, assembled: Assembled, diagnostics: list[Diagnostic]) -> Edition:
    """Index what was assembled, and find what the settings name; what is wrong with that is added."""
    from weeknotes_site.render.pages import page_paths
    from weeknotes_site.site.branding import find_branding

    archive = build_archive(
        assembled.notes,
        assembled.teams,
        assembled.bodies,
        assembled.about,
        assembled.unavailable,
        assembled.pages,
        assembled.joins,
        find_language(config.language).sort_key,
    )
    static = {url: static.file for url, static in sources.theme.static.items()}
    paths = functools.cache(lambda: page_paths(archive, config))
    branding, wrong = find_branding(config, sources.options.root, static, paths)
    diagnostics += wrong
    return Edition(config=config, archive=archive, branding=branding, attachments=assembled.attachments)


def _not_ignored(found: tuple[Diagnostic, ...], config: Config) -> tuple[Diagnostic, ...]:
    """Return diagnostics of the site, without warnings that the settings ignore."""
    if not found:
        return ()
    # Imported here: most runs have nothing to ignore.
    from weeknotes_site.checks.ignored import without_ignored

    return without_ignored(found, {}, config)


def _check_own_templates(sources: Sources) -> list[Diagnostic]:
    own = own_templates(sources.options.root)
    if not own:
        return []
    # Imported here: a check of a site without templates needs no Jinja.
    from weeknotes_site.render.templates import check_templates, open_theme

    theme = open_theme(sources.theme.folders, sources.theme.templates, sources.config.language)
    return check_templates(theme, own)
