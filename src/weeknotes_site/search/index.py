"""The pages that go by, and after them the search index of each year."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from weeknotes_site.diagnostics import Place, Problem, error
from weeknotes_site.memo import CACHE
from weeknotes_site.model.output import Kind, OutputFile, Standing
from weeknotes_site.search.memo import ENTRY, Part, Parts, year_index
from weeknotes_site.search.program import IndexingError, Pagefind, find_pagefind

Search = Callable[[Iterable[OutputFile], Mapping[str, int], str, Standing, Callable[[str], None]], Iterator[OutputFile]]
"""What `add_index` does, once it is settled with what and where."""

_CACHE = f"{CACHE}/search"
FOLDER = "search/"
_AT_ONCE = 2
"""How many years are indexed at once: Pagefind keeps little more than one processor busy, but takes much memory."""
_SHARED = ("pagefind.js", "wasm.*.pagefind")


def find_search(root: Path) -> Search | None:
    """Return what adds the index to a site in a folder; None where Pagefind is not installed or cannot run here."""
    pagefind = find_pagefind()
    return partial(add_index, pagefind=pagefind, cache=root / _CACHE) if pagefind else None


def add_index(
    files: Iterable[OutputFile],
    years: Mapping[str, int],
    language: str,
    standing: Standing,
    tell: Callable[[str], None],
    *,
    pagefind: Pagefind,
    cache: Path,
) -> Iterator[OutputFile]:
    """Pass files through, then yield the index of the pages among them.

    `years` says of each page that can be found which year's index it belongs to; a year is indexed in the background
    as soon as its last page went by. Pages that stay as they were published are in the folder of `standing`, and need
    not go by. A year that fails is left out, with a word through `tell`.
    """
    awaited = Counter(years.values())
    pages: dict[int, dict[str, Part]] = defaultdict(dict)
    folders: dict[int, Future[Path]] = {}
    language = language.partition("-")[0].casefold()
    with ExitStack() as stack:
        work = Path(stack.enter_context(TemporaryDirectory(prefix="weeknotes-search-", ignore_cleanup_errors=True)))
        cache = _writable(cache, work / "cache")
        make = partial(year_index, pagefind=pagefind, cache=cache, work=work)
        parts = Parts(cache)
        pool = ThreadPoolExecutor(_AT_ONCE)
        stack.callback(pool.shutdown, cancel_futures=True)

        def see(page: OutputFile) -> None:
            year = years[page.path]
            pages[year][page.path] = parts.of(page, standing.folder)
            if len(pages[year]) == awaited[year]:
                folders[year] = pool.submit(make, year, pages.pop(year), language)

        passed = set()
        for file in files:
            _check_free(file.path)
            yield file
            if file.path in years:
                see(file)
                passed.add(file.path)
        for path in years:
            if path not in passed:
                page = standing.files[path]
                see(OutputFile(path=path, kind=Kind.PAGE, content=None, key=page.key, fingerprint=page.fingerprint))
        parts.save()
        yield from _collect(folders, tell)


def _writable(cache: Path, instead: Path) -> Path:
    """Return the cache, or a folder for this run only where the site's cannot be written to."""
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError:
        instead.mkdir()
        return instead
    return cache


def _check_free(path: str) -> None:
    if path.casefold().startswith(FOLDER):
        message = f"`{FOLDER}` is where the search index is published"
        raise Problem(error("two-files-one-address", Place(path=path), message, "put the file into another folder"))


def _collect(folders: Mapping[int, Future[Path]], tell: Callable[[str], None]) -> Iterator[OutputFile]:
    shared: dict[str, Path] = {}
    for year, future in folders.items():
        try:
            folder = future.result()
        except (IndexingError, OSError) as failure:
            tell(f"search leaves {year} out: {failure}")
            continue
        shared |= {file.name: file for pattern in _SHARED for file in folder.glob(pattern)}
        yield from _files_of(folder, f"{FOLDER}{year}/")
    for name, file in sorted(shared.items()):
        yield OutputFile(path=f"{FOLDER}{name}", kind=Kind.ASSET, content=file)


def _files_of(folder: Path, prefix: str) -> Iterator[OutputFile]:
    names = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    for name, file in sorted(names.items()):
        if not any(file.match(pattern) for pattern in _SHARED):
            # The entry is put in place after what it names, as a page is.
            kind = Kind.PAGE if name == ENTRY else Kind.ASSET
            yield OutputFile(path=prefix + name, kind=kind, content=file)
