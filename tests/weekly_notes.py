"""Sites of weekly notes, built by the command, and the text of their pages."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from html import unescape
from pathlib import Path

from commands import weeknotes

FIRST = date(2022, 1, 7)


def note(day: date | str, body: str, more: str = "") -> str:
    return f"---\ndate: {day}\nauthor: Bo Ek\n{more}---\n\n{body}\n"


def weekly(bodies: Iterable[str], team: str = "repairs", first: date = FIRST) -> dict[str, str]:
    """Return a note a week, without those that are empty."""
    days = ((first + timedelta(weeks=week), body) for week, body in enumerate(bodies))
    return {f"notes/{team}/{day}.md": note(day, body) for day, body in days if body}


def run(root: Path, *arguments: str, code: int = 0) -> str:
    result = weeknotes(root, *arguments)
    assert result.exit_code == code, result.output
    return result.output


def build(root: Path) -> Path:
    run(root, "build", "--no-search", "--base-url", "https://weeknotes.example/")
    return root / "_site"


def main_part(page: Path) -> str:
    return page.read_text("utf-8").partition("<main")[2]


def words(html: str) -> str:
    return " ".join(unescape(re.sub("<[^>]*>", " ", html)).split())
