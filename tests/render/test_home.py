"""The home page shows each note once."""

import re

from click.testing import CliRunner

from conftest import MakeSite
from weeknotes_site.cli import main

NOTE = "---\ndate: {day}\nauthor: Bo Ek\n---\n\n{team} mended the lift.\n"


def test_a_teams_newest_note_is_named_only_if_it_is_not_above(make_site: MakeSite) -> None:
    days = [f"2022-01-{day:02}" for day in (7, 14, 21, 28)] + ["2022-02-04"]
    files = {f"notes/repairs/{day}.md": NOTE.format(day=day, team="Repairs") for day in days}
    files["notes/voids/2021-06-04.md"] = NOTE.format(day="2021-06-04", team="Voids")
    files["notes/heating/_team.md"] = "---\nname: Heating\n---\n"
    root = make_site(files)
    result = CliRunner().invoke(main, ["--root", str(root), "build", "--no-search"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    teams = (root / "_site/index.html").read_text("utf-8").partition('id="page-teams"')[2]
    lines = [
        re.sub("<[^>]*>|\\s+", " ", line).split()
        for line in re.findall("<li class=.spread.>.*?</li>", teams, re.DOTALL)
    ]
    assert [" ".join(line) for line in lines[:3]] == [
        "Heating Has not written yet",
        "Repairs",
        "Voids Newest: Voids mended the lift.",
    ]
    listed = (root / "_site/teams/index.html").read_text("utf-8")
    assert listed.count("Newest:") == 2
