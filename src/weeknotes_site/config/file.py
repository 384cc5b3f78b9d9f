"""Read the file with the settings, and locate its keys."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from weeknotes_site.diagnostics import Place, Problem, error
from weeknotes_site.os_errors import reason_of
from weeknotes_site.regex import regex

CONFIG_FILE = "weeknotes.toml"
CONTROL = regex("[\x00-\x1f\x7f-\x9f]")
"""Control characters and line ends, which a value of one line cannot contain."""


def find_table(root: Path) -> tuple[str, Mapping[str, Any]]:
    """Return the file with the settings (empty if there is none) and its table."""
    own = load_toml(root, CONFIG_FILE)
    project = load_toml(root, "pyproject.toml")
    tools = (project or {}).get("tool")
    tool = tools.get("weeknotes") if isinstance(tools, dict) else None
    if not isinstance(tool, dict | None):
        message = "`tool.weeknotes` must be a table"
        hint = "write `[tool.weeknotes]` on a line of its own, above the settings"
        raise Problem(error("invalid-config", Place(path="pyproject.toml"), message, hint))
    if own is not None and tool is not None:
        message = f"there are settings in both `{CONFIG_FILE}` and `[tool.weeknotes]` of `pyproject.toml`"
        raise Problem(error("two-configs", Place(path=CONFIG_FILE), message, "keep one of them"))
    if own is not None:
        return CONFIG_FILE, own
    return ("pyproject.toml", tool) if tool is not None else ("", {})


def load_toml(root: Path, name: str) -> dict[str, Any] | None:
    """Return the table of a TOML file; None if the file does not exist. Raises Problem if it cannot be read."""
    text = _read_text(root / name)
    if text is None:
        return None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as failure:
        # Imported here: only a file with a syntax error needs its patterns.
        from weeknotes_site.config.slips import find_slips

        raise Problem(*find_slips(name, text.splitlines(), str(failure))) from None
    except (ValueError, RecursionError):  # tomllib lets these through
        message = "a number has too many digits, or values nest too deep"
        raise Problem(error("invalid-config", Place(path=name), message)) from None


def read_lines(root: Path, name: str) -> list[str]:
    """Return the lines of a TOML file; none if it does not exist. Raises Problem if it cannot be read."""
    return (_read_text(root / name) or "").splitlines()


def _read_text(path: Path) -> str | None:
    try:
        if path.exists() and not path.is_file():  # a pipe would never end
            raise _unreadable(path, "this is not a file", "rename it or delete it")
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        if path.is_symlink():
            raise _unreadable(path, "the symbolic link leads nowhere", "repair it or delete it") from None
        return None
    except UnicodeDecodeError as failure:
        line = failure.object.count(b"\n", 0, failure.start) + 1
        raise _unreadable(path, "the file is not UTF-8", "save it as UTF-8", line) from None
    except OSError as failure:
        raise _unreadable(path, f"cannot be read: {reason_of(failure)}", "repair it or delete it") from None


def _unreadable(path: Path, message: str, hint: str, line: int = 0) -> Problem:
    return Problem(error("unreadable-config", Place(path=path.name, line=line), message, hint))
