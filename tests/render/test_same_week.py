"""What a note's page lists of other teams about the same week."""

import re
from string import ascii_lowercase

import pytest

from commands import weeknotes
from conftest import MakeSite
from weeknotes_site.render.pages.same_week import MAX_OTHERS

NOTE = "---\ndate: 2022-01-21\nauthor: Bo Ek\n{more}---\n\nTeam {team} mended the lift.\n"
TEAMS = ascii_lowercase[:20]


def notes(teams: str, leads: str = "") -> dict[str, str]:
    return {
        f"notes/{team}/2022-01-21.md": NOTE.format(team=team, more="lead: true\n" if team in leads else "")
        for team in teams
    }


def listed(page: str) -> str:
    """Return the teams on a note's page, which have one letter."""
    section = page.partition('id="page-others"')[2].partition("</section>")[0]
    return "".join(re.findall(r"teams/(\w)/2022-01-21\.html", section))


@pytest.fixture
def pages(make_site: MakeSite, request: pytest.FixtureRequest) -> dict[str, str]:
    root = make_site(request.param)
    result = weeknotes(root, "build", "--no-search")
    assert result.exit_code == 0, result.output
    return {path.parent.name: path.read_text("utf-8") for path in root.glob("_site/teams/*/2022-01-21.html")}


@pytest.mark.parametrize("pages", [notes(TEAMS[: MAX_OTHERS + 1])], indirect=True)
def test_all_are_listed_in_the_weeks_order_if_they_are_few(pages: dict[str, str]) -> None:
    teams = TEAMS[: MAX_OTHERS + 1]
    assert {team: listed(page) for team, page in pages.items()} == {team: teams.replace(team, "") for team in teams}
    assert not any("The whole week" in page for page in pages.values())


@pytest.mark.parametrize("pages", [notes(TEAMS)], indirect=True)
def test_of_many_those_of_the_next_teams_are_listed_so_that_each_is_listed_as_often(pages: dict[str, str]) -> None:
    assert listed(pages["c"]) == "defghijklmno"
    assert listed(pages["q"]) == "rstabcdefghi"
    assert all("The whole week" in page for page in pages.values())
    shown = "".join(map(listed, pages.values()))
    assert {shown.count(team) for team in TEAMS} == {MAX_OTHERS}


@pytest.mark.parametrize("pages", [notes(TEAMS, leads="ms")], indirect=True)
def test_of_many_the_lead_notes_are_listed_on_each_page(pages: dict[str, str]) -> None:
    assert listed(pages["c"]) == "msdefghijklno"[:MAX_OTHERS]
    assert listed(pages["m"]) == "sabcdefghij"
    assert listed(pages["t"]) == "msabcdefghij"


def test_of_many_a_new_note_changes_the_pages_of_the_teams_before_it(make_site: MakeSite) -> None:
    root = make_site(notes(TEAMS))
    assert weeknotes(root, "build", "--no-search").exit_code == 0
    before = {path: path.read_bytes() for path in root.glob("_site/teams/*/2022-01-21.html")}
    (root / "notes/u").mkdir()
    (root / "notes/u/2022-01-21.md").write_text(NOTE.format(team="u", more=""), "utf-8")
    assert weeknotes(root, "build", "--no-search").exit_code == 0
    changed = {path.parent.name for path, page in before.items() if path.read_bytes() != page}
    assert changed == set(TEAMS[-MAX_OTHERS:])
