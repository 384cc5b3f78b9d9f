"""Load a site from its sources: read each file, assemble them for each language, find files that the settings name."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec.structs import replace

from weeknotes_site.config import Config
from weeknotes_site.config.checks import config_warnings
from weeknotes_site.content.files.static_files import STATIC
from weeknotes_site.content.reading import Files, read_files
from weeknotes_site.diagnostics import Diagnostic, Place, in_order, warning
from weeknotes_site.model.branding import SITE_CSS
from weeknotes_site.parallel import Progress
from weeknotes_site.render.theme import own_templates
from weeknotes_site.run import Edition, Options, Report, Site, Sources
from weeknotes_site.site.bodies import Bodies
from weeknotes_site.site.ignored import without_ignored

if TYPE_CHECKING:
    from weeknotes_site.assemble import AssembledEdition
    from weeknotes_site.content.markdown.rendered import Outline
    from weeknotes_site.editions import AssembledSite


def load_site(sources: Sources, before: Files, progress: Progress, warnings: tuple[Diagnostic, ...] = ()) -> Site:
    """Read a site; with `strict`, `warnings` prevent publishing too."""
    options = sources.options
    tree, reading = sources.tree, sources.reading
    files, cache = read_files(
        tree, reading, options.cache, before, sources.unchanged, jobs=options.jobs, progress=progress
    )
    assembled = assemble(sources, files)
    made = [_make_edition(sources, files, config, one) for config, one in assembled.each]
    editions = tuple(edition for edition, _ in made)
    of_branding = dict.fromkeys(one for _, wrong in made for one in wrong)
    of_theme = (*_check_own_templates(sources), *_check_own_styles(sources))
    of_settings = (*config_warnings(sources.config), *of_theme, *of_branding)
    archive = editions[0].archive
    report = Report(
        diagnostics=in_order((*assembled.diagnostics, *not_ignored(of_settings, sources.config))),
        left_out=assembled.left_out,
        notes=len(archive.notes),
        teams=len(archive.by_team),
        weeks=len(archive.by_week),
        untranslated=assembled.untranslated,
    )
    return Site(
        sources=sources,
        report=report,
        stopping=_stopping(in_order((*report.diagnostics, *warnings)), options),
        files=files,
        editions=editions,
        twins=assembled.twins,
        bodies=Bodies(reading, cache),
    )


def _stopping(found: tuple[Diagnostic, ...], options: Options) -> tuple[Diagnostic, ...]:
    """Return the diagnostics that prevent publishing, and all errors, which are not reported elsewhere then."""
    if not any(map(options.stopped_by, found)):
        return ()
    return tuple(one for one in found if one.is_error or options.stopped_by(one))


def assemble(sources: Sources, files: Files) -> AssembledSite:
    """Combine the files of a site, in each of its languages."""
    # Imported here: not needed if nothing has changed.
    from weeknotes_site.assemble import Inputs
    from weeknotes_site.editions import assemble_site
    from weeknotes_site.site.attachments import attachment_reader

    options = sources.options
    inputs = Inputs(
        tree=sources.tree,
        read=files,
        found=sources.found,
        config=sources.config,
        glossary=sources.glossary,
        read_attachment=attachment_reader(sources.tree, options.cache),
        as_of=options.as_of,
        drafts=options.drafts,
        keep_going=options.keep_going,
    )
    return assemble_site(inputs)


def _make_edition(
    sources: Sources, files: Files, config: Config, assembled: AssembledEdition
) -> tuple[Edition, tuple[Diagnostic, ...]]:
    """Add the files that the settings name to assembled contents; return the diagnostics of those, too."""
    from weeknotes_site.render.pages import page_paths
    from weeknotes_site.site.branding import find_branding

    archive = assembled.archive
    static = {url: static.file for url, static in sources.theme.static.items()}
    paths = functools.cache(lambda: page_paths(archive, config))

    def outline_of(url: str) -> Outline | None:
        body = archive.bodies.get(url)
        if body is None:
            return None
        return next((file.outline for file in (*files.pages, *files.notes) if file.path == body.path), None)

    branding, wrong = find_branding(config, sources.options.root, static, paths, outline_of)
    edition = Edition(config=config, archive=archive, branding=branding, attachments=assembled.attachments)
    return edition, tuple(wrong)


def check_site(site: Site) -> Report:
    """Return a site's report with the diagnostics that only `check` finds.

    These are reworded headings, mistakes in templates, and static files in the place of a page.
    """
    found = [*site.report.diagnostics, *_reworded(site)]
    theme = site.sources.theme
    if theme.is_own or theme.has_own_static:
        # Imported here: many sites have neither templates nor static files of their own.
        from weeknotes_site.rendering import find_clashes, try_templates

        found += try_templates(site) if theme.is_own else find_clashes(site)
    return replace(site.report, diagnostics=in_order(dict.fromkeys(found)))


def _reworded(site: Site) -> tuple[Diagnostic, ...]:
    if not site.config.threads.show:
        return ()
    from weeknotes_site.checks.threads import find_reworded
    from weeknotes_site.content.text.source import add_source_lines

    files = {file.path: file for file in site.files.notes}
    outlined = ((note, files[note.path].outline) for note in site.archive.notes)
    found = find_reworded(((note, outline) for note, outline in outlined if outline), site.config.threads)
    return add_source_lines(site.sources.options.root, without_ignored(found, files, site.config))


def not_ignored(found: tuple[Diagnostic, ...], config: Config) -> tuple[Diagnostic, ...]:
    """Return diagnostics of the site, without warnings that the settings ignore."""
    return without_ignored(found, {}, config)


def _check_own_templates(sources: Sources) -> list[Diagnostic]:
    own = own_templates(sources.options.root)
    if not own:
        return []
    # Imported here: a check of a site without templates needs no Jinja.
    from weeknotes_site.render.own_templates import check_templates
    from weeknotes_site.render.templates import open_theme

    theme = open_theme(sources.theme, sources.config.language)
    return check_templates(theme, own)


def _check_own_styles(sources: Sources) -> Iterator[Diagnostic]:
    """Yield a warning for a `site.css` that no page loads, on a site without its own templates."""
    theme = sources.theme
    if theme.is_own or not theme.has_own_static or SITE_CSS in theme.static:
        return
    for url in theme.static:
        if PurePosixPath(url).name == PurePosixPath(SITE_CSS).name:
            hint = f"move it to `{STATIC}/{SITE_CSS}`"
            yield warning("unused-stylesheet", Place(path=f"{STATIC}/{url}"), "no page loads this style sheet", hint)
