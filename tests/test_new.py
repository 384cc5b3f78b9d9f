"""`weeknotes new` starts a valid note in the way its team writes."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from commands import weeknotes
from conftest import EXAMPLE_SITE, MakeSite
from weeknotes_site.cli import main

FRIDAY = "2022-01-28"


@pytest.fixture(autouse=True)
def no_git_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Ignore the machine's git settings, and return the file for those of the test."""
    settings = tmp_path / "gitconfig"
    settings.write_text("")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return settings


def note(date: str, body: str = "We moved the queue.", **keys: str) -> str:
    front = "".join(f"{key}: {value}\n" for key, value in {"date": date, "author": "Ann Lee", **keys}.items())
    return f"---\n{front}---\n\n{body}\n"


def new(root: Path, *arguments: str, as_of: str = FRIDAY) -> Result:
    return weeknotes(root, "new", *arguments, "--as-of", as_of)


def text_of(root: Path, result: Result) -> str:
    assert result.exit_code == 0, result.output
    path = Path(result.stdout.strip())
    assert path.is_relative_to(root)
    return path.read_text("utf-8")


def test_a_first_note_has_todays_week_without_a_week_key(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/_team.md": "---\nname: Repairs\n---\n"})
    result = new(root, "Repairs")
    assert result.stdout == f"{root}/notes/repairs/2022-01-28.md\n"
    assert text_of(root, result) == "---\nteam: Repairs\ndate: 2022-01-28\nauthor: Repairs team\n---\n"


def test_it_continues_from_the_teams_last_note(make_site: MakeSite) -> None:
    body = """\
## Done

We moved the queue.

Next: test the *backup*.
And restore it.

### Small things

- Next:
    - a rest
    - a walk
- Thanks

## Up next

Hire two people.

### Perhaps

Hire three. <!-- hm -->

## Thanks
"""
    last = note("2022-01-21", body, title="Data Platform Weeknote 16", number="16", team="Data Platform")
    root = make_site({"notes/data-platform/2022-01-21.md": last})
    assert (
        text_of(root, new(root, "data platform"))
        == """\
---
title: Data Platform Weeknote 17
team: Data Platform
date: 2022-01-28
author: Ann Lee
number: 17
---

<!--
The note of 21 January 2022 said under Next:

test the *backup*.
And restore it.

- a rest
- a walk

Hire two people.

### Perhaps

Hire three.  hm →
-->

## Done

### Small things

## Up next

### Perhaps

## Thanks
"""
    )


def test_the_next_week_is_used_if_this_week_has_a_note(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-28.md": note("2022-01-28")})
    assert text_of(root, new(root, "repairs")).startswith("---\ndate: 2022-02-04\nauthor")


def test_a_monday_counts_to_the_week_before(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": note("2022-01-21")})
    result = new(root, "repairs", as_of="2022-01-24")  # which covers the week that is written
    assert "date: 2022-01-28\n" in text_of(root, result)
    result = new(root, "repairs", as_of="2022-01-31")
    assert "already has a blank note of 2022-W04" in result.stderr
    (root / "notes/repairs/2022-01-28.md").unlink()
    assert "date: 2022-01-31\nauthor" in text_of(root, new(root, "repairs", as_of="2022-01-31"))


def test_the_week_option_is_written_only_if_the_date_gives_another_week(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-07.md": note("2022-01-07")})
    assert "date: 2022-01-28\nweek: 2022-W02\n" in text_of(root, new(root, "repairs", "--week", "2022-W02"))
    result = new(root, "repairs", "--week", "2022-W02", "--date", "2022-01-14")
    assert "date: 2022-01-14\nauthor" in text_of(root, result)
    assert "date: 2022-01-24\nweek: 2022-W04\n" in text_of(
        root, new(root, "repairs", "--date", "2022-01-24", "--week", "2022-W04")
    )


def test_a_second_note_of_a_week_needs_an_option_and_is_reported(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-28.md": note("2022-01-28")})
    result = new(root, "repairs", "--date", "2022-01-27")
    assert result.stdout.endswith("notes/repairs/2022-01-27.md\n")
    assert result.stderr == "note: `notes/repairs/2022-01-28.md` also covers 2022-W04\n"


def test_existing_files_are_never_overwritten(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-28.md": note("2022-01-28")})
    result = new(root, "repairs", "--week", "2022-W04")
    assert result.exit_code == 1
    assert "notes/repairs/2022-01-28.md: error[note-exists]" in result.stderr
    assert "`--date 2022-01-27`" in result.stderr
    assert (root / "notes/repairs/2022-01-28.md").read_text() == note("2022-01-28")


def test_an_existing_blank_note_is_named_instead_of_starting_another(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-27.md": note("2022-01-27", "## Done")})
    result = new(root, "repairs")
    assert result.exit_code == 1
    assert result.stderr.startswith(
        "notes/repairs/2022-01-27.md: error[note-exists]: Repairs already has a blank note of"
    )


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Repiars", "did you mean `Repairs`? to start a team, create the folder `notes/repiars/`"),
        ("2022-11", "the site's teams: `Repairs`; to start a team of this name, create `notes/team-2022-11/_team.md`"),
        (
            "Con",
            "the site's teams: `Repairs`; to start a team of this name, create `notes/team-con/_team.md` with `name:",
        ),
        ("Moon", "the site's teams: `Repairs`; to start a team, create the folder `notes/moon/`"),
    ],
)
def test_an_unknown_team_is_explained(name: str, hint: str, make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-28.md": note("2022-01-28")})
    result = new(root, name)
    assert result.exit_code == 1
    assert f"`{name}` is not the name of a team\n  hint: {hint}" in result.stderr


@pytest.mark.parametrize("path", ["notes/repairs", "notes/repairs/", "./notes/repairs/", "notes\\repairs\\"])
def test_a_team_can_be_given_as_its_folder(path: str, make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-14.md": note("2022-01-14")})
    assert "date: 2022-01-28" in text_of(root, new(root, path))


def test_a_folder_that_does_not_exist_is_reported_once(make_site: MakeSite) -> None:
    result = new(make_site({"notes/repairs/2022-01-14.md": note("2022-01-14")}), "notes/voids/")
    assert "create the folder `notes/voids/`" in result.output


def test_a_team_can_have_the_name_of_a_year(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-28.md": note("2022-01-28")})
    found = re.search(r"create `(notes/\S+)` with `(name: [^`]+)` between lines of `---`", new(root, "2022").stderr)
    assert found
    (root / found[1]).parent.mkdir()
    (root / found[1]).write_text(f"---\n{found[2]}\n---\n")
    result = new(root, "2022")
    assert result.exit_code == 0
    assert "notes/team-2022/" in result.stdout.replace("\\", "/")


def test_a_year_that_notes_cannot_have_is_refused(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": note("2022-01-21")})
    for more in ((), ("--week", "2022-W04")):
        result = new(root, "Repairs", *more, as_of="1980-01-01")
        assert result.exit_code == 2
        assert "a note cannot have the date 1980-01-01: the year 1980 is not between" in result.stderr
    assert "date: 2022-01-28\n" in text_of(root, new(root, "Repairs", "--date", FRIDAY, as_of="1980-01-01"))


def test_a_name_of_several_words_needs_no_quotes(make_site: MakeSite) -> None:
    root = make_site({"notes/housing-repairs/_team.md": "---\nname: Housing Repairs\n---\n"})
    result = weeknotes(root, "new", "Housing", "Repairs", "--as-of", "2022-02-01")
    assert "team: Housing Repairs\n" in text_of(root, result)


@pytest.mark.parametrize("name", ["Repairs", "repairs", "Housing fixes", "Old Name", "REPAIRS"])
def test_a_team_is_found_by_any_of_its_names(name: str, make_site: MakeSite) -> None:
    team = "---\nname: Repairs\naliases: [Housing fixes]\nformerly: [Old Name]\n---\n"
    root = make_site({"notes/repairs/_team.md": team})
    assert "team: Repairs\n" in text_of(root, new(root, name))


@pytest.mark.parametrize(
    ("folder", "typed", "team"),
    [
        ("libraries-archives", "Libraries & Archives", "Libraries & Archives"),
        ("libraries-archives", "  Libraries &  Archives", "Libraries & Archives"),
        ("Data_Platform", "Data Platform", "Data Platform"),
        ("data-platform", "data-platform", "Data platform"),
        ("data-platform", "data platform", "Data platform"),
    ],
)
def test_a_team_named_only_by_its_folder_gets_the_typed_name(
    folder: str, typed: str, team: str, make_site: MakeSite
) -> None:
    root = make_site({f"notes/{folder}/plan.txt": "a file", "notes/repairs/2022-01-21.md": note("2022-01-21")})
    assert f"\nteam: {team}\ndate" in text_of(root, new(root, typed))


@pytest.mark.parametrize(
    ("name", "author"), [("Web team", "Web team"), ("Team Rocket", "Team Rocket"), ("Steam", "Steam team")]
)
def test_a_team_author_does_not_repeat_the_word_team(name: str, author: str, make_site: MakeSite) -> None:
    root = make_site({"notes/web/_team.md": f"---\nname: {name}\n---\n"})
    assert f"\nauthor: {author}\n" in text_of(root, new(root, name))


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("Cloud Engineering weeknotes, 21 January 2022", "Cloud Engineering weeknotes, 28 January 2022"),
        ("Programme Week Notes 21/01/22", "Programme Week Notes 28/01/22"),
        ("Weeknotes 21.01.2022", "Weeknotes 28.01.2022"),
        ("Weeknotes, w/c 17 January", "Weeknotes, w/c 24 January"),
        ("Weeknotes: week ending 2022-01-21", "Weeknotes: week ending 2022-01-28"),
        ("Weeknotes, 17–21 January 2022", "Weeknotes, 24–28 January 2022"),
        ("Weeknotes 2022-W03", "Weeknotes 2022-W04"),
        ("Cloud Engineering, week 3", "Cloud Engineering, week 4"),
        ("Weeknote 9", "Weeknote 10"),
        ("Weeknotes, January 21st, 2022", "Weeknotes, January 28th, 2022"),
        ("Weeknotes, 21 January 2022: the sofa, finally", "Weeknotes, 28 January 2022"),
        ("The sofa, finally", None),
        ("Weeknotes: 5 things we learned", None),
    ],
)
def test_a_title_made_from_date_or_number_continues(last: str, expected: str | None, make_site: MakeSite) -> None:
    root = make_site(
        {
            "notes/cloud-engineering/_team.md": "---\nname: Cloud Engineering\n---\n",
            "notes/cloud-engineering/2022-01-21.md": note("2022-01-21", title=f'"{last}"'),
            "notes/repairs/2022-01-21.md": note("2022-01-21", f"# {last}\n\nWe moved."),
        }
    )
    text = text_of(root, new(root, "cloud engineering"))
    written = [line.partition(": ")[2].strip('"') for line in text.splitlines() if line.startswith("title: ")]
    assert written == ([expected] if expected else [])
    if not last.startswith("Cloud"):  # the same as a heading
        text = text_of(root, new(root, "repairs"))
        assert text.partition("\n---\n")[2].strip() == (f"# {expected}" if expected else "")


WEEKS = ("2025-12-12", "2025-12-19", "2025-12-24", "2026-01-02", "2026-01-09")
"""Of the weeks 50, 51, 52, 1 and 2."""


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["Week 50", "Week 51"], "Week 52"),
        (["W50", "W51", "W52"], "W1"),
        (["Weeknotes: week 50", "Weeknotes: week 51", "Weeknotes: week 52"], "Weeknotes: week 1"),
        (["KW 50", "KW 51"], "KW 52"),
        (["Woche 50: Wasser", "Woche 51: Wärme"], "Woche 52"),
        (["Repairs 50", "Repairs 51", "Repairs 52"], "Repairs 1"),
        (["50. Woche", "51. Woche"], "52. Woche"),
        (["الأسبوع ٥٠", "الأسبوع ٥١", "الأسبوع ٥٢"], "الأسبوع ١"),
        (["W50 – the sofa", "W51", "W52: “rest”"], "W1"),
        (["Us (week 50): a sofa", "Us (week 51): a van", "Us (week 52): rest"], "Us (week 1)"),
        (["Q ٢٠٢٥/٥٠", "Q ٢٠٢٥/٥١", "Q ٢٠٢٥/٥٢"], "Q ٢٠٢٦/١"),
        (["2025/50", "2025/51", "2025/52"], "2026/1"),
        (["Wk 50/25, boilers", "Wk 51/25, sofas", "Wk 52/25, rest"], "Wk 1/26"),
        (["W51", "W52", "W01"], None),  # of the week after
        (["Week 50", "", "Week 52", "Week 1"], None),
        (["Week 50", "Week 51", "Week 52", "Week 01"], "Week 02"),
        (["Weeknotes 50", "Weeknotes 51", "Weeknotes 52"], "Weeknotes 1"),
        (["Weeknotes 49", "Weeknotes 50", "Weeknotes 51"], "Weeknotes 52"),  # counts notes
        (["Weeknotes 50", "Weeknotes 51", "Weeknotes 53"], "Weeknotes 54"),
        (["Weeknotes, week 12", "Weeknotes, week 13"], "Weeknotes, week 14"),
        (["Weeknotes, week 12", "Weeknotes, week 13", "Weeknotes, week 14"], None),  # of a project, or of another year
        (["The 50th week", "The 51st week"], None),
        (["50 sofas", "What we did"], None),
        (["Week 50"], None),
    ],
)
def test_a_title_with_the_number_of_its_week_continues(
    titles: list[str], expected: str | None, make_site: MakeSite
) -> None:
    days = dict(zip(WEEKS, titles, strict=False))
    files = {f"notes/repairs/{day}.md": note(day, title=f'"{title}"') for day, title in days.items()}
    text = text_of(root := make_site(files), new(root, "repairs", as_of=WEEKS[len(titles)]))
    titled = [f'title: "{expected}"' if ":" in (expected or "") else f"title: {expected}"] if expected else []
    assert [line for line in text.splitlines() if line.startswith("title: ")] == titled


@pytest.mark.parametrize("words", ["Week {}", "Repairs weeknotes, week {}"])
def test_a_week_in_a_title_may_be_that_of_the_date(words: str, make_site: MakeSite) -> None:
    titles = {"2025-12-15": words.format(51), "2025-12-22": words.format(52), "2025-12-29": words.format(1)}
    files = {f"notes/repairs/{day}.md": note(day, title=title) for day, title in titles.items()}
    *_, last = files
    root = make_site(files)
    assert f"title: {words.format(2)}\n" in text_of(root, new(root, "repairs", as_of="2026-01-05"))
    (root / last).unlink()
    assert f"title: {words.format(1)}\n" in text_of(root, new(root, "repairs", as_of="2025-12-29"))


def test_a_week_number_in_a_title_skips_weeks_without_notes(make_site: MakeSite) -> None:
    titles = {"2022-01-07": "Weeknotes 1", "2022-01-14": "Weeknotes 2"}
    root = make_site({f"notes/repairs/{day}.md": note(day, title=title) for day, title in titles.items()})
    assert "title: Weeknotes 4\n" in text_of(root, new(root, "repairs"))


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ({"2022-01-14": 15, "2022-01-21": 16}, 17),
        ({"2022-01-14": 2, "2022-01-21": 3}, 4),  # the week's own number
        ({"2022-01-07": 15, "2022-01-21": 17}, 18),  # weeks are counted
        ({"2022-01-14": 15, "2022-01-21": None}, 17),
        ({"2022-01-14": None, "2022-01-21": None}, None),
    ],
)
def test_a_team_that_numbers_its_notes_gets_the_next_number(
    numbers: dict[str, int | None], expected: int | None, make_site: MakeSite
) -> None:
    root = make_site(
        {
            f"notes/repairs/{day}.md": note(day, **({"number": str(number)} if number else {}))
            for day, number in numbers.items()
        }
    )
    text = text_of(root, new(root, "repairs"))
    assert [line for line in text.splitlines() if "number" in line] == ([f"number: {expected}"] if expected else [])


def test_a_note_of_an_earlier_week_takes_nothing_from_later_ones(make_site: MakeSite) -> None:
    later = {"2022-01-14": "1", "2022-01-21": "2"}
    root = make_site(
        {
            f"notes/repairs/{day}.md": note(day, "Next: rest.", title=f"Weeknote {number}", number=number)
            for day, number in later.items()
        }
    )
    text = text_of(root, new(root, "repairs", "--week", "2022-W01", "--date", "2022-01-07"))
    assert text == "---\nteam: Repairs\ndate: 2022-01-07\nauthor: Ann Lee\n---\n"
    text = text_of(root, new(root, "repairs", "--week", "2022-W02", "--date", "2022-01-13"))
    assert text == "---\nteam: Repairs\ndate: 2022-01-13\nauthor: Ann Lee\n---\n"  # a day before the other
    text = text_of(root, new(root, "repairs", "--week", "2022-W02", "--date", "2022-01-16"))
    assert text == (  # both numbers are taken
        "---\ndate: 2022-01-16\nauthor: Ann Lee\n---\n\n"
        "<!--\nThe note of 14 January 2022 said under Next:\n\nrest.\n-->\n"
    )


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("**➡️ Next**\n\nN1.\n\nN2.\n\n**Thanks**\n\nAll.", "N1.\n\nN2."),
        ("**Next**\n\n- N1\n\n- N2\n\nBye.", "- N1\n\n- N2"),
        ("## 3. Next week (16 March)\n\nN1.\n\n## Thanks\n\nAll.", "N1."),
    ],
)
def test_text_under_next_as_a_heading_or_bold_line_is_carried_over(make_site: MakeSite, before: str, said: str) -> None:
    root = make_site({"notes/repairs/2022-01-14.md": note("2022-01-14", before)})
    text = text_of(root, new(root, "repairs", "--week", "2022-W03"))
    assert f"said under Next:\n\n{said}\n-->" in text


