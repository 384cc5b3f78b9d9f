"""Measure builds, from nothing and after an edit: `PYTHONPATH=tests python -m benchmarks.build [NOTES …]`.

Without numbers it measures at 1,000, 10,000 and 50,000 notes, and prints how the processor's time a note grows. Each
round makes every step in turn; medians are printed. `--beside 'COMMAND' --there FOLDER`, once or several times, runs
another generator's build in its own folder once each round, and prints the medians of the ratios to the first, pair by
pair; `--notes FOLDER` takes the notes from there, so that all may have the same. Search is left out.
"""

import argparse
import os
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from threading import Event, Thread

from benchmarks.corpus import write_site

BASE_URL = "https://weeknotes.example/"
NOTES = (1_000, 10_000, 50_000)
SETTLED = 2.1
"""Seconds after which a file's time stamp is trusted."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """Measurements of one run of a command."""

    wall: float
    cpu: float
    """Seconds of the processor, of all its processes."""
    peak: float
    """Megabytes at most at one time, of all its processes; what they share is counted once."""
    said: str

    @property
    def written(self) -> str:
        """Return the number of files that a build wrote."""
        found = re.search(r"(\d+) written", self.said)
        return found[1] if found else ""


def run(command: Sequence[str], folder: Path) -> Run:
    """Run a command to its end. Raises CalledProcessError if it fails."""
    # An installed package has its bytecode; here the first run is to leave it beside the modules.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT, env=environment)
        peaks = [0.0]
        ended = Event()
        watching = Thread(target=_watch_memory, args=(process.pid, peaks, ended))
        watching.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        ended.set()
        watching.join()
        output.seek(0)
        said = output.read().decode()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, said)
    return Run(wall=wall, cpu=used.ru_utime + used.ru_stime, peak=max(peaks), said=said)


def _watch_memory(process: int, peaks: list[float], ended: Event) -> None:
    pause = 0.02
    while not ended.wait(pause):
        peaks.append(_memory(process))
        pause = min(pause * 1.2, 0.2)  # looking takes time too, and the largest builds take longest


def _memory(process: int) -> float:
    """Return the proportional set size of a process and its children, in megabytes (Linux)."""
    total = 0.0
    waiting = [process]
    while waiting:
        pid = waiting.pop()
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            waiting += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
        except OSError:
            continue
        total += next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0) / 1024
    return total


class Site:
    """A site that is built repeatedly."""

    def __init__(self, folder: Path, notes: int, instead: Path | None) -> None:
        self.root, self.output = folder / "site", folder / "out"
        write_site(self.root, 1 if instead else notes)
        if instead:
            shutil.rmtree(self.root / "notes")
            shutil.copytree(instead, self.root / "notes")
        self.newest = max(self.root.glob("notes/*/*.md"), key=lambda path: path.name)
        self.edits = 0

    def build(self, *options: str) -> Run:
        weeknotes = Path(sys.executable).with_name("weeknotes")
        command = f"build --no-search --base-url {BASE_URL} --as-of 2026-11-23".split()
        return run([str(weeknotes), "--root", str(self.root), *command, "-o", str(self.output), *options], self.root)

    def from_nothing(self) -> None:
        shutil.rmtree(self.root / ".weeknotes-cache", ignore_errors=True)
        shutil.rmtree(self.output, ignore_errors=True)

    def nothing(self) -> None:
        pass

    def edit_text(self) -> None:
        self.edits += 1
        with self.newest.open("a", encoding="utf-8") as file:
            file.write(f"\nAdded for the {self.edits}th time.\n")

    def edit_title(self) -> None:
        self.edits += 1
        _, front, body = self.newest.read_text("utf-8").split("---\n", 2)
        lines = [line for line in front.splitlines() if not line.startswith("title:")]
        front = "\n".join([*lines, f"title: The {self.edits}th title"])
        self.newest.write_text(f"---\n{front}\n---\n{body}", "utf-8")

    def add_note(self) -> None:
        self.edits += 1
        path = self.newest.with_name(f"2026-11-21-{self.edits}.md")
        path.write_text(f"---\ndate: 2026-11-21\nauthor: Ada\n---\n\nNote {self.edits} is new.\n", "utf-8")

    def edit_template(self) -> None:
        self.edits += 1
        template = self.root / "templates/partials/draft.html"
        template.parent.mkdir(parents=True, exist_ok=True)
        template.write_text(f"<!-- {self.edits} -->\n", "utf-8")

    def clone(self) -> None:
        """Give every file a new timestamp, as in a fresh clone."""
        for path in self.root.glob("notes/*/*.md"):
            path.write_bytes(path.read_bytes())


STEPS: Mapping[str, Callable[[Site], None]] = {
    "from nothing": Site.from_nothing,
    "nothing changed": Site.nothing,
    "a note's text": Site.edit_text,
    "a note's title": Site.edit_title,
    "a new note": Site.add_note,
    "a template": Site.edit_template,
    "a fresh clone, cache kept": Site.clone,
}


def measure(notes: int, rounds: int, options: Sequence[str], beside: Mapping[str, Path], instead: Path | None) -> float:
    """Measure and print all steps; return the CPU milliseconds per note of a clean build."""
    with TemporaryDirectory() as folder:
        site = Site(Path(folder), notes, instead)
        runs: dict[str, list[Run]] = {step: [] for step in STEPS}
        others: dict[str, list[Run]] = {command: [] for command in beside}
        for _ in range(rounds):
            for step, change in STEPS.items():
                change(site)
                if step == "nothing changed":
                    time.sleep(SETTLED)
                    site.build(*options)
                runs[step].append(site.build(*options))
            for command, there in beside.items():
                others[command].append(run(shlex.split(command), there))
    print(f"\n{notes:,} notes, medians of {rounds}\n")
    first = next(iter(others.values()), [])
    print(f"{'':28} {'wall s':>8} {'CPU s':>8} {'peak MB':>8} {'written':>8}" + (f" {'÷ other':>8}" if others else ""))
    for step, taken in (runs | others).items():
        print(_row(step, taken, first), flush=True)
    return 1000 * statistics.median(one.cpu for one in runs["from nothing"]) / notes


def _row(name: str, runs: Sequence[Run], others: Sequence[Run]) -> str:
    middle = [statistics.median(getattr(one, figure) for one in runs) for figure in ("wall", "cpu", "peak")]
    ratio = statistics.median(one.wall / other.wall for one, other in zip(runs, others, strict=True)) if others else 0
    row = f"{name[:28]:28} {middle[0]:8.2f} {middle[1]:8.2f} {middle[2]:8.0f} {runs[-1].written:>8}"
    return f"{row} {ratio:8.3f}" if others else row


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notes", type=int, nargs="*", default=NOTES)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--jobs", default="")
    parser.add_argument("--beside", metavar="COMMAND", action="append", default=[])
    parser.add_argument("--there", metavar="FOLDER", type=Path, action="append", default=[])
    parser.add_argument("--notes", dest="instead", metavar="FOLDER", type=Path)
    chosen = parser.parse_args()
    options = ("--jobs", chosen.jobs) if chosen.jobs else ()
    beside = dict(zip(chosen.beside, chosen.there or [Path()] * len(chosen.beside), strict=True))
    took = {notes: measure(notes, chosen.rounds, options, beside, chosen.instead) for notes in chosen.notes}
    first = min(took)
    for notes, milliseconds in took.items():
        print(
            f"{notes:>7,} notes: {milliseconds:.2f} ms of the processor a note, {milliseconds / took[first]:.2f} times"
        )


if __name__ == "__main__":
    main()
