"""The home page and the pages of weeks."""

import re

import pytest

from commands import weeknotes
from conftest import MakeSite

NOTE = "---\ndate: {day}\nauthor: Bo Ek\n---\n\n{team} mended the lift.\n"


def test_a_teams_newest_note_is_listed_only_if_it_is_not_shown_above(make_site: MakeSite) -> None:
    days = [f"2022-01-{day:02}" for day in (7, 14, 21, 28)] + ["2022-02-04"]
    files = {f"notes/repairs/{day}.md": NOTE.format(day=day, team="Repairs") for day in days}
    files["notes/voids/2021-06-04.md"] = NOTE.format(day="2021-06-04", team="Voids")
    files["notes/heating/_team.md"] = "---\nname: Heating\n---\n"
    root = make_site(files)
    result = weeknotes(root, "build", "--no-search")
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


@pytest.mark.parametrize(("count", "listed"), [(2, 0), (3, 2), (7, 6), (8, 0)])
def test_the_first_note_of_a_week_is_followed_by_links_to_the_others(
    make_site: MakeSite, count: int, listed: int
) -> None:
    names = [f"Team {letter}" for letter in "ABCDEFGH"[:count]]
    files = {f"notes/{name[-1].lower()}/2022-01-21.md": NOTE.format(day="2022-01-21", team=name) for name in names}
    root = make_site(files)
    weeknotes(root, "build", "--no-search")
    for url, lists in (("index.html", 1), ("weeks/2022-w03.html", 2)):
        page = (root / "_site" / url).read_text("utf-8")
        for number, (title, suffix) in enumerate((("{} mended the lift.", ""), ("{0[5]}", "-teams")), start=1):
            also = page.partition(f'id="page-also{suffix}"')[2].partition("</nav>")[0]
            links = re.findall(r'href="#(page-note-\d+)"[^>]*>(?:<bdi>)?([^<]*)', also)
            expected = [(f"page-note-{at}", title.format(name)) for at, name in enumerate(names, start=1)]
            assert links == (expected[1 : 1 + listed] if number <= lists else [])


def test_home_links_to_sections_of_its_first_note_and_a_week_to_those_of_every_note(make_site: MakeSite) -> None:
    text = NOTE + "\n## What went wrong\n\nThe door.\n\n## What went well\n\nThe stairs.\n"
    files = {
        f"notes/{team}/2022-01-21.md": text.format(day="2022-01-21", team=team) for team in ("gas", "heat", "roof")
    }
    root = make_site(files)
    weeknotes(root, "build", "--no-search")
    for url, leading in (("index.html", [2, 0, 0]), ("weeks/2022-w03.html", [2, 2, 2])):
        articles = re.findall(r"<article .*?</article>", (root / "_site" / url).read_text("utf-8"), re.DOTALL)
        assert [one.count(".html#what-went") for one in articles] == leading
