"""A team keeps its colour, whatever other teams come and go."""

import re
from pathlib import Path

from click.testing import CliRunner

from conftest import MakeSite
from weeknotes_site.cli import main
from weeknotes_site.model.team import Team
from weeknotes_site.render.views import ACCENTS, view_team


def accents(root: Path) -> dict[str, str]:
    """Build a site and return the colour of each team, as the list of teams shows it."""
    result = CliRunner().invoke(main, ["--root", str(root), "build", "--no-search", "--as-of", "2022-03-01"])
    assert result.exit_code == 0, result.output
    page = (root / "_site/teams/index.html").read_text("utf-8")
    return {slug: accent for accent, slug in re.findall(r'accent-(\d+)\b.*?href="\.\./teams/([\w-]+)/', page, re.S)}


def notes_of(*teams: str, day: str = "2022-01-21") -> dict[str, str]:
    note = f"---\ndate: {day}\nauthor: Bo Ek\n---\n\nThe boiler is warm.\n"
    return {f"notes/{team}/{day}.md": note for team in teams}


def test_a_new_team_changes_no_others_colour(make_site: MakeSite) -> None:
    root = make_site(notes_of(*(f"team-{number}" for number in range(20))))
    before = accents(root)
    assert len(before) == 20
    make_site(notes_of("a-new-team", "another", day="2022-02-11"))
    after = accents(root)
    assert {slug: after[slug] for slug in before} == before


def test_a_team_that_changes_its_name_keeps_its_colour() -> None:
    assert view_team(Team(slug="voids", name="Voids")).accent == view_team(Team(slug="voids", name="VOIDS!")).accent


def test_teams_have_all_the_colours() -> None:
    teams = [view_team(Team(slug=f"team-{number}", name="")).accent for number in range(200)]
    assert sorted(set(teams)) == list(range(1, ACCENTS + 1))
    assert max(map(teams.count, teams)) < 200 / ACCENTS * 2
