"""`weeknotes check` finds what a careful colleague would, without false alarms."""

import json
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bilingual import PNG
from commands import weeknotes
from conftest import MakeSite
from test_bad_notes import read_cases
from weeknotes_site.cli import main

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared/bench/gen_corpus.py"
GOOD = "---\ndate: 2022-01-21\nauthor: Ann Lee\n---\n\nWe moved the queue.\n"
BAD = GOOD.replace("2022-01-21", "21.01.2022")


def check(root: Path, *arguments: str) -> Result:
    command = ["--root", str(root), "check", "--as-of", "2022-03-01", *arguments]
    return CliRunner().invoke(main, command, catch_exceptions=False)


def copy_of(real_notes: Path, folder: Path) -> Path:
    shutil.copytree(real_notes / "notes", folder / "notes", copy_function=shutil.copyfile)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755)
    return folder


@pytest.mark.parametrize("renamed", [False, True], ids=["files named right", "files named by the wrong date"])
def test_the_two_wrong_years_of_data_platform_are_found(renamed: bool, real_notes: Path, tmp_path: Path) -> None:
    root = copy_of(real_notes, tmp_path)
    folder = root / "notes/data-platform"
    for name in ("2022-01-17.md", "2022-01-24.md"):
        path = folder / name
        path.write_text(path.read_text("utf-8").replace("\ndate: 2022-", "\ndate: 2021-"), "utf-8")
        if renamed:
            path.rename(folder / name.replace("2022", "2021"))
    result = check(root)
    for day in ("17", "24"):
        name = f"notes/data-platform/{'2021' if renamed else '2022'}-01-{day}.md"
        assert f"{name}:4:7: warning[wrong-year]: `2021-01-{day}` looks a year off: " in result.stdout
        assert f"hint: write `date: 2022-01-{day}`" in result.stdout
    assert result.stdout.endswith("\n0 errors, 2 warnings\n")


def test_a_wrong_date_in_a_real_title_of_data_platform_is_reported(real_notes: Path, tmp_path: Path) -> None:
    root = copy_of(real_notes, tmp_path)
    path = root / "notes/data-platform/2022-01-24.md"
    path.write_text(path.read_text("utf-8").replace('Weeknotes: 17"', 'Weeknotes: 17 24.01.2021"'), "utf-8")
    result = check(root)
    assert "warning[title-names-another-date]: the title says `24.01.2021`" in result.stdout
    assert "hint: write `24.01.2022` in the title\n0 errors, 1 warning\n" in result.stdout


@pytest.mark.parametrize("drafts", [(), ("--drafts",)])
def test_the_examples_raise_no_false_alarm(drafts: tuple[str, ...], example_site: Path) -> None:
    result = weeknotes(example_site, "check", "--as-of", "2026-11-23", *drafts)
    assert result.output.endswith(" notes, no problems found\n")


def test_a_large_archive_raises_no_false_alarm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not CORPUS.exists():
        pytest.skip("the corpus is not beside this checkout")
    monkeypatch.setattr(sys, "argv", [str(CORPUS), str(tmp_path / "notes"), "500"])
    runpy.run_path(str(CORPUS))
    result = weeknotes(tmp_path, "check", "--as-of", "2026-11-23")
    assert result.output == "500 notes, no problems found\n"


def test_a_folder_named_like_an_unknown_date_keeps_its_name(make_site: MakeSite) -> None:
    said = check(make_site({"notes/a/2022-01-21.md": GOOD, "notes/YYYY-MM-DD/team.md": "We count things.\n"})).stdout
    date = "add a date such as `date: 2022-03-01`"
    assert f"hint: rename it to `notes/YYYY-MM-DD/_team.md` if it is about the team, or {date}\n" in said


def test_there_are_enough_cases_of_mistakes() -> None:
    cases = list(read_cases())
    assert len([case for case in cases if case.source.stem == "review"]) >= 50
    assert len([case for case in cases if "error[" in case.expected or "warning[" in case.expected]) >= 120