def test_a_number_in_a_title_continues_from_the_teams_newest_note_alone(make_site: MakeSite) -> None:
    root = make_site(
        {
            "notes/repairs/2022-01-14.md": note("2022-01-14", title="Weeknote 1"),
            "notes/repairs/2022-01-21.md": note("2022-01-21", title="Weeknote 2", draft="true"),
        }
    )
    assert "title: Weeknote 3\n" in text_of(root, new(root, "repairs", "--week", "2022-W04"))
    assert "title:" not in text_of(root, new(root, "repairs", "--week", "2022-W02", "--date", "2022-01-16"))


def test_a_note_between_two_others_gets_no_number_in_use(make_site: MakeSite) -> None:
    root = make_site({f"notes/repairs/{day}.md": note(day, number=number) for day, number in
                      (("2022-01-07", "15"), ("2022-01-21", "16"))})  # fmt: skip
    assert "number" not in text_of(root, new(root, "repairs", "--week", "2022-W02"))


@pytest.mark.skipif(not shutil.which("git"), reason="there is no git")
def test_the_author_is_read_from_git(make_site: MakeSite, no_git_name: Path) -> None:
    no_git_name.write_text('[user]\n\tname = "Bo: Ek"\n')
    root = make_site({"notes/repairs/2022-01-21.md": note("2022-01-21")})
    assert 'author: "Bo: Ek"\n' in text_of(root, new(root, "repairs"))


