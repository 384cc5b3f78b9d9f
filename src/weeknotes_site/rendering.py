"""Render changed pages and feeds into the stage, in several processes; nothing else is written."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain

from msgspec import Struct

from weeknotes_site.content.files.static_files import STATIC
from weeknotes_site.diagnostics import Diagnostic, Place, Problem, error, warning
from weeknotes_site.model.attachment import Attachment
from weeknotes_site.model.output import Kind, OutputFile
from weeknotes_site.model.team import slug_in
from weeknotes_site.parallel import Progress, parallel_map
from weeknotes_site.publish import Change, LockedOutput, Manifest, stage_file, stage_next, staged_path
from weeknotes_site.render.pages.search import found_pages
from weeknotes_site.render.pages.unavailable import plan_unavailable
from weeknotes_site.render.planned import Keys, PlannedFile
from weeknotes_site.render.site import plan_site, render_file
from weeknotes_site.render.site_context import SiteContext, view_site
from weeknotes_site.render.templates import open_theme
from weeknotes_site.render.theme import ThemeFiles
from weeknotes_site.run import Edition, Site
from weeknotes_site.search import FOLDER, PLAIN_PAGES, Search, SearchPage


class IndexedPage(Struct, frozen=True):
    """A page to index for search."""

    folder: str
    """Folder of its language's pages."""
    url: str
    """Relative to that folder."""
    index: str
    """Name of its index."""
    language: str


class RenderPlan(Struct, frozen=True, kw_only=True):
    """All files of a site, before rendering."""

    assets: tuple[OutputFile, ...]
    planned: tuple[PlannedFile, ...]
    keys: Mapping[str, str]
    """Keys of planned files, by output path, in the same order."""
    contexts: Mapping[str, SiteContext]
    """Context shared by the pages of a language, by the folder of its pages."""
    theme: ThemeFiles
    indexed: tuple[IndexedPage, ...]
    """Pages to index for search; empty without search."""

    @property
    def paths(self) -> frozenset[str]:
        """The paths of all files but the search index."""
        return frozenset((*self.keys, *(asset.path for asset in self.assets)))


class StagedSite(Struct, frozen=True, kw_only=True):
    """A site with its changes in the stage."""

    keys: Mapping[str, str]
    """Keys of all files, by path; empty for files that must be compared again."""
    changes: tuple[Change, ...]
    unsearchable: tuple[Diagnostic, ...]
    """Warnings about pages that cannot be searched."""


def plan_rendering(site: Site, *, has_search: bool) -> RenderPlan:
    """Plan all files of a site, in all languages. Raises Problem if two of them have the same path."""
    theme, attachments = site.sources.theme, _all_attachments(site)
    assets = (*_static_files(theme), *_attachments(attachments))
    planned = _plan_files(site, attachments, has_search=has_search)
    contexts, keys = {}, {}
    for edition in site.editions:
        config, footer = edition.config, edition.branding.footer
        view = view_site(edition.archive, config, edition.branding, has_search=has_search)
        contexts[config.folder] = SiteContext(config, view, site.bodies, footer)
        keys[config.folder] = Keys(config, view, footer, theme.templates, site.bodies.reading.key)
    keys_by_path = {file.output_path: keys[file.folder].of(file) for file in planned}
    return RenderPlan(
        assets=assets,
        planned=planned,
        keys=keys_by_path,
        contexts=contexts,
        theme=theme,
        indexed=tuple(_indexed(site.editions, keys_by_path)) if has_search else (),
    )


def _plan_files(site: Site, attachments: Mapping[str, Attachment], *, has_search: bool) -> tuple[PlannedFile, ...]:
    copied = [(path, f"{STATIC}/{path}") for path in site.sources.theme.static]
    copied += [(path, attachment.source) for path, attachment in attachments.items()]
    if has_search:
        _refuse_in_search_folders(copied, tuple(f"{edition.config.folder}{FOLDER}" for edition in site.editions))
    return plan_site([(one.config, one.archive) for one in site.editions], site.sources.options.as_of, copied)


def _indexed(editions: Iterable[Edition], paths: Container[str]) -> Iterator[IndexedPage]:
    """Yield the pages to index: pages other than notes have their own index, because results count notes only."""
    for edition in editions:
        config, archive = edition.config, edition.archive
        for note in archive.notes:
            yield IndexedPage(config.folder, note.url, str(note.week.year), config.language)
        for url in found_pages(archive):
            if config.folder + url in paths:
                yield IndexedPage(config.folder, url, PLAIN_PAGES, config.language)