def test_only_the_named_files_are_checked(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-14.md": BAD, "notes/data/2022-01-21.md": GOOD})
    assert check(root).exit_code == 1
    result = check(root, "notes/data/2022-01-21.md")
    assert (result.exit_code, result.output) == (0, "1 file, no problems found\n")


def test_the_files_in_folders_are_counted_once(make_site: MakeSite) -> None:
    notes = ("notes/repairs/2022-01-21.md", "notes/data/2022-01-21.md", "notes/data/2022/2022-01-14.MD")
    texts = (GOOD, GOOD, GOOD.replace("01-21", "01-14"))
    root = make_site({**dict(zip(notes, texts, strict=True)), "notes/data/.draft.md": BAD, "notes/data/plan.pdf": b""})
    for chosen, said in ((["."], "3 files"), (["notes/data", notes[1]], "2 files"), (["notes/repairs"], "1 file")):
        assert check(root, *chosen).stdout.startswith(said), chosen


def test_named_files_that_are_not_checked_are_listed(make_site: MakeSite) -> None:
    others = ("README.md", "notes/data/plan.docx", "notes/data/.draft.md", "notes/data/a.png", "notes/data/b.png")
    root = make_site(
        {
            "notes/data/2022-01-21.md": GOOD,
            "notes/data/old.md.txt": BAD,
            "weeknotes.toml": "",
            **dict.fromkeys(others, BAD),
        }
    )
    result = check(root, *others)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "not checked, because" in result.stderr
    assert result.stderr.endswith(": README.md, notes/data/plan.docx, notes/data/.draft.md and 2 more\n")
    result = check(root, "notes/data/2022-01-21.md", "notes/data/plan.docx", "weeknotes.toml")
    assert result.stdout == "2 files, no problems found\n"
    assert result.stderr.endswith(" are: notes/data/plan.docx\n")
    result = check(root, "notes/data/old.md.txt")
    assert "warning[misnamed-note]" in result.stdout
    assert result.stderr == ""
    assert check(root, "notes", "notes/data").stderr == ""
    result = check(root, "notes/data/old.md.txt", "--fix", "--unsafe-fixes")
    assert (result.stdout.splitlines()[-1], result.stderr) == ("1 file, no problems found", "")


def test_a_named_file_is_checked_against_all_others(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-19.md": GOOD, "notes/repairs/2022-01-21.md": GOOD})
    result = check(root, "notes/repairs/2022-01-19.md")
    assert "warning[two-notes-one-week]" in result.output
    linked = GOOD.replace("the queue", "[the queue](../data/2022-01-21.md)")
    root = make_site({"notes/repairs/2022-01-21.md": linked, "notes/data/2022-01-21.md": GOOD})
    assert "broken-link" not in check(root, "notes/repairs/2022-01-21.md").output


@pytest.mark.parametrize("how", ["relative", "absolute", "folder", "from within"])
def test_files_can_be_named_in_any_way(how: str, make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_site({"notes/repairs/2022-01-14.md": BAD, "notes/repairs-two/2022-01-14.md": BAD})
    names = {
        "relative": "notes/repairs/2022-01-14.md",
        "absolute": str(root / "notes/repairs/2022-01-14.md"),
        "folder": "notes/repairs",
        "from within": "2022-01-14.md",
    }
    if how == "from within":
        monkeypatch.chdir(root / "notes/repairs")
    result = check(root, names[how])
    assert result.exit_code == 1
    assert result.output.endswith("\n1 error, 0 warnings\n")
    assert "notes/repairs/2022-01-14.md:2:7" in result.output


LINKING = """\
---
date: 2022-01-21
author: Ann Lee
---

See [the repairs](../repairs/2022-01-14.md) and [the queue](../repairs/2022-01-21.md#queue).

![The roof](../repairs/roof.png)
"""
LINKED = "---\ndate: {}\nauthor: Bo Ek\n---\n\n## Queue\n\nIt is short.\n"


@pytest.fixture
def repository(make_site: MakeSite) -> Path:
    """A site in a subfolder of a git repository, with an older mistake."""
    root = make_site(
        {
            "notes/voids/2022-01-21.md": LINKING,
            "notes/repairs/2022-01-14.md": LINKED.format("2022-01-14"),
            "notes/repairs/2022-01-21.md": LINKED.format("2022-01-21"),
            "notes/repairs/roof.png": PNG,
            "notes/voids/2022-01-14.md": LINKED.format("14.1.2022"),
        }
    )
    git(root.parent, "init", "-q", "-b", "main")
    git(root.parent, "add", "--all")
    git(root.parent, "commit", "-q", "-m", "A site")
    return root


def git(folder: Path, *arguments: str) -> None:
    author = ["-c", "user.name=Bo Ek", "-c", "user.email=bo@westmarch.example"]
    subprocess.run(["git", "-C", str(folder), *author, *arguments], check=True, capture_output=True)


def test_since_a_revision_only_changed_files_are_checked(repository: Path) -> None:
    assert check(repository, "--since", "main").output == "0 files, no problems found\n"
    (repository / "notes/voids/2022-01-28 é.md").write_text(LINKED.format("28.1.2022"), "utf-8")
    (repository / "notes/repairs/2022-01-14.md").write_text(LINKED.format("2022-01-13"), "utf-8")
    result = check(repository, "--since", "main")
    assert result.exit_code == 1
    assert result.output.count("error[") == 1
    assert "notes/voids/2022-01-28 é.md:2:7: error[" in result.output


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("repairs/2022-01-14.md", None, "broken-link"),
        ("repairs/2022-01-21.md", LINKED.format("2022-01-21").replace("Queue", "Line"), "broken-fragment"),
        (
            "repairs/2022-01-21.md",
            LINKED.format("2022-01-21").replace("author", "draft: true\nauthor"),
            "link-to-unpublished",
        ),
        ("repairs/roof.png", None, "missing-picture"),
    ],
)
@pytest.mark.parametrize("committed", [False, True])
def test_since_a_revision_newly_broken_links_are_reported(
    path: str, text: str | None, code: str, committed: bool, repository: Path
) -> None:
    file = repository / "notes" / path
    file.write_text(text, "utf-8") if text else file.unlink()
    if committed:
        git(repository, "checkout", "-q", "-b", "change")
        git(repository, "commit", "-q", "--all", "-m", "A change")
    result = check(repository, "--since", "main")
    assert result.exit_code == 1
    assert result.output.count("error[") == 1
    assert "notes/voids/2022-01-21.md:" in result.output
    assert f"error[{code}]" in result.output


def test_an_unknown_revision_is_a_usage_error(repository: Path) -> None:
    for revision in ("nain", "--all", ""):
        result = check(repository, "--since", revision)
        assert result.exit_code == 2
        assert f"git finds no commit in common with `{revision}`" in result.output


def test_a_missing_file_is_a_usage_error(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-14.md": BAD})
    result = check(root, "notes/repairs/2022-01-14.md", "notes/repairs/2022-01-07.md")
    assert result.exit_code == 2
    assert "`notes/repairs/2022-01-07.md` does not exist" in result.stderr
    assert result.stdout == ""


def test_a_file_outside_the_site_is_a_usage_error(make_site: MakeSite) -> None:
    assert check(make_site({"notes/repairs/2022-01-21.md": GOOD}), "/etc/hostname").exit_code == 2


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Modern Tools for Housing – Programme Week Notes 14/01/22", "2022-01-14"),
        ("Weeknotes 20/01/2023", "2023-01-20"),
        ("Weeknotes 02/03/2022", "2022-03-02"),
        ("Weeknotes 03/02/2022", "2022-03-02"),  # a month first, where a day first would not fit
        ("Weeknotes, w/c 5 August", "2019-08-09"),
        ("Weeknotes, w/c Monday 5th August 2019", "2019-08-12"),  # published on the Monday after
        ("Weeknotes, w/c Sunday 4 August 2019", "2019-08-09"),
        ("Weeknotes: week ending 2019-11-15", "2019-11-18"),
        ("Weeknotes, w/e Fri 15 Nov 19", "2019-11-15"),
        ("Weeknotes 10 to 14 January 2022", "2022-01-14"),
        ("Weeknotes, 28 February – 4 March", "2022-03-04"),
        ("Weeknotes, 31 December", "2022-01-03"),
        ("Weeknotes: 17 24.01.2022", "2022-01-24"),
        ("S02E07: 7 things, 3 days, 1 May", "2022-01-21"),
        ("Weeknotes – launch on 5 May 2022", "2022-01-21"),
        ("A year since 21 January 2021", "2022-01-21"),
        ("Weeknotes, year 2 week 9 of 12", "2022-01-21"),
        ("Week 9: the pilot", "2022-01-21"),
        ("Weeknotes 2022", "2022-01-21"),
        ("Weeknotes v1.2.3", "2022-01-21"),
        ("Weeknotes 24/7", "2022-01-21"),
        ("Weeknotes 1/2", "2022-01-21"),
        ("Nodyn wythnos, 21 Ionawr 2022", "2022-01-21"),
        ("Viikkomuistio, 30. lokakuuta 2021", "2022-01-21"),  # in a language without a glossary
        ("Nótaí seachtaine, 30 Deireadh Fómhair 2021", "2022-01-21"),
    ],
)
def test_a_title_that_is_right_or_about_something_else_is_left_alone(title: str, day: str, make_site: MakeSite) -> None:
    text = GOOD.replace("2022-01-21", day).replace("author", f'title: "{title}"\nauthor')
    root = make_site({f"notes/repairs/{day}.md": text})
    result = weeknotes(root, "check", "--as-of", "2024-01-01")
    assert result.output == "1 note, no problems found\n"


