"""A team keeps its colour, and teams can be told apart."""

from datetime import date
from pathlib import Path

from conftest import MakeSite
from weeknotes_site.pipeline import Options, load
from weeknotes_site.render.views import choose_accents


def accents(root: Path) -> dict[str, int]:
    return dict(choose_accents(load(Options(root=root, as_of=date(2022, 3, 1))).archive))


def notes_of(*teams: str, day: str = "2022-01-21") -> dict[str, str]:
    note = f"---\ndate: {day}\nauthor: Bo Ek\n---\n\nThe boiler is warm.\n"
    return {f"notes/{team}/{day}.md": note for team in teams}


def test_the_first_twelve_teams_have_colours_of_their_own(make_site: MakeSite) -> None:
    root = make_site(notes_of(*(f"team-{letter}" for letter in "abcdefghijkl")))
    assert sorted(accents(root).values()) == list(range(1, 13))


def test_a_new_team_changes_no_others_colour(make_site: MakeSite) -> None:
    root = make_site(notes_of(*(f"team-{number}" for number in range(20))))
    before = accents(root)
    make_site(notes_of("a-new-team", "another", day="2022-02-11"))
    after = accents(root)
    assert {slug: after[slug] for slug in before} == before
