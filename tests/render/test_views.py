"""Views of notes repeat nothing; a team keeps its colour when other teams are added or removed."""

import re
from datetime import date
from pathlib import Path

import pytest

from commands import weeknotes
from conftest import MakeSite, site_options
from weeknotes_site.languages import find_language
from weeknotes_site.model.team import Team
from weeknotes_site.pipeline import load
from weeknotes_site.render.views import ACCENTS, say, view_note, view_team


def accents(root: Path) -> dict[str, str]:
    """Build a site and return the colour of each team, as the list of teams shows it."""
    result = weeknotes(root, "build", "--no-search", "--as-of", "2022-03-01")
    assert result.exit_code == 0, result.output
    page = (root / "_site/teams/index.html").read_text("utf-8")
    return {slug: accent for accent, slug in re.findall(r'accent-(\d+)\b.*?href="\.\./teams/([\w-]+)/', page, re.S)}


def notes_of(*teams: str, day: str = "2022-01-21") -> dict[str, str]:
    note = f"---\ndate: {day}\nauthor: Bo Ek\n---\n\nThe boiler is warm.\n"
    return {f"notes/{team}/{day}.md": note for team in teams}


def test_a_new_team_does_not_change_other_teams_colours(make_site: MakeSite) -> None:
    root = make_site(notes_of(*(f"team-{number}" for number in range(20))))
    before = accents(root)
    assert len(before) == 20
    make_site(notes_of("a-new-team", "another", day="2022-02-11"))
    after = accents(root)
    assert {slug: after[slug] for slug in before} == before


def test_a_team_that_changes_its_name_keeps_its_colour() -> None:
    assert view_team(Team(slug="voids", name="Voids")).accent == view_team(Team(slug="voids", name="VOIDS!")).accent


def test_teams_use_all_colours() -> None:
    teams = [view_team(Team(slug=f"team-{number}", name="")).accent for number in range(200)]
    assert sorted(set(teams)) == list(range(1, ACCENTS + 1))
    assert max(map(teams.count, teams)) < 200 / ACCENTS * 2


def line_and_rest(root: Path) -> list[tuple[str, str]]:
    site = load(site_options(root=root, as_of=date(2022, 3, 1)))
    return [say(note, find_language("en"))[1:] for note in site.archive.notes]


@pytest.mark.parametrize(
    ("title", "line", "rest"),
    [
        ("Delta: The pump is new.", "The pump is new.", "It works. We slept."),
        ("The pump is new", "The pump is new", "It works. We slept."),
        ("The pump is new. It works", "The pump is new. It works", "We slept."),
        ("The pump", "The pump", "The pump is new. It works. We slept."),
    ],
)
def test_a_sentence_that_is_the_headline_is_not_repeated(title: str, line: str, rest: str, make_site: MakeSite) -> None:
    note = f"---\ndate: 2022-01-21\ntitle: '{title}'\n---\n\nThe pump is new. It works. We slept.\n"
    assert line_and_rest(make_site({"notes/delta/2022-01-21.md": note})) == [(line, rest)]


def test_a_note_of_only_code_does_not_repeat_its_team_and_date(make_site: MakeSite) -> None:
    note = "---\ndate: 2022-01-21\n---\n\n```\nls\n```\n"
    assert line_and_rest(make_site({"notes/delta/2022-01-21.md": note})) == [("Weeknotes", "")]


@pytest.mark.parametrize(
    ("weeks", "days"),
    [
        ("[2022-W03, 2022-W04]", "17–28 January 2022"),
        ("[2022-W01, 2022-W03]", "3–7 January 2022 and 17–21 January 2022"),
        ("[2021-W52, 2022-W01, 2022-W03]", "27 December 2021 – 7 January 2022 and 17–21 January 2022"),
    ],
)
def test_the_days_of_a_note_are_those_of_the_weeks_it_covers(weeks: str, days: str, make_site: MakeSite) -> None:
    note = f"---\ndate: 2022-01-28\nweek: {weeks}\n---\n\nThe pump.\n"
    site = load(site_options(root=make_site({"notes/delta/2022-01-28.md": note}), as_of=date(2022, 3, 1)))
    assert [view_note(find_language("en"), one).days for one in site.archive.notes] == [days]


def test_a_person_is_listed_with_the_team_of_most_of_their_notes_in_their_newest_week(make_site: MakeSite) -> None:
    days = {"homes": ("2022-01-07", "2022-01-14", "2022-01-21"), "parks": ("2022-01-21",), "a": ("2021-12-03",)}
    days |= {"b": ("2021-12-10",), "c": ("2021-12-17",)}
    root = make_site(
        {path: text for team, some in days.items() for day in some for path, text in notes_of(team, day=day).items()}
    )
    assert accents(root)
    page = (root / "_site/people/index.html").read_text("utf-8")
    [(team, person)] = re.findall(r"<section[^>]*>(.*?)<ul[^>]*>(.*?)</ul>", page, re.S)
    assert "Homes" in team
    assert [name for name in ("Parks", "A", "B", "C") if name in re.findall(r"\w+", person)] == ["Parks", "A", "B", "C"]
