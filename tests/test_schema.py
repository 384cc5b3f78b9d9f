"""The JSON Schema for editors accepts the same front matter as a build."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from commands import weeknotes
from conftest import EXAMPLE_SITE
from weeknotes_site.cli import main
from weeknotes_site.content.markdown.rendered import BodySettings
from weeknotes_site.content.read_file import NOTE_FIELDS, read_note_file
from weeknotes_site.schema import front_matter_schema

VALIDATOR = Draft202012Validator(front_matter_schema())
GOOD_VALUES = {"date": "2022-01-21", "author": "Bo Ek"}
GOOD = "".join(f"{key}: {value}\n" for key, value in GOOD_VALUES.items())


class _Core(yaml.SafeLoader):
    """Reads as YAML 1.2 and so as editors do: dates are text, and so are `no` and `on`."""


_Core.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in ("tag:yaml.org,2002:timestamp",)]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load(front_matter: str) -> Any:
    return yaml.load(front_matter, _Core)


def accepted(front_matter: str) -> bool:
    """Return whether reading finds neither an error nor an unknown key."""
    raw = f"---\n{front_matter}---\n\nWe moved the queue.\n".encode()
    return not read_note_file("notes/repairs/2022-01-21.md", raw, BodySettings())[0].diagnostics


def test_the_command_prints_a_valid_schema() -> None:
    result = CliRunner().invoke(main, ["schema"], catch_exceptions=False)
    schema = json.loads(result.output)
    Draft202012Validator.check_schema(schema)
    assert list(schema["properties"]) == list(NOTE_FIELDS)
    assert all(value["description"] for value in schema["properties"].values())


@pytest.mark.parametrize(
    "note", sorted((EXAMPLE_SITE / "notes").rglob("2*.md")), ids=lambda note: f"{note.parent.name}/{note.name}"
)
def test_the_example_notes_are_valid(note: Path) -> None:
    _, front_matter, _ = note.read_text("utf-8").split("---\n", 2)
    assert list(VALIDATOR.iter_errors(load(front_matter))) == []


@pytest.mark.parametrize(
    "more",
    [
        "",
        "team: Data Platform\n",
        "team: 42\n",
        "title:\n",
        "week: 2022-W03\n",
        "week: [2022-W02, 2022-w03]\n",
        "number: 7\n",
        "number: '7'\n",
        "draft: true\n",
        "draft: yes\n",
        "tags: one, two\n",
        "tags: [one, 2]\n",
        "slug: winter-review\n",
        "lang: cy\n",
        "id: urn:uuid:5f0c2d0e-6c1d-4b8e-9a58-1c39b6f5a0d7\n",
        "formerly: [blog/2019/spring.html]\n",
        "ignore: [vague-link]\n",
        "updated: 2022-01-24T10:30:00Z\n",
        "extra:\n  mood: [fine, 3]\n",
    ],
)
def test_front_matter_that_is_accepted_is_valid(more: str) -> None:
    assert accepted(GOOD + more)
    assert VALIDATOR.is_valid(load(GOOD + more))


@pytest.mark.parametrize("empty", ["", "''"], ids=["nothing", "quotes"])
@pytest.mark.parametrize("key", NOTE_FIELDS)
def test_a_key_without_a_value_is_valid_if_it_is_read_as_missing(key: str, empty: str) -> None:
    front_matter = "".join(f"{name}: {value}\n" for name, value in {**GOOD_VALUES, key: empty}.items())
    assert VALIDATOR.is_valid(load(front_matter)) == accepted(front_matter)


@pytest.mark.parametrize(
    "front_matter",
    [
        "author: Bo Ek\n",
        "date: 21.01.2022\nauthor: Bo Ek\n",
        "date:\nauthor: Bo Ek\n",
        GOOD + "autor: Bo Ek\n",
        GOOD + "week: 3\n",
        GOOD + "week: W03\n",
        GOOD + "number: seven\n",
        GOOD + "number: -1\n",
        GOOD + "draft: maybe\n",
        GOOD + "slug: Winter Review\n",
        GOOD + "slug: ../../up\n",
        GOOD + "lang: Welsh!\n",
        GOOD + "id: a b\n",
        GOOD + "id: tag:<date>\n",
        GOOD + "title: [one, two]\n",
        GOOD + "extra: text\n",
        GOOD + f"title: {'x' * 501}\n",
    ],
)
def test_front_matter_that_is_refused_is_invalid(front_matter: str) -> None:
    assert not accepted(front_matter)
    assert not VALIDATOR.is_valid(load(front_matter))


@pytest.mark.parametrize(("own", "is_required"), [("author: Bo Ek\n", False), ("", True)])
def test_a_cms_form_requires_an_author_only_if_the_team_has_none(own: str, is_required: bool, tmp_path: Path) -> None:
    folder = tmp_path / "notes/repairs"
    folder.mkdir(parents=True)
    (folder / "_team.md").write_text(f"---\nname: Repairs\n{own}---\n", "utf-8")
    (folder / "2022-01-21.md").write_text("---\ndate: 2022-01-21\nauthor: Bo Ek\n---\n\nText.\n", "utf-8")
    result = weeknotes(tmp_path, "schema", "--cms")
    fields = json.loads(result.stdout)["collections"][0]["fields"]
    assert [field["required"] for field in fields if field["name"] == "author"] == [is_required]


def test_an_author_that_a_form_leaves_empty_is_the_teams(tmp_path: Path) -> None:
    folder = tmp_path / "notes/repairs"
    folder.mkdir(parents=True)
    (folder / "_team.md").write_text("---\nname: Repairs\nauthor: Bo Ek\n---\n", "utf-8")
    (folder / "2022-01-21.md").write_text("---\ndate: 2022-01-21\nauthor: ''\n---\n\nText.\n", "utf-8")
    result = weeknotes(tmp_path, "explain", str(folder / "2022-01-21.md"))
    assert "Bo Ek" in result.output
    checked = weeknotes(tmp_path, "check")
    assert checked.exit_code == 0, checked.output
