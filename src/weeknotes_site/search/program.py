"""Pagefind's program, where it is installed, and the one way in which it is called."""

import os
import subprocess
from pathlib import Path

from msgspec import Struct

# The number of a footnote stands right behind a word, and would become part of it.
_LEFT_OUT = "[role=doc-noteref], [role=doc-backlink]"
# A word that is looked for loads the part of the index that it is in, and a part ends where this many places of words
# are full: a quarter of what Pagefind takes by itself. A Pagefind that should not know the name makes larger parts.
_PART = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": "5000"}


class IndexingError(Exception):
    """Pagefind could not index pages."""


class Pagefind(Struct, frozen=True, kw_only=True):
    """A Pagefind that runs here."""

    program: Path
    version: str
    """What it calls itself, `pagefind 1.5.2`: an index and the script that reads it have to be of one version."""

    def index(self, pages: Path, output: Path, language: str) -> None:
        """Index the HTML files of a folder, all as one language. Raises IndexingError."""
        folders: list[str | Path] = ["--site", pages, "--output-path", output]
        done = subprocess.run(  # noqa: S603 - the program that was installed with us
            [self.program, *folders, "--force-language", language, "--exclude-selectors", _LEFT_OUT, "--silent"],
            env={**os.environ, **_PART},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode:
            raise IndexingError(_last_line(done.stderr or done.stdout) or f"it ended with code {done.returncode}")


def find_pagefind() -> Pagefind | None:
    """Return Pagefind; None where it is not installed, or cannot run on this machine."""
    try:
        from pagefind_bin import get_executable

        program = Path(get_executable())
        command: list[str | Path] = [program, "--version"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - as above
    except (ImportError, OSError, subprocess.SubprocessError):
        return None
    return Pagefind(program=program, version=done.stdout.strip())


def _last_line(text: str) -> str:
    return text.strip().rpartition("\n")[2]
