"""Full disks, no temporary folder, old locales, other users, signals: one message, and nothing half done."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from commands import weeknotes
from conftest import MakeSite

WEEKNOTES = f"{sys.executable} -m weeknotes_site"
NOTE = "---\ndate: 2026-11-20\nauthor: Ida Marsh\n---\n\nThe quay is open.\n"
IS_ROOT = os.geteuid() == 0
NEEDS_ROOT = pytest.mark.skipif(not IS_ROOT, reason="only root can become another user")


@pytest.fixture
def root(make_site: MakeSite) -> Path:
    return make_site({"weeknotes.toml": 'base_url = "https://harbour.example/"\n', "notes/harbour/2026-11-20.md": NOTE})


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A site that other users may change; pytest's own folders are private."""
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "notes/harbour").mkdir(parents=True)
        (Path(name) / "notes/harbour/2026-11-20.md").write_text(NOTE, "utf-8")
        subprocess.run(["chmod", "-R", "a+rwX", name], check=True)
        yield Path(name)


def shell(root: Path, command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["bash", "-c", command], cwd=root, capture_output=True, text=True, check=False)


@contextmanager
def as_nobody() -> Iterator[None]:
    os.seteuid(65534 if IS_ROOT else os.geteuid())
    try:
        yield
    finally:
        os.seteuid(0 if IS_ROOT else os.geteuid())


