"""Plan all pages and feeds of a site, and render one planned file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from html import escape
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.config import Config
from weeknotes_site.diagnostics import Diagnostic, Place, Problem, error
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.output import Kind, comparable_path, folders_of
from weeknotes_site.render.feeds import plan_feeds
from weeknotes_site.render.pages import plan_pages
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.render.templates import Theme, render_template
from weeknotes_site.render.theme import TEMPLATES
from weeknotes_site.render.twins import with_twins


class Claim(Struct, frozen=True):
    """A path that a page or file claims."""

    path: str
    source: str
    file: str = ""
    """The file it is copied from; empty for a page or feed."""


def plan_site(
    editions: Sequence[tuple[Config, Archive]], as_of: date, assets: Iterable[tuple[str, str]]
) -> tuple[PlannedFile, ...]:
    """Plan all pages and feeds, in all languages.

    `assets` are the paths of other files, each with its source. Raises Problem if two files claim one path.
    """
    planned = [file for config, archive in editions for file in _plan_edition(config, archive, as_of)]
    config, _ = editions[0]
    if config.base_url and config.public:
        planned.append(_plan_sitemap(planned))
    copied = [Claim(path, f"`{source}`", source) for path, source in assets]
    claims = [*(Claim(file.output_path, file.source) for file in planned if not file.gives_way), *copied]
    taken, collisions = _find_collisions(claims)
    collisions += _find_misplaced(copied, taken)
    if collisions:
        raise Problem(*collisions)
    return with_twins(list(_without_taken(planned, set(taken))), [config for config, _ in editions])


def _plan_edition(config: Config, archive: Archive, as_of: date) -> Iterator[PlannedFile]:
    # Feeds take longest, so they come first: otherwise one process would render them while the others are idle.
    for file in chain(plan_feeds(archive, config, as_of), plan_pages(archive, config, as_of)):
        yield replace(file, folder=config.folder) if config.folder else file


def render_file(theme: Theme, site: SiteContext, file: PlannedFile) -> bytes:
    """Render a page or feed. Raises Problem for a mistake in the template, at its line."""
    made = file.make(site, file.path, *file.args)
    if file.twins:
        made = replace(made, page=replace(made.page, languages=file.twins))
    content: bytes = _encoded(render_template(theme, file.template, made), file) if file.template else made
    return content


def _encoded(html: str, file: PlannedFile) -> bytes:
    try:
        return html.encode()
    except UnicodeEncodeError as failure:
        character = f"U+{ord(html[failure.start]):04X}"
        place, hint = Place(path=f"{TEMPLATES}/{file.template}"), "write the character itself, such as `é`"
        message = f"the template shows half of a character, `{character}`"
        raise Problem(error("template-error", place, message, hint)) from None


def _without_taken(planned: Iterable[PlannedFile], taken: set[str]) -> Iterator[PlannedFile]:
    """Drop the files that give way to another one at their path; of two such files, the second."""
    for file in planned:
        if file.gives_way:
            path = comparable_path(file.output_path)
            if path in taken:
                continue
            taken.add(path)
        yield file


def _find_collisions(claims: Iterable[Claim]) -> tuple[dict[str, Claim], list[Diagnostic]]:
    """Return the first claim of each path, as paths are compared, and an error for each other one."""
    holders: dict[str, Claim] = {}
    collisions = []
    for claim in claims:
        holder = holders.setdefault(comparable_path(claim.path), claim)
        if holder is not claim:
            message = f"{holder.source} and {claim.source} would both be published at `{claim.path}`"
            hint = "rename the file" if claim.file and not holder.file else "rename one of the two"
            collisions.append(_misplaced(claim, message, hint))
    return holders, collisions


def _find_misplaced(copied: Iterable[Claim], holders: Mapping[str, Claim]) -> Iterator[Diagnostic]:
    """Yield an error for each copied file at the path of a folder of the site, or below the path of a file."""
    folders = folders_of(holders)
    for claim in copied:
        path = comparable_path(claim.path)
        if path in folders:
            yield _misplaced(claim, "the site has a folder of this name", "rename the file")
        for folder in folders_of([path]) & holders.keys():
            if not holders[folder].file:  # else that file is reported
                message = f"{holders[folder].source} is published at `{folder}`, so nothing can be below it"
                yield _misplaced(claim, message, "rename the folder")


def _misplaced(claim: Claim, message: str, hint: str) -> Diagnostic:
    return error("two-files-one-address", Place(path=claim.file or claim.path), message, hint)


def _plan_sitemap(files: Iterable[PlannedFile]) -> PlannedFile:
    listed = (file.output_path for file in files if file.template and file.is_listed)
    urls = tuple(sorted(path.removesuffix("index.html") for path in listed))
    return PlannedFile(path="sitemap.xml", kind=Kind.PAGE, source="the sitemap", make=_sitemap, args=(urls,))


def _sitemap(site: SiteContext, _url: str, urls: tuple[str, ...]) -> bytes:
    lines = "".join(f"  <url><loc>{escape(site.config.base_url + url)}</loc></url>\n" for url in urls)
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'
    )
    return xml.encode()
