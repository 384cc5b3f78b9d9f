"""A full disk under the log, a closed stream or too little memory give one line and the right exit code."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from conftest import MakeSite

WEEKNOTES = f"{sys.executable} -m weeknotes_site"
NOTE = "---\ndate: 2026-11-20\nauthor: Ida Marsh\n---\n\nThe quay [is open](nowhere.md).\n"
PAGE = "_site/teams/harbour/2026-11-20.html"
BUILD = "build --keep-going --no-search"
NOT_PRINTED = "error: the output could not be printed: the disk is full\n"


@pytest.fixture
def root(make_site: MakeSite) -> Path:
    return make_site({"weeknotes.toml": 'base_url = "https://harbour.example/"\n', "notes/harbour/2026-11-20.md": NOTE})


def shell(root: Path, command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a site's folder, with the exit code of its first program."""
    line = f"{command}; exit ${{PIPESTATUS[0]}}"
    return subprocess.run(["bash", "-c", line], cwd=root, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "streams",
    [
        *(">/dev/full", "2>/dev/full", ">/dev/full 2>&1"),
        *(">&-", "2>&-", "<&- >&- 2>&-"),
        *("| true", "2>&1 | true", "2>&1 | head -c1"),
    ],
)
def test_a_build_with_lost_output_publishes_and_exits_0(root: Path, streams: str) -> None:
    done = shell(root, f"{WEEKNOTES} {BUILD} {streams}")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert (root / PAGE).exists()


@pytest.mark.parametrize("environment", ["", "PYTHONUNBUFFERED=1 "], ids=["buffered", "unbuffered"])
def test_a_build_reports_lost_output_on_the_other_stream(root: Path, environment: str) -> None:
    done = shell(root, f"{environment}{WEEKNOTES} {BUILD} > /dev/full")
    assert done.returncode == 0
    assert done.stderr.endswith("the site is published, but this report could not be printed: the disk is full\n")


@pytest.mark.parametrize("command", ["build --no-search", "build --no-search --format json"])
def test_a_build_that_publishes_nothing_keeps_its_exit_code(root: Path, command: str) -> None:
    done = shell(root, f"{WEEKNOTES} {command} > /dev/full 2>&-")
    assert done.returncode == 1
    assert not (root / "_site").exists()


@pytest.mark.parametrize(
    "command, code",
    [
        ("check", 1),
        ("check --all --format json", 1),
        ("explain notes/harbour/2026-11-20.md", 1),
        *(
            (line, 3)
            for line in ("status --json", "acronyms", "theme", "schema", "--help", "--version", "build --help")
        ),
        *((f"{line} --keep-going", 3) for line in ("digest 2026-W47", "catchup --since 2026-11-01")),
    ],
)
def test_a_command_with_lost_output_says_so(root: Path, command: str, code: int) -> None:
    done = shell(root, f"{WEEKNOTES} {command} > /dev/full")
    assert (done.returncode, done.stderr) == (code, NOT_PRINTED)


@pytest.mark.parametrize("streams", [">&-", "2>&-", "| true"])
@pytest.mark.parametrize("command, code", [("check", 1), ("status", 0), ("--help", 0)])
def test_a_closed_pipe_is_not_an_error(root: Path, command: str, code: int, streams: str) -> None:
    done = shell(root, f"{WEEKNOTES} {command} {streams}")
    assert done.returncode == code
    assert done.stderr == ""


def test_a_closed_streams_descriptor_is_not_reused_for_a_file(root: Path) -> None:
    """Programs write to stream 2; whatever file got its number would contain that."""
    code = (
        "from weeknotes_site.cli.streams import open_streams; open_streams();"
        "import os; file = open('opened', 'wb'); os.write(2, b'slipped in'); os.write(1, b'slipped in')"
    )
    shell(root, f'{sys.executable} -c "{code}" <&- >&- 2>&-')
    assert (root / "opened").read_bytes() == b""


def test_a_full_pipe_that_does_not_block_gets_everything(root: Path) -> None:
    for number in range(2_000):
        (root / f"notes/harbour/{number}.txt.md").write_text(f"---\ndate: nonsense {number}\n---\n\nText.\n")
    command = [*WEEKNOTES.split(), "check", "--all", "--jobs", "1"]
    whole = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    with subprocess.Popen(command, cwd=root, stdout=writing) as process:
        os.close(writing)
        received: list[bytes] = []
        reader = threading.Thread(target=lambda: received.extend(iter(lambda: os.read(reading, 4096), b"")))
        reader.start()
        assert process.wait(60) == whole.returncode
    reader.join()
    os.close(reading)
    assert len(whole.stdout) > 1 << 17, "more than a pipe holds"
    assert b"".join(received).decode() == whole.stdout


def test_a_step_summary_on_a_full_disk_is_reported_in_one_line(root: Path) -> None:
    (root / "notes/harbour/2026-11-20.md").write_text(NOTE.replace("date:", "Date:"))
    done = shell(root, f"GITHUB_STEP_SUMMARY=/dev/full {WEEKNOTES} check --format github")
    assert done.returncode == 1
    assert "the step's summary could not be written: the disk is full" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit a process's addresses")
@pytest.mark.parametrize("command", [BUILD, "check"])
def test_running_out_of_memory_is_reported_in_one_line(root: Path, command: str) -> None:
    code = f"""
import re, resource, pathlib
from weeknotes_site.cli import build, check, main
from weeknotes_site import assemble, losses, rendering
from weeknotes_site.content import read_file

used = int(re.search("VmSize:\\s+([0-9]+)", pathlib.Path("/proc/self/status").read_text())[1]) << 10
resource.setrlimit(resource.RLIMIT_AS, (used, used))
main({command.split()})
"""
    for number in range(300):
        (root / f"notes/harbour/{number}.md").write_text(NOTE + "A rope.\n" * 500)
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (3, "error: there is not enough memory\n")
    assert not (root / "_site").exists()
