"""Write the files of an import, each completely or not at all; never overwrite any; continue a killed run."""

import csv
import io
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from weeknotes_site.content.files.paths import NOTES
from weeknotes_site.diagnostics import Place, Problem, error
from weeknotes_site.importer.compose.note import PlannedNote
from weeknotes_site.importer.import_map import MAP_FILE, START, Imported, ImportMap, write_entries
from weeknotes_site.importer.report import REPORT_FILE
from weeknotes_site.importer.sources.files import read_own_file
from weeknotes_site.model.front_matter import write_front_matter
from weeknotes_site.model.team import TEAM_FILE
from weeknotes_site.new_file import HALF_WRITTEN, replace_file, write_new
from weeknotes_site.os_errors import reason_of

ADDRESSES_FILE = "import-addresses.csv"
JOURNAL_FILE = ".import-journal.toml"


def begin_journal(root: Path, paths: Mapping[str, str]) -> None:
    """Record what this run is about to write, for the next run if it is killed; paths by source."""
    _write_whole(
        root, JOURNAL_FILE, write_entries(Imported(source=one, path=path, hash="") for one, path in paths.items())
    )


def write_note(root: Path, note: PlannedNote) -> None:
    """Write a note, its files first."""
    for path, content in note.files.items():
        _write_new(root, path, content())
    _write_new(root, note.path, note.text.encode())


def read_journal(root: Path) -> dict[str, str]:
    """Return the notes that a killed run has written but not listed: paths by source."""
    try:
        entries = tomllib.loads(read_own_file(root / JOURNAL_FILE).decode()).get("note", [])
        found = {str(one["source"]): str(one["path"]) for one in entries}
    except (OSError, ValueError, RecursionError, TypeError, KeyError):
        return {}
    return {source: path for source, path in found.items() if (root / path).is_file()}


def write_lists(root: Path, before: ImportMap, planned: Sequence[PlannedNote], report: str) -> None:
    """Write the report, the list of imported notes and the list of addresses, and delete the journal."""
    entries = [
        Imported(source=one.source, path=one.path, hash=one.hash, old=one.old, new=one.url, known_by=one.known_by)
        for one in planned
    ]
    if report != read_report(root):
        _write_whole(root, REPORT_FILE, report)
    if entries:
        _write_whole(root, MAP_FILE, (before.text or START).rstrip("\n") + "\n" + write_entries(entries))
        if addresses := addresses_as_csv((*before.notes, *entries)):
            _write_whole(root, ADDRESSES_FILE, addresses)
    if (root / JOURNAL_FILE).exists():
        for left in (root / NOTES).rglob(f"{HALF_WRITTEN}*"):
            left.unlink(missing_ok=True)
        (root / JOURNAL_FILE).unlink()


def addresses_as_csv(notes: Iterable[Imported]) -> str:
    """Return old and new addresses as CSV, for the rules of the old server; empty if there are none."""
    new: dict[str, str] = {}
    for one in notes:
        for old in one.old:
            new.setdefault(old, one.new)  # of several notes with one address, the first one gets it
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows([("old", "new"), *new.items()])
    return lines.getvalue() if new else ""


def write_team(root: Path, folder: str, name: str, author: str) -> None:
    """Write a team's file if it has none yet."""
    _write_new(root, f"{folder}/{TEAM_FILE}", write_front_matter({"name": name, "author": author}).encode())


def _write_new(root: Path, path: str, content: bytes) -> None:
    """Write a file, unless it exists."""
    try:
        write_new(root / path, content)
    except FileExistsError:
        return
    except OSError as failure:
        raise _unwritable(path, failure) from None


def _write_whole(root: Path, path: str, text: str) -> None:
    """Write or replace one of the import's own files."""
    try:
        replace_file(root / path, text.encode())
    except OSError as failure:
        raise _unwritable(path, failure) from None


def read_report(root: Path) -> str:
    """Return the report so far."""
    try:
        return read_own_file(root / REPORT_FILE).decode("utf-8", "replace")
    except OSError:
        return ""


def _unwritable(path: str, failure: OSError) -> Problem:
    message = f"cannot be written: {reason_of(failure)}"
    return Problem(error("unwritable", Place(path=path), message, "free space or choose another folder"))
