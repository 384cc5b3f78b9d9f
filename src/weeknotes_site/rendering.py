"""Changed pages and feeds rendered into the stage, spread over processes; nothing else is written."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct

from weeknotes_site.config import STATIC
from weeknotes_site.diagnostics import Diagnostic, Place, Problem, error
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.attachment import Attachment
from weeknotes_site.model.output import Kind, OutputFile
from weeknotes_site.parallel import parallel_map
from weeknotes_site.publish import Change, Manifest, Target, stage_file, stage_next, staged_path
from weeknotes_site.render.pages.search import found_pages
from weeknotes_site.render.planned import Keys, PlannedFile
from weeknotes_site.render.site import plan_site, render_file
from weeknotes_site.render.site_context import SiteContext, view_site
from weeknotes_site.render.templates import open_theme
from weeknotes_site.render.theme import Look
from weeknotes_site.run import Site
from weeknotes_site.search import FOLDER, PLAIN_PAGES, Search, SearchPage

Tell = Callable[[str], None]


class Plan(Struct, frozen=True, kw_only=True):
    """All files of a site, before any of them is made."""

    assets: tuple[OutputFile, ...]
    planned: tuple[PlannedFile, ...]
    keys: Mapping[str, str]
    """The key of each planned file, by its path."""
    context: SiteContext
    look: Look
    indexes: Mapping[str, str]
    """The search index that a page belongs to, for those that can be found."""


class Staged(Struct, frozen=True, kw_only=True):
    """A site whose changes are in the stage."""

    keys: Mapping[str, str]
    """The key of every file, by its path; empty where the file has to be compared again."""
    changes: tuple[Change, ...]
    is_complete: bool
    """Whether nothing was left out of the search index."""


def plan_rendering(site: Site, *, has_search: bool) -> Plan:
    """Plan all files of a site. Raises Problem where two of them claim one path."""
    config, archive, look = site.config, site.archive, site.sources.look
    assets = (*_static_files(look), *_attachments(site.attachments))
    sources = [(path, f"{STATIC}/{path}") for path in look.static]
    sources += [(path, attachment.source) for path, attachment in site.attachments.items()]
    if has_search:
        _refuse_in_search_folder(chain(look.static, site.attachments))
    planned = plan_site(archive, config, site.sources.options.as_of, sources)
    view = view_site(archive, config, site.face, has_search=has_search)
    keys = Keys(config, view, site.face.footer, look.templates, site.bodies.reading.key)
    indexes = _indexes(archive) if has_search else {}
    keys_by_path = {file.path: keys.of(file) for file in planned}
    return Plan(
        assets=assets,
        planned=planned,
        keys=keys_by_path,
        context=SiteContext(config, view, site.bodies, site.face.footer),
        look=look,
        indexes={path: name for path, name in indexes.items() if path in keys_by_path},
    )


def _indexes(archive: Archive) -> dict[str, str]:
    """Return the search index of each page: those of no note have one of their own, as results count notes alone."""
    years = {note.url: str(note.week.year) for note in archive.notes}
    return years | dict.fromkeys(found_pages(archive), PLAIN_PAGES)


def stage_site(
    plan: Plan,
    target: Target,
    manifest: Manifest,
    search: Search | None,
    *,
    jobs: int,
    tell: Tell,
    watch: Callable[[Sequence[str]], Iterable[str]] = iter,
) -> Staged:
    """Render the files whose keys are not those of the manifest, in up to `jobs` processes, and stage what changed.

    `watch` is given their paths and hands them back one by one. Raises Problem where a template has a mistake.
    """
    published = manifest.unchanged_keys(target.folder) if manifest.files.keys() <= target.published else {}
    changed = [at for at, file in enumerate(plan.planned) if published.get(file.path) != plan.keys[file.path]]
    paths = [plan.planned[at].path for at in changed]
    rendered = parallel_map(_render, _Work(plan, target), changed, jobs=jobs, name=lambda at: plan.planned[at].path)
    changes = [change for _, change in zip(watch(paths), rendered, strict=True) if change]
    keys = dict(plan.keys)
    missing: list[str] = []

    def leave_out(text: str) -> None:
        missing.append(text)
        tell(text)

    pages = tuple(_search_pages(plan, target, {change.path: change for change in changes}))
    found = search(pages, plan.context.config.language, leave_out) if search else ()
    for number, asset in enumerate(chain(plan.assets, found), len(plan.planned)):
        keys[asset.path] = asset.key
        if not asset.key or published.get(asset.path) != asset.key:
            stage_next(asset, target.folder, str(number), changes)
    return Staged(keys=keys, changes=tuple(changes), is_complete=not missing)


def try_templates(site: Site) -> tuple[Diagnostic, ...]:
    """Render one page by each template of a site; return what is wrong with them, and with where pages would stand."""
    look = site.sources.look
    theme = open_theme(look.folders, look.templates)
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
            continue  # `check_templates` says which template is not UTF-8
    return tuple(found)


class _Work(Struct, frozen=True):
    """What every process that renders needs."""

    plan: Plan
    target: Target


def _render(work: _Work, at: int) -> Change | None:
    """Render one planned file and stage it; return None where its bytes are those that are published."""
    plan, file = work.plan, work.plan.planned[at]
    theme = open_theme(plan.look.folders, plan.look.templates)
    content = render_file(theme, plan.context, file)
    output = OutputFile(path=file.path, kind=file.kind, content=content)
    return stage_file(output, work.target.folder, str(at))


def _refuse_in_search_folder(paths: Iterable[str]) -> None:
    for path in paths:
        if path.casefold().startswith(FOLDER):
            message = f"`{FOLDER}` is where the search index is published"
            hint = "put the file into another folder"
            raise Problem(error("two-files-one-address", Place(path=path), message, hint))


def _static_files(look: Look) -> Iterator[OutputFile]:
    for path, static in look.static.items():
        yield OutputFile(path=path, kind=Kind.ASSET, content=static.file, key=static.key)


def _attachments(attachments: Mapping[str, Attachment]) -> Iterator[OutputFile]:
    for path, attachment in attachments.items():
        yield OutputFile(path=path, kind=Kind.ASSET, content=attachment.content, key=attachment.key)


def _search_pages(plan: Plan, target: Target, changes: Mapping[str, Change]) -> Iterator[SearchPage]:
    for path, index in plan.indexes.items():
        change = changes.get(path)
        file = staged_path(target.folder, change) if change else target.folder / path
        yield SearchPage(path, index, plan.keys[path], file)
