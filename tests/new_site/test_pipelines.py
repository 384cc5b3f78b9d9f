"""The pipelines that `init` writes are valid for their forge, and their commands work."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from browser.tools import actionlint
from new_site.forges import BROKEN, NOTE, Repository
from weeknotes_site.cli import main
from weeknotes_site.new_site import CHANNELS, PIPELINES

pytestmark = pytest.mark.slow

SCHEMAS = {
    "github": ["vendor.github-workflows"],
    "gitlab": ["vendor.gitlab-ci", "--data-transform", "gitlab-ci"],
    "forgejo": ["vendor.github-workflows"],
    "bitbucket": ["vendor.bitbucket-pipelines"],
    "azure": ["vendor.azure-pipelines", "--data-transform", "azure-pipelines", "--regex-variant", "nonunicode"],
}
FORGES = list(PIPELINES)
OTHER_SLIP = {"notes/data/2026-11-06.md": BROKEN.replace("Housing Repairs", "Data")}
OLD_SLIP = {"notes/data/2026-11-13.md": BROKEN.replace("Housing Repairs", "Data")}


@pytest.fixture(params=FORGES)
def repository(request: pytest.FixtureRequest, tmp_path: Path) -> Repository:
    return Repository(tmp_path, request.param)


@pytest.fixture
def files(request: pytest.FixtureRequest, tmp_path: Path) -> list[Path]:
    """Write a forge's pipeline once without and once with each way to announce the week, for two branches."""
    folders = [tmp_path / branch / announce for branch in ("main", "release/2") for announce in ("none", *CHANNELS)]
    for folder in folders:
        branch = folder.parent.relative_to(tmp_path).as_posix()
        flags = ["--ci", request.param, "--announce", folder.name, "--branch", branch]
        CliRunner().invoke(main, ["init", str(folder), "--yes", *flags], catch_exceptions=False)
    return [folder / PIPELINES[request.param] for folder in folders]


@pytest.mark.parametrize("files", FORGES, indirect=True)
def test_each_pipeline_is_valid_against_the_schema_of_its_forge(
    files: list[Path], request: pytest.FixtureRequest
) -> None:
    pytest.importorskip("check_jsonschema", reason="check-jsonschema brings the schemas: pip install -e '.[dev]'")
    schema = SCHEMAS[request.node.callspec.params["files"]]
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", *schema, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for file in files:
        assert not re.search(r"@[A-Z_]+@", file.read_text("utf-8")), "a value is not filled in"


@pytest.mark.parametrize("files", ["github"], indirect=True)
def test_actionlint_finds_nothing_in_the_github_pipeline(files: list[Path]) -> None:
    for file in files:
        assert actionlint(file) == []


@pytest.mark.parametrize("ci", ["github", "forgejo"])
def test_actions_are_pinned_by_commit(ci: str, tmp_path: Path) -> None:
    jobs = Repository(tmp_path, ci).pipeline["jobs"]
    used = [step["uses"] for job in jobs.values() for step in job["steps"] if "uses" in step]
    assert len(used) >= 5
    assert [action for action in used if not re.search(r"@[0-9a-f]{40}$", action)] == []


def test_each_pipeline_keeps_cache_and_site_and_installs_by_the_constraints(repository: Repository) -> None:
    text = (repository.folder / PIPELINES[repository.ci]).read_text("utf-8")
    assert re.search(r"(path|weeknotes): \.weeknotes-cache$|- \.weeknotes-cache/$", text, re.M)
    assert re.search(r"upload-artifact|artifacts:|artifact: site-with-this-change", text)
    installs = re.findall(r"^[^#\n]*pip install.*$", text, re.M)
    assert len(installs) >= 2
    assert [line for line in installs if '-c constraints.txt "$WEEKNOTES"' not in line] == []
    assert re.search(r"WEEKNOTES(: |=).*weeknotes-site\[all\]", text)
    assert (repository.folder / "constraints.txt").is_file()


