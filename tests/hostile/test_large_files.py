"""A file that no note links to is never opened, and linked files of any size need little memory."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import MakeSite

TEN_GB = 10_000_000_000
MEMORY = 600_000_000
HEAD = "---\ndate: 2022-01-24\nauthor: Ann Lee\n---\n\nWe moved the queue.\n"
COMMAND = """
import resource, sys
if len(sys.argv) > 2:
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]), int(sys.argv[2])))
opened = open(sys.argv[1] + ".opened", "a")
def watch(event, arguments):
    if event == "open" and "/notes/" in str(arguments[0]):
        opened.write(str(arguments[0]) + "\\n")
sys.addaudithook(watch)
from weeknotes_site.cli import main
main(["--root", sys.argv[1], "build", "--no-search", "--keep-going", "--jobs", "1", "--as-of", "2022-03-01"])
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of memory that Python can set"),
]


def build(root: Path) -> tuple[subprocess.CompletedProcess[str], set[str]]:
    """Build in a process with little memory, and return what it said and the names of the notes' files it opened."""
    command = [sys.executable, "-c", COMMAND, str(root), str(MEMORY)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    log = root.with_name(f"{root.name}.opened")
    opened = {Path(line).name for line in log.read_text().splitlines()}
    log.unlink()
    return done, opened


def make_sparse(path: Path, size: int) -> None:
    """Create a large sparse file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    os.truncate(path, size)


def test_a_file_that_no_note_links_to_is_never_opened(make_site: MakeSite) -> None:
    names = {"film.zip", "plan.pdf", "photo.png", "photo.jpg", "figures.csv", "film.mov"}
    root = make_site({"notes/repairs/2022-01-24.md": HEAD + "[Plan](small.pdf)\n", "notes/repairs/small.pdf": "%PDF"})
    for name in names:
        make_sparse(root / "notes/repairs" / name, TEN_GB)
    for _ in range(2):
        done, opened = build(root)
        assert done.returncode == 0, done.stderr
        assert names & opened == set()
    assert (root / "_site/teams/repairs/small.pdf").read_text() == "%PDF"
    assert names & {path.name for path in (root / "_site").rglob("*")} == set()


@pytest.mark.parametrize(
    ("link", "code"),
    [("[Film](film.zip)", "attachment-too-large"), ("![A cat](film.png)", "picture-too-large"), ("", "note-too-large")],
)
def test_a_file_above_its_limit_is_refused_by_its_size(link: str, code: str, make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-24.md": HEAD + link, "notes/waste/2022-01-24.md": HEAD})
    name = link.partition("(")[2].rstrip(")") or "2022-01-25.md"
    make_sparse(root / "notes/repairs" / name, TEN_GB)
    done, _ = build(root)
    assert f"[{code}]" in done.stderr + done.stdout
    assert (root / "_site/teams/waste/2022-01-24.html").is_file()


def test_large_static_and_linked_files_are_copied_in_chunks(make_site: MakeSite) -> None:
    size = 40_000_000
    root = make_site({"notes/repairs/2022-01-24.md": HEAD + "[Plan](plan.pdf)\n"})
    make_sparse(root / "notes/repairs/plan.pdf", size)
    make_sparse(root / "static/film.mov", MEMORY + size)
    done, _ = build(root)
    assert done.returncode == 0, done.stderr
    assert (root / "_site/teams/repairs/plan.pdf").stat().st_size == size
    assert (root / "_site/film.mov").stat().st_size == MEMORY + size
    (root / "_site/film.mov").unlink()


def test_an_attachment_that_changes_is_published_again(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-24.md": HEAD + "[Plan](plan.csv)\n", "notes/repairs/plan.csv": "old"})
    for text in ("old", "new", "old"):
        (root / "notes/repairs/plan.csv").write_text(text)
        assert build(root)[0].returncode == 0
        assert (root / "_site/teams/repairs/plan.csv").read_text() == text
