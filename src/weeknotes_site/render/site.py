"""The archive to all files of a site."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from weeknotes_site.config import Config
from weeknotes_site.diagnostics import Diagnostic, Place, Problem, error
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.output import Kind, OutputFile
from weeknotes_site.render.pages import PlannedPage, plan_pages
from weeknotes_site.render.templates import STATIC, Theme, render_template


def render_site(archive: Archive, attachments: Mapping[str, str], config: Config, root: Path) -> Iterator[OutputFile]:
    """Render all files.

    `attachments` says where each linked file is published, and its path relative to `root`. Raises Problem where two
    files claim one path, before anything is rendered, and where a template has a mistake.
    """
    theme = Theme(root)
    pages = tuple(plan_pages(archive, config))
    static = theme.static_files()
    claims = [(page.url, page.source) for page in pages]
    claims += [(path, f"`{source}`") for path, source in attachments.items()]
    claims += [(path, f"`{STATIC}/{path}`") for path in static]
    if problems := _find_collisions(claims):
        raise Problem(*problems)
    for path, file in static.items():
        yield OutputFile(path=path, kind=Kind.ASSET, content=file)
    for path, source in attachments.items():
        yield OutputFile(path=path, kind=Kind.ASSET, content=root / source)
    for page in pages:
        yield _render(theme, page)
    if config.base_url and config.public:
        yield _sitemap(pages, config)
    if config.base_url:
        # Imported here, as a site without a base URL has no feeds to pay for.
        from weeknotes_site.render.feeds import render_feeds

        yield from render_feeds(archive, config)


def _render(theme: Theme, page: PlannedPage) -> OutputFile:
    html = render_template(theme, page.template, page.make_context())
    return OutputFile(path=page.url, kind=Kind.PAGE, content=html.encode())


def _find_collisions(claims: Iterable[tuple[str, str]]) -> list[Diagnostic]:
    """Compare paths as the least careful file system would."""
    holders: dict[str, str] = {}
    problems = []
    for path, source in claims:
        holder = holders.setdefault(path.casefold(), source)
        if holder != source:
            message = f"{holder} and {source} would both be published here"
            problems.append(error("two-files-one-address", Place(path=path), message, "rename one of the two"))
    return problems


def _sitemap(pages: Iterable[PlannedPage], config: Config) -> OutputFile:
    urls = sorted(page.url.removesuffix("index.html") for page in pages if page.url != "404.html")
    lines = "".join(f"  <url><loc>{escape(config.base_url + url)}</loc></url>\n" for url in urls)
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'
    )
    return OutputFile(path="sitemap.xml", kind=Kind.PAGE, content=xml.encode())
