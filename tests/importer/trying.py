"""Helpers for import tests: run `weeknotes import` and read what it wrote."""

import base64
import re
from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result

from commands import weeknotes
from folders import write_files
from weeknotes_site.cli import main

AS_OF = "2026-11-25"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg=="
)


def run(root: Path, *arguments: str | Path) -> Result:
    """Import into a site."""
    words = ["import", *map(str, arguments), "--into", str(root), "--as-of", AS_OF]
    return CliRunner().invoke(main, words, catch_exceptions=False)


def imported(root: Path, *arguments: str | Path) -> str:
    """Import into a site successfully, and return the output."""
    result = run(root, *arguments)
    assert result.exit_code == 0, result.output
    return result.output


def nothing_imported(root: Path, *arguments: str | Path) -> str:
    """Import a source without notes, which must fail, and return the output."""
    result = run(root, *arguments)
    assert result.exit_code == 1, result.output
    assert result.stderr.endswith("error: no note could be imported\n"), result.output
    assert notes(root) == {}
    return result.output


def check(root: Path) -> str:
    """Return the output of `check`; an error fails the test."""
    result = weeknotes(root, "check", "--as-of", AS_OF)
    assert result.exit_code == 0, result.output
    return result.output


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    return write_files(folder, files)


def notes(root: Path) -> dict[str, str]:
    """Return the text of every note by its path below `notes/`."""
    found = sorted((root / "notes").rglob("*.md"))
    return {
        path.relative_to(root / "notes").as_posix(): path.read_text("utf-8")
        for path in found
        if path.name != "_team.md"
    }


def keys(text: str) -> dict[str, str]:
    """Return a note's front matter, with values as written."""
    block = text.split("---\n", 2)[1]
    return dict(line.split(": ", 1) for line in block.splitlines())


def body(text: str) -> str:
    """Return the text below a note's front matter."""
    return text.split("---\n", 2)[2].strip("\n")


def report(root: Path) -> str:
    """Return the report."""
    return (root / "import-report.md").read_text("utf-8")


def words(text: str) -> list[str]:
    """Return a text's words without the marks around them."""
    return re.findall(r"[^\W_]+", text)
