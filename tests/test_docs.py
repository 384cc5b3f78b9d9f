"""Commands in the docs work and print what the docs show."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec
import pytest
from click.testing import CliRunner

from commands import weeknotes
from conftest import EXAMPLE_SITE
from weeknotes_site.cli import main

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src/weeknotes_site"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
# Installing, and the checks themselves, are what CI does; `serve` runs until it is stopped.
ELSEWHERE = (
    "python3 -m venv ",
    "bash .ci/run",
    ".venv/bin/",
    "weeknotes serve",
    "PYTHONPATH=tests python -m benchmarks.build",
)


def blocks() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each page's blocks of commands, without those that run elsewhere."""
    for page in PAGES:
        for found in re.findall(r"^```sh\n(.*?)^```", page.read_text("utf-8"), flags=re.M | re.S):
            lines = (line.partition(" #")[0].strip() for line in found.splitlines())
            # What goes on to curl is sent to servers of their own by `new_site/test_announcing.py`.
            commands = tuple(
                line for line in lines if line and not line.startswith(ELSEWHERE) and "| curl " not in line
            )
            if commands:
                yield page.relative_to(ROOT).as_posix(), commands


def block(page: str, after: str) -> str:
    """Return the first fenced block after some words of a page."""
    text = (ROOT / page).read_text("utf-8")
    found = re.compile(r"^```\w*\n(.*?)^```", flags=re.M | re.S).search(text, text.index(after))
    assert found
    return found[1]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return the site that a fresh clone has, and old notes beside it."""
    shutil.copytree(EXAMPLE_SITE, tmp_path, dirs_exist_ok=True)
    (tmp_path / "old-notes").mkdir()
    (tmp_path / "old-notes/2023-01-20.md").write_text("# Allotments weeknote 12\n\nThe beans are in.\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize(("page", "commands"), tuple(blocks()))
def test_the_commands_of_the_docs_run(
    page: str, commands: tuple[str, ...], clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(clone)
    for command in commands:
        words = shlex.split(command)
        assert words[0] == "weeknotes", f"{page}: who runs `{command}`?"
        result = CliRunner().invoke(main, words[1:], catch_exceptions=False)
        assert result.exit_code == 0, result.output


def test_the_readme_shows_the_real_output_of_check(clone: Path) -> None:
    note = clone / "notes/housing-repairs/2026-11-20.md"
    note.write_text(block("README.md", "front matter filled in").replace("2026-11-20", "20.11.2026"))
    result = weeknotes(clone, "check")
    assert block("README.md", "what to type instead") in result.output


def test_the_readmes_template_is_valid(clone: Path) -> None:
    (clone / "templates").mkdir()
    (clone / "templates/note.html").write_text(block("README.md", "add a line to every note"))
    output = clone / "_site"
    result = weeknotes(clone, "build")
    assert result.exit_code == 0, result.output
    pages = [path.read_text("utf-8") for path in output.glob("teams/*/2026-*.html")]
    pages = [page for page in pages if 'http-equiv="refresh"' not in page]  # old addresses lead on to these
    assert pages
    assert all("Ask in the Monday stand-up." in page for page in pages)


def test_every_key_is_documented() -> None:
    from weeknotes_site.content.read_file import NOTE_FIELDS, TEAM_FIELDS

    for page, keys in (("notes.md", NOTE_FIELDS), ("teams.md", TEAM_FIELDS)):
        text = (ROOT / "docs" / page).read_text("utf-8")
        assert [key for key in keys if not re.search(rf"^(\| `{key}`|{key}:) ", text, re.M)] == [], page


def settings_in_order() -> list[str]:
    """Return every setting, with those of tables as `across.show`, in the order of the code."""
    from weeknotes_site.config import Config

    names = []
    for setting in msgspec.structs.fields(Config):
        keys = msgspec.structs.fields(setting.default) if isinstance(setting.default, msgspec.Struct) else ()
        names += [f"{setting.name}.{key.encode_name}" for key in keys] or [setting.name]
    return names


def test_settings_are_documented_in_the_order_of_the_code() -> None:
    rows = re.findall(r"^\| (`.*?) \|", (ROOT / "docs/settings.md").read_text("utf-8"), re.M)
    documented = re.findall(r"`([\w.]+?)(?:\.\*)?`", " ".join(rows))
    assert documented == settings_in_order()


def test_init_writes_settings_in_the_order_of_the_docs(tmp_path: Path) -> None:
    forge = (
        "--repository",
        "https://git.westmarch.example/digital/weeknotes",
        "--forge",
        "forgejo",
        "--branch",
        "notes",
    )
    flags = ("--title", "Diaries", "--team", "Repairs", "--author", "Bo Ek", *forge)
    assert CliRunner().invoke(main, ["init", str(tmp_path), *flags], catch_exceptions=False).exit_code == 0
    written = re.findall(r"^(?:# )?(\w+) = ", (tmp_path / "weeknotes.toml").read_text("utf-8"), re.M)
    assert {"title", "forge", "public", "menu"} < set(written)
    assert written == sorted(written, key=settings_in_order().index)


def test_every_option_of_a_command_is_documented() -> None:
    docs = "".join(page.read_text("utf-8") for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")))
    commands = [
        main,
        *(main.get_command(click.Context(main), name) for name in main.list_commands(click.Context(main))),
    ]
    options = {name for command in commands if command for option in command.params for name in option.opts}
    mentioned = set(re.findall(r"--[a-z-]+", docs))
    assert sorted(name for name in options - mentioned if name.startswith("--")) == ["--version"]


def prose(page: Path) -> str:
    """Return a page without its code."""
    return re.sub(r"^ *```.*?^ *```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.M | re.S)


def anchors(page: Path) -> set[str]:
    """Return the ids that GitHub gives to a page's headings."""
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.M | re.S)
    headings = re.findall(r"^#+ (.*)$", text, re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_links_between_the_docs_resolve() -> None:
    for page in PAGES:
        for target, anchor in re.findall(r"\]\(([^)#:]*)(?:#([^)]*))?\)", prose(page)):
            # `../../` from the top leads to the forge's own pages of the repository.
            if not target.startswith("../../"):
                file = page.parent / target if target else page
                assert file.exists(), f"{page.name}: {target}"
                assert not anchor or anchor in anchors(file), f"{page.name}: {target}#{anchor}"


def test_doc_pages_named_in_the_code_exist() -> None:
    sources = [
        ROOT / "action.yml",
        *(ROOT / ".ci").rglob("*"),
        *(ROOT / "src").rglob("*"),
        *(ROOT / "templates").rglob("*"),
    ]
    text = "".join(
        path.read_text("utf-8") for path in sources if path.suffix in {".py", ".yml", ".toml", ".html", ".conf"}
    )
    named = set(re.findall(r"\bdocs/[\w-]+\.md\b", text))
    assert "docs/settings.md" in named
    assert [page for page in named if not (ROOT / page).is_file()] == []


def test_code_named_in_the_architecture_exists() -> None:
    page = (ROOT / "docs/architecture.md").read_text("utf-8")
    named = set(re.findall(r"`(\w+)` in `([\w/]+\.py)`", page)) | set(re.findall(r"`([\w]+)` \(`([\w/]+\.py)`\)", page))
    assert len(named) > 10
    for name, path in named:
        assert re.search(rf"\b{name}\b", (PACKAGE / path).read_text("utf-8")), f"{name} in {path}"
    paths = set(re.findall(r"`((?:\w+/)+(?:\w+\.\w+)?)`", page))
    assert len(paths) > 50
    assert [path for path in paths if not (PACKAGE / path).exists() and not (ROOT / path).exists()] == []


def test_files_named_in_the_security_policy_exist() -> None:
    paths = set(re.findall(r"`((?:\w+/)+\w+\.\w+)`", (ROOT / "SECURITY.md").read_text("utf-8")))
    assert len(paths) > 15
    assert [path for path in paths if not (PACKAGE / path).exists() and not (ROOT / path).exists()] == []


@pytest.mark.slow
def test_the_benchmark_of_the_docs_runs() -> None:
    command = [sys.executable, "-m", "benchmarks.build", "30", "--rounds", "1", "--beside", "true"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "tests")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for step in ("from nothing", "nothing changed", "a note's text", "a new note", "a template", "a fresh clone"):
        assert re.search(rf"^{step}[\w, ]* +\d+\.\d\d +\d+\.\d\d +\d+ +\d+", done.stdout, re.M), done.stdout
