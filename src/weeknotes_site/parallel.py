"""Map a function over many items in several processes, or in this one if they are few.

The work is a module-level function. It takes a constant, sent once to each process, and an item, sent with each task.
Nothing is inherited, so `fork` (Linux) and `spawn` behave alike.
"""

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from weeknotes_site.diagnostics import Place, Problem, error

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

C = TypeVar("C")
T = TypeVar("T")
R = TypeVar("R")

Progress = Callable[[Sequence[str]], Iterable[str]]
"""Takes the paths to work on, yields each one back when it is done."""

START_METHOD = "fork" if sys.platform == "linux" else "spawn"
FEW = {"fork": 200, "spawn": 2_000}
"""Below this many items, stay in-process."""
_CHUNK = 50
_AHEAD = 2
"""Maximum chunks in flight per process, so that results do not pile up in memory."""


def available() -> int:
    """Return the number of processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def parallel_map(
    work: Callable[[C, T], R], constant: C, items: Sequence[T], *, jobs: int, name: Callable[[T], str]
) -> Iterator[R]:
    """Yield `work(constant, item)` for each item, in order, computed in up to `jobs` processes.

    `name` returns the path to report for an item. Raises Problem if an item kills its process.
    """
    pool = None if jobs < 2 or len(items) < FEW[START_METHOD] or not _can_start() else _open_pool(constant, jobs)
    if pool is None:
        for item in items:
            yield work(constant, item)
        return
    from concurrent.futures.process import BrokenProcessPool

    done = 0
    try:
        for result in _in_processes(pool, work, items, jobs):
            done += 1
            yield result
    except BrokenProcessPool:
        # At least all items that were in flight.
        suspects = jobs * (_AHEAD + 1) * _CHUNK
        yield from _find_deadly(work, constant, items[done : done + suspects], name)
        yield from parallel_map(work, constant, items[done + suspects :], jobs=jobs, name=name)


def _can_start() -> bool:
    """Return whether it is safe to start processes: a fork copies locks held by other threads."""
    return START_METHOD != "fork" or threading.active_count() == 1


def _in_processes(pool: "ProcessPoolExecutor", work: Callable[[C, T], R], items: Sequence[T], jobs: int) -> Iterator[R]:
    try:
        waiting: deque[Future[list[R]]] = deque()
        for start in range(0, len(items), _CHUNK):
            waiting.append(pool.submit(_work_on, work, items[start : start + _CHUNK]))
            if len(waiting) > jobs * _AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _find_deadly(work: Callable[[C, T], R], constant: C, items: Sequence[T], name: Callable[[T], str]) -> Iterator[R]:
    """Process items one by one, each in a new process, to find the one that kills it."""
    from concurrent.futures.process import BrokenProcessPool

    for item in items:
        pool = _open_pool(constant, 1)
        if pool is None:
            yield work(constant, item)
            continue
        try:
            yield from pool.submit(_work_on, work, [item]).result()
        except BrokenProcessPool:
            message = "the process that read or rendered this file died"
            hint = "check the file for anything unusual; if memory is short, build with `--jobs 1`"
            raise Problem(error("worker-died", Place(path=name(item)), message, hint)) from None
        finally:
            pool.shutdown()


def _open_pool(constant: object, jobs: int) -> "ProcessPoolExecutor | None":
    """Return running processes; None where they cannot start, as without `/dev/shm` or with few process ids."""
    # Imported here: only large sites need it.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import active_children, get_context

    try:
        pool = ProcessPoolExecutor(jobs, get_context(START_METHOD), initializer=_start, initargs=(constant,))
        pool.submit(_do_nothing)  # starts them
    except (ImportError, OSError, RuntimeError):
        for child in active_children():
            child.terminate()  # the first of them may have started
        return None
    return pool


def _do_nothing() -> None:
    """Give a pool a reason to start its processes."""


_constant: Any
"""The constant of a worker process."""


def _start(constant: object) -> None:
    global _constant
    _constant = constant
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent handles Ctrl-C
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # the parent's handler would not end this process
    gc.freeze()  # objects the collector never touches stay in pages shared with the parent
    gc.enable()  # the command line turned it off
    with suppress(RuntimeError):  # the limit of processes leaves no room for a thread
        threading.Thread(target=_end_with_parent, daemon=True).start()


def _work_on(work: Callable[[Any, T], R], items: Sequence[T]) -> list[R]:
    return [work(_constant, item) for item in items]


def _end_with_parent() -> None:
    """Exit when the parent ends, even if killed: a surviving worker would keep the parent's locks."""
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
        os._exit(1)
