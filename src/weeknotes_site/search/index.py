"""The search index of a site: one of Pagefind's for each year and one of plain pages, cached by their pages' keys."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from weeknotes_site.model.output import Kind, OutputFile
from weeknotes_site.search.program import IndexingError, Pagefind, find_pagefind
from weeknotes_site.search.year import ENTRY, SearchPage, make_index

FOLDER = "search/"
PLAIN_PAGES = "pages"
"""The index of plain pages; that of a year has its number for a name."""
_AT_ONCE = 2
"""How many indexes are made at once: Pagefind keeps little more than one processor busy, but takes much memory."""
_SHARED = ("pagefind.js", "wasm.*.pagefind")


Search = Callable[[Iterable[SearchPage], str, Callable[[str], None]], Iterator[OutputFile]]
"""`add_index`, with its program and cache."""


def find_search(cache: Path) -> Search | None:
    """Return what indexes pages, keeping indexes below `cache`; None where Pagefind is not installed or cannot run."""
    pagefind = find_pagefind()
    return partial(add_index, pagefind=pagefind, cache=cache / "search") if pagefind else None


def add_index(
    pages: Iterable[SearchPage], language: str, tell: Callable[[str], None], *, pagefind: Pagefind, cache: Path
) -> Iterator[OutputFile]:
    """Yield the files of the indexes of some pages; an index whose pages are unchanged comes from the cache.

    An index that fails is left out, and `tell` is told.
    """
    indexes: dict[str, list[SearchPage]] = defaultdict(list)
    for page in pages:
        indexes[page.index].append(page)
    with ExitStack() as stack:
        work = Path(stack.enter_context(TemporaryDirectory(prefix="weeknotes-search-", ignore_cleanup_errors=True)))
        cache = _writable(cache, work / "cache")
        pool = ThreadPoolExecutor(_AT_ONCE)
        stack.callback(pool.shutdown, cancel_futures=True)
        make = partial(make_index, language=language.partition("-")[0].casefold(), pagefind=pagefind)
        folders = {
            name: pool.submit(make, name, tuple(indexes[name]), cache=cache, work=work)
            for name in sorted(indexes, reverse=True)
        }
        yield from _collect(folders, tell)


def _writable(cache: Path, instead: Path) -> Path:
    """Return the cache, or a folder for this run only where the site's cannot be written."""
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError:
        instead.mkdir()
        return instead
    return cache


def _collect(folders: Mapping[str, "Future[Path]"], tell: Callable[[str], None]) -> Iterator[OutputFile]:
    shared: dict[str, OutputFile] = {}
    for name, future in folders.items():
        try:
            folder = future.result()
        except (IndexingError, OSError) as failure:
            tell(f"search leaves {name} out: {failure}")
            continue
        shared |= {file.name: _shared(folder, file) for pattern in _SHARED for file in folder.glob(pattern)}
        yield from _files_of(folder, f"{FOLDER}{name}/")
    yield from (shared[name] for name in sorted(shared))


def _shared(folder: Path, file: Path) -> OutputFile:
    return OutputFile(path=f"{FOLDER}{file.name}", kind=Kind.ASSET, content=file, key=folder.name)


def _files_of(folder: Path, prefix: str) -> Iterator[OutputFile]:
    names = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    for name, file in sorted(names.items()):
        if not any(file.match(pattern) for pattern in _SHARED):
            # The entry is put in place after what it names, as a page is.
            kind = Kind.PAGE if name == ENTRY else Kind.ASSET
            # The folder is named by a hash of everything that the index is made from.
            yield OutputFile(path=prefix + name, kind=kind, content=file, key=folder.name)
