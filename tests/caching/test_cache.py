"""A cache only saves time: whatever it contains, the site is correct, and corruption is reported in one line."""

import os
import pickle
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from commands import weeknotes
from conftest import MakeSite, site_options
from folders import read_site, write_files
from weeknotes_site.cache import CACHE, CORRUPT, LOCKED, Cache
from weeknotes_site.cache.file import checksum
from weeknotes_site.pipeline import build

NOTE = "---\ndate: 2022-01-21\nauthor: Ada\n---\n\nThe boiler of block C is mended.\n\n## Next\n\nThe lift.\n"
EDITED = "notes/repairs/2022-01-21.md"
SITE = {
    "weeknotes.toml": 'base_url = "https://weeknotes.example/"\n',
    "notes/repairs/2022-01-14.md": NOTE.replace("01-21", "01-14").replace("boiler of block C", "roof of block A"),
    EDITED: NOTE,
    "notes/repairs/_team.md": "---\nname: Repairs\n---\n\nWe mend.\n",
}
FILE = f"{CACHE}/notes.sqlite"
COMMAND = ("build", "--no-search", "--as-of", "2022-03-01")


class Caught:
    """A site with a cache, and the expected result of its next build."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.file = root / FILE
        self.run()
        (root / EDITED).write_text(NOTE.replace("The lift.", "The roof."))
        clean = root.with_name("clean")
        shutil.copytree(root, clean, ignore=shutil.ignore_patterns(CACHE, "_site"))
        weeknotes(clean, *COMMAND)
        self.expected = read_site(clean / "_site")
        assert any(b"The roof." in content for content in self.expected.values())

    def run(self) -> list[str]:
        """Build, and return standard error."""
        result = weeknotes(self.root, *COMMAND)
        assert result.exit_code == 0, result.output
        return result.stderr.splitlines()

    def builds_right(self) -> list[str]:
        """Build twice, the second time without messages; return those of the first."""
        said = self.run()
        assert read_site(self.root / "_site") == self.expected
        assert all(CORRUPT.format(self.root / CACHE) in line for line in said)
        assert len(said) <= 1
        return said


@pytest.fixture
def caught(make_site: MakeSite) -> Caught:
    return Caught(make_site(SITE))


def flip(file: Path, at: int, bits: int = 0xFF) -> None:
    content = bytearray(file.read_bytes())
    content[at % len(content)] ^= bits
    file.write_bytes(content)


HARMS: dict[str, Callable[[Path], object]] = {
    "empty": lambda file: file.write_bytes(b""),
    "text": lambda file: file.write_text("no database" * 1_000),
    "random": lambda file: file.write_bytes(bytes(range(256)) * 200),
    "only a header": lambda file: file.write_bytes(b"SQLite format 3\0" + bytes(84)),
    "truncated": lambda file: os.truncate(file, file.stat().st_size // 2),
    "truncated within a page": lambda file: os.truncate(file, file.stat().st_size - 1_000),
    "zeros in the middle": lambda file: file.write_bytes(
        file.read_bytes()[:8_192] + bytes(4_096) + file.read_bytes()[12_288:]
    ),
    "no tables": lambda file: run_sql(file, "DROP TABLE facts; DROP TABLE files; DROP TABLE texts"),
    "other columns": lambda file: run_sql(file, "DROP TABLE facts; CREATE TABLE facts (a, b, c)"),
    "values of another type": lambda file: run_sql(file, "UPDATE facts SET value = 7; UPDATE texts SET value = NULL"),
    "values of another entry": lambda file: run_sql(file, "UPDATE facts SET value = (SELECT max(value) FROM facts)"),
    "manifests of text": lambda file: run_sql(file, "UPDATE manifests SET value = 'x'; UPDATE reports SET value = 'y'"),
    "files of numbers": lambda file: run_sql(file, "UPDATE files SET digest = 7"),
    "facts by number": lambda file: run_sql(file, "UPDATE facts SET digest = rowid"),
    "files of text": lambda file: run_sql(file, "UPDATE files SET size = 'x', digest = 'y'"),
}


def run_sql(file: Path, script: str) -> None:
    connection = sqlite3.connect(file)
    connection.executescript(script)
    connection.close()


@pytest.mark.slow
@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_cache_only_costs_time(harm: str, caught: Caught) -> None:
    HARMS[harm](caught.file)
    said = caught.builds_right()
    print(f"{harm}: {said}")
    assert caught.run() == [], "it was made anew"
    assert caught.builds_right() == []


@pytest.mark.slow
@settings(
    max_examples=300 if os.environ.get("WEEKNOTES_FULL") else 40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(at=st.floats(0, 1, exclude_max=True), bits=st.integers(1, 255))
@example(at=0.0, bits=0xFF)
@example(at=0.9999999, bits=0xFF)
def test_a_flipped_byte_only_costs_time(at: float, bits: int, prepared: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "site"
        shutil.copytree(prepared, root)
        file = root / FILE
        flip(file, int(file.stat().st_size * at), bits)
        said: list[str] = []
        build(site_options(root=root, as_of=date(2022, 3, 1), notify=said.append), root / "_site", None)
        assert read_site(root / "_site") == read_site(prepared.with_name("expected"))
        assert said in ([], [CORRUPT.format(root / CACHE)])


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site with a cache, in which a note was changed; beside it stands what its next build must give."""
    root = tmp_path_factory.mktemp("prepared") / "site"
    write_files(root, SITE)
    site = Caught(root)
    shutil.copytree(root.with_name("clean") / "_site", root.with_name("expected"))
    assert read_site(root.with_name("expected")) == site.expected
    return root


