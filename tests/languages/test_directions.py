"""On right-to-left pages, Latin names and addresses keep their order."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import html5lib
import pytest
from click.testing import CliRunner

from commands import weeknotes
from conftest import MakeSite
from folders import write_files
from weeknotes_site.checks.directions import RIGHT_TO_LEFT
from weeknotes_site.cli import main
from weeknotes_site.languages import direction_of, find_language, shipped_tags

ADDRESS = "https://weeknotes.example/"
SETTINGS = f"""\
title = "مذكرات البلدية"
language = "ar"
base_url = "{ADDRESS}"

[accessibility]
organisation = "البلدية"
"""
NOTE = "---\ndate: 2026-11-13\nauthor: Ann Lee\n---\n\nThe boiler is mended.\n"


@pytest.fixture
def arabic(make_site: MakeSite) -> Path:
    root = make_site(
        {
            "weeknotes.toml": SETTINGS,
            "notes/data/_team.md": "---\nname: Data\nformerly: [Numbers, Open Data]\n---\n",
            "notes/data/2026-11-13.md": NOTE,
        }
    )
    command = ["--root", str(root), "build", "--no-search", "--as-of", "2026-11-20"]
    assert CliRunner().invoke(main, command, catch_exceptions=False).exit_code == 0
    return root / "_site"


def test_an_address_in_right_to_left_text_ends_with_its_slash(arabic: Path) -> None:
    """A slash has no direction, and would move to the other side."""
    assert f'<bdi dir="ltr">{ADDRESS}</bdi>' in (arabic / "accessibility.html").read_text("utf-8")


def test_former_names_follow_the_direction_of_the_page(arabic: Path) -> None:
    """As a single text they would run from left to right, with the first name last."""
    page = (arabic / "teams/data/index.html").read_text("utf-8")
    former = re.search(r"<dt>سابقًا</dt>\s*<dd>(.*)</dd>", page)
    assert former
    assert former[1] == "<bdi>Numbers</bdi>، <bdi>Open Data</bdi>"


HTML = "{http://www.w3.org/1999/xhtml}"
MARKS = {"ar": "خاص", "en": "boiler"}
"""A word that is in each text of the notes in a language."""
OPENINGS = {"ar": "GOV.UK", "en": "مرحبا"}
"""What each of these texts begins with, in the other direction."""


@pytest.fixture(scope="module")
def opposite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site in two languages whose texts all begin with letters of the other direction."""
    files = {
        "weeknotes.toml": 'title = "Notes"\nsite_id = "a"\nlanguages = ["en", "ar"]\nacross.show = ["asks", "next"]\n'
        f'base_url = "{ADDRESS}"\n'
    }
    for lang, mark in MARKS.items():
        own = "" if lang == "en" else f"lang: {lang}\n"
        text = f"{OPENINGS[lang]} {mark}"
        for day in ("2026-11-06", "2026-11-13", "2026-11-20", "2026-11-27"):
            title = "" if day == "2026-11-13" else f"title: {text} {day[-2:]}\n"
            about = f"date: {day}\nauthor: Ann Lee\n{title}{own}"
            sections = "".join(
                f"## {title}\n\n{text}.\n\n- {text}\n\n"
                for title in (f"{text} {day[-1]}", f"{text} roof", f"Next {mark}", "Asks", "Next")
            )
            linked = "[it](../in-en/2026-11-06.md) of Team in en"
            files[f"notes/in-{lang}/{day}.md"] = f"---\n{about}---\n\n{text} of all, {linked}.\n\n{sections}"
        suffix = "" if lang == "en" else f".{lang}"
        files[f"notes/_pages/about-{lang}{suffix}.md"] = f"---\ntitle: {text}\n{own}---\n\n{text}.\n"
        files[f"notes/in-{lang}/_team{suffix}.md"] = f"---\nname: Team in {lang}\n---\n\n{text} for all.\n"
    root = write_files(tmp_path_factory.mktemp("opposite"), files)
    command = ["--root", str(root), "build", "--no-search", "--as-of", "2026-12-20"]
    assert CliRunner().invoke(main, command, catch_exceptions=False).exit_code == 0
    return root


def texts_of(html: str) -> Iterator[tuple[str, str, str]]:
    """Yield each text of a page's body, with its language and direction."""

    def walk(element: Any, lang: str, direction: str, *, is_hidden: bool) -> Iterator[tuple[str, str, str]]:
        lang, direction = element.get("lang", lang), element.get("dir", direction)
        is_hidden = is_hidden or element.get("class") in ("hidden", "printed")
        if element.text and not is_hidden:
            yield element.text, lang, direction
        for child in element:
            yield from walk(child, lang, direction, is_hidden=is_hidden)
            if child.tail and not is_hidden:
                yield child.tail, lang, direction

    document = html5lib.parse(html)
    lang = document.get("lang", "")
    yield from walk(document.find(f"{HTML}body"), lang, document.get("dir", "ltr"), is_hidden=False)


def is_well_marked(text: str, lang: str, direction: str, of_page: str) -> bool:
    """Return whether a note's text has its language and direction, and ours the page's."""
    own = next((tag for tag, mark in MARKS.items() if mark in text), "")
    if own:
        return (lang, direction) == (own, "rtl" if own == "ar" else "ltr")
    if text.strip() == "العربية":  # the name of the language, on the link to it
        return lang == "ar"
    return lang == of_page or not re.search(r"[ء-ي]|\b(?:note|own page|By|Published)\b", text)


