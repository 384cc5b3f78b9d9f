"""The archive to all files of a site."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from msgspec import Struct

from weeknotes_site.config import Config
from weeknotes_site.diagnostics import Diagnostic, Place, Problem, error
from weeknotes_site.memo import digest_of, key_of
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.attachment import Attachment
from weeknotes_site.model.output import Kind, OutputFile, PlannedFile
from weeknotes_site.render.fingerprints import fingerprint_of
from weeknotes_site.render.pages import PlannedPage, plan_pages
from weeknotes_site.render.templates import Theme, open_theme, render_template
from weeknotes_site.render.theme import STATIC, Look

if TYPE_CHECKING:
    from weeknotes_site.render.feeds import PlannedFeed


class Sources(Struct, frozen=True, kw_only=True):
    """What tells the sources of a site from others."""

    key: str
    """All that pages may show, but for the text of notes."""
    texts: Mapping[str, str]
    """The text of each note, by its file's path."""

    def of(self, paths: Iterable[str]) -> str:
        """Return what tells the texts of some notes from others."""
        return "".join(map(self.texts.__getitem__, paths))


class Claim(Struct, frozen=True, kw_only=True):
    """A path that something wants to be published at."""

    path: str
    source: str
    blame: str = ""
    """The file to mend where the path is taken; empty where the path itself says enough."""


def plan_site(
    archive: Archive,
    attachments: Mapping[str, Attachment],
    config: Config,
    look: Look,
    as_of: date,
    *,
    sources: Sources,
    has_search: bool = False,
) -> Iterator[PlannedFile | OutputFile]:
    """List all files as of a day, which the weekly feed alone depends on; each is made when it is asked for.

    `attachments` says where each linked file is published. Raises Problem where two files claim one path.
    """
    pages = tuple(plan_pages(archive, config, has_search=has_search))
    feeds = _plan_feeds(archive, config, as_of)
    claims = [Claim(path=page.url, source=page.source, blame=page.blame) for page in pages]
    claims += [Claim(path=feed.url, source=feed.source) for feed in feeds]
    claims += [Claim(path=path, source=f"`{file.source}`") for path, file in attachments.items()]
    claims += [Claim(path=path, source=f"`{STATIC}/{path}`") for path in look.static]
    if problems := _find_collisions(claims):
        raise Problem(*problems)
    for path, static in look.static.items():
        yield OutputFile(path=path, kind=Kind.ASSET, content=static.file, key=static.digest)
    for path, attachment in attachments.items():
        yield OutputFile(path=path, kind=Kind.ASSET, content=attachment.content, key=sources.key)
    base = key_of(sources.key, look.templates, has_search)
    make_page = _PageMaker(open_theme(look.folders, look.templates), look.templates)
    for page in pages:
        key = base + sources.of(page.shows)
        yield PlannedFile(
            path=page.url, kind=Kind.PAGE, key=key, is_of_one_note=bool(page.shows), make=partial(make_page, page)
        )
    if config.base_url and config.public:
        yield _sitemap(pages, config, base)
    for feed in feeds:
        key = key_of(sources.key, sources.of(feed.shows), as_of if feed.is_dated else None)
        yield PlannedFile(path=feed.url, kind=Kind.FEED, key=key, make=partial(_make_feed, feed))


def _plan_feeds(archive: Archive, config: Config, as_of: date) -> "tuple[PlannedFeed, ...]":
    if not config.base_url:
        return ()
    # Imported here, as a site without a base URL has no feeds to pay for.
    from weeknotes_site.render.feeds import plan_feeds

    return tuple(plan_feeds(archive, config, as_of))


class _PageMaker(Struct, frozen=True):
    theme: Theme
    templates: str
    """What tells its templates from others."""

    def __call__(self, page: PlannedPage, known: bytes) -> tuple[bytes, bytes | None]:
        context = page.make_context()
        fingerprint = fingerprint_of(self.templates, page.template, context)
        if fingerprint == known:
            return known, None
        return fingerprint, render_template(self.theme, page.template, context).encode()


def _make_feed(feed: "PlannedFeed", known: bytes) -> tuple[bytes, bytes | None]:
    content = feed.render()
    fingerprint = digest_of(content)
    return fingerprint, None if fingerprint == known else content


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


def _sitemap(pages: Iterable[PlannedPage], config: Config, key: str) -> OutputFile:
    urls = sorted(page.url.removesuffix("index.html") for page in pages if page.is_listed and page.url != "404.html")
    lines = "".join(f"  <url><loc>{escape(config.base_url + url)}</loc></url>\n" for url in urls)
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'
    )
    return OutputFile(path="sitemap.xml", kind=Kind.PAGE, content=xml.encode(), key=key)
