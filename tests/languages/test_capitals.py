"""Days and months that are lower-case in a language are capitalised at the beginning of a line."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from conftest import MakeSite
from weekly_notes import build, note

SETTINGS = 'language = "fr"\n\n[across]\nshow = ["next"]\n'
BODY = "Portes.\n\n## Ascenseur\n\nIl marche.\n\n## La suite\n\nPeindre."
QUARTER = "teams/repairs/quarters/2022-q2.html"
LINES = [
    (QUARTER, '<h1 class="text">Avril à juin 2022</h1>'),
    (QUARTER, "</span> Janvier à mars 2022</a>"),
    (QUARTER, "</span> Juillet à septembre 2022</a>"),
    (QUARTER, '<p class="quiet" lang="fr">Du 4 au 8 avril 2022</p>'),
    ("teams/repairs/index.html", ">Avril à juin 2022</a>"),
    ("teams/repairs/threads/ascenseur.html", ">Du 4 au 8 avril 2022</a></li>"),
    ("weeks/2022.html", "<caption>Avril à juin</caption>"),
    ("weeks/2022-w15.html", "</span> Du 4 au 8 avril 2022</a>"),
    ("weeks/2022-w15-next.html", "</span> Du 4 au 8 avril 2022</a>"),
    ("weeks/2022-w13-next.html", ">Du 4 au 8 avril 2022 <span"),
]


@pytest.fixture
def site(make_site: MakeSite) -> Path:
    """Build the pages of one team's notes of three quarters."""
    days = [date(2022, 1, 7) + timedelta(weeks=week) for week in range(30)]
    notes = {f"notes/repairs/{day}.md": note(day, BODY, "title: Les portes\n") for day in days}
    return build(make_site({"weeknotes.toml": SETTINGS, **notes}))


def test_a_line_begins_with_a_capital_letter(site: Path) -> None:
    assert [(page, line) for page, line in LINES if line not in (site / page).read_text("utf-8")] == []


def test_text_within_a_line_keeps_its_lower_case(site: Path) -> None:
    page = (site / QUARTER).read_text("utf-8")
    assert re.findall(r"<title>(.*?)</title>", page) == ["Repairs, avril à juin 2022 – Weeknotes"]
    assert 'content="Repairs\u00a0: toutes les notes, avril à juin 2022."' in page
    assert '<span class="quiet">du 4 au 8 avril 2022</span>' in page
