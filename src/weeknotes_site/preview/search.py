"""Index the preview in the background, so that no save waits for it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Condition, Thread

import msgspec

from weeknotes_site.model.output import OutputFile
from weeknotes_site.preview.indexing import IndexingJob
from weeknotes_site.search import SearchPage, find_search

_QUIET = 2.0
"""Seconds without a save before indexing starts."""
# `-P` because otherwise a module in the current folder could shadow one of the standard library.
_COMMAND = (sys.executable, "-P", "-X", "utf8", "-c", "from weeknotes_site.preview.indexing import main; main()")


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
        while started := self._start_next():
            process, job = started
            process.communicate(msgspec.json.encode(job))

    def _has_another(self, job: IndexingJob | None) -> bool:
        return self._job is not job or self._ended

    def _end(self) -> None:
        with self._changed:
            self._ended = True
            self._changed.notify()
            self._stop_process()

    def _stop_process(self) -> None:
        if self._process and self._process.poll() is None:
            _kill(self._process)
            self._process.wait()

    def _start_next(self) -> "tuple[subprocess.Popen[bytes], IndexingJob] | None":
        """Wait for a build that no other follows, and start the process that indexes it; None at the end.

        The lock is held from the choice of the build to the start, so that the next build always finds the process.
        """
        with self._changed:
            job = None
            while not self._ended and (job is None or self._job is not job):
                job = self._job
                self._changed.wait_for(partial(self._has_another, job), timeout=_QUIET if job else None)
            if self._ended or job is None:
                return None
            self._job = None
            self._process = subprocess.Popen(  # noqa: S603 - a module of our own
                _COMMAND,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # so that its children can be killed with it
            )
            return self._process, job


def _kill(process: "subprocess.Popen[bytes]") -> None:
    with suppress(OSError):  # it may have just ended
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
