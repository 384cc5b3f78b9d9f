"""Where the browser and the checkers are; without them a laptop skips, and CI fails."""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

_DEFAULT = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "weeknotes-browser-tools"
TOOLS = Path(os.environ.get("WEEKNOTES_BROWSER_TOOLS") or _DEFAULT)


def find_chromium() -> str:
    """Return the path of Chromium."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or missing("Chromium", "apt install chromium")


def find_java() -> str:
    """Return the path of Java, which the Nu HTML checker needs."""
    return shutil.which("java") or missing("Java", "apt install default-jre-headless")


def find_tool(path: str) -> Path:
    """Return a file out of an npm package."""
    found = TOOLS / "node_modules" / path
    return found if found.is_file() else missing(path, "run tests/browser/tools.sh")


def missing(what: str, how: str) -> NoReturn:
    """Skip, or fail where `CI` is set: there, everything has to be checked."""
    message = f"{what} is missing: {how}"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)
