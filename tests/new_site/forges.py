"""A repository on each forge as its pipeline sees it: a site on `trunk`, and a change to be merged."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner

from folders import write_files
from weeknotes_site.cli import main
from weeknotes_site.new_site import PIPELINES

ROOT = Path(__file__).parents[2]
EVERY_TIME = "WEEKNOTES_FULL" in os.environ
FULL = "CI" in os.environ or EVERY_TIME
"""Whether to install as the pipeline does, from the package index."""
INSTALLS = ("pip install", "python3 -m venv", "apt-get")
NOTE = "---\nteam: Housing Repairs\ndate: {day}\nauthor: Bo Ek\n---\n\nThe boiler is warm.\n"
BROKEN = NOTE.format(day="20.11.2026")
_installed: dict[tuple[str, ...], Path] = {}
"""The folder of the programs that a job's commands have installed."""
FLAGS = ("--team", "Housing Repairs", "--author", "Bo Ek", "--as-of", "2026-11-20", "--branch", "trunk")


class Repository:
    """A clone of a site's repository, with a bare `origin`."""

    def __init__(self, folder: Path, ci: str, *more: str) -> None:
        self.ci, self.folder, self.origin = ci, folder / "clone", folder / "origin.git"
        package = f"weeknotes-site[all] @ {ROOT.as_uri()}"
        arguments = ["init", str(self.folder), *FLAGS, "--ci", ci, "--package", package, *more]
        result = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        settings = self.folder / "weeknotes.toml"
        settings.write_text(settings.read_text("utf-8").replace("# base_url", "base_url"), "utf-8")
        subprocess.run(["git", "init", "-q", "--bare", "-b", "trunk", str(self.origin)], check=True)
        self.git("init", "-q", "-b", "trunk")
        self.git("remote", "add", "origin", str(self.origin))
        self.commit("A site")
        self.git("push", "-q", "origin", "trunk")

    @property
    def pipeline(self) -> dict[str, Any]:
        """Return the pipeline's file, with `on` as a key."""
        loaded: dict[str, Any] = yaml.load((self.folder / PIPELINES[self.ci]).read_text("utf-8"), yaml.BaseLoader)
        return loaded

    def git(self, *arguments: str) -> str:
        author = ["-c", "user.name=Bo Ek", "-c", "user.email=bo@westmarch.example"]
        command = ["git", "-C", str(self.folder), *author, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def commit(self, subject: str) -> None:
        self.git("add", "--all")
        self.git("commit", "-q", "-m", subject)

    def propose(self, files: Mapping[str, str]) -> None:
        """Commit files on a branch, as in a pull request."""
        self.git("checkout", "-q", "-b", "change", "trunk")
        self.write(files)
        self.commit("A change")
        self.git("fetch", "-q", "origin")

    def write(self, files: Mapping[str, str]) -> None:
        write_files(self.folder, files)

    def announce(self, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the command that announces the week."""
        job = "announce" if self.ci in ("gitlab", "bitbucket") else "publish"
        [command] = [one for one in self.commands(job) if "weeknotes digest" in one]
        return self._run(command, Path(sys.executable).parent, environment)

    def run(self, job: str) -> list[tuple[str, subprocess.CompletedProcess[str]]]:
        """Run a job's commands one after the other, and go on where one fails.

        The same installing commands are run once, as they fill every environment alike.
        """
        commands = list(self.commands(job))
        installing = tuple(one for one in commands if one.startswith(INSTALLS))
        programs = None if EVERY_TIME else _installed.get(installing)
        wanted = [one for one in commands if one not in installing or (programs is None and _can_install(one))]
        programs = programs or self._programs()
        done = [(command, self._run(command, programs, {})) for command in wanted]
        if all(one.returncode == 0 for command, one in done if command in installing):
            _installed[installing] = programs
        return done

    def _run(self, command: str, programs: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        scratch = self.folder.parent
        known = {
            "GITHUB_BASE_REF": "trunk",
            "GITHUB_STEP_SUMMARY": str(scratch / "summary.md"),
            "GITHUB_PATH": str(scratch / "path"),
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": self.git("rev-parse", "trunk").strip(),
            "CI_PAGES_URL": "https://westmarch.gitlab.example/weeknotes",
            "BASE_URL": "https://westmarch.github.example/weeknotes",
            "BITBUCKET_PR_DESTINATION_BRANCH": "trunk",
            "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/trunk",
            "AGENT_TEMPDIRECTORY": str(scratch),
            "WEEKNOTES": f"weeknotes-site[all] @ {ROOT.as_uri()}",
            **environment,
        }
        variables = {**os.environ, **known, "PATH": os.pathsep.join([str(programs), os.environ["PATH"]])}
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command]
        return subprocess.run(
            shell, cwd=self.folder, env=variables, capture_output=True, text=True, check=False, timeout=600
        )

    def commands(self, job: str) -> Iterator[str]:
        """Yield the commands of a job: `check`, `publish`, `left_out` or `announce`."""
        pipeline = self.pipeline
        if self.ci in ("github", "forgejo"):
            yield from (step["run"] for step in pipeline["jobs"][job]["steps"] if "run" in step)
        elif self.ci == "gitlab":
            yield from pipeline[{"publish": "pages", "left_out": "left-out"}.get(job, job)]["script"]
        elif self.ci == "azure":
            [found] = [one for one in pipeline["jobs"] if one["job"] == job]
            yield from (step["bash"] for step in found["steps"] if "bash" in step)
        else:
            yield from _bitbucket_step(pipeline["pipelines"], job)["script"]

    def _programs(self) -> Path:
        """Return the folder of `weeknotes`: in a fresh environment if the pipeline installs it."""
        scratch = self.folder.parent
        if not FULL or self.ci == "forgejo":
            return (self.folder / ".venv/bin") if FULL else Path(sys.executable).parent
        if not (scratch / "venv").exists():
            subprocess.run([sys.executable, "-m", "venv", str(scratch / "venv")], check=True)
        return scratch / "venv/bin"


def _bitbucket_step(pipelines: dict[str, Any], job: str) -> dict[str, Any]:
    steps = pipelines["pull-requests"]["**"] if job == "check" else pipelines["custom"]["tuesday"]
    names = {
        "check": "Check",
        "publish": "Publish",
        "left_out": "Fail if a note was left out",
        "announce": "Announce the week",
    }
    [found] = [one["step"] for one in steps if one["step"]["name"].startswith(names[job])]
    step: dict[str, Any] = found
    return step


def _can_install(command: str) -> bool:
    if command.startswith("apt-get"):
        return FULL and shutil.which("apt-get") is not None and os.geteuid() == 0
    return FULL