def test_all_text_of_a_note_has_the_notes_language_and_direction(opposite: Path) -> None:
    """`dir="auto"` would turn a whole note by its first letter: its lists, tables and full stops."""
    seen = 0
    for path in (opposite / "_site").rglob("*.html"):
        html = path.read_text("utf-8")
        of_page = "ar" if 'lang="ar" dir="rtl">\n<head>' in html else "en"
        if 'http-equiv="refresh"' in html:
            continue
        for text, lang, direction in texts_of(html):
            seen += any(mark in text for mark in MARKS.values())
            assert is_well_marked(text, lang, direction, of_page), (path.name, of_page, text, lang, direction)
    assert seen > 500


@pytest.mark.parametrize("of_page", ["en", "ar"])
@pytest.mark.parametrize("form", [["digest", "2026-W47"], ["catchup", "--since", "2026-11-01"]])
def test_text_of_a_note_has_its_language_and_direction_in_mail(opposite: Path, of_page: str, form: list[str]) -> None:
    command = ["--root", str(opposite), *form, "--html", "--language", of_page, "--as-of", "2026-12-20"]
    done = CliRunner().invoke(main, command, catch_exceptions=False)
    texts = [*texts_of(done.stdout)]
    assert sum(MARKS["ar"] in text for text, _, _ in texts) > 3
    for text, lang, direction in texts:
        assert is_well_marked(text, lang, direction, of_page), (text, lang, direction)


@pytest.mark.parametrize("of_page", ["en", "ar"])
@pytest.mark.parametrize("feed", ["feed.xml", "atom.xml", "weekly.xml", "teams/in-en/mentions.xml"])
def test_text_of_a_note_has_its_language_and_direction_in_feeds(opposite: Path, of_page: str, feed: str) -> None:
    """Feed readers show items in the direction of their own language."""
    folder = opposite / "_site" / ("ar" if of_page == "ar" else "")
    tree = ElementTree.parse(folder / feed)
    contents = [one.text or "" for one in tree.iter() if one.tag.endswith(("}encoded", "}content"))]
    texts = [one for html in contents for one in texts_of(f"<html lang={of_page}><body>{html}</body></html>")]
    for text, lang, direction in texts:
        assert is_well_marked(text, lang, direction, of_page), (text, lang, direction)
    assert any((lang, direction) == ("ar", "rtl") for _, lang, direction in texts)


@pytest.mark.parametrize(
    ("lang", "direction"),
    [
        ("he", "rtl"),
        ("ur-PK", "rtl"),
        ("ku-Arab", "rtl"),
        ("ar-Latn", "ltr"),
        ("pl", "ltr"),
        ("zh-Hant-TW", "ltr"),
        ("pa", "auto"),
        ("und", "auto"),
    ],
)
def test_the_direction_of_a_language_without_a_catalog_is_known(lang: str, direction: str, make_site: MakeSite) -> None:
    root = make_site(
        {"weeknotes.toml": 'title = "T"\n', "notes/data/2026-11-13.md": NOTE.replace("author", f"lang: {lang}\nauthor")}
    )
    command = ["--root", str(root), "build", "--no-search", "--as-of", "2026-11-20"]
    assert CliRunner().invoke(main, command, catch_exceptions=False).exit_code == 0
    page = (root / "_site/teams/data/2026-11-13.html").read_text("utf-8")
    assert f'<div class="note-body text" dir="{direction}">' in page


def test_the_directions_of_our_own_languages_are_those_of_cldr() -> None:
    for tag in shipped_tags():
        assert direction_of(tag) == find_language(tag).direction


ENGLISH = "We mended the boilers at Mill Court and called all who had waited."
ARABIC = "أصلحنا 12 غلاية في مبنى الطاحونة، وتواصلنا مع فريق البيانات (API) بشأن النظام."


@pytest.mark.parametrize(("lang", "text"), [("ar", ENGLISH), ("en", ARABIC), ("he", ENGLISH)])
def test_a_language_of_the_other_direction_is_reported(make_site: MakeSite, lang: str, text: str) -> None:
    root = make_site({"notes/data/2026-11-13.md": f"---\ndate: 2026-11-13\nauthor: A B\nlang: {lang}\n---\n\n{text}\n"})
    assert f"but `{lang}` is not" in weeknotes(root, "check", "--as-of", "2026-11-20").output


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ar", ARABIC),
        ("ar", f"Cloud Platform API migration dashboard\n\n{ARABIC}"),
        ("ar", "GOV.UK Pay"),
        ("en", f"{ENGLISH} The sign says {ARABIC[:40]}."),
        ("fa-Latn", ENGLISH),
        ("ku", ENGLISH),
    ],
)
def test_names_of_the_other_direction_are_fine(make_site: MakeSite, lang: str, text: str) -> None:
    root = make_site({"notes/data/2026-11-13.md": f"---\ndate: 2026-11-13\nauthor: A B\nlang: {lang}\n---\n\n{text}\n"})
    assert "missing-lang" not in weeknotes(root, "check", "--as-of", "2026-11-20").output


def test_the_searched_blocks_cover_every_right_to_left_letter() -> None:
    letters = (chr(code) for code in range(0x110000) if unicodedata.bidirectional(chr(code)) in ("R", "AL"))
    assert [found for found in letters if not RIGHT_TO_LEFT.match(found)] == ["\N{RIGHT-TO-LEFT MARK}"]
