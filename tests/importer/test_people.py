"""Authors are imported by name, and a wiki's space gives the team, whatever its folder is called."""

from pathlib import Path

import pytest

from importer.trying import imported, keys, notes, report, write

NOTE = "---\ndate: 2023-01-20\nauthor: {}\n---\nDry.\n"


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("_data/authors.yml", "ann:\n  name: Ann Lee\n"),
        ("_data/authors.yml", "ann: Ann Lee\n"),
        ("_data/authors.yml", "- name: Ann Lee\n  username: ann\n"),
        ("_data/people.json", '{"ann": {"name": "Ann Lee"}}'),
        ("src/_data/authors.json", '[{"id": "ann", "name": "Ann Lee"}]'),
        ("data/authors.toml", '[ann]\nname = "Ann Lee"\n'),
        ("data/authors/ann.yaml", "name: Ann Lee\n"),
        ("_data/team.yml", "ann: {display_name: Ann Lee, title: Head of repairs}\n"),
        ("blog/authors.yml", "ann:\n  name: Ann Lee\n  title: Head of repairs\n"),
        ("_authors/alee.md", "---\nshort_name: ann\nname: Ann Lee\n---\nShe mends.\n"),
        ("content/authors/ann/_index.md", "---\ntitle: Ann Lee\n---\nShe mends.\n"),
    ],
)
def test_a_data_file_gives_the_name_of_an_author(path: str, content: str, tmp_path: Path) -> None:
    source = write(tmp_path / "old", {"posts/2023-01-20.md": NOTE.format("ann"), path: content})
    imported(tmp_path / "site", source, "--team", "Repairs")
    (text,) = notes(tmp_path / "site").values()
    assert keys(text)["author"] == "Ann Lee"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('"[[Ann Lee]]"', "Ann Lee"),
        ("[[Ann Lee]]", "Ann Lee"),
        ('"[[People/Ann Lee|Ann L.]]"', "Ann L."),
        ('"[[People/Ann Lee#Now]]"', "Ann Lee"),
        ('["[[Ann Lee]]", "[[Bo Ek]]"]', "[Ann Lee, Bo Ek]"),
        ("{key: ann, title: Head of repairs}", "ann"),
    ],
)
def test_a_link_to_a_person_is_the_persons_name(written: str, expected: str, tmp_path: Path) -> None:
    source = write(tmp_path / "old", {"2023-01-20.md": NOTE.format(written)})
    imported(tmp_path / "site", source, "--team", "Repairs")
    (text,) = notes(tmp_path / "site").values()
    assert keys(text)["author"] == expected


def test_a_link_to_a_team_is_the_teams_name(tmp_path: Path) -> None:
    note = '---\ndate: 2023-01-20\nteam: "[[Teams/Housing Repairs]]"\n---\nDry.\n'
    imported(tmp_path / "site", write(tmp_path / "old", {"a.md": note}))
    assert list(notes(tmp_path / "site")) == ["housing-repairs/2023-01-20.md"]


def test_the_space_of_a_wiki_is_the_team_instead_of_the_export_folder(tmp_path: Path) -> None:
    page = (
        '<h1 id="title-heading"><span id="title-text">Housing Repairs : Damp</span></h1><div class="page-metadata">'
        'Created by <span class="author">Ann Lee</span> on Jan 20, 2023</div><div id="main-content"><p>Dry.</p></div>'
    )
    imported(tmp_path / "site", write(tmp_path / "old", {"HOUS/Damp_65601.html": page}))
    assert list(notes(tmp_path / "site")) == ["housing-repairs/2023-01-20.md"]


def test_an_author_given_as_an_address_is_left_out_until_named(tmp_path: Path) -> None:
    source = write(tmp_path / "old", {"2023-01-20.md": NOTE.format("a.lee@westmarch.example")})
    imported(tmp_path / "site", source, "--team", "Repairs")
    (text,) = notes(tmp_path / "site").values()
    assert "author" not in keys(text)
    assert "the author `a.lee@westmarch.example` was left out" in report(tmp_path / "site")
    named = tmp_path / "named"
    write(named, {"import-map.toml": '[people]\n"a.lee@westmarch.example" = "Ann Lee"\n'})
    imported(named, source, "--team", "Repairs")
    (text,) = notes(named).values()
    assert keys(text)["author"] == "Ann Lee"
