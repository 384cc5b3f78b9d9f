"""A new site in a minute: every file it has works, and nothing that was there is touched."""

import os
import pty
import re
import select
import subprocess
import sys
import time
import tomllib
import uuid
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from weeknotes_site.cli import main
from weeknotes_site.new_site import installed_from

ROOT = Path(__file__).parents[1]
FLAGS = ("--title", "Diaries", "--team", "Housing Repairs", "--author", "Bo Ek", "--as-of", "2026-11-20")
FILES = [
    ".github/workflows/weeknotes.yml",
    ".gitignore",
    ".gitlab-ci.yml",
    "notes/housing-repairs/2026-11-20.md",
    "notes/housing-repairs/_team.md",
    "weeknotes.toml",
]


def init(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["init", str(folder), *arguments], catch_exceptions=False)


def files_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def site(tmp_path: Path) -> Path:
    assert init(tmp_path / "site", *FLAGS, "--ci", "both", "--package", "weeknotes-site[all]==0.1.0").exit_code == 0
    return tmp_path / "site"


def test_a_new_site_has_all_it_takes(site: Path) -> None:
    assert files_in(site) == FILES


def test_there_is_nothing_to_mend_in_it(site: Path) -> None:
    result = CliRunner().invoke(main, ["--root", str(site), "check", "--as-of", "2026-11-20", "--strict"])
    assert (result.exit_code, result.output) == (0, "1 note, nothing to mend\n")


def test_the_settings_are_filled_in(site: Path) -> None:
    settings = tomllib.loads((site / "weeknotes.toml").read_text("utf-8"))
    assert settings.keys() == {"title", "site_id"}
    assert settings["title"] == "Diaries"
    assert uuid.UUID(settings["site_id"]).version == 4


def test_without_a_folder_it_is_the_one_named_as_root(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--root", str(tmp_path), "init", *FLAGS, "--ci", "none"])
    assert result.exit_code == 0
    assert f"Now write: weeknotes --root {tmp_path} serve --open" in result.output
    assert "weeknotes.toml" in files_in(tmp_path)


def test_no_two_sites_have_one_id(site: Path, tmp_path: Path) -> None:
    init(tmp_path / "another", *FLAGS)
    assert (site / "weeknotes.toml").read_text() != (tmp_path / "another/weeknotes.toml").read_text()


def test_the_repository_is_written_as_its_page(tmp_path: Path) -> None:
    init(tmp_path, *FLAGS, "--repository", "git@github.com:westmarch/weeknotes.git")
    assert 'repository = "https://github.com/westmarch/weeknotes"\n' in (tmp_path / "weeknotes.toml").read_text()
    assert not (tmp_path / ".gitlab-ci.yml").exists()


def test_names_that_need_quotes_get_them(tmp_path: Path) -> None:
    odd = 'The "C#" team: {x} @AUTHOR@'
    flags = ("--title", odd, "--team", odd, "--author", "No", "--as-of", "2026-11-20", "--ci", "none")
    assert init(tmp_path, *flags).exit_code == 0
    result = CliRunner().invoke(main, ["--root", str(tmp_path), "build", "--base-url", "https://w.example/"])
    assert result.exit_code == 0, result.output
    assert tomllib.loads((tmp_path / "weeknotes.toml").read_text("utf-8"))["title"] == odd
    [team] = (tmp_path / "notes").iterdir()
    block = yaml.safe_load((team / "2026-11-20.md").read_text("utf-8").split("---\n")[1])
    assert (block["team"], block["author"]) == (odd, "No")


def test_a_team_without_letters_is_refused(tmp_path: Path) -> None:
    result = init(tmp_path / "new", "--team", "🙂")
    assert result.exit_code == 2
    assert "error[name-without-slug]" in result.output
    assert not (tmp_path / "new").exists()


def test_what_is_there_is_never_overwritten(site: Path) -> None:
    before = {name: (site / name).read_bytes() for name in FILES}
    result = init(site, "--title", "Other", "--team", "Other", "--ci", "both")
    assert result.exit_code == 0
    assert "wrote" not in result.output
    assert {name: (site / name).read_bytes() for name in files_in(site)} == before
    assert "add `/_site/` to it" in result.output


def test_a_project_that_has_settings_or_notes_keeps_them(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.weeknotes]\ntitle = 'Ours'\n")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/2022-01-21.md").write_text("---\nteam: A\ndate: 2022-01-21\nauthor: B\n---\n\nC.\n")
    init(tmp_path, *FLAGS, "--ci", "none")
    assert files_in(tmp_path) == [".gitignore", "notes/2022-01-21.md", "pyproject.toml"]
    assert CliRunner().invoke(main, ["--root", str(tmp_path), "build"]).exit_code == 0


