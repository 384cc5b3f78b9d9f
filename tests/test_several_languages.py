"""The owner chooses a site's languages and their order, and can change them later."""

import re
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bilingual import DAYS, PNG, SETTINGS, build, english, run, welsh
from conftest import MakeSite

ATOM = "{http://www.w3.org/2005/Atom}"
NEWEST, BEFORE = DAYS[0], DAYS[1]
TAGS = ("en", "cy")
FRENCH = "---\n---\n\nL’ascenseur marche.\n"


def settings(*languages: str) -> str:
    """Return the settings of a site in these languages, or in one."""
    own = SETTINGS.partition("menu =")[0].replace('languages = ["en", "cy"]\n', "")
    return own + (f"languages = {list(languages)}\n" if languages[1:] else f'language = "{languages[0]}"\n')


@pytest.fixture
def make_voids(make_site: MakeSite) -> MakeSite:
    """Write a site with notes of one team, each by its name in the team's folder."""

    def make(files: Mapping[str, str | bytes]) -> Path:
        inside = {f"notes/voids/{name}": text for name, text in files.items()}
        return make_site({"notes/voids/lift.png": PNG, **inside})

    return make


def published(root: Path) -> dict[str, bytes]:
    """Return all pages and feeds."""
    site = root / "_site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.*ml")}


def ids(root: Path, feed: str) -> list[str]:
    found = ElementTree.parse(root / "_site" / feed).getroot()
    return [entry.findtext(f"{ATOM}id", "") for entry in found.iter(f"{ATOM}entry")]


def test_a_language_can_be_added_and_removed_and_the_first_keeps_its_pages_and_feeds(make_voids: MakeSite) -> None:
    root = make_voids({f"{day}.md": english("voids", day) for day in DAYS[:3]})
    config = root / "weeknotes.toml"
    config.write_text(settings("en"), "utf-8")
    build(root)
    alone = published(root)
    config.write_text(settings("en", "cy"), "utf-8")
    build(root)
    both = published(root)
    own = {path for path in both if not path.startswith("cy/")}
    assert own == set(alone)
    assert {path for path in own if path.endswith(".xml") and both[path] != alone[path]} == {"sitemap.xml"}
    config.write_text(settings("en"), "utf-8")
    build(root)
    assert published(root) == alone


def test_translations_of_a_removed_language_are_reported(make_voids: MakeSite) -> None:
    root = make_voids({f"{NEWEST}.md": english("voids", NEWEST), f"{NEWEST}.cy.md": welsh("voids", NEWEST)})
    (root / "weeknotes.toml").write_text(settings("en"), "utf-8")
    said = run(root, "check").output
    assert f"{NEWEST}.cy.md: warning[unlisted-language]: the site is not in `cy`" in said
    assert "add `cy` to `languages`" in said


@pytest.mark.parametrize("name", [f"{NEWEST}.v2.md", f"{BEFORE}.cy.md", "plan.draft.md"])
def test_other_suffixes_are_not_mistakes(make_voids: MakeSite, name: str) -> None:
    root = make_voids({f"{NEWEST}.md": english("voids", NEWEST), name: english("voids", BEFORE)})
    (root / "weeknotes.toml").write_text(settings("en"), "utf-8")
    assert "unlisted-language" not in run(root, "check", "--all").output


def test_a_suffix_of_the_same_language_in_another_region_is_proposed(make_voids: MakeSite) -> None:
    root = make_voids({f"{NEWEST}.md": english("voids", NEWEST), f"{NEWEST}.fr.md": FRENCH})
    (root / "weeknotes.toml").write_text(settings("en", "fr-CA"), "utf-8")
    assert f"hint: rename it to `notes/voids/{NEWEST}.fr-CA.md`" in run(root, "check").output


def test_a_site_in_three_languages_links_from_each_to_both_others(make_voids: MakeSite) -> None:
    root = make_voids(
        {
            f"{NEWEST}.md": english("voids", NEWEST),
            f"{NEWEST}.cy.md": welsh("voids", NEWEST),
            f"{NEWEST}.fr.md": FRENCH,
            f"{BEFORE}.md": english("voids", BEFORE),
        }
    )
    (root / "weeknotes.toml").write_text(settings("en", "cy", "fr"), "utf-8")
    build(root)
    every = {"": "The voids lift", "cy/": "Mae lifft", "fr/": "ascenseur marche"}
    for folder, text in every.items():
        page = (root / f"_site/{folder}teams/voids/{NEWEST}.html").read_text("utf-8")
        assert text in page.partition("<main")[2]
        assert set(re.findall('rel="alternate" hreflang="(.*?)"', page)) >= {"en", "cy", "fr"}
        switches = re.findall(r'<a href="([^"]*)" lang="\w+" hreflang="(.*?)"', page)
        assert {tag for _, tag in switches} == {"en", "cy", "fr"} - {folder.strip("/") or "en"}
        for href, _ in switches:
            assert (root / f"_site/{folder}teams/voids" / href).resolve().is_file()
    feeds = [ids(root, f"{folder}atom.xml") for folder in every]
    assert len({one for some in feeds for one in some}) == 6
    assert "without a translation into `fr`: 1 note" in run(root, "status").output


def test_the_second_language_of_one_site_can_be_the_first_of_another(make_voids: MakeSite) -> None:
    note = welsh("voids", NEWEST).replace("---\n", f"---\ndate: {NEWEST}\nauthor: Ann Lee\n", 1)
    files = {f"{NEWEST}.md": note, f"{NEWEST}.en.md": "---\ntags: [housing]\n---\n\nThe lift works.\n"}
    root = make_voids(files)
    (root / "weeknotes.toml").write_text(settings("cy", "en"), "utf-8")
    build(root)
    page = f"teams/voids/{NEWEST}.html"
    assert '<html lang="cy"' in (root / "_site" / page).read_text("utf-8")
    assert "The lift works" in (root / "_site/en" / page).read_text("utf-8")
    before = ids(root, "atom.xml")
    (root / f"notes/voids/{NEWEST}.en.md").unlink()
    (root / "weeknotes.toml").write_text(settings("cy"), "utf-8")
    build(root)
    assert ids(root, "atom.xml") == before


def test_american_english_and_french_write_their_own_dates(make_voids: MakeSite) -> None:
    root = make_voids({f"{NEWEST}.md": english("voids", NEWEST), f"2026/{BEFORE}.md": english("voids", BEFORE)})
    (root / f"notes/voids/2026/{BEFORE}.fr.md").write_text(FRENCH, "utf-8")
    (root / "notes/voids/2026/lift.png").write_bytes(PNG)
    (root / "weeknotes.toml").write_text(settings("en-US", "fr"), "utf-8")
    build(root)
    own = (root / f"_site/teams/voids/{BEFORE}.html").read_text("utf-8")
    other = (root / f"_site/fr/teams/voids/{BEFORE}.html").read_text("utf-8")
    assert '<html lang="en-US"' in own
    assert "November 9–13, 2026" in own
    assert "Du 9 au 13" in re.sub("&nbsp;|\u00a0", " ", other)
    assert "ascenseur marche" in other


def test_an_error_in_a_note_without_translation_is_reported_once(make_voids: MakeSite) -> None:
    files = {f"2026/{NEWEST}.md": english("voids", NEWEST), f"{NEWEST}.md": english("voids", NEWEST)}
    root = make_voids(files)
    (root / "weeknotes.toml").write_text(settings("en", "cy", "fr"), "utf-8")
    assert run(root, "check").output.count("error[two-notes-one-id]") == 2
