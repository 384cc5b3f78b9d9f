"""`--strict` fails on every warning, and reports it like a build without the option."""

from collections.abc import Mapping
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import MakeSite
from weeknotes_site.cli import main
from weeknotes_site.search import index
from weeknotes_site.search.program import IndexingError, Pagefind

BASE_URL = 'base_url = "https://weeknotes.example/"\n'
NOTE = "---\ndate: 2022-01-21\nauthor: Ann Lee\n---\n\nWe moved the queue.\n"
SITE = {"notes/repairs/2022-01-21.md": NOTE, "weeknotes.toml": BASE_URL}
BUILD = "build --no-search"
LAST = "0 errors, 1 warning (errors with `--strict`)"

KINDS: Mapping[str, tuple[dict[str, str], str, int]] = {
    "a note": ({"notes/repairs/2022-01-21.md": f"{NOTE}\nSee [here](https://a.example/).\n"}, "vague-link", 1),
    "all notes together": ({"notes/repairs/2022-03-21.md": NOTE.replace("-01-", "-03-")}, "future-date", 1),
    "a file name": ({"notes/repairs/2022-01-14.md.txt": NOTE}, "misnamed-note", 1),
    "a setting": ({"weeknotes.toml": f'{BASE_URL}repository = "https://git.a.example/b/c"\n'}, "unknown-forge", 2),
    "a link in the settings": ({"weeknotes.toml": f'{BASE_URL}footer = "[x](y.html)"\n'}, "broken-setting-link", 2),
    "the theme": ({"templates/notes.html": "x"}, "unused-template", 2),
}
IN_BUILDS = {"no address": ({"weeknotes.toml": ""}, "no-base-url", 2)}


def weeknotes(root: Path, command: str, *arguments: str) -> Result:
    line = ["--root", str(root), *command.split(), "--as-of", "2022-01-21", *arguments]
    return CliRunner().invoke(main, line, catch_exceptions=False)


@pytest.mark.parametrize(
    ("kind", "command"), [*product(KINDS, ("check", BUILD)), *((kind, BUILD) for kind in IN_BUILDS)]
)
def test_every_kind_of_warning_is_counted_by_its_code(kind: str, command: str, make_site: MakeSite) -> None:
    files, code, exit_code = {**KINDS, **IN_BUILDS}[kind]
    root = make_site({**SITE, **files})
    strict = weeknotes(root, command, "--strict")
    assert (strict.exit_code, strict.output.count(f"warning[{code}]")) == (exit_code, 1)
    assert LAST in strict.output
    assert not (root / "_site").exists()
    lenient = weeknotes(root, command)
    assert (lenient.exit_code, code in lenient.output) == (0, True)
    again = weeknotes(root, command, "--strict")
    assert (again.exit_code, LAST in again.output) == (exit_code, True), "a build before it has published the same"


@pytest.mark.parametrize("command", ["check", BUILD])
@pytest.mark.parametrize("kind", [*KINDS, *IN_BUILDS])
def test_a_warning_that_the_settings_ignore_does_not_count(kind: str, command: str, make_site: MakeSite) -> None:
    files, code, _ = {**KINDS, **IN_BUILDS}[kind]
    root = make_site({**SITE, **files})
    with (root / "weeknotes.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'checks.ignore = ["{code}"]\n')
    result = weeknotes(root, command, "--strict")
    assert (result.exit_code, code in result.output) == (0, False)


def test_check_does_not_ask_for_a_base_url_that_a_build_may_be_given(make_site: MakeSite) -> None:
    root = make_site({**SITE, "weeknotes.toml": ""})
    assert weeknotes(root, "check", "--strict").output == "1 note, no problems found\n"
    assert weeknotes(root, "build", "--no-search", "--strict", "--base-url", "https://a.example/").exit_code == 0


def fail(*_arguments: object) -> None:
    raise IndexingError("out of ideas")


@pytest.mark.parametrize("fails", [False, True], ids=["missing", "failing"])
def test_a_site_without_its_search_index_fails_a_strict_build(
    fails: bool, make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    if fails:
        monkeypatch.setattr(index, "find_pagefind", lambda: Pagefind(program=Path("pagefind"), version="9"))
        monkeypatch.setattr(Pagefind, "index", fail)
    else:
        monkeypatch.setattr(index, "find_pagefind", lambda: None)
    root = make_site(SITE)
    strict = weeknotes(root, "build", "--strict")
    assert (strict.exit_code, "search.html: warning[no-search]: " in strict.output) == (2, True)
    assert LAST in strict.output
    assert not (root / "_site/index.html").exists()
    lenient = weeknotes(root, "build")
    assert (lenient.exit_code, lenient.output.count("warning[no-search]")) == (0, 1)
    assert weeknotes(root, "build", "--strict").exit_code == 2
    assert weeknotes(root, "build", "--strict", "--no-search").exit_code == 0


def test_a_build_does_not_count_warnings_that_it_prints(make_site: MakeSite) -> None:
    root = make_site({**SITE, "weeknotes.toml": 'repository = "https://git.a.example/b/c"\n'})
    result = weeknotes(root, "build", "--no-search")
    assert (result.output.count("unknown-forge"), result.output.count("no-base-url")) == (1, 1)
    assert "check` shows them" not in result.output


def test_errors_are_reported_with_warnings_that_stop_a_build_with_keep_going(make_site: MakeSite) -> None:
    odd = NOTE.replace("2022-01-21", "2022-01-14") + "\nSee [here](https://a.example/).\n"
    broken = {"notes/repairs/2022-01-14.md": odd, "notes/homes/2022-01-21.md": f"{NOTE}[The plan](plan.pdf)\n"}
    root = make_site({**SITE, **broken})
    result = weeknotes(root, BUILD, "--keep-going", "--strict")
    assert result.exit_code == 1
    assert "warning[vague-link]" in result.output
    assert "error[broken-link]" in result.output
