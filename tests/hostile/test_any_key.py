"""No value of any key of notes, teams, pages, settings or the glossary causes a traceback.

8 sites with odd front matter and 16 with odd settings by default, 100 and 200 with `WEEKNOTES_FULL=1`.
"""

import os
import shutil
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from click.testing import Result
from hypothesis import example, given, settings
from hypothesis import strategies as st

from commands import weeknotes
from folders import write_files
from hostile.odd_values import FILE_NAMES, TITLES, TOML, YAML
from weeknotes_site.config import Config, Translation
from weeknotes_site.content.read_file import NOTE_FIELDS, PAGE_FIELDS, TEAM_FIELDS

IS_FULL = bool(os.environ.get("WEEKNOTES_FULL"))
NUMBER = 100 if IS_FULL else 8
FIRST_DAY = date(2026, 3, 6)

GOOD = "---\ndate: 2026-11-20\nauthor: Bo Ek\n---\n\n## Next\n\nWe meet the Repairs team about UC. See weeknote 3.\n"
ANY_TEXT = st.text(max_size=20).map(lambda text: text.replace("\n", " ").replace("\r", " "))
ANY_YAML = st.sampled_from(YAML) | ANY_TEXT
Keys = dict[str, str]

BUILD = "build --no-search --keep-going --jobs 1"
OTHERS = (
    *("status", "acronyms", "schema", "schema --cms", "theme", "new repairs", "new parks --week 2026-W50"),
    *(f"digest 2026-W47 --keep-going {form}" for form in ("--eml", "--html", "--markdown", "--slack", "--teams")),
    *(
        "digest --last-week --keep-going",
        "digest 2026-W47 --language cy",
        "new --translation-of notes/parks/2026-11-20.md",
    ),
    *(f"catchup --since 2026-01-01 --keep-going {form}" for form in ("--eml", "--html", "--text")),
    *(f"check --format {form}" for form in ("github", "gitlab", "azure", "markdown", "json")),
    *("check --diff --unsafe-fixes", "check --fix --unsafe-fixes", "explain notes/repairs/_team.md"),
    *("explain notes/parks/2026-11-20.md", "build --no-search --base-url https://[x", "build --no-search --drafts"),
)
ANY_OTHER = st.sampled_from(OTHERS)


def keys_of(fields: Iterable[str], values: st.SearchStrategy[str], least: int = 1) -> st.SearchStrategy[Keys]:
    return st.dictionaries(st.sampled_from(sorted(fields)), values, min_size=least, max_size=4)


ANY_NOTE = keys_of(NOTE_FIELDS, ANY_YAML) | st.sampled_from(TITLES).map(lambda title: {"title": title})
ANY_NAME = st.just("") | st.sampled_from(FILE_NAMES)


@settings(max_examples=NUMBER)
@given(
    notes=st.lists(st.tuples(ANY_NAME, ANY_NOTE), min_size=20, max_size=30),
    translated=st.lists(keys_of(NOTE_FIELDS, ANY_YAML), min_size=5, max_size=10),
    teams=st.lists(keys_of(TEAM_FIELDS, ANY_YAML), min_size=5, max_size=10),
    pages=st.lists(keys_of(PAGE_FIELDS, ANY_YAML), min_size=3, max_size=5),
    another=ANY_OTHER,
)
def test_a_site_with_any_front_matter_is_published(
    notes: list[tuple[str, Keys]],
    translated: list[Keys],
    teams: list[Keys],
    pages: list[Keys],
    another: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    files = {"weeknotes.toml": 'base_url = "https://weeknotes.example/"\nlanguages = ["en", "cy"]\n'}
    for number, (name, keys) in enumerate(notes):
        day = (FIRST_DAY + timedelta(weeks=number)).isoformat()
        files[f"notes/repairs/{name or day}.md"] = written({"date": day, "author": "Ann Lee", **keys})
    for number, keys in enumerate(translated, 10):
        files[f"notes/parks/2026-10-{number}.md"] = GOOD
        files[f"notes/parks/2026-10-{number}.cy.md"] = written(keys)
    for number, keys in enumerate(teams):
        files[f"notes/team{number}/2026-11-20.md"] = GOOD
        files[f"notes/team{number}/_team.md"] = files[f"notes/team{number}/_team.cy.md"] = written(keys)
    for number, keys in enumerate(pages):
        files[f"notes/_pages/page{number}.md"] = written(keys)
    root = make(tmp_path_factory, files)
    check, build = run(root, another)
    assert check.exit_code in (0, 1)
    assert build.exit_code == 0, build.output
    assert (root / "_site/teams/parks/2026-11-20.html").is_file()


def written(keys: Keys) -> str:
    return (
        "---\n" + "".join(f"{key}: {value}\n" for key, value in keys.items()) + "---\n\n# Head\n\nThe boiler is warm.\n"
    )


ANY_TOML = st.sampled_from(TOML) | ANY_TEXT.map(lambda text: f'"{text}"')
TABLES = {
    f"{field.encode_name}.{inner.encode_name}"
    for field in msgspec.structs.fields(Config)
    if isinstance(field.type, type) and issubclass(field.type, msgspec.Struct)
    for inner in msgspec.structs.fields(field.type)
}
TRANSLATIONS = {f"translations.cy.{field.encode_name}" for field in msgspec.structs.fields(Translation)}
SETTINGS = {field.encode_name for field in msgspec.structs.fields(Config)} | TABLES | TRANSLATIONS
TERMS = ("UC", '"*"', '""', '"U C"', "UC.Repairs", 'UC."*"', "HR.parks", "[UC]", "[[UC]]", "UC")


@settings(max_examples=2 * NUMBER)
@given(
    keys=keys_of(SETTINGS, ANY_TOML, least=0),
    terms=keys_of(TERMS, ANY_TOML, least=0),
    head=st.sampled_from(("", "[tool.weeknotes]\n", "[[tool.weeknotes]]\n", "tool = 5\n", '[tool]\nweeknotes = "x"\n')),
    another=ANY_OTHER,
)
@example(keys={"title": "[" * 3_000}, terms={}, head="", another="theme")
@example(keys={}, terms={"UC": "9" * 5_000}, head="", another="acronyms")
def test_a_site_with_any_settings_is_published_or_refused(
    keys: Keys, terms: Keys, head: str, another: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = head + "".join(f"{key} = {value}\n" for key, value in keys.items())
    glossary = "".join(f"{key} = {value}\n" for key, value in terms.items())
    root = make(tmp_path_factory, {"pyproject.toml" if head else "weeknotes.toml": text, "glossary.toml": glossary})
    check, build = run(root, another)
    for result in (check, build):
        assert result.exit_code in (0, 1, 2)
        assert result.exit_code == 0 or "error[" in result.output
    assert (build.exit_code == 0) == (root / "_site/index.html").is_file()


def make(factory: pytest.TempPathFactory, files: dict[str, str]) -> Path:
    root = factory.getbasetemp() / "any-key"
    shutil.rmtree(root, ignore_errors=True)
    return write_files(root, {"notes/parks/2026-11-20.md": GOOD, **files})


def run(root: Path, another: str) -> tuple[Result, Result]:
    """Check and build the site; then run another command, which may change it."""
    check, build, _ = (invoke(root, *command.split()) for command in ("check --jobs 1", BUILD, another))
    return check, build


def invoke(root: Path, command: str, *arguments: str) -> Result:
    day = () if command in ("acronyms", "schema", "theme") else ("--as-of", "2026-11-23")
    named = (str(root / one) if one.startswith("notes/") else one for one in arguments)
    result = weeknotes(root, command, *named, *day, input="")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result
