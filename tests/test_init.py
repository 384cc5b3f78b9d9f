"""`weeknotes init` writes files that work and never changes existing ones."""

import os
import pty
import re
import select
import shlex
import subprocess
import sys
import time
import tomllib
import uuid
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from commands import weeknotes
from weeknotes_site.cli import main
from weeknotes_site.new_site import PIPELINES, installed_from

FLAGS = ("--title", "Diaries", "--team", "Housing Repairs", "--author", "Bo Ek", "--as-of", "2026-11-20")
INTERRUPT = "\x04"  # what Ctrl-D types; Ctrl-C needs a session of its own
FILES = [
    ".github/workflows/weeknotes.yml",
    ".gitignore",
    "README.md",
    "constraints.txt",
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
    assert init(tmp_path / "site", *FLAGS, "--ci", "github", "--package", "weeknotes-site[all]==0.1.0").exit_code == 0
    return tmp_path / "site"


def test_a_new_site_is_complete(site: Path) -> None:
    assert files_in(site) == FILES


def test_a_new_site_passes_check(site: Path) -> None:
    result = weeknotes(site, "check", "--as-of", "2026-11-20", "--strict")
    assert (result.exit_code, result.output) == (0, "1 note, no problems found\n")


def test_the_settings_are_filled_in(site: Path) -> None:
    settings = tomllib.loads((site / "weeknotes.toml").read_text("utf-8"))
    assert settings.keys() == {"title", "site_id"}
    assert settings["title"] == "Diaries"
    assert uuid.UUID(settings["site_id"]).version == 4


def test_without_a_folder_the_root_option_is_used(tmp_path: Path) -> None:
    result = weeknotes(tmp_path, "init", *FLAGS, "--ci", "none")
    assert result.exit_code == 0
    assert f"Now write: weeknotes --root {tmp_path} serve --open" in result.output
    assert "weeknotes.toml" in files_in(tmp_path)


def test_every_site_gets_its_own_id(site: Path, tmp_path: Path) -> None:
    init(tmp_path / "another", *FLAGS)
    assert (site / "weeknotes.toml").read_text() != (tmp_path / "another/weeknotes.toml").read_text()


def test_the_repository_is_written_as_its_web_address(tmp_path: Path) -> None:
    init(tmp_path, *FLAGS, "--repository", "git@github.com:westmarch/weeknotes.git", "--branch", "trunk")
    settings = tomllib.loads((tmp_path / "weeknotes.toml").read_text("utf-8"))
    assert settings["repository"] == "https://github.com/westmarch/weeknotes"
    assert settings["branch"] == "trunk"
    assert "forge" not in settings  # the host's name tells it
    assert (tmp_path / ".github/workflows/weeknotes.yml").exists()


def test_names_that_need_quotes_get_them(tmp_path: Path) -> None:
    odd = 'The "C#" team: {x} @AUTHOR@'
    flags = ("--title", odd, "--team", odd, "--author", "No", "--as-of", "2026-11-20", "--ci", "none")
    assert init(tmp_path, *flags).exit_code == 0
    result = weeknotes(tmp_path, "build", "--base-url", "https://w.example/")
    assert result.exit_code == 0, result.output
    assert tomllib.loads((tmp_path / "weeknotes.toml").read_text("utf-8"))["title"] == odd
    [team] = (tmp_path / "notes").iterdir()
    block = yaml.safe_load((team / "2026-11-20.md").read_text("utf-8").split("---\n")[1])
    assert (block["team"], block["author"]) == (odd, "No")


@pytest.mark.parametrize(
    ("team", "author"),
    [((), "Our team"), (("--team", "Web team"), "Web team"), (("--team", "Repairs"), "Repairs team")],
)
def test_without_a_git_name_the_team_is_the_author(
    team: tuple[str, ...], author: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert init(tmp_path / "site", *team, "--yes").exit_code == 0
    [note] = (tmp_path / "site/notes").glob("*/2*.md")
    assert f"\nauthor: {author}\n" in note.read_text("utf-8")
    empty = ("--author", "", "--yes")
    assert init(tmp_path / "empty", *team, *empty).exit_code == 0
    [note] = (tmp_path / "empty/notes").glob("*/2*.md")
    assert f"\nauthor: {author}\n" in note.read_text("utf-8")


@pytest.mark.parametrize(
    ("option", "value", "reason"),
    [
        ("--team", "🙂", "has no letter or digit"),
        ("--team", "2022", "is a folder for a year, month or week"),
        ("--team", "2022 11", "`notes/2022-11/` is a folder for a year, month or week"),
        ("--team", "W45", "is a folder for a year, month or week"),
        ("--team", "Con", "Windows reserves the file name `con`"),
        ("--team", "lpt1", "Windows reserves the file name `lpt1`"),
        ("--as-of", "1980-01-01", "a note cannot have the date 1980-01-01: the year 1980 is not between 1990 and 2199"),
        ("--author", "!!!", "has no letter or digit"),
        ("--author", "B\x07o", "it contains the character U+0007, which pages cannot show"),
        ("--author", "Bo" * 251, "it has more than 500 characters"),
        ("--team", "\x1b[31mRepairs", "it contains the character U+001B"),
        ("--title", "Note\N{RIGHT-TO-LEFT OVERRIDE}s", "it contains the character U+202E"),
        ("--title", " ", "the site needs a title"),
    ],
)
def test_names_that_do_not_work_are_refused(option: str, value: str, reason: str, tmp_path: Path) -> None:
    result = init(tmp_path / "new", option, value)
    assert result.exit_code == 2
    assert reason in result.output
    assert not (tmp_path / "new").exists()


def test_emoji_of_several_characters_may_be_in_names(tmp_path: Path) -> None:
    web = "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER} Web"
    assert (
        init(tmp_path, "--title", web, "--team", web, "--author", web, "--as-of", "2026-11-20", "--yes").exit_code == 0
    )
    result = weeknotes(tmp_path, "check", "--as-of", "2026-11-20", "--strict")
    assert (result.exit_code, result.output) == (0, "1 note, no problems found\n")


def test_an_invalid_answer_is_asked_again(tmp_path: Path) -> None:
    answers = [" ", "Diaries", "!!!", "2022", "Repairs", "?", "Ann", "none", 'a"b', "", "none"]
    said = on_a_terminal(["init", str(tmp_path / "site")], answers)
    assert said.count("Error: ") == 5
    assert "notes/repairs/_team.md" in files_in(tmp_path / "site")


def test_titles_teams_and_authors_can_be_called_none(tmp_path: Path) -> None:
    init(tmp_path, "--title", "none", "--team", "none", "--author", "none", "--yes")
    assert tomllib.loads((tmp_path / "weeknotes.toml").read_text("utf-8"))["title"] == "none"
    [note] = (tmp_path / "notes/none").glob("2*.md")
    assert "author: none\n" in note.read_text("utf-8")


def test_existing_files_are_never_overwritten(site: Path) -> None:
    before = {name: (site / name).read_bytes() for name in FILES}
    result = init(site, "--title", "Other", "--team", "Other", "--ci", "github")
    assert result.exit_code == 0
    assert "wrote" not in result.output
    assert {name: (site / name).read_bytes() for name in files_in(site)} == before
    assert "add `/_site/` to it" not in result.output  # our own `.gitignore` has it
    assert "No pipeline was written" not in init(site, "--ci", "none").output  # there is one


def test_a_site_cannot_begin_among_the_notes_of_another(site: Path) -> None:
    before = files_in(site)
    for folder in ("notes", "notes/housing-repairs", "notes/new-team"):
        result = init(site / folder, "--yes")
        assert result.exit_code == 2
        assert "choose another folder" in result.output
    assert files_in(site) == before


def test_a_gitignore_without_the_output_is_reported(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*.pyc\n")
    assert "add `/_site/` to it" in init(tmp_path, *FLAGS).output
    assert (tmp_path / ".gitignore").read_text() == "*.pyc\n"


def test_an_interrupted_init_leaves_nothing(tmp_path: Path) -> None:
    said = on_a_terminal(["init", str(tmp_path / "site")], ["Diaries", INTERRUPT], exit_code=1)
    assert said.rstrip().endswith("Aborted!")
    assert not (tmp_path / "site").exists()


def test_deleted_constraints_are_written_again(site: Path) -> None:
    before = {name: (site / name).read_bytes() for name in FILES}
    (site / "constraints.txt").unlink()
    said = init(site, "--yes", "--ci", "github").output
    assert re.findall(r"^wrote (.*)", said, re.M) == [str(site / "constraints.txt")]
    assert {name: (site / name).read_bytes() for name in files_in(site)} == before


def test_a_project_that_has_settings_or_notes_keeps_them(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.weeknotes]\ntitle = 'Ours'\n")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/2022-01-21.md").write_text("---\nteam: A\ndate: 2022-01-21\nauthor: B\n---\n\nC.\n")
    init(tmp_path, *FLAGS, "--ci", "none")
    assert files_in(tmp_path) == [".gitignore", "notes/2022-01-21.md", "pyproject.toml"]
    assert weeknotes(tmp_path, "build").exit_code == 0


def test_a_folder_that_cannot_be_written_is_explained(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/notes").write_text("a file")
    result = init(tmp_path / "site", *FLAGS)
    assert result.exit_code != 0
    assert "error[unwritable]" in result.output


def test_nothing_is_asked_without_a_terminal(tmp_path: Path) -> None:
    result = init(tmp_path)
    assert result.exit_code == 0
    assert "?" not in result.output
    assert "[" not in result.output


def test_questions_on_a_terminal_have_defaults(tmp_path: Path) -> None:
    answers = ["Diaries", "Repairs", "Ann", "git@git.westmarch.example:a/b.git", "forgejo", "trunk", "", "", ""]
    said = on_a_terminal(["init", str(tmp_path / "site")], answers)
    asked = re.findall(r"^(.*?)(?: \[[^\]\n]*\])?: ", said.partition("wrote")[0], re.M)
    assert [question.partition(" (")[0] for question in asked] == [
        "Title of the site",
        "Name of the first team",
        "Author of its first note",
        "URL of the repository, if any",
        "Forge at git.westmarch.example",
        "Branch to publish",
        "Pipeline to check and publish",
        "Announce each week on Tuesdays in",
        "What the pipeline installs with pip, such as `weeknotes-site[all]==0.2.0`",
    ]
    [note] = (tmp_path / "site/notes/repairs").glob("2*.md")
    assert "author: Ann\n" in note.read_text("utf-8")
    settings = tomllib.loads((tmp_path / "site/weeknotes.toml").read_text("utf-8"))
    assert settings["repository"] == "https://git.westmarch.example/a/b"
    assert (settings["title"], settings["forge"], settings["branch"]) == ("Diaries", "forgejo", "trunk")
    assert "forgejo" in said.partition("Pipeline to check and publish")[2].partition(":")[0]
    assert (tmp_path / "site/.forgejo/workflows/weeknotes.yml").is_file()


@pytest.mark.parametrize("head", ["trunk", "a-change"])
def test_repository_and_branch_are_read_from_git(head: str, tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(tmp_path), *arguments], check=True)

    git("init", "-q", "-b", head)
    git("remote", "add", "origin", "ssh://git@codeberg.org/westmarch/weeknotes.git")
    git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk")
    assert init(tmp_path, "--yes").exit_code == 0
    settings = tomllib.loads((tmp_path / "weeknotes.toml").read_text("utf-8"))
    assert (settings["repository"], settings["branch"]) == ("https://codeberg.org/westmarch/weeknotes", "trunk")
    assert settings["base_url"] == "https://westmarch.codeberg.page/weeknotes/"
    assert 'branches: ["trunk"]' in (tmp_path / ".forgejo/workflows/weeknotes.yml").read_text("utf-8")


def test_a_folder_within_a_repository_is_reported(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    expected = f"This folder is part of the repository in {tmp_path}."
    assert expected in init(tmp_path / "site", *FLAGS, "--ci", "github").output
    assert expected not in init(tmp_path, *FLAGS, "--ci", "github").output
    subprocess.run(["git", "init", "-q", str(tmp_path / "own")], check=True)
    assert expected not in init(tmp_path / "own", *FLAGS, "--ci", "github").output


@pytest.mark.parametrize(("more", "folder"), [((), "sites/digital"), (("--repository", "codeberg.org/a/b"), None)])
def test_the_settings_name_the_folder_in_the_repository(
    more: tuple[str, ...], folder: str | None, tmp_path: Path
) -> None:
    """A repository other than that of the folder may have the notes elsewhere."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    origin = "git@github.com:westmarch/services.git"
    subprocess.run(["git", "-C", str(tmp_path), "remote", "add", "origin", origin], check=True)
    site = tmp_path / "sites/digital"
    said = init(site, "--yes", "--ci", "none", *more).output
    assert ("links to the notes' files lead there" in said) == (folder is None)
    settings = tomllib.loads((site / "weeknotes.toml").read_text("utf-8"))
    assert settings.get("repository_folder") == folder
    if folder:
        check = weeknotes(site, "check")
        assert "site-in-subfolder" not in check.output


@pytest.mark.parametrize("branch", ['a"b', "a..b", "trunk.lock", "a//b", "trunk/", "refs/heads/trunk"])
def test_a_branch_that_a_pipeline_or_git_cannot_name_is_refused(branch: str, tmp_path: Path) -> None:
    result = init(tmp_path / "new", *FLAGS, "--branch", branch)
    assert result.exit_code == 2
    assert "is not a valid branch" in result.output
    assert not (tmp_path / "new").exists()


def test_an_announcement_for_an_existing_pipeline_is_not_silently_dropped(site: Path) -> None:
    said = init(site, "--ci", "github", "--announce", "slack").output
    pipeline = site / ".github/workflows/weeknotes.yml"
    assert f"To add the announcement, delete {pipeline} and run this again." in said
    assert "digest" not in pipeline.read_text("utf-8")


def test_init_lists_what_an_announcement_needs(tmp_path: Path) -> None:
    said = init(tmp_path / "mail", *FLAGS, "--ci", "gitlab", "--announce", "mail").output
    assert "SMTP_URL, SMTP_USER, MAIL_FROM, MAIL_TO; and `from` and `to` under `[digest]` in weeknotes.toml\n" in said
    assert (
        "set these secrets: SLACK_WEBHOOK\n"
        in init(tmp_path / "s", *FLAGS, "--ci", "azure", "--announce", "slack").output
    )


def test_a_repository_that_is_not_on_the_web_is_reported(tmp_path: Path) -> None:
    said = init(tmp_path, *FLAGS, "--repository", "/srv/git/weeknotes.git").output
    assert "`/srv/git/weeknotes.git` is not a web address" in said
    assert "repository" not in tomllib.loads((tmp_path / "weeknotes.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    "url", ["https://gitlab.com", "https://github.com/westmarch", "http://dev.azure.com/westmarch/x"]
)
def test_a_url_without_a_repository_is_reported(url: str, tmp_path: Path) -> None:
    said = init(tmp_path, *FLAGS, "--repository", url).output
    assert f"`{url}` is not the URL of a repository, so pages will not link to the notes' files." in said
    assert "repository" not in tomllib.loads((tmp_path / "weeknotes.toml").read_text("utf-8"))


def test_a_password_in_gits_settings_is_not_copied(tmp_path: Path) -> None:
    for address in ("https://bo:s3cret@git.westmarch.example/a/b.git", "https://bo:s3cret@git.westmarch.example:x/b"):
        root = tmp_path / str(len(address))
        root.mkdir()
        subprocess.run(["git", "-C", str(root), "init", "-q"], check=True)
        subprocess.run(["git", "-C", str(root), "remote", "add", "origin", address], check=True)
        said = init(root, *FLAGS, "--forge", "forgejo").output
        assert "s3cret" not in said
        for path in (root / name for name in files_in(root) if not name.startswith(".git/")):
            assert "s3cret" not in path.read_text("utf-8")
        assert "s3cret" not in on_a_terminal(["init", str(root)], [""] * 9)


def test_a_forge_that_we_have_no_pipeline_for_gets_none(tmp_path: Path) -> None:
    said = init(
        tmp_path, *FLAGS, "--repository", "ssh://git@git.westmarch.example:7999/dig/b.git", "--forge", "bitbucket"
    )
    settings = tomllib.loads((tmp_path / "weeknotes.toml").read_text("utf-8"))
    assert settings["repository"] == "https://git.westmarch.example/projects/dig/repos/b"
    assert settings["forge"] == "bitbucket-data-center"
    assert "No pipeline was written" in said.output
    assert weeknotes(tmp_path, "check", "--as-of", "2026-11-20").exit_code == 0


@pytest.mark.parametrize("forge", ["github", "gitlab", "forgejo", "gitea", "bitbucket", "azure"])
def test_a_forge_gets_its_pipeline_without_a_repository(forge: str, tmp_path: Path) -> None:
    assert init(tmp_path, *FLAGS, "--forge", forge).exit_code == 0
    assert (tmp_path / PIPELINES[forge.replace("gitea", "forgejo")]).is_file()


def test_the_command_that_adds_a_pipeline_keeps_its_options(tmp_path: Path) -> None:
    options = ("--announce", "slack", "--package", "weeknotes-site[all]==0.2.0")
    said = init(tmp_path / "site", *FLAGS, *options).output
    command = re.search("No pipeline was written: `weeknotes (init .*)` adds one", said)
    assert command
    assert "SLACK_WEBHOOK" in CliRunner().invoke(main, shlex.split(command[1])).output
    pipeline = tmp_path / "site/.github/workflows/weeknotes.yml"
    assert options[-1] in pipeline.read_text("utf-8")
    said = init(tmp_path / "site", *FLAGS, "--announce", "teams").output
    assert f"To add the announcement, delete {pipeline} and run this again." in said


def test_without_a_repository_a_line_says_how_to_add_a_pipeline(tmp_path: Path) -> None:
    said = init(tmp_path / "site", *FLAGS).output
    command = re.search("No pipeline was written: `weeknotes (init .*)` adds one", said)
    assert command
    assert ".github" not in said
    again = CliRunner().invoke(main, shlex.split(command[1])).output
    assert f"wrote {tmp_path / 'site/.github/workflows/weeknotes.yml'}" in again


def test_with_yes_nothing_is_asked(tmp_path: Path) -> None:
    said = on_a_terminal(["init", str(tmp_path / "site"), "--yes"], [])
    assert "Name of the first team" not in said
    assert "wrote" in said


@pytest.mark.parametrize("ci", ["github", "gitlab", "forgejo", "bitbucket", "azure"])
def test_init_warns_about_public_pages(ci: str, tmp_path: Path) -> None:
    said = init(tmp_path, *FLAGS, "--ci", ci, "--branch", "trunk").output
    assert re.search("PUBLIC|ANYBODY|point your host at it", said)
    assert re.search(
        r"PRIVATE \w+('s site can| may) be PUBLIC|is\n# PUBLIC", (tmp_path / PIPELINES[ci]).read_text("utf-8")
    )


def test_pipelines_say_when_they_do_not_know_what_to_install(tmp_path: Path) -> None:
    said = init(tmp_path, *FLAGS, "--package", "", "--ci", "gitlab").output
    assert "Set WEEKNOTES in the pipeline" in said
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
def test_pipelines_install_from_the_same_source_as_this_installation(
    direct_url: str | None, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Installed:
        version = "0.1.0"

        def read_text(self, name: str) -> str | None:
            assert name == "direct_url.json"
            return direct_url

    monkeypatch.setattr("weeknotes_site.new_site.installed.distribution", lambda _: Installed())
    assert installed_from() == package


def on_a_terminal(arguments: list[str], answers: list[str], exit_code: int = 0) -> str:
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
    assert process.wait(timeout=120) == exit_code, said
    os.close(controller)
    return said.replace("\r\n", "\n")
