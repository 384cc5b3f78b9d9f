"""What templates see of teams and names: a function of the team's or the note's own files."""

from datetime import date
from pathlib import Path

from conftest import MakeSite
from weeknotes_site.pipeline import Options, load
from weeknotes_site.render.views import ACCENTS, make_views

NOTE = "---\ndate: 2022-01-{day}\nauthor: {author}\n---\n\nAll is well.\n"
SITE = {
    "notes/repairs/2022-01-20.md": NOTE.format(day=20, author="Ann Lee"),
    "notes/voids/2022-01-21.md": NOTE.format(day=21, author="Bo Ek"),
}


def accents(root: Path) -> dict[str, int]:
    views = make_views(load(Options(root=root, as_of=date(2022, 3, 1))).archive)
    return {slug: team.accent for slug, team in views.teams.items()}


def test_every_team_has_a_colour_of_the_palette(make_site: MakeSite) -> None:
    many = {f"notes/team-{name}/2022-01-20.md": NOTE.format(day=20, author="Ann") for name in range(40)}
    found = set(accents(make_site(many)).values())
    assert found <= set(range(1, ACCENTS + 1))
    assert len(found) > ACCENTS // 2


def test_no_other_team_changes_a_teams_colour(make_site: MakeSite) -> None:
    before = accents(make_site(SITE))
    earlier = {f"notes/a{name}/2021-01-{name}.md": NOTE.format(day=name, author="Ann") for name in range(10, 30)}
    after = accents(make_site(earlier))
    assert {slug: after[slug] for slug in before} == before


def test_a_byline_is_spelled_as_its_note_spells_it(make_site: MakeSite) -> None:
    others = {f"notes/voids/2022-01-{day}.md": NOTE.format(day=day, author="ANN LEE") for day in range(10, 20)}
    archive = load(Options(root=make_site(SITE | others), as_of=date(2022, 3, 1))).archive
    note = make_views(archive).notes["teams/repairs/2022-01-20.html"]
    assert [one.name for one in note.authors] == ["Ann Lee"]
    assert "ANN LEE" in [person.name for person in archive.people]
