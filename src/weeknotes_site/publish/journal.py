"""The journal: the steps of a running publish, kept until the last is done so that the next run can finish."""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path

import msgspec

from weeknotes_site.model.output import check_path
from weeknotes_site.publish.errors import PublishError, convert_os_errors
from weeknotes_site.publish.layout import journal_of


class Journal(msgspec.Struct, frozen=True, kw_only=True):
    """Steps of a publish, in order."""

    clear: tuple[str, ...]
    """Files to delete first, because a folder replaces them or a file replaces their folder."""
    place: tuple[tuple[str, str], ...]
    """Names in the stage and the paths they are renamed to."""
    delete: tuple[str, ...]
    """Files the site no longer has."""

    @property
    def paths(self) -> tuple[str, ...]:
        """All changed paths."""
        return (*self.clear, *(path for _, path in self.place), *self.delete)


def write_journal(journal: Journal, folder: Path, *, sync: bool = True) -> None:
    """Write the journal atomically and sync it to disk, unless told not to. Raises OSError."""
    target = journal_of(folder)
    draft = target.with_name("journal.new")
    draft.unlink(missing_ok=True)
    try:
        with draft.open("xb") as file:
            file.write(msgspec.json.encode(journal))
            if sync:
                file.flush()
                os.fsync(file.fileno())
        draft.replace(target)
        if sync:
            _sync_folder(target.parent)
    except BaseException:
        for path in (draft, target):
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise


def read_journal(folder: Path) -> Journal | None:
    """Return the journal of an interrupted publish, or None. Raises PublishError if it is corrupt."""
    path = journal_of(folder)
    with convert_os_errors(path):
        if not path.exists():
            return None
        content = path.read_bytes()
    try:
        steps = json.loads(content)
        journal = Journal(
            clear=tuple(steps["clear"]),
            place=tuple((str(int(staged)), path) for staged, path in steps["place"]),
            delete=tuple(steps["delete"]),
        )
        for target in journal.paths:
            check_path(target)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PublishError(f"{path} is corrupt", hint="empty the output folder and build again") from error
    return journal


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
