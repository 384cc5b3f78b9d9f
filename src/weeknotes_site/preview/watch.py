"""Watch the site for saved files. The only module that imports watchfiles."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread

from watchfiles import Change, watch
from watchfiles.main import FileChange

from weeknotes_site.config.file import CONFIG_FILE
from weeknotes_site.content.files.paths import NOTES
from weeknotes_site.content.files.static_files import STATIC
from weeknotes_site.glossary import GLOSSARY
from weeknotes_site.regex import regex
from weeknotes_site.render.theme import TEMPLATES, default_theme
from weeknotes_site.untrusted import real_path

_FOLDERS = (NOTES, TEMPLATES, STATIC)
_AT_THE_TOP = frozenset({*_FOLDERS, CONFIG_FILE, GLOSSARY, "pyproject.toml"})
# Temporary files that editors create while saving.
_TEMPORARY = regex(r"\.#.*|#.*#|.*~|\..*\.sw.|4913|.*\.tmp|.*___jb_(?:tmp|old)___|\.DS_Store")
_STEP = 10
"""Milliseconds between polls, and without a change before changes are reported."""
_DEBOUNCE = 200
"""Milliseconds after which changes are reported even if more follow."""
_START_TIMEOUT = 300
"""Milliseconds after which a new watch reports that it has started."""
_POLL_DELAY = 1
"""Seconds between rebuilds where the system cannot report changes."""
_HEARTBEAT = 0.5
"""Seconds between wake-ups: an interrupt may have been lost, and on Windows none ends an unlimited wait."""


@contextmanager
def watch_site(root: Path, interrupted: Event) -> Iterator[Callable[[], bool]]:
    """Watch notes, templates, static files and settings; yield a function that waits for the next change.

    Changes between two waits are not lost: the second returns at once. A wait returns False where there may have been
    changes: soon after the start, because files saved just before were not noticed, and every second where the system
    cannot report changes. It raises KeyboardInterrupt once `interrupted` is set.
    """
    changes: SimpleQueue[Exception | bool] = SimpleQueue()
    ended, folders_changed = Event(), Event()
    # The root is not watched recursively: a virtual environment in it has thousands of folders.
    watching = (_watch_top(root, ended, folders_changed), _watch_folders(root, ended, folders_changed))
    threads = [Thread(target=_forward, args=(changes, one), daemon=True) for one in watching]
    for thread in threads:
        thread.start()
    try:
        yield lambda: _wait(changes, interrupted)
    finally:
        ended.set()
        folders_changed.set()
        for thread in threads:
            thread.join(timeout=1)


def _wait(changes: "SimpleQueue[Exception | bool]", interrupted: Event) -> bool:
    """Wait for a change, then take all pending ones; return whether there was any."""
    seen = False
    while not interrupted.is_set():
        try:
            change = changes.get(timeout=_HEARTBEAT)
        except Empty:
            continue
        if isinstance(change, Exception):
            raise change
        seen = seen or change
        if changes.empty():
            return seen
    raise KeyboardInterrupt


def _forward(changes: "SimpleQueue[Exception | bool]", watching: Iterator[bool]) -> None:
    try:
        for seen in watching:
            changes.put(seen)
    except Exception as failure:
        changes.put(failure)


def _watch_top(root: Path, ended: Event, folders_changed: Event) -> Iterator[bool]:
    """Watch the settings, and whether folders to watch appear or disappear."""

    def matters(_: Change, path: str) -> bool:
        return Path(path).name in _AT_THE_TOP

    for found in _watch(root, recursive=False, stop_event=ended, watch_filter=matters):
        if any(Path(path).name in _FOLDERS and change is not Change.modified for change, path in found):
            folders_changed.set()
        yield bool(found)


def _watch_folders(root: Path, ended: Event, folders_changed: Event) -> Iterator[bool]:
    while True:
        folders_changed.clear()
        if ended.is_set():  # checked after clearing, because the end also sets `folders_changed`
            return
        existing = sorted(folder for folder in _folders(root) if folder.is_dir())
        if not existing:
            folders_changed.wait(_HEARTBEAT)
            continue
        yield from _watch_existing(existing, folders_changed)


def _folders(root: Path) -> set[Path]:
    theme = default_theme()
    own = {real_path(root / name) for name in _FOLDERS}
    return own | {real_path(theme / TEMPLATES), real_path(theme / STATIC)}


def _watch_existing(folders: list[Path], stop: Event) -> Iterator[bool]:
    try:
        for found in _watch(*folders, recursive=True, stop_event=stop, watch_filter=_is_permanent):
            yield bool(found)
    except FileNotFoundError:
        # A folder was deleted before being watched; the watch of the root reports that.
        stop.wait(_HEARTBEAT)


def _watch(
    *folders: Path, recursive: bool, stop_event: Event, watch_filter: Callable[[Change, str], bool]
) -> Iterator[set[FileChange]]:
    """Yield changes as they come, and one empty set when the watch has started.

    Where the system cannot report changes (an editor or a sync client may have used up its watches), it yields an empty
    set every second instead.
    """
    watching = watch(
        *folders,
        watch_filter=watch_filter,
        stop_event=stop_event,
        recursive=recursive,
        step=_STEP,
        debounce=_DEBOUNCE,
        raise_interrupt=False,
        rust_timeout=_START_TIMEOUT,
        yield_on_timeout=True,
        ignore_permission_denied=True,  # reading reports the folder
    )
    try:
        for count, found in enumerate(watching):
            if found or not count:
                yield found
    except FileNotFoundError:
        raise
    # RuntimeError: in the Rust part of watchfiles; UnicodeEncodeError: a folder's name is not UTF-8.
    except (OSError, RuntimeError, UnicodeEncodeError):
        # Its own polling compares seconds, and would miss the second of two saves within one.
        while not stop_event.wait(_POLL_DELAY):
            yield set()


def _is_permanent(_: Change, path: str) -> bool:
    return not _TEMPORARY.fullmatch(Path(path).name)
