"""On a page from right to left, Latin names and addresses keep their own order and each other's."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import MakeSite
from weeknotes_site.cli import main

ADDRESS = "https://weeknotes.example/"
SETTINGS = f"""\
title = "مذكرات البلدية"
language = "ar"
base_url = "{ADDRESS}"

[accessibility]
organisation = "البلدية"
"""
NOTE = "---\ndate: 2026-11-13\nauthor: Ann Lee\n---\n\nThe boiler is mended.\n"


@pytest.fixture
def arabic(make_site: MakeSite) -> Path:
    root = make_site(
        {
            "weeknotes.toml": SETTINGS,
            "notes/data/_team.md": "---\nname: Data\nformerly: [Numbers, Open Data]\n---\n",
            "notes/data/2026-11-13.md": NOTE,
        }
    )
    command = ["--root", str(root), "build", "--no-search", "--as-of", "2026-11-20"]
    assert CliRunner().invoke(main, command, catch_exceptions=False).exit_code == 0
    return root / "_site"


def test_an_address_keeps_its_last_slash_at_its_end(arabic: Path) -> None:
    """A slash has no direction of its own, and would go to the other side."""
    assert f'<bdi dir="ltr">{ADDRESS}</bdi>' in (arabic / "accessibility.html").read_text("utf-8")


def test_former_names_are_in_the_order_of_the_page(arabic: Path) -> None:
    """Together they would be one text from left to right, with the first name last."""
    page = (arabic / "teams/data/index.html").read_text("utf-8")
    former = re.search(r"<dt>سابقًا</dt>\s*<dd>(.*)</dd>", page)
    assert former
    assert former[1] == "<bdi>Numbers</bdi>، <bdi>Open Data</bdi>"
