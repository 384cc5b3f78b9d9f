"""`weeknotes status` shows who writes how often, and calls no team quiet too early."""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from conftest import MakeSite
from weeknotes_site.cli import main

WEEKLY = ("2022-01-07", "2022-01-14", "2022-01-21", "2022-01-28")  # the last of them covers W04
FORTNIGHTLY = ("2021-12-17", "2021-12-31", "2022-01-14", "2022-01-28")


def note(day: str, extra: str = "") -> str:
    return f"---\ndate: {day}\nauthor: Ann Lee\n{extra}---\n\nWe moved the queue on {day}.\n"


def team(days: Iterable[str], declared: str = "") -> dict[str, str | bytes]:
    files: dict[str, str | bytes] = {f"notes/repairs/{day}.md": note(day) for day in days}
    return files | {"notes/repairs/_team.md": f"---\nname: Repairs\n{declared}---\n"}


def status(root: Path, as_of: str, *options: str) -> str:
    arguments = ["--root", str(root), "status", "--as-of", as_of, *options]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def of_repairs(root: Path, as_of: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = json.loads(status(root, as_of, "--json"))
    return next(one for one in found if one["slug"] == "repairs")


@pytest.mark.parametrize(
    ("days", "declared", "quiet_from"),
    [
        (WEEKLY, "", "2022-02-15"),  # W05 and W06 are missed once the Monday after W06 is over
        (WEEKLY, "rhythm: weekly\n", "2022-02-15"),
        (WEEKLY[-1:], "rhythm: weekly\n", "2022-02-15"),
        (FORTNIGHTLY, "", "2022-03-01"),  # W06 and W08
        (WEEKLY, "rhythm: fortnightly\n", "2022-03-01"),
        (WEEKLY, "rhythm: monthly\n", "2022-04-12"),
        (WEEKLY, "breaks: [2022-02-07 to 2022-02-13]\n", "2022-02-22"),
        (WEEKLY, "breaks: [2022-02-09]\n", "2022-02-22"),  # a day of a week is enough
        (WEEKLY[-2:], "", None),  # two notes are no rhythm
        ((), "rhythm: weekly\n", None),
    ],
)
def test_a_team_is_quiet_after_two_missed_turns_and_never_before(
    days: tuple[str, ...], declared: str, quiet_from: str | None, make_site: MakeSite
) -> None:
    root = make_site(team(days, declared))
    start = date(2022, 1, 28)
    quiet = [
        day
        for day in (start + timedelta(days=count) for count in range(0, 100, 1 if quiet_from else 33))
        if of_repairs(root, day.isoformat())["state"] == "quiet"
    ]
    assert (quiet[0].isoformat() if quiet else None) == quiet_from


@pytest.mark.parametrize(
    ("declared", "as_of", "state", "until"),
    [
        ("breaks: [2022-02-14 to 2022-03-06]\n", "2022-03-06", "on a break", "2022-03-06"),
        ("breaks: [2022-02-07 to 2022-03-06]\n", "2022-03-07", "writing", None),
        ("breaks: [2022-01-31 to 2022-03-06]\n", "2022-03-21", "writing", None),
        ("breaks: [2022-01-31 to 2022-03-06]\n", "2022-03-22", "quiet", None),
        ("ended: 2022-02-01\n", "2022-06-01", "ended", "2022-02-01"),
        ("ended: 2022-06-02\n", "2022-06-01", "quiet", None),
    ],
)
def test_a_team_in_a_break_or_after_its_end_is_not_quiet(
    declared: str, as_of: str, state: str, until: str | None, make_site: MakeSite
) -> None:
    found = of_repairs(make_site(team(WEEKLY, declared)), as_of)
    assert (found["state"], found["until"]) == (state, until)


@pytest.mark.parametrize(
    ("days", "rhythm"),
    [
        (WEEKLY, "weekly"),
        (FORTNIGHTLY, "fortnightly"),
        (("2021-10-29", "2021-11-26", "2021-12-31", "2022-01-28"), "monthly"),
        (("2022-01-07", "2022-01-14", "2022-02-04", "2022-02-25"), "every 3 weeks"),
        (("2022-01-07", "2022-01-14", "2022-01-28"), "fortnightly"),  # where in doubt, the slower
        (WEEKLY[:2], None),
        (("2019-03-01", "2019-03-08", "2022-02-25"), None),  # imported notes, and the first new one
        (("2019-03-01", "2019-03-08", "2022-02-04", "2022-02-18"), None),
        (("2019-03-01", "2019-03-08", "2019-03-15", *FORTNIGHTLY), "fortnightly"),
    ],
)
def test_a_rhythm_is_learned_from_the_notes(days: tuple[str, ...], rhythm: str | None, make_site: MakeSite) -> None:
    found = of_repairs(make_site(team(days)), "2022-02-25")
    assert (found["rhythm"], found["rhythm_is_learned"]) == (rhythm, True if rhythm else None)


def test_a_team_that_covers_two_weeks_is_not_mistaken_for_weekly(make_site: MakeSite) -> None:
    weeks = {"2022-01-14": "[2022-W01, 2022-W02]", "2022-01-28": "[2022-W03, 2022-W04]", "2021-12-31": "2021-W52"}
    root = make_site({f"notes/repairs/{day}.md": note(day, f"week: {week}\n") for day, week in weeks.items()})
    assert of_repairs(root, "2022-02-01")["rhythm"] == "fortnightly"


def test_drafts_are_listed_but_do_not_count_as_notes(make_site: MakeSite) -> None:
    root = make_site(team(WEEKLY) | {"notes/repairs/2022-02-04.md": note("2022-02-04", "draft: true\n")})
    found = of_repairs(root, "2022-02-15")
    assert (found["last_week"], found["state"]) == ("2022-W04", "quiet")
    assert found["drafts"] == ["notes/repairs/2022-02-04.md"]


def test_a_team_whose_note_has_an_error_is_not_quiet(make_site: MakeSite) -> None:
    root = make_site(team(WEEKLY) | {"notes/repairs/2022-02-11.md": note("11.02.2022")})
    found = of_repairs(root, "2022-02-15")
    assert (found["state"], found["with_errors"]) == ("writing", ["notes/repairs/2022-02-11.md"])


def test_notes_with_errors_that_belong_to_no_team_are_listed(make_site: MakeSite) -> None:
    paths = ("notes/2022-02-04.md", "notes/_old/a.md", "notes/con/a.md")
    root = make_site(team(WEEKLY) | {path: note("2022-02-04") for path in paths})
    said = status(root, "2022-02-15")
    assert [line for line in said.splitlines() if line.startswith("errors: ")] == [f"errors: {path}" for path in paths]
    *_, last = json.loads(status(root, "2022-02-15", "--json"))
    assert (last["team"], last["with_errors"]) == (None, list(paths))


@pytest.mark.parametrize(
    "files",
    [
        {"notes/repairs/a.md": note("28.01.2022")},
        {"notes/repairs/a.md": note("2022-01-28"), "notes/repairs/_team.md": "---\nname: [a]\n---\n"},
        {"notes/Repairs/a.md": note("2022-01-28"), "notes/repairs/_team.md": "---\nname: Repairs\n---\n"},
        {"notes/2022/a.md": note("28.01.2022").replace("---\n", "---\nteam: Repairs\n", 1)},
    ],
)
def test_a_team_whose_only_note_is_left_out_has_begun(files: dict[str, str | bytes], make_site: MakeSite) -> None:
    root = make_site(files)
    path = next(path for path in files if path.endswith("a.md"))
    found = of_repairs(root, "2022-02-01")
    assert (found["state"], found["last_week"], found["with_errors"]) == ("writing", None, [path])
    assert f"errors: {path}\n" in status(root, "2022-02-01")


def test_the_status_is_a_readable_table(make_site: MakeSite) -> None:
    files = team(WEEKLY) | {
        "notes/cloud/_team.md": "---\nname: Cloud Engineering\nrhythm: fortnightly\n---\n",
        "notes/data/_team.md": "---\nname: Data\nended: 2021-12-31\n---\n",
        "notes/data/2021-12-24.md": note("2021-12-24"),
        "notes/data/2022-01-07.md": note("2022-01-07", "draft: true\n"),
    }
    assert (
        status(make_site(files), "2022-02-15")
        == """\
Team               Rhythm            Last week covered
Cloud Engineering  fortnightly       none                            not begun
Data               unknown           2021-W51 (20–24 December 2021)  ended on 31 December 2021
Repairs            weekly (learned)  2022-W04 (24–28 January 2022)   quiet
draft: notes/data/2022-01-07.md
"""
    )


def test_the_status_is_not_published(make_site: MakeSite) -> None:
    root = make_site(team(WEEKLY))
    pages = []
    for as_of in ("2022-01-28", "2022-02-15"):
        arguments = ["--root", str(root), "build", "-o", str(root / as_of), "--as-of", as_of, "--quiet"]
        assert CliRunner().invoke(main, arguments, catch_exceptions=False).exit_code == 0
        pages.append({path.name: path.read_bytes() for path in sorted((root / as_of).rglob("*.html"))})
    assert pages[0] == pages[1]
