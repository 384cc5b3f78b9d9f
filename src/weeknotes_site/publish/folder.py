"""The folder that a publish writes: the output or, while there is no site yet, a sibling that becomes it."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from weeknotes_site.publish.errors import PublishError, explain, explained
from weeknotes_site.publish.layout import (
    OWN_FOLDER,
    journal_of,
    lock_of,
    make_own_folder,
    marker_of,
    sibling_of,
)
from weeknotes_site.publish.lock import Lock, Patience, release_lock, take_lock
from weeknotes_site.untrusted import find_link, is_link

_TRIES = 100


@contextmanager
def open_folder(output: Path, patience: Patience) -> Iterator[Path]:
    """Lock and give the folder to write; a sibling becomes the output at the end, and goes on a failure.

    Raises PublishError for an output that is not ours, or busy, or cannot be written.
    """
    lock = _reserve(output, patience)
    try:
        yield lock.folder
        if lock.folder != output:
            with explained(output):
                lock.folder.rename(output)
    except BaseException:
        _leave(lock, output)
        raise
    release_lock(lock, output)


def _reserve(output: Path, patience: Patience) -> Lock:
    # Windows moves no folder in which a file is open, as the lock is.
    beside = sys.platform != "win32"
    for _ in range(_TRIES):
        folder = _choose(output, beside=beside)
        try:
            lock = take_lock(folder, output, patience)
            if lock:
                if folder != output:
                    _make_ready(lock, output)
                return lock
        except FileNotFoundError:
            # Another publish moved or removed the folder: look again.
            continue
        except OSError as error:
            _leave_nothing_empty(folder, output)
            if folder == output or not output.exists():
                raise explain(error, output) from error
            beside = False
    raise PublishError(f"cannot write {output}: it vanishes again and again")


def _choose(output: Path, *, beside: bool) -> Path:
    with explained(output):
        if output.exists() and not output.is_dir():
            raise PublishError(f"{output} is not a folder", hint="choose another output with -o")
        _refuse_links(output)
        names = {path.name for path in output.iterdir()} if output.exists() else set()
        ours = names == {OWN_FOLDER} or marker_of(output).exists() or journal_of(output).exists()
    if names and not ours:
        raise PublishError(
            f"{output} holds files that weeknotes did not publish",
            hint="choose another output with -o, or empty this one",
        )
    return output if ours or not beside else sibling_of(output)


def _refuse_links(output: Path) -> None:
    """Raise PublishError for a link where we write, move and delete files of our own, before anything is touched."""
    sibling = sibling_of(output)
    own = (output / OWN_FOLDER, sibling / OWN_FOLDER)
    if link := sibling if is_link(sibling) else next(filter(None, map(find_link, own)), None):
        raise PublishError(f"{link} is a symbolic link, which weeknotes never makes", hint="remove the link")


def _make_ready(lock: Lock, output: Path) -> None:
    """Empty the sibling; raises OSError if it cannot become the output."""
    try:
        _clear(lock.folder)
        _try_becoming(output, lock.folder)
    except BaseException:
        _leave(lock, output)
        raise


def _clear(sibling: Path) -> None:
    """Remove what a killed publish left in `sibling`, all but the lock, which we hold."""
    for path in (*sibling.iterdir(), *(sibling / OWN_FOLDER).iterdir()):
        if path in (sibling / OWN_FOLDER, lock_of(sibling)):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    make_own_folder(sibling)


def _try_becoming(output: Path, sibling: Path) -> None:
    # Neither a mount point, even one that `ismount` does not see, nor a folder that was filled meanwhile can be
    # replaced; only trying tells.
    if output.exists():
        probe = sibling / OWN_FOLDER / "probe"
        make_own_folder(probe)
        probe.rename(output)


def _leave(lock: Lock, output: Path) -> None:
    if lock.folder != output:
        shutil.rmtree(lock.folder, ignore_errors=True)
    release_lock(lock, lock.folder)
    _leave_nothing_empty(lock.folder, output)


def _leave_nothing_empty(folder: Path, output: Path) -> None:
    for path in (folder / OWN_FOLDER, folder):
        if path != output:
            with suppress(OSError):
                path.rmdir()
