"""Build a site in a child process with another environment; run by tests.

`python build_elsewhere.py ROOT OUTPUT UMASK ORDER CLOCK JOBS`: `ORDER` seeds the order in which the disk lists its
files, `CLOCK` is what `time.time` says. Work is spread over `JOBS` processes however little there is of it.
"""

import os
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


def main(root: str, output: str, umask: str, order: str, clock: str, jobs: str) -> None:
    """Shuffle directory listings, set the clock, build."""
    os.umask(int(umask, 8))
    shuffle = random.Random(int(order))
    scandir, listdir = os.scandir, os.listdir

    def listed(*where: Any) -> list[Any]:
        names: list[Any] = listdir(*where)
        shuffle.shuffle(names)
        return names

    @contextmanager
    def scanned(*where: Any) -> Iterator[Iterator[Any]]:
        with scandir(*where) as found:
            entries = list(found)
        shuffle.shuffle(entries)
        yield iter(entries)

    class Scanned:
        def __init__(self, *where: Any) -> None:
            self.context = scanned(*where)
            self.entries = self.context.__enter__()

        def __iter__(self) -> Iterator[Any]:
            return self.entries

        def __next__(self) -> Any:
            return next(self.entries)

        def __enter__(self) -> "Scanned":
            return self

        def __exit__(self, *_: object) -> None:
            self.close()

        def close(self) -> None:
            del self.entries

    os.scandir, os.listdir = Scanned, listed  # type: ignore[assignment]
    time.time = lambda: float(clock)
    from weeknotes_site import parallel
    from weeknotes_site.cli import main as weeknotes

    parallel.FEW[parallel.START_METHOD] = 2
    weeknotes(["--root", root, "build", "--no-search", "--as-of", "2026-11-23", "-o", output, "--jobs", jobs])


if __name__ == "__main__":
    main(*sys.argv[1:])
