"""Parallel work gives the results of a single process, for every start method and after crashes.

Processes that start afresh know nothing of what a test has patched, so each takes its patches from a `sitecustomize`
that Python imports at its start.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from unittest.mock import patch

import pytest

from conftest import MakeSite
from folders import read_site
from weeknotes_site import parallel
from weeknotes_site.parallel import parallel_map

NOTE = "---\ndate: 2022-01-{day}\nauthor: Ada\ntags: [lifts]\n---\n\nThe boiler of {team} is mended on {day}.\n"
SITE = {
    "weeknotes.toml": 'base_url = "https://weeknotes.example/"\n',
    "notes/repairs/_team.md": "---\nname: Repairs\n---\n\nWe mend.\n",
    **{
        f"notes/{team}/2022-01-{day}.md": NOTE.format(day=day, team=team)
        for team in ("repairs", "voids")
        for day in (14, 21)
    },
}
EDITED = "notes/repairs/2022-01-21.md"
pytestmark = pytest.mark.slow
METHODS = pytest.mark.parametrize(
    "method",
    [
        pytest.param("fork", marks=pytest.mark.skipif(sys.platform != "linux", reason="forked on Linux alone")),
        "spawn",
    ],
)
SETUP = """
import os, signal
from pathlib import Path
import jinja2
from weeknotes_site import parallel
from weeknotes_site.content import read_file
from weeknotes_site.publish import staging

parallel.START_METHOD = os.environ["TEST_METHOD"]
parallel.FEW = dict.fromkeys(parallel.FEW, 2)
marks, deaths = Path(os.environ["TEST_MARKS"]), os.environ["TEST_DEATHS"]
read, get, write = read_file.read_note_file, jinja2.Environment.get_template, staging._write

def die(once):
    if deaths.startswith("always"):
        os._exit(9)
    if once.exists():
        once.unlink()
        os._exit(9)

def read_note_file(path, *rest, **more):
    (marks / f"read-{os.getpid()}").touch()
    if path == "notes/repairs/2022-01-21.md" and deaths.endswith("read"):
        die(marks / "once")
    return read(path, *rest, **more)

def get_template(self, name, *rest, **more):
    (marks / f"render-{os.getpid()}").touch()
    if name == "week.html" and deaths.endswith("render"):
        die(marks / "once")
    return get(self, name, *rest, **more)

def write_and_kill(*rest):
    if deaths == "parent":
        os.kill(os.getppid(), signal.SIGKILL)
    return write(*rest)

