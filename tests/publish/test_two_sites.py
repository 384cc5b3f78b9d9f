"""A site is not replaced by another with the same output; all other changes to a site are fine."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from folders import read_files
from weeknotes_site.cli import main

NOTE = "---\ndate: 2022-01-24\nauthor: Ann Lee\n---\n\nWe moved the queue.\n"


def make(root: Path, site_id: str, *teams: str) -> Path:
    """Write a site in which each team has a note."""
    shutil.rmtree(root / "notes", ignore_errors=True)
    for team in teams:
        (root / "notes" / team).mkdir(parents=True)
        (root / "notes" / team / "2022-01-24.md").write_text(NOTE)
    (root / "weeknotes.toml").write_text(f'site_id = "{site_id}"\n' if site_id else "")
    return root


def build(root: Path, output: Path, *arguments: str) -> Result:
    command = ["--root", str(root), "build", "--no-search", "--as-of", "2022-03-01", "--jobs", "1", "-o", str(output)]
    return CliRunner().invoke(main, [*command, *arguments], catch_exceptions=False)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """The output of a site of two teams."""
    output = tmp_path / "www"
    assert build(make(tmp_path / "harbour", "harbour", "cranes", "ropes"), output).exit_code == 0
    return output


@pytest.mark.parametrize("site_id", ["library", ""], ids=["own id", "default"])
@pytest.mark.parametrize("teams", [("books",), ("cranes",)], ids=["other notes", "fewer notes"])
@pytest.mark.parametrize("arguments", [(), ("--keep-going",)], ids=["build", "keep going"])
def test_another_site_is_not_replaced(
    tmp_path: Path, output: Path, site_id: str, teams: tuple[str, ...], arguments: tuple[str, ...]
) -> None:
    before = read_files(output)
    library = make(tmp_path / "library", site_id, *teams)
    refused = build(library, output, *arguments)
    assert refused.exit_code == 1
    count = "one of its notes" if teams == ("cranes",) else "2 of its notes"
    assert f"notes/: error[other-site]: `{output}` holds a site with another `site_id`, and {count}" in refused.stderr
    assert "choose another output with `-o`" in refused.stderr
    assert read_files(output) == before
    assert build(library, output, *arguments, "--allow-removals").exit_code == 0
    assert build(library, tmp_path / "clean").exit_code == 0
    assert read_files(output) == read_files(tmp_path / "clean")
    assert build(library, output, *arguments).exit_code == 0
    # From now on the output is the other site's.
    assert build(make(tmp_path / "harbour", "harbour", "tides"), output).exit_code == 1


def test_a_site_may_move_and_be_renamed_and_lose_notes(tmp_path: Path, output: Path) -> None:
    moved = (tmp_path / "harbour").rename(tmp_path / "checkout-2")
    make(moved, "harbour", "cranes")
    with (moved / "weeknotes.toml").open("a") as settings:
        settings.write('title = "The port"\nbase_url = "https://port.example/"\nlanguage = "cy"\n')
    output = output.rename(tmp_path / "elsewhere")
    assert build(moved, output).exit_code == 0
    assert not (output / "teams/ropes").exists()


def test_a_site_whose_id_changes_may_keep_its_output(tmp_path: Path, output: Path) -> None:
    """From then on the output is that of the new id, even if no byte of the pages changed."""
    root = make(tmp_path / "harbour", "port", "cranes", "ropes", "tides")
    assert build(root, output).exit_code == 0
    make(root, "port", "cranes")
    assert build(root, output).exit_code == 0
    assert build(make(root, "harbour", "cranes"), output).exit_code == 0
    assert build(make(root, "harbour", "tides"), output).exit_code == 0


def test_a_renamed_team_is_noticed_even_if_the_site_id_changes(tmp_path: Path, output: Path) -> None:
    root = make(tmp_path / "harbour", "port", "winches", "ropes")
    (root / "notes/winches/_team.md").write_text("---\nname: Winches\nformerly: Cranes\n---\n")
    assert build(root, output).exit_code == 0


def test_an_output_of_an_older_release_is_updated(tmp_path: Path, output: Path) -> None:
    (output / ".weeknotes/site").unlink()
    root = make(tmp_path / "harbour", "harbour", "cranes", "ropes")
    shutil.rmtree(root / ".weeknotes-cache")
    assert build(root, output).exit_code == 0
    assert (output / ".weeknotes/site").exists()
    (output / ".weeknotes/site").unlink()
    assert build(make(tmp_path / "library", "library", "books"), output).exit_code == 0
