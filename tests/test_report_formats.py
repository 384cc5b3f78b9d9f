"""`check --format` prints what each forge reads, and no note can inject text into it."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import MakeSite
from weeknotes_site.cli import main

SLIP = "---\nteam: Repairs\ndate: 20.11.2026\nauthor: Bo Ek\n---\n\nThe boiler is warm.\n"
PATH = "notes/repairs/2026-11-20.md"


def check(make_site: MakeSite, report_format: str, text: str = SLIP, path: str = PATH) -> str:
    return check_all(make_site({path: text}), report_format)


def check_all(root: Path, report_format: str) -> str:
    arguments = ["--root", str(root), "check", "--format", report_format]
    return CliRunner().invoke(main, arguments, catch_exceptions=False).stdout


def test_github_gets_annotations_at_the_lines(make_site: MakeSite) -> None:
    said = check(make_site, "github")
    assert f"::error file={PATH},line=3,col=7,title=ambiguous-date::`20.11.2026` is not an ISO date%0Ahint:" in said


@pytest.mark.parametrize(
    ("report_format", "start"),
    [
        ("github", "::error file={},line=3,"),
        ("azure", "##vso[task.logissue type=error;sourcepath={};"),
        ("gitlab", '"path": "{}"'),
    ],
)
def test_forges_get_paths_from_the_top_of_the_repository(
    report_format: str, start: str, make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = make_site({".git": "gitdir: ../git", f"sites/digital/{PATH}": SLIP})
    assert start.format(f"sites/digital/{PATH}") in check_all(top / "sites/digital", report_format)
    monkeypatch.chdir(top / "sites/digital")
    assert start.format(f"sites/digital/{PATH}") in check_all(Path(), report_format)
    build = CliRunner().invoke(main, ["build", "--format", report_format], catch_exceptions=False)
    assert start.format(f"sites/digital/{PATH}") in build.output
    assert f"\n{PATH}:3:7: error" in f"\n{check_all(Path(), 'text')}"


def test_gitlab_gets_a_code_quality_report(make_site: MakeSite) -> None:
    [finding] = json.loads(check(make_site, "gitlab"))
    assert finding["location"] == {"path": PATH, "lines": {"begin": 3}}
    assert finding.keys() >= {"description", "check_name", "fingerprint", "severity"}
    assert finding["severity"] == "major"


def test_gitlab_can_tell_equal_findings_apart(make_site: MakeSite) -> None:
    text = SLIP.replace("20.11.2026", "2026-11-20") + "\n##Boiler\n\n##Boiler\n"
    first, second = json.loads(check(make_site, "gitlab", text))
    assert first["fingerprint"] != second["fingerprint"]
    assert (
        first["fingerprint"]
        == json.loads(check(make_site, "gitlab", text.removesuffix("##Boiler\n")))[0]["fingerprint"]
    )


def test_azure_gets_issues_at_the_lines(make_site: MakeSite) -> None:
    place = f"type=error;sourcepath={PATH};linenumber=3;columnnumber=7;code=ambiguous-date;"
    assert f"##vso[task.logissue {place}]`20.11.2026` is not an ISO date; write" in check(make_site, "azure")


def test_a_summary_has_the_counts_and_the_report_in_a_fence(make_site: MakeSite) -> None:
    said = check(make_site, "markdown")
    first, _, fenced = said.partition("\n\n")
    assert first == "Weeknotes: errors: 1, warnings: 0"
    assert fenced.startswith(f"```text\n{PATH}:3:7: error[ambiguous-date]")
    assert fenced.endswith("\n```\n")


def test_a_summary_of_messages_without_code_has_a_fence(make_site: MakeSite) -> None:
    said = check(make_site, "markdown", SLIP.replace("20.11.2026", "2026-11-20").replace("The boiler is warm.\n", ""))
    assert said.splitlines()[2] == "```text"


def test_a_summary_says_when_there_is_nothing_to_fix(make_site: MakeSite) -> None:
    good = SLIP.replace("20.11.2026", "2026-11-20")
    assert check(make_site, "markdown", good) == "Weeknotes: no errors, no warnings\n"


@pytest.mark.parametrize(
    ("report_format", "start"),
    [("azure", "##vso[task.logissue "), ("github", "::error ")],
)
def test_a_note_cannot_give_commands_to_a_pipeline(report_format: str, start: str, make_site: MakeSite) -> None:
    evil = "x%0A##vso[task.setvariable variable=PATH]/evil ::set-env name=PATH::/evil"
    said = check(make_site, report_format, SLIP.replace("20.11.2026", f'"{evil}"'))
    [line] = [one for one in said.splitlines() if "evil" in one]
    assert line.startswith(start)  # a runner reads one command a line, the first
    assert "%0A##vso" not in line


def test_a_note_cannot_close_the_fence_of_a_summary(make_site: MakeSite) -> None:
    said = check(make_site, "markdown", SLIP.replace("20.11.2026", "````` [x](https://evil.example)"))
    fence = said.splitlines()[2].removesuffix("text")
    assert len(fence) == 6
    assert said.splitlines()[-1] == fence


def test_a_summary_stays_within_githubs_limit(make_site: MakeSite) -> None:
    bad = SLIP.replace("team: Repairs", "\n".join(f"{'ﷺ' * 100}{key}: {'ﷺ' * 100}" for key in range(90)))
    said = check_all(make_site({f"notes/repairs/{number}.md": bad for number in range(20)}), "markdown")
    assert 850_000 < len(said.encode()) < 1_048_576
    assert re.search(r"\n… and [\d,]+ more\n```\n$", said)