def test_a_folder_that_cannot_be_written_is_explained(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/notes").write_text("a file")
    result = init(tmp_path / "site", *FLAGS)
    assert result.exit_code != 0
    assert "error[unwritable]" in result.output


def test_nothing_is_asked_where_nobody_can_answer(tmp_path: Path) -> None:
    result = init(tmp_path)
    assert result.exit_code == 0
    assert "?" not in result.output
    assert "[" not in result.output


def test_questions_on_a_terminal_have_answers_ready(tmp_path: Path) -> None:
    said = on_a_terminal(
        ["init", str(tmp_path / "site"), "--ci", "none", "--repository", ""], ["Repairs", "", "Ann", ""]
    )
    assert "The first team [Our team]:" in said
    assert "Title of the site [Weeknotes]:" in said
    assert "Workflows" not in said.partition("wrote")[0].replace("Workflows install", "")
    [note] = (tmp_path / "site/notes/repairs").glob("2*.md")
    assert "author: Ann\n" in note.read_text("utf-8")


def test_yes_asks_nothing(tmp_path: Path) -> None:
    said = on_a_terminal(["init", str(tmp_path / "site"), "--yes"], [])
    assert "The first team" not in said
    assert "wrote" in said


def test_pages_of_private_repositories_are_warned_of(site: Path, tmp_path: Path) -> None:
    said = init(tmp_path / "again", *FLAGS, "--ci", "both").output
    for hub, path in (("GitHub", ".github/workflows/weeknotes.yml"), ("GitLab", ".gitlab-ci.yml")):
        assert re.search(rf"{hub}: the Pages of a PRIVATE \w+ may be PUBLIC", said)
        assert re.search(r"PRIVATE \w+ may be PUBLIC", (site / path).read_text("utf-8"))
    assert "Pipeline schedules" in said


def test_workflows_say_when_they_do_not_know_what_to_install(tmp_path: Path) -> None:
    said = init(tmp_path, *FLAGS, "--package", "").output
    assert "set WEEKNOTES in them" in said
    assert "REPLACE-ME" in (tmp_path / ".gitlab-ci.yml").read_text("utf-8")


@pytest.mark.parametrize(
    ("direct_url", "package"),
    [
        (None, "weeknotes-site[all]==0.1.0"),
        ('{"url": "file:///work", "dir_info": {"editable": true}}', ""),
        (
            '{"url": "https://git.example/w.git", "vcs_info": {"vcs": "git", "commit_id": "abc123"}}',
            "weeknotes-site[all] @ git+https://git.example/w.git@abc123",
        ),
        (
            '{"url": "https://files.example/w-0.1.0-py3-none-any.whl", "archive_info": {}}',
            "weeknotes-site[all] @ https://files.example/w-0.1.0-py3-none-any.whl",
        ),
    ],
)
def test_workflows_install_from_where_this_one_came(
    direct_url: str | None, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Installed:
        version = "0.1.0"

        def read_text(self, name: str) -> str | None:
            assert name == "direct_url.json"
            return direct_url

    monkeypatch.setattr("weeknotes_site.new_site.surroundings.distribution", lambda _: Installed())
    assert installed_from() == package


# The workflows


@pytest.mark.parametrize(
    ("schema", "path"),
    [("vendor.github-workflows", ".github/workflows/weeknotes.yml"), ("vendor.gitlab-ci", ".gitlab-ci.yml")],
)
def test_workflows_are_valid_against_the_published_schemas(schema: str, path: str, site: Path) -> None:
    pytest.importorskip("check_jsonschema", reason="check-jsonschema brings the schemas: pip install -e '.[dev]'")
    transform = ["--data-transform", "gitlab-ci"] if "gitlab" in schema else []
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *transform, str(site / path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_githubs_runs_on_changes_on_main_and_on_tuesdays(site: Path) -> None:
    workflow = yaml.load((site / ".github/workflows/weeknotes.yml").read_text("utf-8"), yaml.BaseLoader)
    assert workflow["on"].keys() == {"pull_request", "push", "schedule", "workflow_dispatch"}
    assert workflow["on"]["schedule"][0]["cron"].endswith("* * 2")
    assert workflow["permissions"] == {"contents": "read"}
    assert "permissions" not in workflow["jobs"]["check"]


@pytest.mark.parametrize("path", [".github/workflows/weeknotes.yml", ".gitlab-ci.yml"])
def test_every_command_of_a_workflow_runs(path: str, site: Path) -> None:
    full = "CI" in os.environ or "WEEKNOTES_FULL" in os.environ
    environment = {
        **os.environ,
        "PATH": f"{_environment(site.parent) if full else Path(sys.executable).parent}:{os.environ['PATH']}",
        "WEEKNOTES": f"weeknotes-site[all] @ {ROOT.as_uri()}",
        "BASE_URL": "https://westmarch.github.example/weeknotes",
        "CI_PAGES_URL": "https://westmarch.gitlab.example/weeknotes",
    }
    commands = list(_commands(yaml.safe_load((site / path).read_text("utf-8"))))
    assert len(commands) >= 4
    for command in commands:
        if full or not command.startswith("pip "):
            done = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", command],
                cwd=site,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    built = site / ("public" if "gitlab" in path else "_site")
    assert 'href="https://westmarch.git' in (built / "index.html").read_text("utf-8")


def test_annotations_point_at_the_lines(site: Path) -> None:
    note = site / "notes/housing-repairs/2026-11-20.md"
    note.write_text(note.read_text("utf-8").replace("date: 2026-11-20", "date: 20.11.2026"), "utf-8")
    annotations = _weeknotes(site, "check", "--format", "github")
    assert "::error file=notes/housing-repairs/2026-11-20.md,line=3,col=7,title=ambiguous-date::" in annotations
    [finding] = yaml.safe_load(_weeknotes(site, "check", "--format", "gitlab"))
    assert finding["location"] == {"path": "notes/housing-repairs/2026-11-20.md", "lines": {"begin": 3}}
    assert finding.keys() >= {"description", "check_name", "fingerprint", "severity"}
    assert finding["severity"] == "major"


def _weeknotes(site: Path, *arguments: str) -> str:
    return CliRunner().invoke(main, ["--root", str(site), *arguments], catch_exceptions=False).output


def _commands(workflow: dict[str, Any]) -> list[str]:
    jobs = workflow.get(
        "jobs", {key: job for key, job in workflow.items() if isinstance(job, dict) and "script" in job}
    )
    found: list[str] = []
    for job in jobs.values():
        found += job.get("script", [step["run"] for step in job.get("steps", ()) if "run" in step])
    return found


def _environment(folder: Path) -> Path:
    """Make a fresh environment, as a runner has it."""
    subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
    return folder / "venv/bin"


def on_a_terminal(arguments: list[str], answers: list[str]) -> str:
    """Run a command on a terminal, type the answers as it asks, and return what was on the screen."""
    controller, terminal = pty.openpty()
    command = [sys.executable, "-m", "weeknotes_site", *arguments]
    process = subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal, close_fds=True)
    os.close(terminal)
    said, until = "", time.monotonic() + 120
    while time.monotonic() < until:
        if select.select([controller], [], [], 0.05)[0]:
            try:
                said += os.read(controller, 4096).decode()
            except OSError:  # the terminal is gone with the command
                break
        elif answers and said.endswith(": "):
            os.write(controller, f"{answers.pop(0)}\n".encode())
    assert process.wait(timeout=120) == 0, said
    os.close(controller)
    return said.replace("\r\n", "\n")
