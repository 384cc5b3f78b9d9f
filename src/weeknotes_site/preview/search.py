"""Index the preview in the background, so that no save waits for it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Condition, Thread

import msgspec

from weeknotes_site.model.output import OutputFile
from weeknotes_site.preview.indexing import IndexingJob
from weeknotes_site.search import SearchPage, find_search

_QUIET = 2.0
"""Seconds without a save before indexing starts."""
# `-P` because otherwise a module in the current folder could shadow one of the standard library.
_COMMAND = (sys.executable, "-P", "-c", "from weeknotes_site.preview.indexing import main; main()")


def find_background_search(cache: Path, site: Path, output: Path) -> "BackgroundSearch | None":
    """Return an indexer of the folder `site` into `output`, or None if Pagefind is missing."""
    return BackgroundSearch(cache, site, output) if find_search(cache) else None


class BackgroundSearch:
    """Index the pages of the last build once no more saves follow."""

    def __init__(self, cache: Path, site: Path, output: Path) -> None:
        self._cache, self._site, self._output = cache, site, output
        self._planned: IndexingJob | None = None
        self._job: IndexingJob | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._changed = Condition()
        self._ended = False

    def __call__(self, pages: Iterable[SearchPage], _notify: Callable[[str], None]) -> Iterator[OutputFile]:
        """Stop indexing and take the pages of a build that is about to be published."""
        with self._changed:
            self._stop_process()
            self._job = None
            self._planned = IndexingJob(
                cache=str(self._cache),
                output=str(self._output),
                site=str(self._site),
                pages=tuple((page.url, page.index, page.key, page.language, page.folder) for page in pages),
            )
        return iter(())

    def resume(self) -> None:
        """Schedule indexing of the last build, now that its pages are in place."""
        with self._changed:
            self._job = self._planned
            self._changed.notify()

    @contextmanager
    def indexing(self) -> Iterator[None]:
        """Index in the background while the block runs."""
        self.resume()
        thread = Thread(target=self._index_forever, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._end()
            thread.join()

    def _index_forever(self) -> None:
        while (job := self._wait_for_quiet()) and (process := self._start()):
            process.communicate(msgspec.json.encode(job))

    def _end(self) -> None:
        with self._changed:
            self._ended = True
            self._changed.notify()
            self._stop_process()

    def _stop_process(self) -> None:
        if self._process and self._process.poll() is None:
            _kill(self._process)
            self._process.wait()

    def _start(self) -> "subprocess.Popen[bytes] | None":
        with self._changed:
            if not self._ended:
                self._process = subprocess.Popen(  # noqa: S603 - a module of our own
                    _COMMAND,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,  # so that its children can be killed with it
                )
            return None if self._ended else self._process

    def _wait_for_quiet(self) -> IndexingJob | None:
        with self._changed:
            self._changed.wait_for(lambda: self._job or self._ended)
            job, self._job = self._job, None
            while not self._ended and self._changed.wait_for(lambda: self._job or self._ended, timeout=_QUIET):
                job, self._job = self._job, None
            return None if self._ended else job


def _kill(process: "subprocess.Popen[bytes]") -> None:
    with suppress(OSError):  # it may have just ended
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
