"""The search index of the preview: made in the background once the pages are there, so that no save waits for it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Condition, Thread

from msgspec import Struct

from weeknotes_site.diagnostics import Problem
from weeknotes_site.model.output import OutputFile
from weeknotes_site.publish import PublishError, publish
from weeknotes_site.search import Search, find_search

_QUIET = 2.0
"""Seconds without a save before indexing begins: it takes all processors, and who saves again waits for the page."""
_PATIENCE = 5
"""Seconds that the end of the preview waits for an index that is being made."""


class _Pages(Struct, frozen=True):
    files: tuple[OutputFile, ...]
    years: Mapping[str, int]
    language: str
    standing: Path


class LaterSearch:
    """Passes a build's files through and keeps its newest pages for the one who indexes."""

    def __init__(self) -> None:
        self._pages: _Pages | None = None
        self._changed = Condition()
        self._ended = False

    def __call__(
        self,
        files: Iterable[OutputFile],
        years: Mapping[str, int],
        language: str,
        standing: Path,
        _tell: Callable[[str], None],
    ) -> Iterator[OutputFile]:
        pages = []
        for file in files:
            yield file
            if file.path in years:
                pages.append(file)
        with self._changed:
            self._pages = _Pages(tuple(pages), years, language, standing)
            self._changed.notify()

    def end(self) -> None:
        """Let the one who indexes stop."""
        with self._changed:
            self._ended = True
            self._changed.notify()

    def settled(self) -> Iterator[_Pages]:
        """Yield the newest pages each time that there are new ones and no newer ones follow at once."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._pages or self._ended)
                while self._pages and not self._ended:
                    pages, self._pages = self._pages, None
                    self._changed.wait_for(lambda: self._pages or self._ended, timeout=_QUIET)
                if self._ended:
                    return
            yield pages


@contextmanager
def index_later(root: Path, output: Path) -> Iterator[Search | None]:
    """Index in the background while the block runs, into a folder of its own; None where Pagefind is missing."""
    search = find_search(root)
    if not search:
        yield None
        return
    later = LaterSearch()
    thread = Thread(target=_index_forever, args=(later, search, output), daemon=True)
    thread.start()
    try:
        yield later
    finally:
        later.end()
        thread.join(_PATIENCE)


def _index_forever(later: LaterSearch, search: Search, output: Path) -> None:
    for pages in later.settled():
        files = search(pages.files, pages.years, pages.language, pages.standing, lambda _: None)
        # The pages themselves are published already. Where this fails, the index before stays.
        with suppress(PublishError, Problem, OSError):
            publish((file for file in files if file.path not in pages.years), output)
