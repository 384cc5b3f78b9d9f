"""The search index of a site: one of Pagefind's for each year, kept in the cache by the keys of its pages."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from weeknotes_site.model.output import Kind, OutputFile
from weeknotes_site.search.program import IndexingError, Pagefind, find_pagefind
from weeknotes_site.search.year import ENTRY, SearchPage, year_index

FOLDER = "search/"
_AT_ONCE = 2
"""How many years are indexed at once: Pagefind keeps little more than one processor busy, but takes much memory."""
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
    """Yield the files of the index of some pages; those of a year whose pages are unchanged come from the cache.

    A year that fails is left out, and `tell` is told.
    """
    years: dict[int, list[SearchPage]] = defaultdict(list)
    for page in pages:
        years[page.year].append(page)
    with ExitStack() as stack:
        work = Path(stack.enter_context(TemporaryDirectory(prefix="weeknotes-search-", ignore_cleanup_errors=True)))
        cache = _writable(cache, work / "cache")
        pool = ThreadPoolExecutor(_AT_ONCE)
        stack.callback(pool.shutdown, cancel_futures=True)
        make = partial(year_index, language=language.partition("-")[0].casefold(), pagefind=pagefind)
        folders = {
            year: pool.submit(make, year, tuple(years[year]), cache=cache, work=work)
            for year in sorted(years, reverse=True)
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


def _collect(folders: Mapping[int, "Future[Path]"], tell: Callable[[str], None]) -> Iterator[OutputFile]:
    shared: dict[str, OutputFile] = {}
    for year, future in folders.items():
        try:
            folder = future.result()
        except (IndexingError, OSError) as failure:
            tell(f"{year} cannot be searched: {failure}")
            continue
        shared |= {file.name: _shared(folder, file) for pattern in _SHARED for file in folder.glob(pattern)}
        yield from _files_of(folder, f"{FOLDER}{year}/")
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
