"""Read the file with the settings, and locate its keys."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from weeknotes_site.diagnostics import Place, Problem, error

CONFIG_FILE = "weeknotes.toml"
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
"""Control characters and line ends, which a value of one line cannot contain."""

_TABLE = re.compile(r"\[+([^\[\]]+)\]")
_POSITION = re.compile(r"\(at line (\d+), column (\d+)\)")


def find_table(root: Path) -> tuple[str, Mapping[str, Any]]:
    """Return the file with the settings (empty if there is none) and its table."""
    own = load_toml(root, CONFIG_FILE)
    project = load_toml(root, "pyproject.toml")
    tool = (project or {}).get("tool", {}).get("weeknotes")
    if own is not None and tool is not None:
        message = f"there are settings in both `{CONFIG_FILE}` and `[tool.weeknotes]` of `pyproject.toml`"
        raise Problem(error("two-configs", Place(path=CONFIG_FILE), message, "keep one of them"))
    if own is not None:
        return CONFIG_FILE, own
    return ("pyproject.toml", tool) if tool is not None else ("", {})


def load_toml(root: Path, name: str) -> dict[str, Any] | None:
    """Return the table of a TOML file; None where there is no such file. Raises Problem where it cannot be read."""
    try:
        text = (root / name).read_text("utf-8-sig")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        message, hint = "the file is not UTF-8", "save it as UTF-8"
        raise Problem(error("unreadable-config", Place(path=name), message, hint)) from None
    except OSError as failure:
        raise Problem(error("unreadable-config", Place(path=name), f"cannot be read: {failure}")) from None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as failure:
        found = _POSITION.search(str(failure))
        line, column = (int(found[1]), int(found[2])) if found else (0, 0)
        source = text.splitlines()[line - 1] if 0 < line <= len(text.splitlines()) else ""
        place = Place(path=name, line=line, column=column, length=1, source=source)
        message = f"invalid TOML: {str(failure).partition(' (at')[0]}"
        raise Problem(error("invalid-config", place, message, 'write `key = "value"`')) from None


def locate_keys(root: Path, name: str) -> "Locator":
    """Return the places of keys in a TOML file that has been read; of none where the name is empty."""
    return Locator(name, (root / name).read_text("utf-8-sig").splitlines() if name else [])


class Locator:
    """Find the lines of keys, which tomllib does not report."""

    def __init__(self, path: str, lines: list[str]) -> None:
        self.path, self.lines = path, lines

    def key(self, dotted: str) -> Place:
        """Return the place of a key, or of the whole file if it is not found."""
        table, _, name = dotted.rpartition(".")
        current = ""
        for number, line in enumerate(self.lines, 1):
            if header := _TABLE.match(line.strip()):
                current = header[1].strip().removeprefix("tool.weeknotes").lstrip(".")
            pattern = (
                rf"\s*(?:{re.escape(table)}\.)?[\"']?({re.escape(name)})[\"']?\s*="
                if current != table
                else (rf"\s*[\"']?({re.escape(name)})[\"']?\s*[=.]")
            )
            if match := re.match(pattern, line):
                return Place(path=self.path, line=number, column=match.start(1) + 1, length=len(name), source=line)
        return Place(path=self.path)
