"""A symbolic link planted among our files in the output is refused and never followed."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import MakeSite
from weeknotes_site.cli import main

NOTE = "---\ndate: 2022-01-24\nauthor: Ann Lee\n---\n\nWe moved the queue.\n"


def build(root: Path) -> Result:
    command = ["--root", str(root), "build", "--no-search", "--as-of", "2022-03-01", "--jobs", "1"]
    return CliRunner().invoke(main, command, catch_exceptions=False)


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def folder_link(name: str) -> Callable[[Path, Path], None]:
    """Put a link to the folder outside in the place of a folder, with what was in it outside."""

    def plant(output: Path, outside: Path) -> None:
        place = output / name
        if place.is_dir():
            shutil.copytree(place, outside, dirs_exist_ok=True)
            shutil.rmtree(place)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(outside, target_is_directory=True)

    return plant


def file_link(name: str) -> Callable[[Path, Path], None]:
    def plant(output: Path, outside: Path) -> None:
        (output / name).unlink(missing_ok=True)
        (output / name).parent.mkdir(exist_ok=True)
        (output / name).symlink_to(outside / "precious.txt")

    return plant


def journal(**steps: object) -> Callable[[Path, Path], None]:
    def plant(output: Path, _outside: Path) -> None:
        written = {"clear": [], "place": [], "delete": [], **steps}
        (output / ".weeknotes/journal").write_text(json.dumps(written))
        (output / ".weeknotes/stage").mkdir()
        (output / ".weeknotes/stage/0").write_text("staged")

    return plant


def journal_through_a_link(output: Path, outside: Path) -> None:
    (output / "way").symlink_to(outside, target_is_directory=True)
    journal(delete=["way/precious.txt"])(output, outside)


def sibling(output: Path, outside: Path) -> None:
    shutil.rmtree(output)
    (output.parent / "._site.weeknotes-new").symlink_to(outside, target_is_directory=True)


def inside_sibling(output: Path, outside: Path) -> None:
    shutil.rmtree(output)
    folder_link(".weeknotes")(output.parent / "._site.weeknotes-new", outside)


PLANTED = {
    "our folder": folder_link(".weeknotes"),
    "the stage": folder_link(".weeknotes/stage"),
    "a folder in the stage": folder_link(".weeknotes/stage/folder"),
    "the probe": folder_link(".weeknotes/probe"),
    "the lock": file_link(".weeknotes/lock"),
    "the journal": file_link(".weeknotes/journal"),
    "a draft of the journal": file_link(".weeknotes/journal.new"),
    "the marker": file_link(".weeknotes/published"),
    "a staged file": file_link(".weeknotes/stage/0"),
    "the folder beside": sibling,
    "our folder in the folder beside": inside_sibling,
    "a journal that deletes outside": journal(delete=["../outside/precious.txt"]),
    "a journal that clears outside": journal(clear=["../outside/precious.txt"]),
    "a journal that writes outside": journal(place=[["0", "../outside/precious.txt"]]),
    "a journal with an absolute path": journal(place=[["0", "/tmp/outside.txt"]]),
    "a journal that takes from outside": journal(place=[["../../../outside/precious.txt", "a.html"]]),
    "a journal that goes through a link": journal_through_a_link,
}


@pytest.mark.parametrize("planted", PLANTED)
@pytest.mark.parametrize("changed", [False, True], ids=["unchanged site", "changed site"])
def test_planted_files_in_our_folder_are_refused(planted: str, changed: bool, make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-24.md": NOTE})
    assert build(root).exit_code == 0
    outside = root / "outside"
    outside.mkdir()
    (outside / "precious.txt").write_text("kept")
    PLANTED[planted](root / "_site", outside)
    if changed:
        (root / "notes/repairs/2022-01-24.md").write_text(NOTE + "\nMore.\n")
    before = everything(outside), everything(root / "_site")
    result = build(root)
    assert (result.exit_code, (everything(outside), everything(root / "_site"))) == (3, before)
    assert "symbolic link" in result.output or "is corrupt" in result.output
    assert "hint: " in result.output