def test_the_github_pipeline_has_minimal_permissions(tmp_path: Path) -> None:
    repository = Repository(tmp_path, "github")
    workflow = repository.pipeline
    assert workflow["on"].keys() == {"pull_request", "push", "schedule", "workflow_dispatch"}
    assert workflow["on"]["schedule"][0]["cron"].endswith("* * 2")
    assert workflow["permissions"] == {"contents": "read"}
    assert "permissions" not in workflow["jobs"]["check"]
    assert workflow["jobs"]["publish"]["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}


@pytest.mark.parametrize("ci", ["github", "azure"])
def test_text_of_notes_never_gets_into_a_log_that_is_parsed_for_commands(ci: str, tmp_path: Path) -> None:
    """These runners read `##[…]` and `##vso[…]` anywhere in a line; only their own formats keep such text harmless."""
    repository = Repository(tmp_path, ci)
    jobs = ("check", "publish") if ci == "github" else ("check", "publish", "left_out")
    prints = [command for job in jobs for command in repository.commands(job) if "weeknotes " in command]
    lines = [line for command in prints for line in command.splitlines() if re.search("weeknotes (build|check)", line)]
    assert len(lines) >= 5
    assert [line for line in lines if "--format" not in line] == []


def test_a_good_change_passes_despite_errors_elsewhere_and_its_site_is_kept(repository: Repository) -> None:
    repository.write(OLD_SLIP)
    repository.commit("An old slip")
    repository.git("push", "-q", "origin", "trunk")
    repository.propose({"notes/housing-repairs/2026-11-27.md": NOTE.format(day="2026-11-27")})
    for command, done in repository.run("check"):
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    assert (repository.folder / "_site/teams/housing-repairs/2026-11-27.html").is_file()


def test_mistakes_in_notes_and_templates_fail_a_change(repository: Repository) -> None:
    template = '{% extends "theme/note.html" %}\n{% block after_note'
    repository.propose({"notes/housing-repairs/2026-11-27.md": BROKEN, "templates/note.html": template})
    failed = {command: done.stdout + done.stderr for command, done in repository.run("check") if done.returncode}
    [built] = [said for command, said in failed.items() if command.startswith("weeknotes build")]
    assert "template-error" in built
    [checked] = [said for command, said in failed.items() if "--since" in command]
    assert re.search(r"2026-11-27\.md(:3:7|,line=3,col=7|;linenumber=3;columnnumber=7;)", checked)
    assert "ambiguous-date" in checked


def test_a_change_that_breaks_a_link_in_another_file_fails(repository: Repository) -> None:
    linked, linking = "notes/housing-repairs/2026-11-13.md", "notes/data/2026-11-13.md"
    body = "\nSee [the repairs](../housing-repairs/2026-11-13.md).\n"
    note = NOTE.format(day="2026-11-13")
    repository.write({linked: note, linking: note.replace("Housing Repairs", "Data") + body, **OTHER_SLIP})
    repository.commit("Two notes, and an old slip")
    repository.git("push", "-q", "origin", "trunk")
    (repository.folder / linked).unlink()
    repository.propose({})
    failed = {command: done.stdout + done.stderr for command, done in repository.run("check") if done.returncode}
    [(command, said)] = failed.items()
    assert "--since" in command
    assert "broken-link" in said
    assert "ambiguous-date" not in said


def test_all_mistakes_are_in_the_summary(tmp_path: Path) -> None:
    repository = Repository(tmp_path, "github")
    repository.propose({"notes/housing-repairs/2026-11-27.md": BROKEN, **OLD_SLIP})
    repository.run("check")
    summary = (tmp_path / "summary.md").read_text("utf-8")
    assert "2026-11-27.md:3:7: error[ambiguous-date]" in summary
    assert "data/2026-11-13.md:3:7: error[ambiguous-date]" in summary


def test_publishing_leaves_out_notes_with_errors_and_then_fails(repository: Repository) -> None:
    repository.write({"notes/housing-repairs/2026-11-13.md": NOTE.format(day="2026-11-13"), **OLD_SLIP})
    repository.commit("A slip")
    published = repository.run("publish")
    in_the_same_job = repository.ci in ("github", "forgejo")
    after = [] if in_the_same_job else repository.run("left_out")
    *before, (last, failed) = [*published, *after]
    for command, done in before:
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    assert last.startswith("weeknotes check")
    assert failed.returncode == 1
    assert "ambiguous-date" in failed.stdout + failed.stderr
    site = repository.folder / ("public" if repository.ci == "gitlab" else "_site")
    assert (site / "teams/housing-repairs/2026-11-13.html").is_file()
    assert re.search('href="https://[a-z.]+/', (site / "index.html").read_text("utf-8"))


@pytest.mark.parametrize("ci", ["forgejo", "bitbucket"])
def test_the_site_is_pushed_as_one_commit_to_a_branch(ci: str, tmp_path: Path) -> None:
    repository = Repository(tmp_path, ci)
    repository.write({".venv/pyvenv.cfg": ""})  # as it is where the pipeline installs into the clone
    secret = repository.folder / "notes/housing-repairs/2026-11-13.md"
    secret.write_text(NOTE.format(day="2026-11-13").replace("boiler", "secret"), "utf-8")
    for _ in range(2):
        for command, done in repository.run("publish"):
            assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        secret.unlink(missing_ok=True)  # taken down after the first time
    subprocess.run(["git", "clone", "-q", "-b", "pages", str(repository.origin), str(tmp_path / "pages")], check=True)
    assert (tmp_path / "pages/index.html").is_file()
    assert (tmp_path / "pages/feed.xml").is_file()
    assert not (tmp_path / "pages/notes").exists()
    count = ["git", "-C", str(tmp_path / "pages"), "rev-list", "--count", "HEAD"]
    assert subprocess.run(count, capture_output=True, text=True, check=True).stdout == "1\n"
    assert not (tmp_path / "pages/teams/housing-repairs/2026-11-13.html").exists()
    assert repository.git("status", "--porcelain") == ""
