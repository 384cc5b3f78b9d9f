"""A committed cache, or a link in its place, does not change published files."""

import os
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import MakeSite
from weeknotes_site.cli import main
from weeknotes_site.git import is_tracked

CACHE = ".weeknotes-cache"
NOTE = "---\ndate: 2022-01-24\nauthor: Ann Lee\n---\n\nWe moved the queue.\n"
IGNORED = f"{CACHE} is ignored, because git tracks it"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def run(root: Path, *command: str) -> Result:
    arguments = ["--root", str(root), *command, "--as-of", "2022-03-01"]
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def build(root: Path) -> Result:
    return run(root, "build", "--no-search", "--jobs", "1")


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Ann Lee", "-c", "user.email=ann@weeknotes.example")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


def spoilt_site(make_site: MakeSite) -> Path:
    """Return a site with a corrupt cache, which every build that reads it reports."""
    root = make_site({"notes/repairs/2022-01-24.md": NOTE})
    assert build(root).exit_code == 0
    shutil.rmtree(root / "_site")
    for path in (root / CACHE).rglob("*"):
        if path.is_file():
            path.write_bytes(b"<script>" * 20)
    return root


def test_a_cache_that_git_tracks_is_ignored_with_one_warning(make_site: MakeSite) -> None:
    root = spoilt_site(make_site)
    git(root, "init", "-q")
    git(root, "add", "-f", ".")
    kept = {path: path.read_bytes() for path in (root / CACHE).rglob("*") if path.is_file()}
    result = build(root)
    assert result.exit_code == 0
    said = [line for line in result.stderr.splitlines() if CACHE in line]
    assert len(said) == 1
    assert IGNORED in said[0]
    command = shlex.split(said[0].partition("`")[2].partition("`")[0])
    subprocess.run(command, cwd=root.parent, check=True, capture_output=True)
    assert not is_tracked(root, CACHE), "the command works outside the repository, too"
    assert {path: path.read_bytes() for path in (root / CACHE).rglob("*") if path.is_file()} == kept


@pytest.mark.parametrize("command", [("check",), ("status",), ("explain", "notes/repairs/2022-01-24.md"), ("digest",)])
def test_every_command_ignores_a_tracked_cache(command: tuple[str, ...], make_site: MakeSite) -> None:
    root = make_site({"weeknotes.toml": 'base_url = "https://weeknotes.example/"', "notes/repairs/2022-01-24.md": NOTE})
    build(root)
    git(root, "init", "-q")
    git(root, "add", "-f", CACHE)
    assert run(root, *command).output.count(IGNORED) == 1


def test_a_corrupt_cache_that_git_does_not_track_is_reported(make_site: MakeSite) -> None:
    assert CACHE in build(spoilt_site(make_site)).stderr


def test_a_cache_that_git_does_not_track_is_used(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-24.md": NOTE})
    git(root, "init", "-q")
    git(root, "add", "notes")
    git(root, "commit", "-qm", "Start")
    assert IGNORED not in build(root).output + build(root).output
    assert (root / CACHE).is_dir()


@pytest.mark.parametrize("name", [f"{CACHE}/notes", f"{CACHE}/search/2022/x", ".Weeknotes-Cache/notes"])
def test_a_single_tracked_file_in_a_subfolder_is_enough(name: str, make_site: MakeSite) -> None:
    root = make_site({f"sub/{name}": "x", "sub/notes/a.md": NOTE})
    git(root, "init", "-q")
    assert not is_tracked(root / "sub", CACHE)
    git(root, "add", "-f", f"sub/{name}")
    assert is_tracked(root / "sub", CACHE)
    assert not is_tracked(root / "sub", "notes")


def test_git_runs_no_program_of_the_repository_and_ignores_variables(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_site({f"{CACHE}/notes": "x"})
    (root / "bait").write_text(f"#!/bin/sh\ntouch '{root}/caught'\n")
    (root / "bait").chmod(0o755)
    git(root, "init", "-q")
    git(root, "add", "-f", CACHE)
    for key in ("core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "alias.ls-files"):
        git(root, "config", key, str(root / "bait"))
    (root / "caught").unlink(missing_ok=True)  # git's own commands may have run it just now
    monkeypatch.setenv("GIT_DIR", str(root / "nowhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(root / "nowhere"))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(root / "bait"))
    assert is_tracked(root, CACHE)
    assert not (root / "caught").exists()


def test_without_a_repository_or_git_no_process_starts(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_site({f"{CACHE}/notes": "x"})

    def never(*_arguments: object, **_options: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(subprocess, "run", never)
    if not any((folder / ".git").exists() for folder in root.resolve().parents):
        assert not is_tracked(root, CACHE)
    (root / ".git").mkdir()
    monkeypatch.setenv("PATH", os.fspath(root))
    assert not is_tracked(root, CACHE)


@pytest.mark.parametrize("place", ["", "pictures", "search", "search/2022-abc"])
def test_a_symbolic_link_in_place_of_the_cache_is_refused(place: str, make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-24.md": NOTE, "outside/precious.txt": "kept", "outside/notes": "kept"})
    (root / CACHE / place).parent.mkdir(parents=True, exist_ok=True)
    (root / CACHE / place).symlink_to(root / "outside", target_is_directory=True)
    for command in (("build", "--no-search"), ("check",), ("status",)):
        result = run(root, *command)
        assert result.exit_code == 3
        assert "is a symbolic link" in result.output
    assert sorted(path.name for path in (root / "outside").iterdir()) == ["notes", "precious.txt"]
    assert not (root / "_site").exists()
