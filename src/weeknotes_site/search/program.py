"""Find and run Pagefind."""

import os
import subprocess
from pathlib import Path

from msgspec import Struct

# The number of a footnote follows a word directly and would become part of it.
_LEFT_OUT = "[role=doc-noteref], [role=doc-backlink]"
# A search loads the index chunks of its words. This is a quarter of Pagefind's default chunk size. A version that
# does not know the variable uses larger chunks.
_PART = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": "5000"}


class IndexingError(Exception):
    """Pagefind failed."""


class Pagefind(Struct, frozen=True, kw_only=True):
    """An installed Pagefind."""

    program: Path
    version: str
    """For example `pagefind 1.5.2`; an index works only with the script of the same version."""

    def index(self, pages: Path, output: Path, language: str) -> None:
        """Index the HTML files of a folder in one language. Raises IndexingError."""
        folders: list[str | Path] = ["--site", pages, "--output-path", output]
        done = subprocess.run(  # noqa: S603 - the program that was installed with us
            [self.program, *folders, "--force-language", language, "--exclude-selectors", _LEFT_OUT, "--silent"],
            env={**os.environ, **_PART},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if done.returncode:
            raise IndexingError(_last_line(done.stderr or done.stdout) or _exit_of(done.returncode))
        # Pagefind reports success if it cannot write a file.
        if any(file.is_file() and not file.stat().st_size for file in output.rglob("*")):
            raise IndexingError("a file could not be written; the disk may be full")


def find_pagefind() -> Pagefind | None:
    """Return Pagefind, or None if it is not installed or cannot run on this machine."""
    try:
        from pagefind_bin import get_executable

        program = Path(get_executable())
        command: list[str | Path] = [program, "--version"]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)  # noqa: S603 - as above
    except (ImportError, OSError, subprocess.SubprocessError):
        return None
    return Pagefind(program=program, version=done.stdout.strip())


def _exit_of(code: int) -> str:
    return f"exit code {code}" if code > 0 else f"stopped by signal {-code}"


def _last_line(text: str) -> str:
    return text.strip().rpartition("\n")[2]
