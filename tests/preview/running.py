"""A running `weeknotes serve` for a test."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

PATIENCE = 120


@dataclass(frozen=True, kw_only=True)
class Serving:
    """A running preview."""

    process: subprocess.Popen[str]
    address: str
    output: Path

    def said(self) -> str:
        """Return the output so far."""
        return self.output.read_text("utf-8")

    def wait_until_said(self, text: str) -> None:
        """Wait for a text in the output."""
        wait_for(self.process, self.output, re.escape(text))

    def stop(self, number: int = signal.SIGINT) -> int:
        """Stop the preview like Ctrl-C, and return its exit code."""
        self.process.send_signal(number)
        return self.process.wait(timeout=PATIENCE)


@contextmanager
def serving(root: Path, output: Path, *arguments: str, patience: float = PATIENCE) -> Iterator[Serving]:
    """Serve a site on any free port while the block runs."""
    command = [sys.executable, "-m", "weeknotes_site", "--root", str(root), "serve", "--port", "0", *arguments]
    with output.open("w", encoding="utf-8") as log, _started(command, log) as process:
        address = wait_for(process, output, r"Serving (http://\S+)", patience)
        yield Serving(process=process, address=address, output=output)


def wait_for(process: subprocess.Popen[str], output: Path, pattern: str, patience: float = PATIENCE) -> str:
    """Return the last group of a pattern once it is in a log."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if found := re.search(pattern, output.read_text("utf-8")):
            return found[found.re.groups]
        if process.poll() is not None:
            break
        time.sleep(0.02)
    raise AssertionError(f"never said {pattern!r}, but:\n{output.read_text('utf-8')}")


def eventually(holds: Callable[[], bool]) -> None:
    """Wait until a condition is true."""
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, "it never happened"
        time.sleep(0.02)


@contextmanager
def _started(command: list[str], log: IO[str]) -> Iterator[subprocess.Popen[str]]:
    heed = None if sys.platform == "win32" else _heed_signals
    process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, text=True, preexec_fn=heed)
    try:
        yield process
    finally:
        process.terminate()  # not killed: its folder would stay
        process.wait(timeout=PATIENCE)


def _heed_signals() -> None:
    """Undo what a child inherits: a shell's background ignores Ctrl-C, and `nohup` a closed terminal."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
