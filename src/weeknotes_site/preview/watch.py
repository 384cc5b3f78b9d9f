"""Notice that a file of the site was saved. Watchfiles lives here alone."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread

from watchfiles import Change, watch

from weeknotes_site.config import CONFIG_FILE, STATIC
from weeknotes_site.read.files import NOTES
from weeknotes_site.render.theme import TEMPLATES, default_theme

_FOLDERS = (NOTES, TEMPLATES, STATIC)
_AT_THE_TOP = frozenset({*_FOLDERS, CONFIG_FILE, "pyproject.toml"})
# What editors leave for a moment beside the file that is saved.
_PASSING = re.compile(r"\.#.*|#.*#|.*~|\..*\.sw.|4913|.*\.tmp|.*___jb_(?:tmp|old)___|\.DS_Store")
_STEP = 10
"""Milliseconds: so often is looked for changes, and so long must pass without one."""
_PATIENCE = 200
"""Milliseconds after which changes that never pause are told of nonetheless."""
_HEARTBEAT = 0.5
"""Seconds: on Windows, Ctrl-C does not end a wait without an end."""


@contextmanager
def watch_site(root: Path) -> Iterator[Callable[[], None]]:
    """Watch notes, templates, static files and settings while the block runs; gives a wait for the next change.

    What changes between two waits is not lost: the second returns at once.
    """
    changes: SimpleQueue[Exception | None] = SimpleQueue()
    ended, folders_changed = Event(), Event()
    # The root is watched by itself and not with all below it: a virtual environment there has thousands of folders.
    watching = (_watch_top(root, ended, folders_changed), _watch_folders(root, ended, folders_changed))
    threads = [Thread(target=_tell, args=(changes, one), daemon=True) for one in watching]
    for thread in threads:
        thread.start()
    try:
        yield lambda: _wait(changes)
    finally:
        ended.set()
        folders_changed.set()
        for thread in threads:
            thread.join(timeout=1)


def _wait(changes: "SimpleQueue[Exception | None]") -> None:
    """Return after at least one change, having taken all there are."""
    while True:
        try:
            failure = changes.get(timeout=_HEARTBEAT)
        except Empty:
            continue
        if failure:
            raise failure
        if changes.empty():
            return


def _tell(changes: "SimpleQueue[Exception | None]", watching: Iterator[None]) -> None:
    try:
        for _ in watching:
            changes.put(None)
    except Exception as failure:
        changes.put(failure)


def _watch_top(root: Path, ended: Event, folders_changed: Event) -> Iterator[None]:
    """Watch the settings, and whether there are other folders to watch."""

    def matters(_: Change, path: str) -> bool:
        return Path(path).name in _AT_THE_TOP

    watching = watch(
        root,
        watch_filter=matters,
        recursive=False,
        stop_event=ended,
        step=_STEP,
        debounce=_PATIENCE,
        raise_interrupt=False,
    )
    for found in watching:
        if any(Path(path).name in _FOLDERS and change is not Change.modified for change, path in found):
            folders_changed.set()
        yield


def _watch_folders(root: Path, ended: Event, folders_changed: Event) -> Iterator[None]:
    while True:
        folders_changed.clear()
        if ended.is_set():  # asked after clearing, which could have swept away the call to end
            return
        existing = sorted(folder for folder in _folders(root) if folder.is_dir())
        if not existing:
            folders_changed.wait(_HEARTBEAT)
            continue
        yield from _watch_existing(existing, folders_changed)


def _folders(root: Path) -> set[Path]:
    theme = default_theme()
    own = {(root / name).resolve() for name in _FOLDERS}
    return own | {(theme / TEMPLATES).resolve(), (theme / STATIC).resolve()}


def _watch_existing(folders: list[Path], stop: Event) -> Iterator[None]:
    try:
        watching = watch(
            *folders, watch_filter=_lasts, stop_event=stop, step=_STEP, debounce=_PATIENCE, raise_interrupt=False
        )
        for _ in watching:
            yield
    except FileNotFoundError:
        # A folder went between being found and being watched: its parent tells.
        stop.wait(_HEARTBEAT)


def _lasts(_: Change, path: str) -> bool:
    return not _PASSING.fullmatch(Path(path).name)
