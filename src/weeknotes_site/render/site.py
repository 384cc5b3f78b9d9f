"""The archive to all files of a site."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from weeknotes_site.config import Config
from weeknotes_site.diagnostics import Diagnostic, Place, Problem, error
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.attachment import Attachment
from weeknotes_site.model.output import Kind, OutputFile
from weeknotes_site.render.pages import PlannedPage, plan_pages
from weeknotes_site.render.templates import STATIC, Theme, render_template

if TYPE_CHECKING:
    from weeknotes_site.render.feeds import PlannedFeed


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A path that something wants to be published at."""

    path: str
    source: str
    blame: str = ""
    """The file to mend where the path is taken; empty where the path itself says enough."""


def render_site(
    archive: Archive,
    attachments: Mapping[str, Attachment],
    config: Config,
    root: Path,
    as_of: date,
    *,
    has_search: bool = False,
) -> Iterator[OutputFile]:
    """Render all files as of a day, which the weekly feed alone depends on.

    `attachments` says where each linked file is published. Raises Problem where two files claim one path, before
    anything is rendered, and where a template has a mistake.
    """
    theme = Theme(root)
    pages = tuple(plan_pages(archive, config, has_search=has_search))
    feeds = _plan_feeds(archive, config, as_of)
    static = theme.static_files()
    claims = [Claim(path=page.url, source=page.source, blame=page.blame) for page in pages]
    claims += [Claim(path=feed.url, source=feed.source) for feed in feeds]
    claims += [Claim(path=path, source=f"`{file.source}`") for path, file in attachments.items()]
    claims += [Claim(path=path, source=f"`{STATIC}/{path}`") for path in static]
    if problems := _find_collisions(claims):
        raise Problem(*problems)
    for path, file in static.items():
        yield OutputFile(path=path, kind=Kind.ASSET, content=file)
    for path, attachment in attachments.items():
        yield OutputFile(path=path, kind=Kind.ASSET, content=attachment.content)
    for page in pages:
        yield _render(theme, page)
    if config.base_url and config.public:
        yield _sitemap(pages, config)
    for feed in feeds:
        yield OutputFile(path=feed.url, kind=Kind.FEED, content=feed.render())


def _plan_feeds(archive: Archive, config: Config, as_of: date) -> "tuple[PlannedFeed, ...]":
    if not config.base_url:
        return ()
    # Imported here, as a site without a base URL has no feeds to pay for.
    from weeknotes_site.render.feeds import plan_feeds

    return tuple(plan_feeds(archive, config, as_of))


def _render(theme: Theme, page: PlannedPage) -> OutputFile:
    html = render_template(theme, page.template, page.make_context())
    return OutputFile(path=page.url, kind=Kind.PAGE, content=html.encode())


def _find_collisions(claims: Iterable[Claim]) -> list[Diagnostic]:
    """Compare paths as the least careful file system would."""
    holders: dict[str, Claim] = {}
    problems = []
    for claim in claims:
        holder = holders.setdefault(claim.path.casefold(), claim)
        if holder is not claim:
            message = f"{holder.source} and {claim.source} would both be published at `{claim.path}`"
            place = Place(path=claim.blame or claim.path)
            problems.append(error("two-files-one-address", place, message, "rename one of the two"))
    return problems


def _sitemap(pages: Iterable[PlannedPage], config: Config) -> OutputFile:
    urls = sorted(page.url.removesuffix("index.html") for page in pages if page.is_listed and page.url != "404.html")
    lines = "".join(f"  <url><loc>{escape(config.base_url + url)}</loc></url>\n" for url in urls)
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'
    )
    return OutputFile(path="sitemap.xml", kind=Kind.PAGE, content=xml.encode())
