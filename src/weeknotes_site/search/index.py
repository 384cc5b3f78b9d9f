"""The search indexes of a site: one for each year and one for plain pages."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from weeknotes_site.model.output import Kind, OutputFile
from weeknotes_site.new_file import temporary_folder
from weeknotes_site.os_errors import reason_of
from weeknotes_site.search.cached_index import ENTRY, SearchPage, make_index
from weeknotes_site.search.program import IndexingError, Pagefind, find_pagefind

if TYPE_CHECKING:
    from concurrent.futures import Future

FOLDER = "search/"
PLAIN_PAGES = "pages"
"""Name of the index of plain pages; the others are named by year."""
_MAX_PARALLEL = 2
"""Indexes made in parallel: Pagefind uses little more than one processor, but much memory."""
_SHARED = ("pagefind.js", "wasm.*.pagefind")


Search = Callable[[Iterable[SearchPage], Callable[[str], None]], Iterator[OutputFile]]
"""`add_index` with its `pagefind` and `cache` bound."""


def find_search(cache: Path) -> Search | None:
    """Return an indexer that caches below `cache`, or None if Pagefind is not installed or cannot run."""
    pagefind = find_pagefind()
    return partial(add_index, pagefind=pagefind, cache=cache / "search") if pagefind else None


def add_index(
    pages: Iterable[SearchPage], notify: Callable[[str], None], *, pagefind: Pagefind, cache: Path
) -> Iterator[OutputFile]:
    """Index pages and yield the files of the indexes; those of unchanged pages come from the cache.

    Indexes that fail are left out and reported through `notify`. Raises Problem if no temporary folder can be created.
    """
    from concurrent.futures import ThreadPoolExecutor  # here, because a run without changes does not need it

    indexes: dict[tuple[str, str], list[SearchPage]] = defaultdict(list)
    for page in pages:
        indexes[page.folder, page.index].append(page)
    with ExitStack() as stack:
        work = stack.enter_context(temporary_folder("weeknotes-search-"))
        cache = _writable(cache, work / "cache")
        pool = ThreadPoolExecutor(_MAX_PARALLEL)
        stack.callback(pool.shutdown, cancel_futures=True)
        make = partial(_make_index, indexes, pagefind=pagefind, cache=cache, work=work)
        folders = {key: pool.submit(make, key) for key in sorted(indexes, reverse=True)}
        yield from _collect(folders, notify)


def _make_index(
    indexes: Mapping[tuple[str, str], list[SearchPage]],
    key: tuple[str, str],
    *,
    pagefind: Pagefind,
    cache: Path,
    work: Path,
) -> Path:
    folder, name = key
    pages = tuple(indexes[key])
    language = pages[0].language.partition("-")[0].casefold()
    (cache / folder).mkdir(exist_ok=True)
    return make_index(name, pages, language=language, pagefind=pagefind, cache=cache / folder, work=work / folder)


def _writable(cache: Path, instead: Path) -> Path:
    """Return the cache, or the folder `instead` if nothing can be written to the cache."""
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=cache):
            pass
    except OSError:
        instead.mkdir()
        return instead
    return cache


def _collect(folders: Mapping[tuple[str, str], "Future[Path]"], notify: Callable[[str], None]) -> Iterator[OutputFile]:
    shared: dict[str, OutputFile] = {}
    for (where, name), future in folders.items():
        try:
            folder = future.result()
        except (IndexingError, OSError) as failure:
            notify(f"search leaves {where}{name} out: {_reason_of(failure)}")
            continue
        files = (file for pattern in _SHARED for file in folder.glob(pattern))
        shared |= {one.path: one for one in (_shared(folder, file, where) for file in files)}
        yield from _files_of(folder, f"{where}{FOLDER}{name}/")
    yield from (shared[name] for name in sorted(shared))


def _reason_of(failure: IndexingError | OSError) -> str:
    if isinstance(failure, IndexingError):
        return str(failure)
    return f"{failure.filename}: {reason_of(failure)}" if failure.filename else reason_of(failure)


def _shared(folder: Path, file: Path, where: str) -> OutputFile:
    return OutputFile(path=f"{where}{FOLDER}{file.name}", kind=Kind.ASSET, content=file, key=folder.name)


def _files_of(folder: Path, prefix: str) -> Iterator[OutputFile]:
    names = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    for name, file in sorted(names.items()):
        if not any(file.match(pattern) for pattern in _SHARED):
            # Published like a page: after the files that it refers to.
            kind = Kind.PAGE if name == ENTRY else Kind.ASSET
            # The folder's name is a hash of everything the index depends on.
            yield OutputFile(path=prefix + name, kind=kind, content=file, key=folder.name)