read_file.read_note_file, jinja2.Environment.get_template, staging._write = read_note_file, get_template, write_and_kill
"""


class Run:
    """A build in a child process, and the processes it started."""

    def __init__(self, root: Path, method: str, *, jobs: int = 2, deaths: str = "", output: str = "_site") -> None:
        folder = root.parent / f"run-{len(list(root.parent.iterdir()))}"
        folder.mkdir()
        (folder / "sitecustomize.py").write_text(SETUP)
        (folder / "once").touch()
        surroundings = {
            "PYTHONPATH": str(folder),
            "TEST_METHOD": method,
            "TEST_MARKS": str(folder),
            "TEST_DEATHS": deaths,
        }
        command = ["--root", str(root), "build", "--no-search", "--as-of", "2022-03-01", "--jobs", str(jobs)]
        child = subprocess.Popen(
            [sys.executable, "-m", "weeknotes_site", *command, "-o", str(root / output)],
            env={**os.environ, **surroundings},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.output, self.errors = child.communicate(timeout=120)
        self.code = child.returncode
        self.readers, self.renderers = (
            {int(path.name.partition("-")[2]) for path in folder.glob(f"{what}-*")} for what in ("read", "render")
        )
        self.parent = child.pid


@METHODS
def test_many_processes_give_the_same_results_as_one(method: str, make_site: MakeSite) -> None:
    root = make_site(SITE)
    one = Run(root, method, jobs=1, output="one")
    assert (one.code, one.readers, one.renderers) == (0, {one.parent}, {one.parent}), one.errors
    (root / ".weeknotes-cache/notes.sqlite").unlink()
    many = Run(root, method, output="many")
    assert (many.code, many.errors) == (0, "")
    assert many.readers, "notes were read"
    assert many.parent not in many.readers | many.renderers
    assert read_site(root / "many") == read_site(root / "one")
    (root / EDITED).write_text(SITE[EDITED].replace("mended", "warm"))
    assert [Run(root, method, jobs=jobs, output=output).code for jobs, output in ((1, "one"), (2, "many"))] == [0, 0]
    assert read_site(root / "many") == read_site(root / "one")
    assert b"warm" in (root / "many/teams/repairs/2022-01-21.html").read_bytes()


@METHODS
def test_a_mistake_in_a_template_reads_the_same_from_every_process(method: str, make_site: MakeSite) -> None:
    root = make_site(SITE | {"templates/week.html": "<p>\n{{ nothing }}\n"})
    runs = [Run(root, method, jobs=jobs) for jobs in (1, 2)]
    assert runs[0].errors == runs[1].errors
    assert "templates/week.html:2:" in runs[0].errors + runs[0].output
    assert [run.code for run in runs] == [runs[0].code] * 2 != [0, 0]


@METHODS
@pytest.mark.parametrize(("work", "place", "code"), [("read", EDITED, 1), ("render", "weeks/2022-w0", 2)])
def test_a_crashed_process_is_reported_with_its_file(
    method: str, work: str, place: str, code: int, make_site: MakeSite
) -> None:
    root = make_site(SITE)
    done = Run(root, method, deaths=f"always {work}")
    assert done.code == code
    assert place in done.errors
    assert "error[worker-died]: the process that read or rendered this file died" in done.errors
    assert "Traceback" not in done.errors
    assert not (root / "_site/index.html").exists()


@METHODS
@pytest.mark.parametrize("work", ["read", "render"])
def test_a_worker_that_is_killed_once_does_not_fail_the_build(method: str, work: str, make_site: MakeSite) -> None:
    root = make_site(SITE)
    assert Run(root, method, jobs=1, output="one").code == 0
    (root / ".weeknotes-cache/notes.sqlite").unlink()
    done = Run(root, method, deaths=f"once {work}")
    assert (done.code, done.errors, done.output.split(" of ")[0]) == (0, "", "4 notes")
    assert read_site(root / "_site") == read_site(root / "one")


@METHODS
def test_processes_of_a_killed_build_do_not_block_the_next_build(method: str, make_site: MakeSite) -> None:
    root = make_site(SITE)
    assert Run(root, method, deaths="parent").code == -signal.SIGKILL
    until = time.monotonic() + 20
    while (done := Run(root, method)).code and time.monotonic() < until:
        assert "another build is publishing" in done.errors
    assert done.code == 0, done.errors


def _square(constant: int, item: int) -> tuple[int, int]:
    return constant + item * item, os.getpid()


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
def test_results_are_in_order_with_any_number_of_processes() -> None:
    items = range(1_000)
    # A test before this one may have left a thread of the browser's behind.
    with patch.object(parallel, "FEW", {"fork": 2}), patch.object(threading, "active_count", return_value=1):
        results = list(parallel_map(_square, 7, items, jobs=3, name=str))
    assert [value for value, _ in results] == [7 + item * item for item in items]
    assert os.getpid() not in {process for _, process in results}


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
def test_a_process_with_other_threads_is_not_forked() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        with patch.object(parallel, "FEW", {"fork": 2}):
            results = list(parallel_map(_square, 0, range(100), jobs=2, name=str))
    finally:
        done.set()
        thread.join()
    assert {process for _, process in results} == {os.getpid()}


LIMITED = """
import resource, sys
from weeknotes_site import parallel
parallel.FEW = dict.fromkeys(parallel.FEW, 2)
from weeknotes_site.cli import main
resource.setrlimit(resource.RLIMIT_NOFILE, (int(sys.argv[1]), int(sys.argv[1])))
main(["--root", sys.argv[2], "build", "--no-search", "--jobs", "2", "--as-of", "2022-03-01"])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count otherwise")
@pytest.mark.parametrize("files", [pytest.param(10, id="none starts"), pytest.param(16, id="one of two starts")])
def test_without_new_processes_the_work_is_done_in_the_first(files: int, make_site: MakeSite) -> None:
    root = make_site(SITE)
    command = [sys.executable, "-c", LIMITED, str(files), str(root)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr[-1000:]
    assert (root / "_site/teams/repairs/2022-01-21.html").is_file()


WITHOUT_THREADS = """
import os, sys, threading
from weeknotes_site import parallel
from weeknotes_site.cli import main

parallel.FEW = dict.fromkeys(parallel.FEW, 2)
start, parent = threading.Thread.start, os.getpid()

def limited(thread):
    if (os.getpid() == parent) == (sys.argv[1] == "parent"):
        raise RuntimeError("can't start new thread")
    start(thread)

threading.Thread.start = limited
main(["--root", sys.argv[2], "build", "--no-search", "--jobs", "2", "--as-of", "2022-03-01"])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, a process does not inherit the patch")
@pytest.mark.parametrize("process", ["parent", "worker"])
def test_the_work_is_done_if_threads_cannot_start(process: str, make_site: MakeSite) -> None:
    root = make_site(SITE)
    command = [sys.executable, "-c", WITHOUT_THREADS, process, str(root)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr[-1000:]
    assert (root / "_site/teams/repairs/2022-01-21.html").is_file()
