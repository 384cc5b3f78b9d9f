"""A team can have a name, a text and a contact in each language."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from bilingual import DAYS, PNG, SETTINGS, build, english, run, welsh
from conftest import MakeSite

NEWEST, BEFORE = DAYS[0], DAYS[1]
TEAM = "---\nname: Data Platform\ncontact: data@weeknotes.example\n---\n\nWe bring data together.\n"
WELSH = "---\nname: Llwyfan Data\ncontact: llwyfan@weeknotes.example\n---\n\nRydym yn dod â data ynghyd.\n"
PLAIN = "---\ndate: {day}\nauthor: Ann Lee\n---\n\n{text}\n"


@pytest.fixture
def make_two(make_site: MakeSite) -> MakeSite:
    """Write a site in English and Welsh with a note of each of two teams, and more files."""

    def make(more: Mapping[str, str | bytes]) -> Path:
        files: dict[str, str | bytes] = {
            "weeknotes.toml": SETTINGS.replace("menu = ", "# menu = "),
            "notes/data-platform/lift.png": PNG,
            "notes/data-platform/_team.md": TEAM,
            f"notes/data-platform/{NEWEST}.md": english("data-platform", NEWEST),
            f"notes/data-platform/{NEWEST}.cy.md": welsh("data-platform", NEWEST),
            f"notes/voids/{NEWEST}.md": PLAIN.format(day=NEWEST, text="We thank Data Platform for weeknote 50."),
        }
        return make_site({**files, **more})

    return make


def main_of(root: Path, page: str) -> str:
    return (root / "_site" / page).read_text("utf-8").partition("<main")[2]


def test_a_translated_team_file_gives_the_teams_name_and_description(make_two: MakeSite) -> None:
    root = make_two({"notes/data-platform/_team.cy.md": WELSH})
    build(root)
    own, other = (main_of(root, f"{folder}teams/data-platform/index.html") for folder in ("", "cy/"))
    for text in (">Data Platform</h1>", "We bring data together", "mailto:data@weeknotes.example"):
        assert text in own
        assert text not in other
    for text in (">Llwyfan Data</h1>", "Rydym yn dod", "mailto:llwyfan@weeknotes.example"):
        assert text in other
        assert text not in own
    assert "Rydym yn dod" in main_of(root, "cy/teams/index.html")
    assert not list((root / "_site").rglob("*team*cy*"))
    for file in ("cy/feed.xml", "cy/feeds.opml", "cy/teams/data-platform/atom.xml"):
        text = (root / "_site" / file).read_text("utf-8")
        assert "Llwyfan Data" in text
    digest = run(root, "digest", "2026-W47", "--language", "cy").output
    assert "Llwyfan Data" in digest
    explained = run(root, "explain", str(root / f"notes/data-platform/{NEWEST}.cy.md")).output
    assert "team     Llwyfan Data: its folder" in explained


def test_an_untranslated_text_is_marked_with_its_language(make_two: MakeSite) -> None:
    root = make_two({})
    build(root)
    assert '<div class="text note-body" dir="ltr" lang="en">' in main_of(root, "cy/teams/data-platform/index.html")
    assert '<p dir="ltr" lang="en">We bring data together.</p>' in main_of(root, "cy/teams/index.html")
    assert 'lang="en"' not in main_of(root, "teams/data-platform/index.html")
    (root / "notes/data-platform/_team.cy.md").write_text("---\nname: Llwyfan Data\n---\n", "utf-8")
    build(root)
    page = main_of(root, "cy/teams/data-platform/index.html")
    assert ">Llwyfan Data</h1>" in page
    assert '<div class="text note-body" dir="ltr" lang="en">' in page


@pytest.mark.parametrize(
    "files",
    [
        {"notes/data-platform/_team.md": TEAM.replace("contact", "names: {CY: Llwyfan Data}\ncontact")},
        {"notes/data-platform/_team.CY.md": WELSH},
        {"notes/data-platform/_team.cy.md": "Rydym yn dod â data ynghyd.\n"},
    ],
    ids=["names in any case", "a file in any case", "a text without front matter"],
)
def test_a_language_is_named_in_any_case(make_two: MakeSite, files: Mapping[str, str]) -> None:
    root = make_two(files)
    assert run(root, "check").exit_code == 0
    build(root)
    assert re.search("Llwyfan Data|Rydym yn dod", main_of(root, "cy/teams/data-platform/index.html"))


def test_a_team_is_found_by_its_names_in_all_languages(make_two: MakeSite) -> None:
    text = PLAIN.format(day=BEFORE, text="Diolch i Llwyfan Data.")
    files = {"notes/data-platform/_team.cy.md": WELSH, f"notes/voids/{BEFORE}.cy.md": text}
    root = make_two({**files, f"notes/voids/{NEWEST}.md": PLAIN.format(day=NEWEST, text="Thanks, Data Platform.")})
    build(root)
    for folder in ("", "cy/"):
        page = main_of(root, f"{folder}teams/data-platform/index.html")
        assert page.count(f"teams/voids/{NEWEST}.html") >= 1, folder
        assert page.count(f"teams/voids/{BEFORE}.html") >= 1, folder
    begun = run(root, "catchup", "--since", "2026-11-01", "--team", "Llwyfan Data")
    assert begun.exit_code == 0
    assert "Data Platform" in begun.output


def test_a_team_cannot_take_anothers_name_in_any_language(make_two: MakeSite) -> None:
    root = make_two({"notes/data-platform/_team.cy.md": WELSH})
    build(root)
    before = main_of(root, "cy/teams/data-platform/index.html")
    assert "Crybwyllwyd gan" in before
    (root / "notes/voids/_team.cy.md").write_text("---\nname: Data Platform\n---\n\nNi yw'r rhain.\n", "utf-8")
    result = run(root, "check")
    assert result.exit_code == 1
    assert "notes/voids/_team.cy.md:2:7: error[name-taken]" in result.output
    build(root, "--keep-going")
    # The list of those that mention it has their own names; nothing else of them is on the page.
    after = main_of(root, "cy/teams/data-platform/index.html")
    assert after.replace('quiet"><bdi>Data Platform</bdi>', 'quiet"><bdi>Voids</bdi>') == before


def test_a_translated_team_file_with_an_error_falls_back_on_the_original(make_two: MakeSite) -> None:
    root = make_two({"notes/data-platform/_team.cy.md": "---\nname: [\n---\n\nRydym.\n"})
    assert run(root, "build", "--no-search").exit_code == 1
    build(root, "--keep-going")
    page = main_of(root, "cy/teams/data-platform/index.html")
    assert "We bring data together" in page
    assert ">Data Platform</h1>" in page


def test_a_link_to_either_file_leads_to_the_team(make_two: MakeSite) -> None:
    text = "[Us](../data-platform/_team.md), [ni](../data-platform/_team.cy.md)"
    note = PLAIN.format(day=BEFORE, text=text)
    root = make_two({"notes/data-platform/_team.cy.md": WELSH, f"notes/voids/{BEFORE}.md": note})
    build(root)
    assert main_of(root, f"teams/voids/{BEFORE}.html").count('href="../../teams/data-platform/index.html"') >= 2


def test_catchup_writes_in_either_language(make_two: MakeSite) -> None:
    root = make_two({"notes/data-platform/_team.cy.md": WELSH})
    said = run(root, "catchup", "--since", "2026-11-01", "--language", "cy").output
    assert "Mae lifft" in said
    assert "https://weeknotes.example/cy/teams/" in said
    assert "Mae lifft" not in run(root, "catchup", "--since", "2026-11-01").output
    assert run(root, "catchup", "--since", "2026-11-01", "--language", "fr").exit_code == 2


def test_the_accessibility_statement_is_in_each_language(make_two: MakeSite) -> None:
    english_words = (
        '[accessibility]\norganisation = "Westmarch Council"\nstatus = "partial"\nissues = ["Some charts."]\n'
    )
    welsh_words = '[translations.cy.accessibility]\norganisation = "Cyngor Westmarch"\nissues = ["Rhai siartiau."]\n'
    words = SETTINGS.replace("menu = ", "# menu = ") + english_words + welsh_words
    root = make_two({"weeknotes.toml": words})
    build(root)
    own, other = (main_of(root, f"{folder}accessibility.html") for folder in ("", "cy/"))
    assert "Some charts." in own
    assert "Westmarch Council" in own
    assert "Rhai siartiau." in other
    assert "Cyngor Westmarch" in other
    assert "rhannol" in other
    assert "Some charts." not in other
