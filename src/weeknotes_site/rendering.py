"""Render changed pages and feeds into the stage, in several processes; nothing else is written."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from msgspec import Struct

from weeknotes_site.config import STATIC
from weeknotes_site.diagnostics import Diagnostic, Place, Problem, error, warning
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.attachment import Attachment
from weeknotes_site.model.output import Kind, OutputFile
from weeknotes_site.parallel import Progress, parallel_map
from weeknotes_site.publish import Change, Manifest, Target, stage_file, stage_next, staged_path
from weeknotes_site.render.planned import Keys, PlannedFile
from weeknotes_site.render.site import plan_site, render_file
from weeknotes_site.render.site_context import SiteContext, view_site
from weeknotes_site.render.templates import open_theme
from weeknotes_site.render.theme import ThemeFiles
from weeknotes_site.run import Site
from weeknotes_site.search import FOLDER, PLAIN_PAGES, Search, SearchPage


class Plan(Struct, frozen=True, kw_only=True):
    """All files of a site, before rendering."""

    assets: tuple[OutputFile, ...]
    planned: tuple[PlannedFile, ...]
    keys: Mapping[str, str]
    """Keys of planned files, by path."""
    context: SiteContext
    theme: ThemeFiles
    indexes: Mapping[str, str]
    """Search index of each page that can be found, by path."""


class Staged(Struct, frozen=True, kw_only=True):
    """A site with its changes in the stage."""

    keys: Mapping[str, str]
    """Keys of all files, by path; empty for files that must be compared again."""
    changes: tuple[Change, ...]
    left_out: tuple[Diagnostic, ...]
    """Warnings about pages that cannot be searched."""


def plan_rendering(site: Site, *, has_search: bool) -> Plan:
    """Plan all files of a site. Raises Problem if two of them have the same path."""
    config, archive, theme = site.config, site.archive, site.sources.theme
    assets = (*_static_files(theme), *_attachments(site.attachments))
    sources = [(path, f"{STATIC}/{path}") for path in theme.static]
    sources += [(path, attachment.source) for path, attachment in site.attachments.items()]
    if has_search:
        _refuse_in_search_folder(chain(theme.static, site.attachments))
    planned = plan_site(archive, config, site.sources.options.as_of, sources)
    view = view_site(archive, config, site.branding, has_search=has_search)
    keys = Keys(config, view, site.branding.footer, theme.templates, site.bodies.reading.key)
    return Plan(
        assets=assets,
        planned=planned,
        keys={file.path: keys.of(file) for file in planned},
        context=SiteContext(config, view, site.bodies, site.branding.footer),
        theme=theme,
        indexes=_indexes(archive) if has_search else {},
    )


def _indexes(archive: Archive) -> dict[str, str]:
    """Return the search index of each page; plain pages have their own, because results count notes only."""
    years = {note.url: str(note.week.year) for note in archive.notes}
    return years | {page.url: PLAIN_PAGES for page in archive.pages}


def stage_site(
    plan: Plan,
    target: Target,
    manifest: Manifest,
    search: Search | None,
    *,
    jobs: int,
    progress: Progress = iter,
) -> Staged:
    """Render files whose keys differ from the manifest's, in up to `jobs` processes, and stage changes.

    `progress` takes their paths and yields them back one by one. Raises Problem for a mistake in a template.
    """
    published = manifest.unchanged_keys(target.folder) if manifest.files.keys() <= target.published else {}
    changed = [at for at, file in enumerate(plan.planned) if published.get(file.path) != plan.keys[file.path]]
    paths = [plan.planned[at].path for at in changed]
    rendered = parallel_map(_render, _Work(plan, target), changed, jobs=jobs, name=lambda at: plan.planned[at].path)
    changes = [change for _, change in zip(progress(paths), rendered, strict=True) if change]
    keys = dict(plan.keys)
    left_out: list[Diagnostic] = []

    def leave_out(text: str) -> None:
        left_out.append(no_search(text, "build again, or give `--no-search`"))

    pages = tuple(_search_pages(plan, target, {change.path: change for change in changes}))
    found = search(pages, plan.context.config.language, leave_out) if search else ()
    for number, asset in enumerate(chain(plan.assets, found), len(plan.planned)):
        keys[asset.path] = asset.key
        if not asset.key or published.get(asset.path) != asset.key:
            stage_next(asset, target.folder, str(number), changes)
    return Staged(keys=keys, changes=tuple(changes), left_out=tuple(left_out))


def no_search(message: str, hint: str) -> Diagnostic:
    """Return the warning that something cannot be searched."""
    return warning("no-search", Place(path="search.html"), message, hint)


def try_templates(site: Site) -> tuple[Diagnostic, ...]:
    """Render one page with each template; return the diagnostics of templates and page paths."""
    files = site.sources.theme
    theme = open_theme(files.folders, files.templates, site.config.language)
    if not site.archive.notes:
        return ()
    try:
        plan = plan_rendering(site, has_search=True)
    except Problem as problem:
        return problem.diagnostics
    found: list[Diagnostic] = []
    for file in {file.template: file for file in reversed(plan.planned) if file.template}.values():
        try:
            render_file(theme, plan.context, file)
        except Problem as problem:
            found += problem.diagnostics
        except UnicodeDecodeError:
            continue  # reported by `check_templates`
    return tuple(found)


class _Work(Struct, frozen=True):
    """What each worker process needs."""

    plan: Plan
    target: Target


def _render(work: _Work, at: int) -> Change | None:
    """Render one planned file and stage it; return None if the published file is equal."""
    plan, file = work.plan, work.plan.planned[at]
    theme = open_theme(plan.theme.folders, plan.theme.templates, plan.context.config.language)
    content = render_file(theme, plan.context, file)
    output = OutputFile(path=file.path, kind=file.kind, content=content)
    return stage_file(output, work.target.folder, str(at))


def _refuse_in_search_folder(paths: Iterable[str]) -> None:
    for path in paths:
        if path.casefold().startswith(FOLDER):
            message = f"`{FOLDER}` is reserved for the search index"
            hint = "move the file to another folder"
            raise Problem(error("two-files-one-address", Place(path=path), message, hint))


def _static_files(theme: ThemeFiles) -> Iterator[OutputFile]:
    for path, static in theme.static.items():
        yield OutputFile(path=path, kind=Kind.ASSET, content=static.file, key=static.key)


def _attachments(attachments: Mapping[str, Attachment]) -> Iterator[OutputFile]:
    for path, attachment in attachments.items():
        yield OutputFile(path=path, kind=Kind.ASSET, content=attachment.content, key=attachment.key)


def _search_pages(plan: Plan, target: Target, changes: Mapping[str, Change]) -> Iterator[SearchPage]:
    for path, index in plan.indexes.items():
        change = changes.get(path)
        file = staged_path(target.folder, change) if change else target.folder / path
        yield SearchPage(path, index, plan.keys[path], file)
