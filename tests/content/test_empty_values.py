"""A key without a value is treated as missing, because forms write every empty field."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import MakeSite
from weeknotes_site.cli import main
from weeknotes_site.content.read_file import NOTE_FIELDS, PAGE_FIELDS, TEAM_FIELDS

NEEDED = ("date", "author", "draft")


def with_keys(keys: Iterable[str], value: str, front: str) -> str:
    return f"---\n{front}" + "".join(f"{key}: {value}\n" for key in keys) + "---\n\nWe moved the queue.\n"


def pages_of(root: Path) -> dict[str, bytes]:
    command = ["--root", str(root), "build", "--no-search", "--strict", "--as-of", "2022-03-01"]
    result = CliRunner().invoke(main, [*command, "--base-url", "https://weeknotes.example/"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "_site").rglob("*.[hx]*ml")}


def site(value: str | None) -> dict[str, str]:
    def keys(known: Iterable[str]) -> list[str]:
        return [] if value is None else [key for key in known if key not in NEEDED]

    return {
        "weeknotes.toml": 'site_id = "a"\n',
        "notes/repairs/_team.md": with_keys(keys(TEAM_FIELDS), value or "", ""),
        "notes/repairs/2022-01-21.md": with_keys(keys(NOTE_FIELDS), value or "", "date: 2022-01-21\nauthor: Ann Lee\n"),
        "notes/_pages/about.md": with_keys(keys(PAGE_FIELDS), value or "", ""),
    }


@pytest.mark.parametrize("value", ["", "~", "null", "''", '""', "'  '"])
def test_a_key_without_a_value_does_not_change_any_page(value: str, make_site: MakeSite, tmp_path: Path) -> None:
    other = tmp_path / "other"
    for path, text in site(None).items():
        (other / path).parent.mkdir(parents=True, exist_ok=True)
        (other / path).write_text(text)
    assert pages_of(make_site(site(value))) == pages_of(other)