@pytest.mark.skipif(not shutil.which("git"), reason="there is no git")
def test_a_team_that_signs_as_a_team_keeps_doing_so(make_site: MakeSite, no_git_name: Path) -> None:
    no_git_name.write_text("[user]\n\tname = Bo Ek\n")
    root = make_site({"notes/repairs/2022-01-21.md": note("2022-01-21", author="Repairs team")})
    assert "author: Repairs team\n" in text_of(root, new(root, "repairs"))


def _no_git(*_arguments: object, **_options: object) -> None:
    raise OSError


def _slow_git(*_arguments: object, **_options: object) -> None:
    raise subprocess.TimeoutExpired("git", 5)


@pytest.mark.parametrize("run", [_no_git, _slow_git])
def test_a_failing_git_does_not_fail_a_command(
    run: object, make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "run", run)
    root = make_site({"notes/repairs/2022-01-21.md": note("2022-01-21", author="Ann Lee and Bo Ek")})
    assert "author: Ann Lee and Bo Ek\n" in text_of(root, new(root, "repairs"))


def test_the_file_goes_next_to_the_last_note(make_site: MakeSite) -> None:
    root = make_site(
        {
            "notes/repairs/2021/2021-12-24.md": note("2021-12-24"),
            "notes/2022/w02/cloud.md": note("2022-01-14", team="Cloud"),
            "notes/data.md": note("2022-01-14", team="Data"),
        }
    )
    files = [new(root, team).stdout.strip().removeprefix(f"{root}/") for team in ("repairs", "cloud", "data")]
    assert files == [
        "notes/repairs/2022/2022-01-28.md",
        "notes/2022/w04/2022-01-28-cloud.md",
        "notes/2022-01-28-data.md",
    ]


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("2021/12", "2022/01"),
        ("2021-12", "2022-01"),
        ("2021/w52", "2022/w04"),
        ("12", "12"),
        ("2021/2021-12", "2022/2022-01"),
        ("2021/sprint", "2022/sprint"),
    ],
)
def test_folders_of_months_and_weeks_continue(folder: str, expected: str, make_site: MakeSite) -> None:
    root = make_site({f"notes/repairs/{folder}/2021-12-31.md": note("2021-12-31")})
    assert new(root, "repairs").stdout == f"{root}/notes/repairs/{expected}/2022-01-28.md\n"


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("2022/9", "2022/10"),
        ("2022/09", "2022/10"),
        ("2022-9", "2022-10"),
        ("2022/2022-9", "2022/2022-10"),
        ("2022/w9", "2022/w40"),
        ("9", "9"),
        ("2021/9", "2021/9"),
    ],
)
def test_folders_of_months_without_a_zero_continue(folder: str, expected: str, make_site: MakeSite) -> None:
    root = make_site({f"notes/repairs/{folder}/2022-09-30.md": note("2022-09-30")})
    assert new(root, "repairs", as_of="2022-10-07").stdout == f"{root}/notes/repairs/{expected}/2022-10-07.md\n"


