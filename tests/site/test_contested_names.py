"""A name claimed in a `_team.md` takes no link, mention, term or command from another team."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

import commands
from conftest import MakeSite
from weeknotes_site.cli import main

FRONT = "---\ndate: 2022-01-21\nauthor: Ann Lee\n{front}---\n\n{body}\n"
TEAM = "---\nname: {name}\naliases: [{aliases}]\n{more}---\n"
FIRST, LAST = "aa-first", "zz-last"
"""Teams that claim names: in order before and after all others."""


def note(body: str, front: str = "") -> str:
    return FRONT.format(front=front, body=body)


SITE: Mapping[str, str] = {
    "weeknotes.toml": 'base_url = "https://weeknotes.example/"\n',
    "glossary.toml": '[HHSRS]\nHR = "Housing Health and Safety Rating System"\n',
    "notes/housing/_team.md": TEAM.format(name="Housing Repairs", aliases="HR, Repairs", more=""),
    "notes/housing/3.md": note("The third.", "number: 3\n"),
    "notes/voids/9.md": note("We met HR.", "number: 9\n"),
}


def weeknotes(root: Path, *arguments: str) -> str:
    result = commands.weeknotes(root, *arguments, "--as-of", "2022-03-01")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result.output


def build(root: Path) -> Path:
    assert "Built" in weeknotes(root, "build", "--no-search", "--keep-going")
    return root / "_site"


def claim(team: str, *names: str, key: str = "aliases") -> dict[str, str]:
    """Return the files of a team that claims names, and that has notes of the others' numbers."""
    claimed = f"---\n{key}: [{', '.join(names)}]\nmentions: true\n---\n"
    notes = {f"notes/{team}/{number}.md": note("Taken.", f"number: {number}\n") for number in (3, 9)}
    return {f"notes/{team}/_team.md": claimed, **notes}


@pytest.mark.parametrize("team", [FIRST, LAST])
@pytest.mark.parametrize(
    ("claimed", "body"),
    [
        ("See", "See weeknote 3."),
        ("See also", "See also weeknote 3."),
        ("Our", "Our weeknote 3 has it."),
        ("When I", "When I wrote weeknote 3, it rained."),
        ("Repairs team", "The Repairs team weeknote 3 has it."),
        ("The Repairs", "In The Repairs weeknote 3."),
        ("HR", "It is in the HR weeknote 3."),
        ("Repairs team", "It is in weeknote 3 of the Repairs team."),
    ],
)
def test_a_reference_of_a_team_to_its_own_note_stays(team: str, claimed: str, body: str, make_site: MakeSite) -> None:
    site = build(make_site({**SITE, **claim(team, claimed), "notes/housing/4.md": note(body, "number: 4\n")}))
    links = re.findall(r'<a href="([^"]*)">weeknote 3</a>', (site / "teams/housing/4.html").read_text("utf-8"))
    assert links == ["../../teams/housing/3.html"]


@pytest.mark.parametrize("team", [FIRST, LAST])
@pytest.mark.parametrize("claimed", ["The Housing", "Housing team", "Housing"])
def test_a_reference_by_the_name_of_a_folder_stays(team: str, claimed: str, make_site: MakeSite) -> None:
    files = {"notes/housing/_team.md": TEAM.format(name="Housing", aliases="", more="")}
    body = "It is in The Housing weeknote 3 and in the Housing team weeknote 3."
    site = build(make_site({**SITE, **claim(team, claimed), **files, "notes/voids/10.md": note(body)}))
    links = re.findall(r'<a href="([^"]*)">weeknote 3</a>', (site / "teams/voids/10.html").read_text("utf-8"))
    assert links == ["../../teams/housing/3.html"] * 2


def test_a_claimed_name_still_leads_to_the_team_if_no_other_has_it(make_site: MakeSite) -> None:
    site = build(make_site({**SITE, "notes/voids/10.md": note("It is in the HR weeknote 3, as HR’s weeknote 3 said.")}))
    links = re.findall(r'<a href="([^"]*)">weeknote 3</a>', (site / "teams/voids/10.html").read_text("utf-8"))
    assert links == ["../../teams/housing/3.html"] * 2


@pytest.mark.parametrize("key", ["aliases", "formerly"])
@pytest.mark.parametrize("team", [FIRST, LAST])
def test_a_team_keeps_its_mentions_and_terms_when_another_claims_its_alias(
    team: str, key: str, make_site: MakeSite
) -> None:
    use = {"notes/housing/4.md": note("The HHSRS fell.")}
    root = make_site({**SITE, **use})
    site = build(root)
    pages = ("teams/housing/index.html", "teams/housing/mentions.xml", "teams/housing/4.html")
    before = [(site / page).read_text("utf-8") for page in pages]
    assert "We met HR." in before[0]
    assert "We met HR." in before[1]
    assert "Rating System" in before[2]
    make_site(claim(team, "HR", key=key))
    build(root)
    # The one line that differs is about the committing team: its notes of the same week.
    others = re.compile(r'<section class="others".*?</section>\n?', re.S)
    after = [(site / page).read_text("utf-8") for page in pages]
    assert [others.sub("", one) for one in after] == [others.sub("", one) for one in before]


@pytest.mark.parametrize("key", ["aliases", "formerly"])
def test_commands_find_the_team_whose_folder_has_the_name(key: str, make_site: MakeSite, tmp_path: Path) -> None:
    root = make_site({**SITE, **claim(FIRST, "Housing", "Voids", key=key)})
    assert "notes/voids/" in weeknotes(root, "new", "Voids")
    said = weeknotes(root, "catchup", "--team", "housing", "--since", "2022-01-01", "--keep-going")
    assert "The third." in said
    assert "Taken." not in said
    (tmp_path / "old.md").write_text("---\nteam: Housing\ndate: 2021-12-03\n---\n\nThe van drove.\n", "utf-8")
    CliRunner().invoke(main, ["import", str(tmp_path / "old.md"), "--into", str(root), "--as-of", "2022-03-01"])
    (imported,) = (path for path in (root / "notes").rglob("*.md") if "The van drove." in path.read_text("utf-8"))
    assert imported.parent.name == "housing"


def test_old_addresses_lead_to_the_team_that_had_them_despite_aliases(make_site: MakeSite) -> None:
    former = {"notes/housing/_team.md": TEAM.format(name="Housing", aliases="", more="formerly: [Homes]\n")}
    linking = {"notes/voids/10.md": note("See [the third](../homes/3.md).")}
    site = build(make_site({**SITE, **former, **linking, **claim(FIRST, "Homes")}))
    assert "teams/housing/3.html" in (site / "teams/homes/3.html").read_text("utf-8")
    assert 'href="../../teams/housing/3.html">the third' in (site / "teams/voids/10.html").read_text("utf-8")