def test_all_errors_of_a_note_with_a_large_embedded_picture_are_reported(make_site: MakeSite) -> None:
    data = "QUJD" * 40_000
    text = f"See [the plan](plan.md).\n\n![][image1]\n\n[image1]: <data:image/png;base64,{data}>\n\n[x](y.md)\n"
    root = make_site({"notes/repairs/2022-01-14.md": f"---\ndate: 2022-01-14\nauthor: Ann Lee\n---\n{text}"})
    found = json.loads(check(root, "--format", "json").stdout)
    assert [(one["code"], one["line"], one["column"]) for one in found] == [
        ("broken-link", 5, 16),
        ("picture-as-data", 9, 12),
        ("broken-link", 11, 5),
    ]


def test_a_note_that_is_too_large_without_its_pictures_is_too_large(make_site: MakeSite) -> None:
    text = "We moved the queue. " * 5_000 + "![x](data:image/png;base64,QUJD)"
    root = make_site({"notes/repairs/2022-01-14.md": f"---\ndate: 2022-01-14\nauthor: Ann Lee\n---\n{text}"})
    assert "error[note-too-large]" in check(root).output


def test_since_needs_a_repository(make_site: MakeSite) -> None:
    result = check(make_site({"notes/repairs/2022-01-21.md": "---\ndate: 2022-01-21\n---\n"}), "--since", "HEAD")
    assert result.exit_code == 2
    assert "is not in a git repository" in result.output


@pytest.mark.parametrize(
    ("keys", "hint"),
    [
        ("Date: 2022-01-21\nauthor: Ann Lee", "write `date` instead of `Date`"),
        ("date: 2022-01-21\nauthor: Ann Lee\nauthors: [Bo Ek]", "move its value to `author`, which is also given"),
        ("date: 2022-01-21\ntitel: A\ntitle: B\nauthor: Ann Lee", "move its value to `title`, which is also given"),
    ],
)
def test_a_misspelled_key_causes_no_second_error(make_site: MakeSite, keys: str, hint: str) -> None:
    output = check(make_site({"notes/repairs/2022-01-21.md": f"---\n{keys}\n---\n\nWarm.\n"})).output
    assert hint in output
    assert "add `date" not in output