def test_the_editor_is_opened(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "Written at last." >> "$1"\n')
    editor.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(editor))
    root = make_site({"notes/repairs/2022-01-21.md": note("2022-01-21")})
    assert text_of(root, new(root, "repairs", "--edit")).endswith("---\nWritten at last.\n")


@pytest.mark.parametrize("as_of", ["2026-11-20", "2026-11-23", "2026-11-24", "2026-12-31"])
def test_a_started_note_is_valid_but_blank(as_of: str, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE_SITE / "notes", tmp_path / "notes")
    teams = sorted(path.name for path in (tmp_path / "notes").glob("[!_]*"))
    for team in teams:
        for _ in range(2):
            started = Path(new(tmp_path, team, as_of=as_of).stdout.strip())
            check = ["--root", str(tmp_path), "check", "--as-of", as_of]
            result = CliRunner().invoke(main, check, catch_exceptions=False)
            assert result.output.count("warning[") == result.output.count("[blank-note]") == 1, result.output
            with started.open("a", encoding="utf-8") as file:
                file.write("\nWritten at last.\n")
            result = CliRunner().invoke(main, check, catch_exceptions=False)
            assert result.output.endswith("no problems found\n"), result.output


def test_new_notes_continue_the_real_notes(real_notes: Path, tmp_path: Path) -> None:
    shutil.copytree(real_notes / "notes", tmp_path / "notes", copy_function=shutil.copyfile)
    for folder in (tmp_path, *tmp_path.rglob("*")):
        folder.chmod(0o755)
    text = text_of(tmp_path, new(tmp_path, "Data Platform", as_of="2022-01-31"))
    assert text.startswith('---\ntitle: "Data Platform Weeknotes: 18"\nteam: Data Platform\ndate: 2022-01-31\nauthor: ')
    assert "\nnumber: 18\n---\n\n<!--\nThe note of 24 January 2022 said under Next:\n\nMeet with the dev team" in text
    assert "\n## Making Council Tax data available for reporting\n" in text
    text = text_of(tmp_path, new(tmp_path, "Modern Tools for Housing"))
    assert "title: Modern Tools for Housing – Programme Week Notes 28/01/22\n" in text


def test_notes_of_several_weeks_can_be_started_on_one_day(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": note("2022-01-21")})
    started = [new(root, "repairs", "--week", week).stdout.strip() for week in ("2022-W08", "2022-W09", "2021-W50")]
    assert [Path(path).name for path in started] == ["2022-w08.md", "2022-w09.md", "2021-w50.md"]


def test_a_note_of_a_team_that_has_ended_says_so(make_site: MakeSite) -> None:
    team = "---\nname: Repairs\nended: 2022-01-22\n---\n"
    root = make_site({"notes/repairs/2022-01-21.md": note("2022-01-21"), "notes/repairs/_team.md": team})
    assert "the team ended on 22 January 2022" in new(root, "repairs").stderr
