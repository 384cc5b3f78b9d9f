"""Notice that a file of the site was saved. Watchfiles lives here alone."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread

from watchfiles import Change, watch
from watchfiles.main import FileChange

from weeknotes_site.config import STATIC
from weeknotes_site.config_file import CONFIG_FILE
from weeknotes_site.content.tree import NOTES
from weeknotes_site.glossary import GLOSSARY
from weeknotes_site.render.theme import TEMPLATES, default_theme

_FOLDERS = (NOTES, TEMPLATES, STATIC)
_AT_THE_TOP = frozenset({*_FOLDERS, CONFIG_FILE, GLOSSARY, "pyproject.toml"})
# What editors leave for a moment beside the file that is saved.
_PASSING = re.compile(r"\.#.*|#.*#|.*~|\..*\.sw.|4913|.*\.tmp|.*___jb_(?:tmp|old)___|\.DS_Store")
_STEP = 10
"""Milliseconds: so often is looked for changes, and so long must pass without one."""
_PATIENCE = 200
"""Milliseconds after which changes that never pause are told of nonetheless."""
_SETTLING = 300
"""Milliseconds after which a watch that has begun says so."""
_HEARTBEAT = 0.5
"""Seconds: on Windows, Ctrl-C does not end a wait without an end."""


@contextmanager
def watch_site(root: Path) -> Iterator[Callable[[], bool]]:
    """Watch notes, templates, static files and settings while the block runs; gives a wait for the next change.

    What changes between two waits is not lost: the second returns at once. It also returns, with False, soon after
    watching began: what was saved just before was seen by nobody.
    """
    changes: SimpleQueue[Exception | bool] = SimpleQueue()
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


def _wait(changes: "SimpleQueue[Exception | bool]") -> bool:
    """Return after at least one change, or where there may have been one, having taken all there are."""
    seen = False
    while True:
        try:
            change = changes.get(timeout=_HEARTBEAT)
        except Empty:
            continue
        if isinstance(change, Exception):
            raise change
        seen = seen or change
        if changes.empty():
            return seen


def _tell(changes: "SimpleQueue[Exception | bool]", watching: Iterator[bool]) -> None:
    try:
        for seen in watching:
            changes.put(seen)
    except Exception as failure:
        changes.put(failure)


def _watch_top(root: Path, ended: Event, folders_changed: Event) -> Iterator[bool]:
    """Watch the settings, and whether there are other folders to watch."""

    def matters(_: Change, path: str) -> bool:
        return Path(path).name in _AT_THE_TOP

    for found in _watch(root, recursive=False, stop_event=ended, watch_filter=matters):
        if any(Path(path).name in _FOLDERS and change is not Change.modified for change, path in found):
            folders_changed.set()
        yield bool(found)


def _watch_folders(root: Path, ended: Event, folders_changed: Event) -> Iterator[bool]:
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


def _watch_existing(folders: list[Path], stop: Event) -> Iterator[bool]:
    try:
        for found in _watch(*folders, recursive=True, stop_event=stop, watch_filter=_lasts):
            yield bool(found)
    except FileNotFoundError:
        # A folder went between being found and being watched: its parent tells.
        stop.wait(_HEARTBEAT)


def _watch(
    *folders: Path, recursive: bool, stop_event: Event, watch_filter: Callable[[Change, str], bool]
) -> Iterator[set[FileChange]]:
    """Yield changes as they come, and none once the watch has begun."""
    watching = watch(
        *folders,
        watch_filter=watch_filter,
        stop_event=stop_event,
        recursive=recursive,
        step=_STEP,
        debounce=_PATIENCE,
        raise_interrupt=False,
        rust_timeout=_SETTLING,
        yield_on_timeout=True,
    )
    for count, found in enumerate(watching):
        if found or not count:
            yield found


def _lasts(_: Change, path: str) -> bool:
    return not _PASSING.fullmatch(Path(path).name)