def test_a_corrupt_cache_is_reported_once(caught: Caught) -> None:
    run_sql(caught.file, "UPDATE facts SET value = substr(value, 1, 20) || x'00' || substr(value, 22)")
    assert caught.builds_right() == [CORRUPT.format(caught.root / CACHE)]


@pytest.mark.parametrize("what", ["a folder for the file", "a file for the folder"])
def test_a_file_or_folder_in_place_of_the_cache_is_left_alone(what: str, caught: Caught) -> None:
    if what == "a folder for the file":
        caught.file.unlink()
        (caught.file / "own").mkdir(parents=True)
    else:
        shutil.rmtree(caught.root / CACHE)
        (caught.root / CACHE).write_text("mine")
    caught.builds_right()
    assert what != "a folder for the file" or (caught.file / "own").is_dir()
    assert what != "a file for the folder" or (caught.root / CACHE).read_text() == "mine"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become someone without permission")
@pytest.mark.parametrize("mode", [0o555, 0o000])
def test_an_unwritable_cache_folder_is_ignored(mode: int) -> None:
    base = Path(tempfile.mkdtemp(prefix="weeknotes-cache-"))
    base.chmod(0o755)
    try:
        root = base / "site"
        write_files(root, SITE)
        site = Caught(root)
        subprocess.run(["chown", "-R", "65534", str(root / "_site")], check=True)
        for path in (root / CACHE).iterdir():
            path.chmod(mode & 0o444)
        (root / CACHE).chmod(mode)
        os.seteuid(65534)
        try:
            assert site.builds_right() == []
        finally:
            os.seteuid(0)
    finally:
        shutil.rmtree(base)


HOLDS = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
for statement in sys.argv[2:]:
    held = connection.execute(statement)
    held.fetchone()
print("ready", flush=True)
time.sleep(60)
"""
READING = ("BEGIN", "SELECT * FROM facts")


@pytest.fixture(params=[("BEGIN EXCLUSIVE",), ("BEGIN IMMEDIATE",), READING], ids=["whole", "writing", "reading"])
def locked(caught: Caught, request: pytest.FixtureRequest) -> Iterator[Caught]:
    """Let another process lock the file during a build."""
    command = [sys.executable, "-c", HOLDS, str(caught.file), *request.param]
    other = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    assert other.stdout.readline() == "ready\n"
    try:
        yield caught
    finally:
        other.kill()
        other.wait()
        other.stdout.close()


def test_a_build_continues_without_a_locked_cache(locked: Caught) -> None:
    with patch("weeknotes_site.cache.file._TIMEOUT", 0.1):
        assert locked.run() == [LOCKED.format(locked.root / CACHE)]
    assert read_site(locked.root / "_site") == locked.expected


def test_a_build_waits_for_a_locked_cache_only_once(locked: Caught, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build reads and writes the cache a dozen times."""
    left: list[str] = []
    original = Cache._leave_locked

    def count(cache: Cache, failure: BaseException) -> bool:
        left.append(str(failure))
        return original(cache, failure)

    monkeypatch.setattr(Cache, "_leave_locked", count)
    with patch("weeknotes_site.cache.file._TIMEOUT", 0.1):
        locked.run()
    assert left == ["database is locked"]


