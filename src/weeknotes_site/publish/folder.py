"""The folder that a publish writes to: the output or, for a new site, a sibling that is renamed to it."""

import errno
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from weeknotes_site.model.output import OWN_FOLDER
from weeknotes_site.publish.errors import PublishError, convert_os_errors, to_publish_error
from weeknotes_site.publish.layout import (
    journal_of,
    lock_of,
    make_own_folder,
    marker_of,
    sibling_of,
)
from weeknotes_site.publish.lock import Lock, release_lock, take_lock
from weeknotes_site.untrusted import find_link, is_link

_TRIES = 100


@contextmanager
def open_folder(output: Path) -> Iterator[Path]:
    """Lock and yield the folder to write; a sibling is renamed to the output at the end, or removed on failure.

    Raises PublishError if the output is not ours, is busy or cannot be written.
    """
    lock = _reserve(output)
    try:
        yield lock.folder
        if lock.folder != output:
            with convert_os_errors(output):
                lock.folder.rename(output)
    except BaseException:
        _abandon(lock, output)
        raise
    release_lock(lock, output)


def _reserve(output: Path) -> Lock:
    # Windows cannot rename a folder that contains an open file, such as the lock. Replacing the current folder would
    # break all relative paths.
    use_sibling = sys.platform != "win32" and output != Path.cwd()
    for _ in range(_TRIES):
        folder = _choose(output, use_sibling=use_sibling)
        try:
            lock = take_lock(folder, output)
            if lock:
                if folder != output:
                    _prepare_sibling(lock, output)
                return lock
        except FileNotFoundError as error:
            _refuse_virtual(error, folder, output)
            # Another publish moved or removed the folder; try again.
            continue
        except OSError as error:
            _remove_if_empty(folder, output)
            if folder == output or not output.exists():
                raise to_publish_error(error, output) from error
            use_sibling = False
    raise PublishError(f"cannot write {output}: another process keeps removing it")


def _refuse_virtual(error: FileNotFoundError, folder: Path, output: Path) -> None:
    """Raise PublishError if a folder could not be made although its parent is there, as in `/proc`."""
    missing = Path(error.filename or "")
    if missing in (folder, *folder.parents) and missing.parent.is_dir():
        raise PublishError(
            f"cannot write {output}: no folder can be created in {missing.parent}", hint="choose another output with -o"
        ) from error


def _choose(output: Path, *, use_sibling: bool) -> Path:
    with convert_os_errors(output):
        # `real_path` has resolved links, so a remaining one is a loop.
        if (output.exists() or output.is_symlink()) and not output.is_dir():
            raise PublishError(f"{output} is not a folder", hint="choose another output with -o")
        _refuse_links(output)
        names = {path.name for path in output.iterdir()} if output.exists() else set()
        ours = names == {OWN_FOLDER} or marker_of(output).exists() or journal_of(output).exists()
    if names and not ours:
        raise PublishError(
            f"{output} contains files that weeknotes did not publish",
            hint="choose another output with -o, or empty this one",
        )
    return output if ours or not use_sibling else sibling_of(output)


def _refuse_links(output: Path) -> None:
    """Raise PublishError if a link replaces one of our own folders, before anything is written."""
    sibling = sibling_of(output)
    own = (output / OWN_FOLDER, sibling / OWN_FOLDER)
    if link := sibling if is_link(sibling) else next(filter(None, map(find_link, own)), None):
        raise PublishError(f"{link} is a symbolic link, which weeknotes never creates", hint="remove the link")


def _prepare_sibling(lock: Lock, output: Path) -> None:
    """Empty the sibling; raise OSError if it cannot or must not be renamed to the output."""
    try:
        _clear(lock.folder)
        _check_rename(output, lock.folder)
    except BaseException:
        _abandon(lock, output)
        raise


def _clear(sibling: Path) -> None:
    """Remove what a killed publish left in `sibling`, except the lock, which we hold."""
    for path in (*sibling.iterdir(), *(sibling / OWN_FOLDER).iterdir()):
        if path in (sibling / OWN_FOLDER, lock_of(sibling)):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    make_own_folder(sibling)


def _check_rename(output: Path, sibling: Path) -> None:
    # A mount point (even one that `ismount` misses) or a folder that was filled meanwhile cannot be replaced. Only
    # trying shows that.
    if output.exists():
        if _given_to(output) != _given_to(sibling):
            raise FileExistsError(errno.EEXIST, "the folder was prepared for a user or group", str(output))
        probe = sibling / OWN_FOLDER / "probe"
        make_own_folder(probe)
        probe.rename(output)


def _given_to(folder: Path) -> tuple[int, int, int]:
    """Return owner, group, and the bit by which new files get the folder's group."""
    found = folder.stat()
    return found.st_uid, found.st_gid, found.st_mode & stat.S_ISGID


def _abandon(lock: Lock, output: Path) -> None:
    if lock.folder != output:
        shutil.rmtree(lock.folder, ignore_errors=True)
    release_lock(lock, lock.folder)
    _remove_if_empty(lock.folder, output)


def _remove_if_empty(folder: Path, output: Path) -> None:
    for path in (folder / OWN_FOLDER, folder):
        if path != output:
            with suppress(OSError):
                path.rmdir()
