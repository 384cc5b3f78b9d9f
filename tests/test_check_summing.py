"""A report on a whole site sums up frequent warnings and hides nothing important."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import MakeSite
from weeknotes_site.cli import main


def check(root: Path, *arguments: str) -> Result:
    command = ["--root", str(root), "check", "--as-of", "2022-12-31", *arguments]
    return CliRunner().invoke(main, command, catch_exceptions=False)


def notes(team: str, count: int, keys: str = "", body: str = "We moved it.") -> dict[str, str]:
    return {
        f"notes/{team}/2022-{month:02}-{day:02}.md": (
            f"---\ndate: 2022-{month:02}-{day:02}\nauthor: Ann Lee\n{keys}---\n\n{body}\n"
        )
        for month, day in [(1 + n // 4, 3 + 7 * (n % 4)) for n in range(count)]
    }


def test_ten_warnings_of_a_kind_are_shown_in_full(make_site: MakeSite) -> None:
    told = check(make_site(notes("repairs", 10, body="##Boilers\n\nWarm."))).stdout
    assert told.count("warning[heading-without-space]") == 10
    assert "check --all" not in told


def test_more_than_ten_are_shown_three_times_and_summed_up_by_team(make_site: MakeSite) -> None:
    root = make_site(notes("repairs", 12, body="##Boilers\n\nWarm.") | notes("data", 5, body="##Queue\n\nIt moved."))
    told = check(root).stdout
    assert told.count("warning[heading-without-space]") == 3
    assert f"\n14 more heading-without-space (repairs 12, data 2): `weeknotes --root {root} check --all`\n" in told
    assert told.endswith(f"\n`weeknotes --root {root} check --fix` can fix 17 of them\n0 errors, 17 warnings\n")
    assert check(root, "--all").stdout.count("warning[heading-without-space]") == 17


def test_counts_have_thousands_separators(make_site: MakeSite) -> None:
    root = make_site(notes("repairs", 21, body="##Boilers\n\nWarm.\n\n" * 50))
    told = check(root).stdout
    assert f"\n1,047 more heading-without-space (repairs 1,047): `weeknotes --root {root} check --all`\n" in told
    assert told.endswith(f"\n`weeknotes --root {root} check --fix` can fix 1,050 of them\n0 errors, 1,050 warnings\n")


def test_unknown_keys_are_summed_up_by_key(make_site: MakeSite) -> None:
    root = make_site(notes("repairs", 12, keys="layout: post\n") | notes("data", 4, keys="mood: calm\n"))
    told = check(root).stdout
    assert told.count("unknown key `") == 3
    assert f"\n12 more unknown-key `layout` (repairs 12): `weeknotes --root {root} check --all`\n" in told
    assert f"\n1 more unknown-key `mood` (data 1): `weeknotes --root {root} check --all`\n" in told


def test_a_sum_names_at_most_a_dozen_teams(make_site: MakeSite) -> None:
    tree: dict[str, str] = {}
    for number in range(17):
        tree |= notes(f"team-{number:02}", 1, keys="layout: post\n")
    root = make_site(tree)
    assert f", team-14 1 and 2 more teams): `weeknotes --root {root} check --all`\n" in check(root).stdout


def test_errors_and_named_files_and_json_are_never_summed_up(make_site: MakeSite) -> None:
    root = make_site(notes("repairs", 15, keys="layout: post\nnumber: x\n"))
    assert check(root).stdout.count("error[wrong-type]") == 15
    assert check(root, "notes/repairs").stdout.count("warning[unknown-key]") == 15
    assert len(json.loads(check(root, "--format", "json").stdout)) == 30
    assert check(root, "--format", "github").stdout.count("\n") == 30


@pytest.mark.parametrize("strict", [(), ("--strict",)])
def test_a_short_report_has_the_counts_of_the_full_one(strict: tuple[str, ...], make_site: MakeSite) -> None:
    root = make_site(notes("repairs", 12, keys="layout: post\n"))
    short, whole = check(root, *strict), check(root, "--all", *strict)
    assert short.exit_code == whole.exit_code == (1 if strict else 0)
    assert short.stdout.splitlines()[-1] == whole.stdout.splitlines()[-1]


def test_notes_that_were_left_out_are_listed_one_per_line(make_site: MakeSite) -> None:
    root = make_site(notes("repairs", 2, keys="team: Another\n") | notes("data", 1))
    command = ["--root", str(root), "build", "--keep-going", "--no-search", "--as-of", "2022-12-31"]
    told = CliRunner().invoke(main, command, catch_exceptions=False).stdout
    assert "Left out 2 notes:\n  notes/repairs/2022-01-03.md\n  notes/repairs/2022-01-10.md\n" in told
