"""Apply a journal; any of its steps may already have been done by an interrupted run."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from weeknotes_site.model.output import folders_of
from weeknotes_site.publish.errors import HALFWAY, convert_os_errors
from weeknotes_site.publish.journal import Journal, read_journal
from weeknotes_site.publish.layout import journal_of, make_own_folder, marker_of, site_key_of, stage_of
from weeknotes_site.publish.renames import check_folders
from weeknotes_site.publish.staging import discard_stage

STAGED_MARKER = "published"
"""The marker's name in the stage."""
STAGED_SITE_KEY = "site"
"""The name of the site's key in the stage."""
STAGED_RESERVE = "reserve"
"""A file in the stage that reserves disk space for folders, so that a full disk shows before files are moved."""


def finish_interrupted(folder: Path) -> bool:
    """Finish an interrupted publish, if there is one, and return whether there was; remove leftovers.

    Raises PublishError and keeps the journal.
    """
    journal = read_journal(folder)
    if journal:
        with convert_os_errors(folder, hint=HALFWAY):
            check_folders(folder, folders_of(journal.paths))
        apply_journal(journal, folder)
    discard_stage(folder)
    return journal is not None


def apply_journal(journal: Journal, folder: Path) -> None:
    """Do the steps of a journal that is on disk. Raises PublishError and keeps the journal."""
    stage = stage_of(folder)
    with convert_os_errors(folder, hint=HALFWAY):
        (stage / STAGED_RESERVE).unlink(missing_ok=True)
    for path in journal.clear:
        _delete(folder / path)
    for staged, path in journal.place:
        with convert_os_errors(folder / path, hint=HALFWAY):
            _move_into_place(stage / staged, path, folder)
    for path in journal.delete:
        _delete(folder / path)
    _remove_empty_folders((*journal.clear, *journal.delete), folder)
    with convert_os_errors(folder, hint=HALFWAY):
        if (stage / STAGED_SITE_KEY).exists():
            (stage / STAGED_SITE_KEY).replace(site_key_of(folder))
        # Last: until all deletions are done, the old marker must still list the files to delete.
        if (stage / STAGED_MARKER).exists():
            (stage / STAGED_MARKER).replace(marker_of(folder))
        journal_of(folder).unlink()


def _move_into_place(staged: Path, path: str, folder: Path) -> None:
    if not staged.exists():
        return
    target = folder / path
    if target.is_dir() and not target.is_symlink():
        _remove_empty_tree(target)
    _make_folder(target.parent, staged.with_name("folder"))
    staged.replace(target)


def _make_folder(target: Path, draft: Path) -> None:
    if target.is_dir():
        return
    _make_folder(target.parent, draft)
    # Created in the stage and moved, so that a kill before `chmod` leaves no unreadable folder.
    make_own_folder(draft)
    draft.rename(target)


def _delete(target: Path) -> None:
    with convert_os_errors(target, hint=HALFWAY), suppress(FileNotFoundError, NotADirectoryError):
        if target.is_symlink() or not target.is_dir():
            target.unlink()


def _remove_empty_folders(deleted: Iterable[str], folder: Path) -> None:
    for name in sorted(folders_of(deleted), reverse=True):
        path = folder / name
        with convert_os_errors(path, hint=HALFWAY):
            if path.is_dir() and not any(path.iterdir()):
                path.rmdir()


def _remove_empty_tree(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir()
    folder.rmdir()
