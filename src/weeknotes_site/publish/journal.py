"""The journal: the steps of a publish that has begun, kept until the last is done, so that a next run can."""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path

import msgspec

from weeknotes_site.publish.errors import PublishError, explained
from weeknotes_site.publish.layout import check_path, journal_of


class Journal(msgspec.Struct, frozen=True, kw_only=True):
    """What to do, in this order."""

    clear: tuple[str, ...]
    """Files to delete first: a folder must come where they are, or a file where their folder is."""
    place: tuple[tuple[str, str], ...]
    """Names in the stage, and the paths that they get."""
    delete: tuple[str, ...]
    """Files that the site no longer has."""

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path that is changed."""
        return (*self.clear, *(path for _, path in self.place), *self.delete)


def write_journal(journal: Journal, folder: Path) -> None:
    """Write the journal whole or not at all, and have it on the disk before returning. Raises OSError."""
    target = journal_of(folder)
    draft = target.with_name("journal.new")
    draft.unlink(missing_ok=True)
    try:
        with draft.open("xb") as file:
            file.write(msgspec.json.encode(journal))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
        _sync_folder(target.parent)
    except BaseException:
        for path in (draft, target):
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise


def read_journal(folder: Path) -> Journal | None:
    """Return the journal of an interrupted publish; raises PublishError if it is not as we wrote it."""
    path = journal_of(folder)
    with explained(path):
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
        raise PublishError(f"{path} is damaged", hint="empty the output folder and build again") from error
    return journal


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