def tree(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize("command", ["new harbour --date 2026-11-27", "theme copy note.html", "init other -y"])
def test_a_file_that_cannot_be_written_is_not_left_half_written(command: str, root: Path) -> None:
    before = tree(root)
    done = shell(root, f"ulimit -f 0; PYTHONDONTWRITEBYTECODE=1 {WEEKNOTES} {command}")
    assert done.returncode == 3
    assert "could not be written" in done.stderr or "cannot be written" in done.stderr
    assert {path for path in tree(root) - before if ".weeknotes-cache" not in path} == set()
    assert shell(root, f"{WEEKNOTES} {command}").returncode == 0, "it can be repeated"


def test_an_import_to_a_full_disk_leaves_no_temporary_file(root: Path, tmp_path: Path) -> None:
    (tmp_path / "2026-11-13.md").write_text("The quay was closed.\n", "utf-8")
    done = shell(root, f"ulimit -f 0; {WEEKNOTES} import {tmp_path}/2026-11-13.md --team Harbour")
    assert done.returncode == 3
    assert not [path for path in tree(root) if "half" in path]


def test_an_init_that_fails_half_way_can_be_repeated(tmp_path: Path) -> None:
    (tmp_path / ".github").write_text("in the way", "utf-8")
    start = ("init", str(tmp_path), "-y", "--ci", "github")
    assert weeknotes(tmp_path, *start).exit_code == 3
    assert tree(tmp_path) == {".github"}
    (tmp_path / ".github").unlink()
    assert weeknotes(tmp_path, *start).exit_code == 0
    assert {"README.md", "notes/our-team/_team.md", ".github/workflows/weeknotes.yml"} <= tree(tmp_path)


@pytest.mark.parametrize("command", ["build", "serve"])
def test_without_a_temporary_folder_the_message_says_what_to_set(
    command: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pagefind_bin", reason="only search needs one in a build")
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(tempfile, "_candidate_tempdir_list", list)
    done = weeknotes(root, command)
    assert done.exit_code == 3
    assert "TMPDIR: error[unwritable]: a temporary folder cannot be created" in done.stderr
    assert not (root / "_site").exists()


def test_an_index_that_pagefind_could_not_write_is_left_out(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pagefind_bin")
    fake = tmp_path / "pagefind"
    fake.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo pagefind 9 && exit\nmkdir -p "$4"; : > "$4/pagefind-entry.json"\n'
    )
    fake.chmod(0o755)
    monkeypatch.setattr("pagefind_bin.get_executable", lambda: fake)
    done = weeknotes(root, "build")
    assert done.exit_code == 0
    assert "search leaves 2026 out: a file could not be written; the disk may be full" in done.stderr
    assert not (root / "_site/search/2026").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems use UTF-8 for names of files in every locale")
def test_file_names_are_read_as_utf_8_in_every_locale(make_site: MakeSite) -> None:
    root = make_site({"notes/tŷ/2026-11-20.md": NOTE, "notes/ميناء/2026-11-20.md": NOTE})
    locale = "LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0"
    done = shell(root, f"{locale} {WEEKNOTES} build --no-search && {locale} {WEEKNOTES} new ميناء --date 2026-11-27")
    assert (done.returncode, done.stderr.count("error")) == (0, 0), done.stderr
    assert done.stdout.endswith("notes/ميناء/2026-11-27.md\n")
    assert (root / "_site/teams/ty/2026-11-20.html").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_site_can_be_in_a_folder_whose_name_is_not_utf_8(tmp_path: Path) -> None:
    root = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    template = '{% extends "theme/note.html" %}\n'
    files = {"notes/harbour/2026-11-20.md": NOTE, "static/assets/site.css": "p {}\n", "templates/note.html": template}
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True)
        (root / name).write_text(text, "utf-8")
    time.sleep(2.1)  # until then, the digest of all sources is not computed
    done = shell(tmp_path, f"{WEEKNOTES} --root {tmp_path}/caf* build --no-search --quiet")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    (root / "notes/harbour/2026-11-20.md").write_text(f"{NOTE}\n##Tides\n\nHigh at noon.\n", "utf-8")
    done = shell(tmp_path, f"GITHUB_STEP_SUMMARY=summary.md {WEEKNOTES} --root {tmp_path}/caf* check --format github")
    assert (done.returncode, done.stderr) == (0, "")
    assert "/caf\\udce9' check --fix` would change" in (tmp_path / "summary.md").read_text("utf-8")


@pytest.mark.parametrize("command", ["build", "check", "new harbour", "init -y", "status", "serve", "theme"])
def test_a_deleted_folder_is_reported_as_deleted(command: str, tmp_path: Path) -> None:
    done = shell(tmp_path, f"mkdir gone; cd gone; rmdir ../gone; {WEEKNOTES} {command}")
    assert done.returncode == 2
    assert done.stderr.endswith("Error: the current folder has been deleted; change to another one\n")


@pytest.mark.parametrize("file", ["pyproject.toml", ".gitignore"])
def test_init_beside_an_unreadable_file_does_not_crash(file: str, open_to_all: Path, tmp_path: Path) -> None:
    weeknotes(tmp_path, "init", str(tmp_path), "-y")  # imports everything, which another user might not
    (open_to_all / file).write_text("[tool.weeknotes]\n", "utf-8")
    (open_to_all / file).chmod(0)
    with as_nobody():
        done = weeknotes(open_to_all, "init", str(open_to_all), "-y")
    if file == "pyproject.toml":
        assert (done.exit_code, tree(open_to_all) - {file}) == (2, {"notes/harbour/2026-11-20.md"})
        assert "pyproject.toml: error[unreadable]: cannot be read: no permission" in done.stderr
    else:
        assert done.exit_code == 0, done.stderr


@pytest.mark.parametrize("arguments", [("check",), ("explain",), ("check", "--fix")])
def test_a_path_below_an_unreadable_folder_is_reported(arguments: tuple[str, ...], open_to_all: Path) -> None:
    (open_to_all / "notes/harbour").chmod(0o600)
    path = open_to_all / "notes/harbour/2026-11-20.md"
    with as_nobody():
        result = weeknotes(open_to_all, *arguments, str(path))
    assert (result.exit_code, result.output) == (2, f"error: {path} cannot be used: no permission\n")


@pytest.mark.parametrize("arguments", [("check",), ("explain",), ("init",), ("import",), ("build", "--output")])
def test_a_name_that_is_too_long_is_reported(arguments: tuple[str, ...], root: Path) -> None:
    result = weeknotes(root, *arguments, "a" * 300)
    assert result.exit_code in (2, 3)
    assert "Traceback" not in result.output
    assert "a" * 300 in "".join(result.output.split())


@pytest.mark.parametrize("mode", [0o000, 0o444], ids=["closed", "listed"])
def test_an_import_reports_folders_that_it_cannot_read(mode: int, open_to_all: Path) -> None:
    for name in ("2026-11-06.md", "closed/2026-11-13.md"):
        (open_to_all / "old" / name).parent.mkdir(parents=True, exist_ok=True)
        (open_to_all / "old" / name).write_text("The quay was closed.\n", "utf-8")
    source = ("import", str(open_to_all / "old"), "--team", "Harbour")
    weeknotes(open_to_all, *source, "--dry-run")  # imports everything, which another user might not
    (open_to_all / "old/closed").chmod(mode)
    try:
        with as_nobody():
            done = weeknotes(open_to_all, *source)
    finally:
        (open_to_all / "old/closed").chmod(0o755)
    assert done.exit_code == 0
    assert "not imported: closed" in done.stderr
    assert "cannot be read: no permission" in done.stderr
    assert (open_to_all / "notes/harbour/2026-11-06.md").exists()


@NEEDS_ROOT
def test_a_site_published_by_another_user_is_updated_if_permitted(open_to_all: Path) -> None:
    assert weeknotes(open_to_all, "build", "--no-search").exit_code == 0
    subprocess.run(["chmod", "-R", "a+rwX", str(open_to_all)], check=True)
    (open_to_all / "notes/harbour/2026-11-20.md").write_text(NOTE.replace("open", "closed"), "utf-8")
    with as_nobody():
        done = weeknotes(open_to_all, "build", "--no-search")
    assert done.exit_code == 0, done.stderr
    assert "closed" in (open_to_all / "_site/teams/harbour/2026-11-20.html").read_text("utf-8")


@NEEDS_ROOT
def test_an_empty_output_keeps_its_group(root: Path) -> None:
    output = root / "public"
    output.mkdir()
    os.chown(output, 0, 4321)
    output.chmod(0o2750)
    assert weeknotes(root, "build", "--no-search", "-o", str(output)).exit_code == 0
    assert (output.stat().st_gid, output.stat().st_mode & 0o7777) == (4321, 0o2750)
    assert (output / "index.html").stat().st_gid == 4321


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_build_that_is_stopped_leaves_no_temporary_file(
    number: signal.Signals, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    slow = tmp_path / "fake" / "pagefind_bin.py"
    slow.parent.mkdir()
    program = tmp_path / "pagefind"
    program.write_text('#!/bin/sh\n[ "$1" = --version ] && echo pagefind 9 && exit\n: > "$2/begun"; sleep 2\n')
    program.chmod(0o755)
    slow.write_text(f"def get_executable():\n    return {str(program)!r}\n", "utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(slow.parent), os.environ.get("PYTHONPATH", ""))))
    # `nohup` lets what it runs ignore SIGHUP, and a child inherits that.
    heed = partial(signal.signal, number, signal.SIG_DFL)
    with subprocess.Popen(
        [*WEEKNOTES.split(), "build"], cwd=root, stderr=subprocess.PIPE, text=True, preexec_fn=heed
    ) as process:
        until = time.monotonic() + 60
        while not list((tmp_path / "tmp").rglob("begun")):
            assert process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.02)
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (128 + number, "")
    assert not list((tmp_path / "tmp").iterdir())
    assert {path.name for path in root.iterdir()} == {"weeknotes.toml", "notes", ".weeknotes-cache"}


def test_an_editor_with_an_unclosed_quote_is_reported(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "'code --wait")
    done = weeknotes(root, "new", "harbour", "--date", "2026-11-27", "--edit")
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: $VISUAL or $EDITOR is not a command: ")
    assert (root / "notes/harbour/2026-11-27.md").exists()
