"""Language tags are resolved; lists, numbers and the order of names follow the language."""

import pickle

import pytest
from click.testing import CliRunner

from conftest import MakeSite
from weeknotes_site.cli import main
from weeknotes_site.languages import find_language, is_shipped, translation_warning


@pytest.mark.parametrize(
    ("tag", "language"),
    [("en", "en"), ("en-GB", "en"), ("EN-us", "en-US"), ("de-AT", "de"), ("cy", "cy"), ("nl", "en"), ("fra", "en")],
)
def test_a_tag_stands_for_the_nearest_language(tag: str, language: str) -> None:
    assert find_language(tag).data == find_language(language).data


def test_a_language_keeps_the_tag_that_a_site_gives_it() -> None:
    assert find_language("de-AT").tag == "de-AT"
    assert is_shipped("de-AT")
    assert not is_shipped("nl")


@pytest.mark.parametrize(
    ("tag", "names", "listed"),
    [
        ("en", ["Ann"], "Ann"),
        ("en", ["Ann", "Bo"], "Ann and Bo"),
        ("en", ["Ann", "Bo", "Cy"], "Ann, Bo and Cy"),
        ("en-US", ["Ann", "Bo", "Cy"], "Ann, Bo, and Cy"),
        ("cy", ["Ann", "Bo"], "Ann a Bo"),
        ("cy", ["Bo", "Ann"], "Bo ac Ann"),
        ("cy", ["Bo", "Gwen", "Élan"], "Bo, Gwen ac Élan"),
        ("fr", ["Ann", "Bo", "Cy"], "Ann, Bo et Cy"),
        ("de", ["Ann", "Bo", "Cy"], "Ann, Bo und Cy"),
        ("ar", ["أ", "ب", "ج"], "أ وب وج"),
        ("en", [], ""),
    ],
)
def test_names_are_listed_as_in_the_language(tag: str, names: list[str], listed: str) -> None:
    assert find_language(tag).listed(names) == listed


def test_a_list_can_offer_a_choice_or_continue() -> None:
    assert find_language("de").between(["A", "B", "C"], "or") == [", ", " oder "]
    assert find_language("de").between(["A", "B", "C"], "more") == [", ", ", "]


def test_thousands_are_separated_as_in_the_language() -> None:
    assert [find_language(tag).number(12345) for tag in ("en", "de", "fr", "cy")] == [
        "12,345",
        "12.345",
        "12\u202f345",
        "12,345",
    ]


@pytest.mark.parametrize(
    ("tag", "ordered"),
    [
        ("en", ["Cartref", "Chwaer", "Cyllid", "Elan", "Élan", "Zoo"]),
        ("cy", ["Cartref", "Cyllid", "Chwaer", "Dinas", "Ddinas", "Gwaith", "Lôn", "Llan", "Zoo"]),
        ("de", ["Ärzte", "Arzthaus", "Öl", "Straße", "Ufer", "Zoo"]),
        ("fr", ["Eau", "École", "Œuvre", "Outil", "Zoo"]),
    ],
)
def test_names_are_in_alphabetical_order(tag: str, ordered: list[str]) -> None:
    assert sorted({*ordered}, key=find_language(tag).sort_key) == ordered


def test_a_language_reaches_another_process() -> None:
    language = find_language("cy")
    assert pickle.loads(pickle.dumps(language)) is language


def test_a_build_names_languages_without_a_reviewed_translation(make_site: MakeSite) -> None:
    assert translation_warning("en") == translation_warning("en-US") == ""
    assert "`nl` is not translated yet" in translation_warning("nl")
    note = "---\ndate: 2022-01-21\nauthor: Bo Ek\n---\n\nWarm.\n"
    root = make_site({"weeknotes.toml": 'language = "cy"\n', "notes/repairs/2022-01-21.md": note})
    command = ["--root", str(root), "build", "--no-search", "--as-of", "2022-02-01", "--base-url", "https://a.example/"]
    built = CliRunner().invoke(main, command)
    assert built.exit_code == 0
    assert built.output.count("Cymraeg (`cy`) have not been reviewed") == 1


def test_a_colon_is_spaced_as_in_the_language(make_site: MakeSite) -> None:
    files = {"notes/repairs/2026-11-13.md": "---\ndate: 2026-11-13\nauthor: Ann Lee\n---\n\nLa chaudière marche.\n"}
    settings = 'base_url = "https://weeknotes.example/"\n'
    for language, colon in (("fr", "Repairs\u00a0: La chaudière"), ("en", "Repairs: La chaudière")):
        root = make_site({"weeknotes.toml": f'language = "{language}"\n{settings}', **files})
        for form in ("--text", "--slack"):
            command = ["--root", str(root), "digest", "2026-W46", form, "--as-of", "2026-11-20"]
            assert colon in CliRunner().invoke(main, command, catch_exceptions=False).output, (language, form)
