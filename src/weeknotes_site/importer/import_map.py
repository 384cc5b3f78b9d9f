"""`import-map.toml`: rules for teams and names, and the imported notes."""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from weeknotes_site.config.strings import toml_string
from weeknotes_site.diagnostics import Place, Problem, error
from weeknotes_site.importer.sources.files import read_own_file
from weeknotes_site.os_errors import reason_of

MAP_FILE = "import-map.toml"
START = """\
# Rules for `weeknotes import`, and the notes it has imported. Add rules below; the import only appends to this file.
#
# dates = "day-first"                      # or "month-first", if no date in the source decides
#
# [teams]                                  # a category, folder or author in the source = the team
# "Data & Insight" = "Data Platform"
#
# [people]                                 # a name in the source = the name to write
# "a.lee" = "Ann Lee"
"""
_MAX_BYTES = 50_000_000
_ORDERS = ("", "day-first", "month-first")


class Imported(Struct, frozen=True, kw_only=True):
    """An imported note."""

    source: str
    path: str
    hash: str
    """SHA-256 of the file as it was written."""
    old: tuple[str, ...] = ()
    """Its old addresses."""
    new: str = ""
    """Its page's path within the site."""
    known_by: tuple[str, ...] = ()
    """Ids and the hash of its words, by which another export of it is recognised."""


class ImportMap(Struct, frozen=True, kw_only=True):
    """The file's contents."""

    text: str = ""
    dates: str = ""
    teams: Mapping[str, str] = {}
    people: Mapping[str, str] = {}
    notes: tuple[Imported, ...] = ()


def read_map(root: Path) -> ImportMap:
    """Read the file; a missing one is empty. Raises Problem if it cannot be read after an edit."""
    place = Place(path=MAP_FILE)
    try:
        text = read_own_file(root / MAP_FILE, _MAX_BYTES).decode("utf-8-sig")
    except FileNotFoundError:
        return ImportMap()
    except (OSError, UnicodeDecodeError) as failure:
        raise Problem(
            error("unreadable-import-map", place, f"cannot be read: {_why(failure)}", "fix it, or move it elsewhere")
        ) from None
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as failure:
        hint = 'write `"name in the source" = "Name here"`, each on a line of its own'
        raise Problem(error("unreadable-import-map", place, f"is not TOML: {failure}", hint)) from None
    return _convert(text, table, place)


def _why(failure: OSError | UnicodeDecodeError) -> str:
    return reason_of(failure) if isinstance(failure, OSError) else str(failure)


def hash_of(text: str) -> str:
    """Return the hash that shows whether a note was edited since it was written."""
    return f"sha256:{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()}"


def write_entries(notes: Iterable[Imported]) -> str:
    """Return the lines to add to the file for new notes."""
    return "".join(_entry(one) for one in notes)


def _entry(one: Imported) -> str:
    lines = [
        "",
        "[[note]]",
        f"source = {toml_string(one.source)}",
        f"path = {toml_string(one.path)}",
        f"hash = {toml_string(one.hash)}",
    ]
    if one.old:
        lines += [f"old = [{', '.join(map(toml_string, one.old))}]", f"new = {toml_string(one.new)}"]
    if one.known_by:
        lines.append(f"known_by = [{', '.join(map(toml_string, one.known_by))}]")
    return "\n".join(lines) + "\n"


def _convert(text: str, table: Mapping[str, Any], place: Place) -> ImportMap:
    dates = table.get("dates", "")
    teams, people = table.get("teams", {}), table.get("people", {})
    notes = table.get("note", [])
    if dates not in _ORDERS:
        raise Problem(error("unreadable-import-map", place, "`dates` is not valid", 'write `dates = "day-first"`'))
    for name, given in (("teams", teams), ("people", people)):
        if not isinstance(given, dict) or not all(isinstance(value, str) and value.strip() for value in given.values()):
            hint = f'write `"name in the source" = "Name here"` under `[{name}]`'
            raise Problem(error("unreadable-import-map", place, f"`[{name}]` may contain only names", hint))
    try:
        entries = tuple(
            Imported(
                source=str(one["source"]),
                path=str(one["path"]),
                hash=str(one["hash"]),
                old=tuple(map(str, one.get("old", ()))),
                new=str(one.get("new", "")),
                known_by=tuple(map(str, one.get("known_by", ()))),
            )
            for one in notes
        )
    except (KeyError, TypeError, AttributeError):
        hint = "delete the entry, or give it `source`, `path` and `hash`"
        raise Problem(error("unreadable-import-map", place, "a `[[note]]` is incomplete", hint)) from None
    return ImportMap(text=text, dates=dates, teams=teams, people=people, notes=entries)