def stage_site(
    plan: RenderPlan,
    output: LockedOutput,
    manifest: Manifest,
    search: Search | None,
    *,
    jobs: int,
    progress: Progress,
) -> StagedSite:
    """Render files whose keys differ from the manifest's, in up to `jobs` processes, and stage changes.

    `progress` takes their paths and yields them back one by one. Raises Problem for a mistake in a template.
    """
    published = manifest.unchanged_keys(output.folder) if manifest.files.keys() <= output.published else {}
    changed = [at for at, (path, key) in enumerate(plan.keys.items()) if published.get(path) != key]
    paths = [plan.planned[at].output_path for at in changed]
    rendered = parallel_map(
        _render, _Work(plan, output), changed, jobs=jobs, name=lambda at: plan.planned[at].output_path
    )
    changes = [change for _, change in zip(progress(paths), rendered, strict=True) if change]
    keys = dict(plan.keys)
    unsearchable: list[Diagnostic] = []

    def leave_out(text: str) -> None:
        unsearchable.append(no_search(text, "build again, or use `--no-search`"))

    pages = tuple(_search_pages(plan, output, {change.path: change for change in changes}))
    found = search(pages, leave_out) if search else ()
    for number, asset in enumerate(chain(plan.assets, found), len(plan.planned)):
        keys[asset.path] = asset.key
        if not asset.key or published.get(asset.path) != asset.key:
            stage_next(asset, output.folder, str(number), changes)
    return StagedSite(keys=keys, changes=tuple(changes), unsearchable=tuple(unsearchable))


def no_search(message: str, hint: str) -> Diagnostic:
    """Return the warning that something cannot be searched."""
    return warning("no-search", Place(path="search.html"), message, hint)


def find_clashes(site: Site) -> tuple[Diagnostic, ...]:
    """Return the errors of files in `static/` that would be in the place of a page."""
    try:
        _plan_files(site, _all_attachments(site), has_search=True)
    except Problem as problem:
        return problem.diagnostics
    return ()


def try_templates(site: Site) -> tuple[Diagnostic, ...]:
    """Render one page or message with each template, in each language; return the diagnostics of templates and paths.

    That includes pages which the site has only while a note has an error.
    """
    if not site.archive.notes:
        return ()
    try:
        plan = plan_rendering(site, has_search=True)
    except Problem as problem:
        return problem.diagnostics
    found: list[Diagnostic] = []
    for render in chain.from_iterable(_tries(site, plan, edition) for edition in site.editions):
        try:
            render()
        except Problem as problem:
            found += problem.diagnostics
    return tuple(found)


def _tries(site: Site, plan: RenderPlan, edition: Edition) -> Iterator[Callable[[], object]]:
    # Imported here: a build sends no messages.
    from weeknotes_site.render.digest import try_messages

    config, archive = edition.config, edition.archive
    theme, context = open_theme(site.sources.theme, config.language), plan.contexts[config.folder]
    files = [file for file in reversed(plan.planned) if file.template and file.folder == config.folder]
    files += plan_unavailable([archive.notes[-1].url])
    yield partial(try_messages, archive, config, theme)
    for file in {file.template: file for file in files}.values():
        yield partial(render_file, theme, context, file)


class _Work(Struct, frozen=True):
    """Constant of the worker processes."""

    plan: RenderPlan
    output: LockedOutput


def _render(work: _Work, at: int) -> Change | None:
    """Render one planned file and stage it; return None if the published file is equal."""
    plan, file = work.plan, work.plan.planned[at]
    context = plan.contexts[file.folder]
    theme = open_theme(plan.theme, context.config.language)
    content = render_file(theme, context, file)
    rendered = OutputFile(path=file.output_path, kind=file.kind, content=content)
    return stage_file(rendered, work.output.folder, str(at))


def _all_attachments(site: Site) -> dict[str, Attachment]:
    """Return the files that notes link to, also at the former addresses of teams: delivered feed items show them."""
    found = {path: one for edition in site.editions for path, one in edition.attachments.items()}
    renamed = {team.slug: team.former_slugs for team in site.archive.teams if team.former_slugs}
    if not renamed:
        return found
    taken = set(map(str.casefold, (*site.sources.theme.static, *found)))
    for path, one in tuple(found.items()):
        for old in renamed.get(slug_in(path), ()) if path.startswith("teams/") else ():
            former = f"teams/{old}/{path.split('/', 2)[2]}"
            if former.casefold() not in taken:
                found[former] = one
    return found


def _refuse_in_search_folders(copied: Iterable[tuple[str, str]], folders: tuple[str, ...]) -> None:
    for path, source in copied:
        if f"{path}/".casefold().startswith(folders):
            message = f"`{FOLDER}` is reserved for the search index"
            hint = "rename the file, or move it to another folder"
            raise Problem(error("two-files-one-address", Place(path=source), message, hint))


def _static_files(theme: ThemeFiles) -> Iterator[OutputFile]:
    for path, static in theme.static.items():
        yield OutputFile(path=path, kind=Kind.ASSET, content=static.file, key=static.key)


def _attachments(attachments: Mapping[str, Attachment]) -> Iterator[OutputFile]:
    for path, attachment in attachments.items():
        yield OutputFile(path=path, kind=Kind.ASSET, content=attachment.content, key=attachment.key)


def _search_pages(plan: RenderPlan, output: LockedOutput, changes: Mapping[str, Change]) -> Iterator[SearchPage]:
    for page in plan.indexed:
        path = page.folder + page.url
        change = changes.get(path)
        file = staged_path(output.folder, change) if change else output.folder / path
        yield SearchPage(page.url, page.index, plan.keys[path], file, page.language, page.folder)
