"""A site in English and Welsh: thirty notes of three teams, twenty of them translated."""

from datetime import date, timedelta
from pathlib import Path

from click.testing import CliRunner, Result

from weeknotes_site.cli import main

BASE_URL = "https://weeknotes.example/"
AS_OF = "2026-11-25"
SETTINGS = """\
title = "Westmarch weeknotes"
base_url = "https://weeknotes.example/"
site_id = "westmarch"
languages = ["en", "cy"]
public = true
menu = [{ title = "About", target = "about.html" }, { title = "Charter", target = "charter.pdf" }]

[translations.cy]
title = "Nodiadau Westmarch"
tags = { housing = "Tai" }
"""
TEAMS = ("repairs", "voids", "waste")
WEEKS = 10
DAYS = tuple(date(2026, 11, 20) - timedelta(days=7 * week) for week in range(WEEKS))
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)


def english(team: str, day: date) -> str:
    front = f"date: {day}\nauthor: Ann Lee\nnumber: {50 - DAYS.index(day)}\ntags: [housing]"
    return f"---\n{front}\n---\n\nThe {team} lift of {day} is mended.\n\n## Risks\n\nNone. ![A lift](lift.png)\n"


def welsh(team: str, day: date) -> str:
    return f"---\ntags: [Tai]\n---\n\nMae lifft {team} {day} yn gweithio.\n\n## Risgiau\n\nDim. ![Lifft](lift.png)\n"


def is_translated(team: str, day: date) -> bool:
    """Return whether a note is translated: all teams translate, but different weeks."""
    return (DAYS.index(day) + TEAMS.index(team)) % 3 != 0


def make_notes() -> dict[str, str | bytes]:
    files: dict[str, str | bytes] = {
        "weeknotes.toml": SETTINGS,
        "static/charter.pdf": b"%PDF-1.4",
        "notes/_pages/about.md": "# About us\n\nWe run the lifts.\n",
        "notes/_pages/about.cy.md": "# Amdanom ni\n\nNi sy'n rhedeg y lifftiau.\n",
        "notes/repairs/_team.md": "---\nname: Repairs\nnames: {cy: Atgyweirio}\n---\n",
    }
    for team in TEAMS:
        files[f"notes/{team}/lift.png"] = PNG
        for day in DAYS:
            files[f"notes/{team}/{day}.md"] = english(team, day)
            if is_translated(team, day):
                files[f"notes/{team}/{day}.cy.md"] = welsh(team, day)
    return files


def run(root: Path, *arguments: str) -> Result:
    command = ["--root", str(root), *arguments, "--as-of", AS_OF]
    return CliRunner().invoke(main, command, catch_exceptions=False)


def build(root: Path, *arguments: str) -> None:
    result = run(root, "build", "--no-search", *arguments)
    assert result.exit_code == 0, result.output
