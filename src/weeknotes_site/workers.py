"""Work on many things of a kind, spread over processes, with one process as plain a path as many."""

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from weeknotes_site.diagnostics import Place, Problem, error

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

T = TypeVar("T")
R = TypeVar("R")

FEW = 200
"""So many things are not worth the start of a process."""
_TURN = 1_000
"""After so many things a process makes way for a fresh one: what it has touched is no longer shared memory."""
_CHUNK = 50
_AHEAD = 2
"""How many chunks a process may be ahead of what is taken, so that results do not pile up in memory."""


def available() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(work: Callable[[T], R], things: Sequence[T], *, jobs: int, name: Callable[[T], str]) -> Iterator[R]:
    """Yield what `work` makes of each thing, in order, made in up to `jobs` processes; few things need only this one.

    `name` gives the path that an error is to name. Raises Problem where a process dies of a thing.
    """
    if jobs < 2 or len(things) < FEW or not _can_fork():
        yield from map(work, things)
        return
    from concurrent.futures.process import BrokenProcessPool

    done = 0
    try:
        for result in _in_processes(work, things, jobs):
            done += 1
            yield result
    except BrokenProcessPool:
        suspects = jobs * (_AHEAD + 1) * _CHUNK
        yield from _find_deadly(work, things[done : done + suspects], name)
        yield from spread(work, things[done + suspects :], jobs=jobs, name=name)


def _can_fork() -> bool:
    """Tell whether a copy of this process is safe to go on: on Linux, and where no other thread may hold a lock."""
    return sys.platform == "linux" and threading.active_count() == 1


def _in_processes(work: Callable[[T], R], things: Sequence[T], jobs: int) -> Iterator[R]:
    for start in range(0, len(things), jobs * _TURN):
        yield from _in_one_turn(work, things[start : start + jobs * _TURN], jobs)


def _in_one_turn(work: Callable[[T], R], things: Sequence[T], jobs: int) -> Iterator[R]:
    pool = _open_pool(work, things, jobs)
    try:
        waiting: deque[Future[list[R]]] = deque()
        for start in range(0, len(things), _CHUNK):
            waiting.append(pool.submit(_work_on, start, min(start + _CHUNK, len(things))))
            if len(waiting) > jobs * _AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _find_deadly(work: Callable[[T], R], things: Sequence[T], name: Callable[[T], str]) -> Iterator[R]:
    """Go on one by one, each in a process of its own, to learn which of the things a process died of."""
    from concurrent.futures.process import BrokenProcessPool

    for thing in things:
        pool = _open_pool(work, [thing], 1)
        try:
            yield from pool.submit(_work_on, 0, 1).result()
        except BrokenProcessPool:
            message = "the process that worked on this file died, so nothing is published"
            hint = "look for what is unusual in it; where memory is short, build with `--jobs 1`"
            raise Problem(error("worker-died", Place(path=name(thing)), message, hint)) from None
        finally:
            pool.shutdown()


def _open_pool(work: Callable[[Any], Any], things: Sequence[Any], jobs: int) -> "ProcessPoolExecutor":
    # Imported here, as only large sites pay for it.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(jobs, get_context("fork"), initializer=_take, initargs=(work, things))


_taken: tuple[Callable[[Any], Any], Sequence[Any]]


def _take(work: Callable[[Any], Any], things: Sequence[Any]) -> None:
    """Keep, in a process of its own, what it was forked with: closures and large values cannot be sent to it."""
    global _taken
    _taken = (work, things)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who started it to answer
    gc.freeze()  # what it was forked with is shared memory as long as nobody counts it
    gc.enable()  # what it makes itself goes as it is handed over
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _work_on(start: int, end: int) -> list[Any]:
    work, things = _taken
    return [work(thing) for thing in things[start:end]]


def _end_with_parent() -> None:
    """Wait for the parent to end, were it killed: a copy that stayed would hold on to what the parent had locked."""
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
        os._exit(1)
