"""The archive to all files of a site."""

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.msgpack import encode

from weeknotes_site.config import STATIC, Config
from weeknotes_site.diagnostics import Diagnostic, Place, Problem, error
from weeknotes_site.memo import digest_of, key_of
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.attachment import Attachment
from weeknotes_site.model.output import Kind, OutputFile, PlannedFile
from weeknotes_site.render.fingerprints import Fingerprints
from weeknotes_site.render.pages import PlannedPage, plan_pages, plan_pages_of
from weeknotes_site.render.templates import Theme, open_theme, render_template
from weeknotes_site.render.theme import Look

if TYPE_CHECKING:
    from weeknotes_site.render.feeds import PlannedFeed


class Ground(Struct, frozen=True, kw_only=True):
    """What a site is rendered from."""

    archive: Archive
    attachments: Mapping[str, Attachment]
    """Where each linked file is published."""
    config: Config
    look: Look
    as_of: date
    """The day of the build, which the weekly feed alone depends on."""
    has_search: bool
    key: str
    """What tells all that pages may show from what it was before, but for the text of notes."""
    texts: Mapping[str, str]
    """The same for the text of each note, by its file's path."""

    @property
    def page_key(self) -> str:
        """What all pages depend on."""
        return key_of(self.key, self.look.templates, self.has_search)

    def key_of_texts(self, paths: Iterable[str]) -> str:
        """Return what tells the texts of some notes from what they were."""
        return "".join(map(self.texts.__getitem__, paths))


class Claim(Struct, frozen=True, kw_only=True):
    """A path that something wants to be published at."""

    path: str
    source: str
    blame: str = ""
    """The file to mend where the path is taken; empty where the path itself says enough."""


def plan_site(ground: Ground) -> Iterator[PlannedFile | OutputFile]:
    """List all files; each is made when it is asked for. Raises Problem where two of them claim one path."""
    look, attachments = ground.look, ground.attachments
    pages = tuple(plan_pages(ground.archive, ground.config, has_search=ground.has_search))
    feeds = tuple(_plan_feeds(ground))
    claims = [Claim(path=page.url, source=page.source, blame=page.blame) for page in pages if not page.gives_way]
    claims += [Claim(path=feed.url, source=feed.source) for feed in feeds]
    claims += [Claim(path=path, source=f"`{file.source}`") for path, file in attachments.items()]
    claims += [Claim(path=path, source=f"`{STATIC}/{path}`") for path in look.static]
    pages = tuple(_without_taken(pages, claims))
    if problems := _find_collisions(claims):
        raise Problem(*problems)
    for path, static in look.static.items():
        yield OutputFile(path=path, kind=Kind.ASSET, content=static.file, key=static.digest)
    for path, attachment in attachments.items():
        yield OutputFile(path=path, kind=Kind.ASSET, content=attachment.content, key=ground.key)
    yield from _planned_pages(pages, ground)
    if ground.config.base_url and ground.config.public:
        yield _sitemap(pages, ground.config, ground.page_key)
    yield from _planned_feeds(feeds, ground)


def plan_texts(ground: Ground, touched: Container[str]) -> Iterator[PlannedFile]:
    """List the files that show the texts of the notes whose files were `touched`: all that may change with them."""
    notes = [note for note in ground.archive.notes if note.path in touched]
    pages = plan_pages_of(notes, ground.archive, ground.config, has_search=ground.has_search)
    yield from _planned_pages(pages, ground)
    feeds = _plan_feeds(ground, touched)
    yield from _planned_feeds((feed for feed in feeds if any(path in touched for path in feed.shows)), ground)


def _planned_pages(pages: Iterable[PlannedPage], ground: Ground) -> Iterator[PlannedFile]:
    look, key = ground.look, ground.page_key
    make_page = _PageMaker(open_theme(look.folders, look.templates), Fingerprints(look.templates))
    for page in pages:
        yield PlannedFile(
            path=page.url,
            kind=Kind.PAGE,
            key=key + ground.key_of_texts(page.shows),
            is_of_one_note=bool(page.shows),
            make=partial(make_page, page),
        )


def _planned_feeds(feeds: "Iterable[PlannedFeed]", ground: Ground) -> Iterator[PlannedFile]:
    for feed in feeds:
        key = key_of(ground.key, ground.key_of_texts(feed.shows), ground.as_of if feed.is_dated else None)
        yield PlannedFile(path=feed.url, kind=Kind.FEED, key=key, make=partial(_make_feed, feed))


def _plan_feeds(ground: Ground, touched: Container[str] | None = None) -> "Iterable[PlannedFeed]":
    if not ground.config.base_url:
        return ()
    # Imported here, as a site without a base URL has no feeds to pay for.
    from weeknotes_site.render.feeds import plan_feeds

    return plan_feeds(ground.archive, ground.config, ground.as_of, touched)


class _PageMaker(Struct, frozen=True):
    theme: Theme
    fingerprints: Fingerprints

    def __call__(self, page: PlannedPage, known: bytes) -> tuple[bytes, bytes | None]:
        context = page.make_context()
        fingerprint = self.fingerprints.of(page.template, context)
        if fingerprint == known:
            return known, None
        return fingerprint, render_template(self.theme, page.template, context).encode()


def _make_feed(feed: "PlannedFeed", known: bytes) -> tuple[bytes, bytes | None]:
    values, render = feed.make()
    fingerprint = digest_of(encode(values))
    return fingerprint, None if fingerprint == known else render()


def _without_taken(pages: Iterable[PlannedPage], claims: Iterable[Claim]) -> Iterator[PlannedPage]:
    """Drop the pages that give way to something at their path; of two of them the second gives way."""
    taken = {claim.path.casefold() for claim in claims}
    for page in pages:
        if page.gives_way and page.url.casefold() in taken:
            continue
        taken.add(page.url.casefold())
        yield page


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