def test_a_build_suspended_while_reading_does_not_block_another(caught: Caught) -> None:
    """Such as by Ctrl-Z in another terminal."""
    reads = """
import os, signal, sys
from weeknotes_site.cli import main
from weeknotes_site.cache import Writer
Writer.add = lambda *arguments: os.kill(os.getpid(), signal.SIGSTOP)
main(sys.argv[1:])
"""
    command = [sys.executable, "-c", reads, "--root", str(caught.root), *COMMAND]
    with subprocess.Popen(
        [*command, "-o", str(caught.root / "other")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as suspended:
        try:
            assert os.WIFSTOPPED(os.waitpid(suspended.pid, os.WUNTRACED)[1])
            with patch("weeknotes_site.cache.file._TIMEOUT", 0.1):
                assert caught.run() == [LOCKED.format(caught.root / CACHE)]
        finally:
            suspended.kill()
    assert read_site(caught.root / "_site") == caught.expected
    assert caught.builds_right() == []


@pytest.fixture
def small_disk(caught: Caught) -> Iterator[Path]:
    """Put the cache on a small disk."""
    folder, kept = caught.root / CACHE, caught.root / "kept"
    folder.rename(kept)
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"cannot mount a disk here: {done.stderr.strip()}")
    shutil.copytree(kept, folder, dirs_exist_ok=True)
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.parametrize("free", [0, 20_000, 60_000])
def test_a_full_disk_does_not_stop_the_run(free: int, caught: Caught, small_disk: Path) -> None:
    room = shutil.disk_usage(small_disk).free
    with (small_disk / "filler").open("wb") as filler:
        filler.write(bytes(max(room - free, 0)))
    assert caught.builds_right() == []
    (small_disk / "filler").unlink()
    assert caught.builds_right() == []


def test_a_cache_written_by_another_version_is_not_used(caught: Caught) -> None:
    run_sql(caught.file, "UPDATE made_by SET key = x'00'; UPDATE texts SET value = value || x'00'")
    assert caught.builds_right() == []


def test_a_cache_of_another_format_is_emptied(caught: Caught) -> None:
    for table in ("facts", "texts", "files", "manifests", "reports", "made_by"):
        run_sql(caught.file, f"ALTER TABLE {table} RENAME TO {table}_of_old")
    run_sql(caught.file, "PRAGMA user_version = 99; CREATE TABLE facts (whatever)")
    assert caught.builds_right() == []
    names = sqlite3.connect(caught.file).execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    assert not [name for (name,) in names if name.endswith("_of_old")]


KILLED = """
import os, signal, sys
from weeknotes_site import cache
from weeknotes_site.cli import main

count, at = [0], int(sys.argv.pop(1))
put, put_files = cache.Writer.put, cache.Writer.put_files

def counted(original):
    def call(*values):
        original(*values)
        count[0] += 1
        if count[0] == at:
            os.kill(os.getpid(), signal.SIGKILL)
    return call

cache.Writer.put, cache.Writer.put_files = counted(put), counted(put_files)
main(prog_name="weeknotes")
"""
"""A command that is killed after a number of writes to the cache."""


@pytest.mark.parametrize("at", range(1, 6))
def test_a_build_killed_while_writing_leaves_a_valid_cache(at: int, caught: Caught) -> None:
    command = [sys.executable, "-c", KILLED, str(at), "--root", str(caught.root), *COMMAND]
    killed = subprocess.run(command, capture_output=True, check=False)
    assert killed.returncode in (-signal.SIGKILL, 0)
    assert killed.returncode == -signal.SIGKILL or at > 3
    assert caught.builds_right() == []


class Harm:
    """Attacks by a committed cache."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("harmed",)


@pytest.mark.parametrize("table", ["facts", "texts", "manifests", "reports"])
def test_a_cache_cannot_run_code(table: str, caught: Caught, monkeypatch: pytest.MonkeyPatch) -> None:
    caught.run()
    monkeypatch.chdir(caught.root)
    # As text, which a body is decoded as, and with the checksums of the cache, so that it is decoded at all.
    harm = pickle.dumps(Harm(), 0)
    connection = sqlite3.connect(caught.file)
    digests = connection.execute(f"SELECT digest FROM {table}").fetchall()
    assert digests
    for (digest,) in digests:
        connection.execute(f"UPDATE {table} SET value = ? WHERE digest = ?", (checksum(digest, harm) + harm, digest))
    connection.execute("CREATE TRIGGER t AFTER INSERT ON texts BEGIN DELETE FROM texts; END")
    connection.execute("CREATE VIEW v AS SELECT load_extension('x')")
    connection.commit()
    connection.close()
    shutil.rmtree(caught.root / "_site")
    caught.run()
    assert not Path("harmed").exists()


def test_timestamps_of_the_last_two_seconds_are_not_trusted(caught: Caught, monkeypatch: pytest.MonkeyPatch) -> None:
    # As on FAT, which has neither change times nor inodes.
    monkeypatch.setattr(
        "weeknotes_site.content.files.tree.signature_of", lambda found: (found.st_size, found.st_mtime_ns, 0, 0)
    )
    caught.run()
    found = (caught.root / EDITED).stat()
    (caught.root / EDITED).write_text(NOTE.replace("The lift.", "The attic"))
    os.utime(caught.root / EDITED, ns=(found.st_atime_ns, found.st_mtime_ns))
    caught.run()
    assert b"The attic" in (caught.root / "_site/teams/repairs/2022-01-21.html").read_bytes()
