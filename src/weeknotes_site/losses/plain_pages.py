"""Warn about published plain pages that lose their old addresses."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set

from weeknotes_site.diagnostics import Diagnostic, Place, warning
from weeknotes_site.losses.published_notes import PublishedPage
from weeknotes_site.model.archive import Archive
from weeknotes_site.model.front_matter import write_entry
from weeknotes_site.model.page import PlainPage
from weeknotes_site.model.terms import GLOSSARY_PAGE


def find_lost_pages(
    archive: Archive, published: Set[str], removed: Mapping[str, PublishedPage]
) -> Iterator[Diagnostic]:
    """Yield warnings; a removed page that cannot be read cannot be matched with a new one."""
    by_url = {page.url: page for page in archive.pages}
    old = {path: page.title for path, page in removed.items() if page.title and _may_be_plain(path, page)}
    renamed = _find_renamed(old, [page for page in archive.pages if page.url not in published])
    lost: dict[str, list[str]] = defaultdict(list)
    for path, before in removed.items():
        page = renamed.get(path) or renamed.get(before.target) or by_url.get(before.target)
        if page and not path.startswith("teams/"):
            lost[page.url].append(path)
    for url, paths in lost.items():
        yield _lost(by_url[url], paths)


def _may_be_plain(path: str, page: PublishedPage) -> bool:
    return "/" not in path and path != GLOSSARY_PAGE and not page.target


def _find_renamed(old: Mapping[str, str], added: list[PlainPage]) -> dict[str, PlainPage]:
    """Return the new page with the title of each removed one, else the only new one for the only removed one."""
    titles = [page.title for page in added]
    found = {
        path: added[titles.index(title)]
        for path, title in old.items()
        if titles.count(title) == [*old.values()].count(title) == 1
    }
    if not found and len(old) == len(added) == 1:
        return dict(zip(old, added, strict=True))
    return found


def _lost(page: PlainPage, paths: list[str]) -> Diagnostic:
    each = " and ".join(f"`{path}`" for path in paths)
    message = f"this page was published as {each}, which would not redirect to it"
    hint = f"write `{write_entry('formerly', (*page.formerly, *paths))}` into its front matter"
    return warning("lost-address", Place(path=page.path), message, hint)
