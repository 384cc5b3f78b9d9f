"""Plain pages: which of the files under `notes/_pages/` has which address."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from weeknotes_site.content.note_file import PageFile
from weeknotes_site.content.slugs import is_reserved, slug_of
from weeknotes_site.content.tree import PAGES
from weeknotes_site.diagnostics import Diagnostic, error, warning
from weeknotes_site.model.page import PlainPage
from weeknotes_site.site.redirects import OUR_PAGES, by_static_file


class PlacedPage(Struct, frozen=True, kw_only=True):
    """The file of a plain page and its address."""

    file: PageFile
    url: str
    """Empty where the page cannot have one."""

    @property
    def can_be_shown(self) -> bool:
        """Whether it has an address, and a text that could be read."""
        return bool(self.url) and self.file.can_be_shown


def place_pages(
    files: Iterable[PageFile], static: Iterable[str], ours: Mapping[str, str]
) -> tuple[list[PlacedPage], list[Diagnostic]]:
    """Give each page its address; one that something else has is an error, and the page gets none.

    `ours` are pages that only some sites have, each with what it is.
    """
    holders = {**OUR_PAGES, **ours, **by_static_file(static)}
    placed, diagnostics = [], []
    for file in files:
        wrong = list(_without_address(file))
        url = "" if wrong else f"{slug_of(_stem(file))}.html"
        if url and (holder := holders.get(url)):
            message = f"`{url}` is claimed by {holder} too"
            wrong.append(error("two-files-one-address", file.whole, message, "rename this file"))
            url = ""
        elif url:
            holders[url] = f"`{file.path}`"
        if file.is_blank:
            message = "the page says nothing below its front matter, so it is not published"
            wrong.append(warning("blank-note", file.whole, message, "write it, or delete the file"))
        placed.append(PlacedPage(file=file, url=url))
        diagnostics += wrong
    return placed, diagnostics


def make_page(placed: PlacedPage) -> PlainPage:
    """Return the page that a file declares."""
    file = placed.file
    return PlainPage(
        path=file.path, url=placed.url, title=file.title, lang=file.fields.lang, is_draft=file.fields.draft
    )


def _stem(file: PageFile) -> str:
    return file.path.rpartition("/")[2][: -len(".md")]


def _without_address(file: PageFile) -> Iterator[Diagnostic]:
    """Yield why a file's name cannot be an address."""
    name = file.path.rpartition("/")[2]
    slug = slug_of(_stem(file))
    if file.path != f"{PAGES}/{name}":
        hint = f"move it to `{PAGES}/{name}`"
        yield error("page-in-folder", file.whole, f"plain pages lie directly in `{PAGES}/`", hint)
    elif not slug:
        message = "the file's name has no letter or digit to make an address of"
        yield error("name-without-slug", file.whole, message, "rename the file")
    elif is_reserved(slug):
        yield error("reserved-slug", file.whole, f"`{slug}` cannot be the address of a page", "rename the file")
