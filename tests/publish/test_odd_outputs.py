"""An invalid output is refused with the actual reason."""

import os
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from commands import weeknotes
from conftest import MakeSite

NOTE = "---\ndate: 2022-01-24\nauthor: Ann Lee\n---\n\nWe moved the queue.\n"
NEEDS_PROC = pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no /proc here")


@pytest.fixture
def root(make_site: MakeSite) -> Path:
    root = make_site({"notes/queue/2022-01-24.md": NOTE, "a file": "Not a folder.\n"})
    for name, target in (("itself", "itself"), ("one", "other"), ("other", "one")):
        (root / name).symlink_to(target)
    return root


def run(root: Path, *arguments: str) -> tuple[int, str]:
    result = weeknotes(root, *arguments)
    return result.exit_code, result.stderr


@pytest.mark.parametrize(
    "output, said",
    [
        ("itself", "ROOT/itself is not a folder"),
        ("one", "ROOT/one is not a folder"),
        ("one/site", "cannot write ROOT/one/site: its symbolic links form a loop"),
        ("a file/site", "cannot write ROOT/a file/site: one of its folders is a file"),
        ("a file/deep/site", "cannot write ROOT/a file/deep/site: one of its folders is a file"),
        *(
            (path, f"cannot write ROOT/{path}: the name is too long")
            for path in ("a" * 250, "b" * 300, "c/" * 2500 + "c")
        ),
        pytest.param("/proc/x", "cannot write /proc/x: no folder can be created in /proc", marks=NEEDS_PROC),
        pytest.param("/proc/x/y", "cannot write /proc/x/y: no folder can be created in /proc", marks=NEEDS_PROC),
    ],
)
def test_an_invalid_output_is_refused_with_the_reason(root: Path, output: str, said: str) -> None:
    code, stderr = run(root, "build", "--no-search", "-o", str(root / output))
    assert (code, stderr.splitlines()[0]) == (3, f"error: {said.replace('ROOT', str(root))}")
    assert stderr.splitlines()[1].startswith("  hint: ")


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A site that other users may read; pytest's own folders are private."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        (Path(name) / "notes/queue").mkdir(parents=True)
        (Path(name) / "notes/queue/2022-01-24.md").write_text(NOTE)
        yield Path(name)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
@pytest.mark.parametrize("output", ["closed", "closed/site", "closed/deep/site"])
def test_a_folder_that_may_not_be_read_is_refused(open_to_all: Path, output: str) -> None:
    run(open_to_all, "build", "--no-search")  # imports everything, which another user might not
    (open_to_all / "closed").mkdir(mode=0o700)
    os.seteuid(65534)
    try:
        code, stderr = run(open_to_all, "build", "--no-search", "-o", str(open_to_all / output))
    finally:
        os.seteuid(0)
    said = f"cannot write {open_to_all / output}: no permission"
    assert (code, stderr.splitlines()[-2]) == (3, f"error: {said}")


def circle(path: Path) -> None:
    path.symlink_to(path.name)


def dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def plain_file(path: Path) -> None:
    path.write_text("")


@pytest.mark.parametrize(
    ("place", "make"),
    [
        *product(("static", "templates"), (circle, dangling, os.mkfifo, plain_file)),
        *product(("static/logo.svg", "templates/note.html"), (circle, dangling, os.mkfifo)),
    ],
)
def test_an_unreadable_theme_is_not_ignored(root: Path, place: str, make: Callable[[Path], None]) -> None:
    assert run(root, "build", "--no-search")[0] == 0
    (root / place).parent.mkdir(exist_ok=True)
    make(root / place)
    code, stderr = run(root, "build", "--no-search")
    assert code == 2
    assert stderr.startswith(f"{place}: error[")
    assert (root / "_site/teams/queue/2022-01-24.html").exists()


def test_an_editors_lock_file_is_not_a_template(root: Path) -> None:
    (root / "templates").mkdir()
    (root / "templates/.#note.html").symlink_to("ann@desk.4711")
    assert run(root, "build", "--no-search")[0] == 0


@pytest.mark.parametrize("arguments", [("check",), ("explain",), ("new", "--translation-of")], ids=" ".join)
def test_a_note_that_is_a_circular_symbolic_link_does_not_exist(root: Path, arguments: tuple[str, ...]) -> None:
    code, stderr = run(root, *arguments, str(root / "itself"))
    assert code == 2
    assert f"`{root / 'itself'}` does not exist" in stderr
