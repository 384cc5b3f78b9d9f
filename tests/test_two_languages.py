"""A site in two languages is built once for each, and every page links to its twin."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin
from xml.etree import ElementTree

import html5lib
import pytest

from bilingual import BASE_URL, DAYS, PNG, SETTINGS, TEAMS, build, english, is_translated, make_notes, run, welsh
from commands import weeknotes
from conftest import MakeSite
from folders import write_files

HTML = "{http://www.w3.org/1999/xhtml}"
ATOM = "{http://www.w3.org/2005/Atom}"
NEWEST, BEFORE = DAYS[0], DAYS[1]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site of thirty notes."""
    root = tmp_path_factory.mktemp("bilingual")
    write_files(root, make_notes())
    build(root)
    return root / "_site"


@pytest.fixture
def make_voids(make_site: MakeSite) -> MakeSite:
    """Write a site in two languages with the notes of one team, each by its name in the team's folder."""
    settings = SETTINGS.replace("menu = ", "# menu = ")

    def make(notes: Mapping[str, str | bytes]) -> Path:
        files = {f"notes/voids/{name}": text for name, text in notes.items()}
        return make_site({"weeknotes.toml": settings, "notes/voids/lift.png": PNG, **files})

    return make


def pages(site: Path) -> Iterator[str]:
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix()


def links(site: Path, page: str) -> list[dict[str, str]]:
    document = html5lib.parse((site / page).read_text("utf-8"))
    found = [one.attrib for tag in ("a", "link", "img", "script") for one in document.iter(HTML + tag)]
    return [dict(one) for one in found if one.get("href") or one.get("src")]


def twin_of(page: str) -> str:
    """Return the page in the other language; a thread has its heading's words, so only its team has a twin."""
    page = re.sub(r"threads/(?!index)[\w-]+\.html$", "index.html", page)
    return page.removeprefix("cy/") if page.startswith("cy/") else f"cy/{page}"


def target(page: str, href: str) -> str:
    path = unquote(urldefrag(urljoin(BASE_URL + page, href)).url).removeprefix(BASE_URL)
    return f"{path}index.html" if path == "" or path.endswith("/") else path


def main_text(site: Path, page: str) -> str:
    return (site / page).read_text("utf-8").partition("<main")[2]


def entries(site: Path, feed: str) -> dict[str, str]:
    """Return the links of a feed's entries by their ids."""
    root = ElementTree.parse(site / feed).getroot()
    found = {one.findtext(f"{ATOM}id", ""): one for one in root.iter(f"{ATOM}entry")}
    return {key: str(link.get("href")) for key, one in found.items() if (link := one.find(f"{ATOM}link")) is not None}


# --- Pages


def test_each_page_exists_in_both_languages(site: Path) -> None:
    every = {page for page in pages(site) if "/threads/" not in page}
    assert {twin_of(page) for page in every} == every
    assert len([page for page in every if re.fullmatch(r"cy/teams/\w+/2026-.*", page)]) == len(TEAMS) * len(DAYS)


def test_no_link_of_any_page_is_broken(site: Path) -> None:
    for page in pages(site):
        for link in links(site, page):
            address = link.get("href", link.get("src", ""))
            if "mailto:" not in address:
                assert (site / target(page, address)).is_file(), (page, address)


def test_each_page_has_a_switch_to_its_twin_that_needs_no_script(site: Path) -> None:
    for page in pages(site):
        own, other = ("cy", "en") if page.startswith("cy/") else ("en", "cy")
        text = (site / page).read_text("utf-8")
        assert f'<html lang="{own}"' in text, page
        if "<header" not in text:
            continue  # it leads on at once
        switches = [link for link in links(site, page) if link.get("hreflang") == other and link.get("lang") == other]
        assert [target(page, link["href"]) for link in switches] == [twin_of(page)], page


def test_pages_link_to_their_twins_for_search_engines(site: Path) -> None:
    page = f"teams/repairs/{NEWEST}.html"
    expected = {"en": f"{BASE_URL}{page}", "cy": f"{BASE_URL}cy/{page}"}
    for one in (page, twin_of(page)):
        found = [link for link in links(site, one) if link.get("rel") == "alternate" and "lang" not in link]
        assert {link["hreflang"]: link["href"] for link in found if "hreflang" in link} == expected
    listed = ElementTree.parse(site / "sitemap.xml").getroot().itertext()
    assert set(expected.values()) <= set(listed)
    assert not (site / "cy/sitemap.xml").exists()


def test_a_page_without_a_twin_links_to_the_nearest_list(make_voids: MakeSite) -> None:
    tagged = english("voids", NEWEST).replace("[housing]", "[lifts]")
    translation = welsh("voids", NEWEST).replace("[Tai]", "[lifftiau]")
    root = make_voids({f"{NEWEST}.md": tagged, f"{NEWEST}.cy.md": translation})
    build(root)
    (switch,) = [link for link in links(root / "_site", "tags/lifts.html") if link.get("hreflang")]
    assert switch["href"] == "../cy/tags/index.html"


def test_lists_show_translations_and_mark_notes_in_the_other_language(site: Path) -> None:
    day = NEWEST
    translated = [team for team in TEAMS if is_translated(team, day)]
    assert 0 < len(translated) < len(TEAMS)
    week = main_text(site, "cy/weeks/2026-w47.html")
    for team in TEAMS:
        shown = f"Mae lifft {team} {day}" if team in translated else f"The {team} lift of {day}"
        hidden = f"The {team} lift of {day}" if team in translated else f"Mae lifft {team} {day}"
        assert shown in week
        assert hidden not in week
        assert hidden not in main_text(site, "cy/index.html")
        assert ('<article data-pagefind-body lang="en"' in main_text(site, f"cy/teams/{team}/{day}.html")) == (
            team not in translated
        )
    assert "Mae lifft" not in main_text(site, "weeks/2026-w47.html")
    mark = '<span class="written-in" lang="en" dir="auto">English</span>'
    assert week.count(mark) == len(TEAMS) - len(translated)
    assert mark in main_text(site, "cy/teams/index.html")
    assert "written-in" not in main_text(site, "weeks/2026-w47.html")


@pytest.mark.parametrize("notes", [1, 8])
@pytest.mark.parametrize("url", ["index.html", "weeks/2022-w03.html"])
def test_the_words_with_links_to_sections_are_in_the_language_of_the_page(
    notes: int, url: str, make_site: MakeSite
) -> None:
    text = "---\ndate: 2022-01-21\nauthor: Ann\nlang: ar\n---\n\nنص.\n\n## أول\n\nنص.\n\n## ثان\n\nنص.\n"
    root = make_site({f"notes/team-{number}/2022-01-21.md": text for number in range(notes)})
    build(root)
    words = (root / "_site" / url).read_text("utf-8").count('<bdi lang="en">In this note:')
    assert words == (1 if url == "index.html" else notes)


def test_a_note_has_the_same_week_and_number_in_both_languages(site: Path) -> None:
    page = f"teams/repairs/{BEFORE}.html"
    for one in (page, twin_of(page)):
        assert 'href="../../weeks/2026-w46.html"' in main_text(site, one)
        assert f'<time datetime="{BEFORE}">' in main_text(site, one)


def test_teams_tags_and_pages_have_a_name_in_each_language(site: Path) -> None:
    assert "Atgyweirio" in main_text(site, "cy/teams/index.html")
    assert "Atgyweirio" not in main_text(site, "teams/index.html")
    assert ">Tai<" in main_text(site, "cy/tags/index.html")
    assert sorted(path.name for path in (site / "cy/tags").iterdir()) == ["housing.html", "index.html"]
    assert "Amdanom ni" in main_text(site, "cy/about.html")
    assert "<title>Nodiadau Westmarch</title>" in (site / "cy/index.html").read_text("utf-8")


def test_files_are_published_once(site: Path) -> None:
    kinds = {path.suffix for path in (site / "cy").rglob("*") if path.is_file()}
    assert kinds <= {".html", ".xml", ".opml", ".css"}
    assert 'href="../charter.pdf"' in (site / "cy/index.html").read_text("utf-8")


def test_links_between_notes_stay_in_the_readers_language(make_voids: MakeSite) -> None:
    linking = f"\n[Before]({BEFORE}.md#risks), [in Welsh]({BEFORE}.cy.md#risgiau)\n"
    root = make_voids(
        {
            f"{BEFORE}.md": english("voids", BEFORE),
            f"{BEFORE}.cy.md": welsh("voids", BEFORE),
            f"{NEWEST}.md": english("voids", NEWEST) + linking,
        }
    )
    build(root)
    page = f"teams/voids/{NEWEST}.html"
    own = [link.get("href") for link in links(root / "_site", page)]
    assert f"../../teams/voids/{BEFORE}.html#risks" in own
    assert f"../../cy/teams/voids/{BEFORE}.html#risgiau" in own
    # The Welsh page has no heading `#risks`, and the reader is better off on it than on none.
    other = [link.get("href") for link in links(root / "_site", f"cy/{page}")]
    assert f"../../teams/voids/{BEFORE}.html" in other
    assert f"../../teams/voids/{BEFORE}.html#risgiau" in other


# --- Pairs


def test_front_matter_can_name_the_original(make_voids: MakeSite) -> None:
    named = f"---\ntranslates: {NEWEST}.md\nlang: cy\n---\n\nMae'r lifft yn gweithio.\n"
    root = make_voids({f"{NEWEST}.md": english("voids", NEWEST), "lifft.md": named})
    build(root)
    assert "yn gweithio" in main_text(root / "_site", f"cy/teams/voids/{NEWEST}.html")
    assert not (root / "_site/teams/voids/lifft.html").exists()


def test_a_suffix_counts_only_for_a_listed_language(make_voids: MakeSite) -> None:
    note = "---\ndate: 2026-11-20\nauthor: Ann Lee\n---\n\nText.\n"
    root = make_voids({"2026-11-20.fr.md": note})
    build(root)
    assert (root / "_site/teams/voids/2026-11-20-fr.html").is_file()


def test_a_translation_without_an_original_is_a_note_of_its_language(make_voids: MakeSite) -> None:
    note = "---\ndate: 2026-11-20\nauthor: Ann Lee\n---\n\nDim ond yn Gymraeg.\n"
    root = make_voids({"2026-11-20.cy.md": note})
    build(root)
    page = "teams/voids/2026-11-20.html"
    assert '<article data-pagefind-body lang="cy"' in main_text(root / "_site", page)
    assert "<article data-pagefind-body>" in main_text(root / "_site", f"cy/{page}")


def test_a_translation_with_an_error_falls_back_on_the_original(make_voids: MakeSite) -> None:
    files = {}
    for day, wrong in zip(DAYS, ("draft: true", "number: 7", "title: [", ""), strict=False):
        files[f"{day}.md"] = english("voids", day)
        files[f"{day}.cy.md"] = f"---\n{wrong}\nlang: cy\n---\n\n{'Testun.' if wrong else ''}\n"
    root = make_voids(files)
    build(root, "--keep-going")
    for day in DAYS[:4]:
        assert f"The voids lift of {day}" in main_text(root / "_site", f"cy/teams/voids/{day}.html"), day


def test_a_draft_is_held_back_in_all_languages(make_voids: MakeSite) -> None:
    draft = english("voids", NEWEST).replace("---\n\n", "draft: true\n---\n\n")
    translation = welsh("voids", NEWEST)
    root = make_voids({f"{NEWEST}.md": draft, f"{NEWEST}.cy.md": translation, f"{BEFORE}.md": english("voids", BEFORE)})
    build(root)
    assert not (root / f"_site/cy/teams/voids/{NEWEST}.html").exists()
    build(root, "--drafts")
    assert "Mae lifft" in main_text(root / "_site", f"cy/teams/voids/{NEWEST}.html")


def test_a_team_cannot_change_anothers_pages_in_any_language(make_site: MakeSite) -> None:
    files = make_notes()
    hostile, reserved = f"../repairs/{NEWEST}.md", f"cy/teams/repairs/{BEFORE}.html"
    files |= {
        "notes/waste/x.md": f"---\ndate: 2026-11-20\nauthor: B\ntranslates: {hostile}\nlang: cy\n---\n\nOurs.\n",
        "notes/waste/y.md": f"---\ndate: 2026-09-01\nauthor: B\nformerly: [{reserved}]\n---\n\nO.\n",
        "notes/waste/z.cy.md": "---\ndate: 2026-08-01\nauthor: B\nslug: ../../repairs/index\n---\n\nOurs.\n",
    }
    root = make_site(make_notes())
    build(root)
    before = articles(root)
    write_files(root, files)
    assert run(root, "build", "--no-search").exit_code == 1
    build(root, "--keep-going")
    assert articles(root) == before


def articles(root: Path) -> dict[str, str]:
    """Return what the pages of one team's notes say, without what stands below them of other teams."""
    notes = (root / "_site").glob("**/teams/repairs/2026-*.html")
    return {path.as_posix(): path.read_text("utf-8").partition("</article>")[0] for path in notes}


# --- Feeds


def test_each_language_has_its_own_feeds(site: Path) -> None:
    for folder, title in (("", "Westmarch weeknotes"), ("cy/", "Nodiadau Westmarch")):
        for feed in ("feed.xml", "atom.xml", "weekly.xml", "feeds.opml", "teams/repairs/feed.xml"):
            text = (site / folder / feed).read_text("utf-8")
            assert title in text
            assert f"{BASE_URL}{folder}weeks" in text or f"{BASE_URL}{folder}teams" in text
    assert all(link.startswith(f"{BASE_URL}cy/") for link in entries(site, "cy/atom.xml").values())
    pictures = re.findall(r"https://[^\"&]*lift\.png", (site / "cy/feed.xml").read_text("utf-8"))
    assert set(pictures) == {f"{BASE_URL}teams/{team}/lift.png" for team in TEAMS}


def test_ids_of_the_two_languages_never_meet(site: Path) -> None:
    for feed in ("atom.xml", "teams/repairs/atom.xml"):
        own, other = entries(site, feed), entries(site, f"cy/{feed}")
        assert len(own) == len(other) > 0
        assert not own.keys() & other.keys()
    weekly = [
        set(re.findall("<guid[^>]*>(.*?)</guid>", (site / folder / "weekly.xml").read_text("utf-8")))
        for folder in ("", "cy")
    ]
    assert len(weekly[0]) == len(weekly[1]) > 0
    assert not weekly[0] & weekly[1]


def test_adding_a_language_keeps_every_page_and_id_of_the_first(make_site: MakeSite, site: Path) -> None:
    alone = {name: text for name, text in make_notes().items() if not name.endswith(".cy.md")}
    own = SETTINGS.partition("[translations")[0].replace('languages = ["en", "cy"]', 'language = "en"')
    root = make_site({**alone, "weeknotes.toml": own, "notes/repairs/_team.md": "---\nname: Repairs\n---\n"})
    build(root)
    assert set(pages(root / "_site")) == {page for page in pages(site) if not page.startswith("cy/")}
    for feed in ("feed.xml", "atom.xml", "weekly.xml", "teams/voids/atom.xml", "feeds.opml"):
        assert (root / "_site" / feed).read_bytes() == (site / feed).read_bytes(), feed


def test_a_note_keeps_its_id_and_address_when_it_is_translated_and_renamed(make_voids: MakeSite) -> None:
    root = make_voids({f"{day}.md": english("voids", day) for day in DAYS[:3]})
    build(root)
    before = entries(root / "_site", "cy/atom.xml")
    own = entries(root / "_site", "atom.xml")
    (root / f"notes/voids/{NEWEST}.cy.md").write_text(welsh("voids", NEWEST), "utf-8")
    build(root)
    assert entries(root / "_site", "cy/atom.xml") == before
    assert entries(root / "_site", "atom.xml") == own
    (id_of_newest,) = [one for one, link in own.items() if link.endswith(f"{NEWEST}.html")]
    moved = english("voids", NEWEST).replace("---\n\n", f"id: {id_of_newest}\n---\n\n")
    (root / f"notes/voids/{NEWEST}.md").unlink()
    (root / f"notes/voids/{NEWEST}.cy.md").rename(root / "notes/voids/lifts.cy.md")
    (root / "notes/voids/lifts.md").write_text(moved, "utf-8")
    build(root)
    assert entries(root / "_site", "cy/atom.xml").keys() == before.keys()


def test_ids_of_a_translation_stay_when_its_original_is_added(make_voids: MakeSite) -> None:
    note = f"---\ndate: {NEWEST}\nauthor: Ann Lee\n---\n\nDim ond yn Gymraeg.\n"
    root = make_voids({f"{NEWEST}.cy.md": note})
    build(root)
    before = entries(root / "_site", "atom.xml"), entries(root / "_site", "cy/atom.xml")
    write_files(root, {f"notes/voids/{NEWEST}.md": english("voids", NEWEST)})
    build(root)
    assert (entries(root / "_site", "atom.xml"), entries(root / "_site", "cy/atom.xml")) == before


# --- Builds


def test_a_new_translation_changes_only_pages_of_its_language(make_site: MakeSite) -> None:
    root = make_site(make_notes())
    build(root)
    before = {path: path.read_bytes() for path in (root / "_site").rglob("*.*ml")}
    team = next(team for team in TEAMS if not is_translated(team, NEWEST))
    write_files(root, {f"notes/{team}/{NEWEST}.cy.md": welsh(team, NEWEST)})
    build(root)
    changed = {path.relative_to(root / "_site").as_posix() for path in before if path.read_bytes() != before[path]}
    assert f"cy/teams/{team}/{NEWEST}.html" in changed
    assert {path for path in changed if not path.startswith("cy/")} == set()
    fresh = make_site({})
    assert run(fresh, "build", "--no-search", "-o", str(root / "fresh")).exit_code == 0
    made = {path.relative_to(root / "fresh"): path.read_bytes() for path in (root / "fresh").rglob("*.*ml")}
    assert made == {path.relative_to(root / "_site"): path.read_bytes() for path in (root / "_site").rglob("*.*ml")}


def test_a_static_file_at_the_path_of_an_attachment_is_an_error_in_the_note(make_site: MakeSite) -> None:
    body = "---\ndate: 2026-11-20\nauthor: B\n---\n\nSee [the plan](plan.txt).\n"
    files = {"static/teams/waste/plan.txt": "Ours.", "notes/waste/plan.txt": "Theirs.", "notes/waste/x.md": body}
    root = make_site({**make_notes(), **files})
    build(root, "--keep-going")
    assert (root / "_site/teams/waste/plan.txt").read_text() == "Ours."
    for page in ("teams/waste/x.html", "cy/teams/waste/x.html"):
        assert "See <a>the plan</a>." in (root / "_site" / page).read_text("utf-8")
    result = run(root, "check")
    assert result.exit_code == 1
    assert "notes/waste/x.md:6:" in result.output


def test_a_static_file_among_the_pages_of_a_language_is_an_error(make_site: MakeSite) -> None:
    root = make_site({**make_notes(), "static/cy/index.html": "<p>Ours.</p>"})
    result = run(root, "build", "--no-search")
    assert result.exit_code == 2
    assert "two-files-one-address" in result.output
    assert "cy/index.html" in result.output


# --- Commands


def test_check_lists_missing_translations_in_one_line(make_site: MakeSite) -> None:
    root = make_site(make_notes())
    said = run(root, "check").output
    (line,) = [one for one in said.splitlines() if "no translation into" in one]
    assert line.startswith("10 notes have no translation into `cy`: notes/")
    assert line.endswith(f" and 7 more: `weeknotes --root {root} check --all`")
    assert run(root, "check", "--all").output.count(".md") == 10
    assert run(root, "check", "--strict").exit_code == 0
    assert "no translation into" not in run(root, "check", "--format", "json").output


def test_a_mistake_is_reported_once_for_both_languages(make_voids: MakeSite) -> None:
    notes: dict[str, str | bytes] = {}
    for day in DAYS[:4]:
        notes[f"{day}.md"] = english("voids", day).replace("number: 49", "number: 59")
        notes[f"{day}.cy.md"] = welsh("voids", day)
    root = make_voids({**notes, "x.md": f"---\ndate: {NEWEST}\nauthor: Ann\n---\n\n[Gone](gone.md).\n"})
    said = run(root, "check").output
    assert said.count("number-jumps") == 1
    assert said.count("two-notes-one-week") == 2
    assert said.count("broken-link") == 1


def test_a_mistake_in_two_notes_names_originals_and_no_team(make_voids: MakeSite) -> None:
    """Team names differ by language, and a translation takes its date and number from its original."""
    root = make_voids(
        {
            "_team.cy.md": "---\nname: Gwagleoedd\n---\n",
            "2026-11-19.md": "---\ndate: 2026-11-19\nauthor: Ann Lee\nlang: cy\nnumber: 4\n---\n\nCymraeg yn gyntaf.\n",
            "2026-11-19.en.md": "---\n---\n\nEnglish second.\n",
            "2026-11-20.md": "---\ndate: 2026-11-20\nauthor: Ann Lee\nnumber: 4\n---\n\nThe lift works.\n",
            "2026-11-20.cy.md": "---\n---\n\nMae'r lifft yn gweithio.\n",
        }
    )
    said = run(root, "check").stdout
    assert said.count("two-notes-one-week") == 2
    assert said.count("number-jumps") == 1
    assert "Gwagleoedd" not in said
    assert ".cy.md" not in said
    assert ".en.md" not in said


def test_status_counts_missing_translations_by_team(make_site: MakeSite) -> None:
    root = make_site(make_notes())
    said = run(root, "status").output
    assert "without a translation into `cy`: 10 notes (Repairs 4, Voids 3, Waste 3)" in said
    assert "into `en`" not in said
    teams = json.loads(run(root, "status", "--json").output)
    assert [team["waiting"] for team in teams] == [{"en": 0, "cy": count} for count in (4, 3, 3)]


def test_explain_shows_the_pair(make_site: MakeSite) -> None:
    root = make_site(make_notes())
    note, translation = f"notes/repairs/{BEFORE}.md", f"notes/repairs/{BEFORE}.cy.md"
    assert f"in cy    {translation}: its translation" in run(root, "explain", str(root / note)).output
    said = run(root, "explain", str(root / translation)).output
    assert f"in en    {note}: the original" in said
    assert f"{BASE_URL}cy/teams/repairs/{BEFORE}.html" in said
    alone = run(root, "explain", str(root / f"notes/repairs/{NEWEST}.md")).output
    assert "in cy    none: pages in `cy` show this file, marked `en`" in alone


def test_new_starts_a_translation_as_a_draft(make_site: MakeSite) -> None:
    root = make_site(make_notes())
    original = root / f"notes/repairs/{NEWEST}.md"
    begun = run(root, "new", "--translation-of", str(original))
    path = root / f"notes/repairs/{NEWEST}.cy.md"
    assert begun.output.strip() == str(path)
    assert path.read_text("utf-8").startswith("---\ntags: [housing]\ndraft: true\n---\n")
    assert "is mended" in path.read_text("utf-8")
    assert "10 notes have no translation" in run(root, "check").output
    assert run(root, "new", "--translation-of", str(original)).exit_code == 1


@pytest.mark.parametrize("path", ["notes/_pages/about.md", "notes/repairs/_team.md"])
def test_new_explains_how_to_translate_files_that_are_not_notes(path: str, make_site: MakeSite) -> None:
    root = make_site({**make_notes(), path: "---\nname: Repairs\n---\n\nAbout.\n"})
    refused = run(root, "new", "--translation-of", path)
    assert refused.exit_code == 1
    assert f"copy it to `{path[:-3]}.cy.md` and translate that" in refused.output


def test_the_digest_can_be_in_either_language(make_site: MakeSite) -> None:
    root = make_site(make_notes())
    said = run(root, "digest", "2026-W46", "--language", "cy").output
    assert "Nodiadau Westmarch" in said
    assert f"{BASE_URL}cy/teams/repairs/{BEFORE}.html" in said
    assert f"{BASE_URL}cy/" not in run(root, "digest", "2026-W46").output
    assert run(root, "digest", "--language", "fr").exit_code == 2


def test_a_digest_has_the_weeks_of_its_language(make_site: MakeSite) -> None:
    broken = {f"notes/{team}/{NEWEST}.md": "---\ndate: [\n---\n\nUnreadable.\n" for team in TEAMS}
    translated = {f"notes/{team}/{NEWEST}.cy.md": welsh(team, NEWEST) for team in TEAMS}
    root = make_site({**make_notes(), **broken, **translated})
    said = run(root, "digest", "--keep-going", "--last-week", "--language", "cy")
    assert f"Mae lifft repairs {NEWEST} yn gweithio." in said.output, said.output
    assert run(root, "digest", "--keep-going", "--last-week").exit_code == 0


def test_a_translation_that_cannot_be_written_leaves_no_file(make_site: MakeSite) -> None:
    root = make_site({**make_notes(), f"notes/repairs/{NEWEST}.md": "The boiler is warm.\n"})
    before = sorted(root.rglob("*"))
    result = run(root, "new", "--translation-of", str(root / f"notes/repairs/{NEWEST}.md"))
    assert result.exit_code == 1
    assert "error[no-front-matter]" in result.output
    assert [path for path in sorted(root.rglob("*.md")) if path not in before] == []


TWO = 'base_url = "https://weeknotes.example/"\nlanguages = ["en", "cy"]\n'
ENGLISH = "---\ndate: 2022-01-21\nauthor: Ann Lee\n---\n\nThe boilers of both blocks are warm and dry again.\n"
WELSH = "---\ntitle: Y boeleri\n---\n\nMae'r boeleri'n gynnes eto yn y ddau floc.\n"


def check_beside(make_site: MakeSite, name: str, text: str) -> str:
    """Check a file beside a note in English."""
    files = {"weeknotes.toml": TWO, "notes/repairs/2022-01-21.md": ENGLISH, f"notes/repairs/{name}": text}
    return weeknotes(make_site(files), "check", "--as-of", "2022-02-01").output


@pytest.mark.parametrize("name", ["2022-01-21-cy.md", "2022-01-21_CY.md", "2022-01-21.md.cy"])
def test_a_misnamed_translation_gets_its_right_name_in_the_hint(make_site: MakeSite, name: str) -> None:
    output = check_beside(make_site, name, WELSH)
    assert "rename it to `notes/repairs/2022-01-21.cy.md`" in output


@pytest.mark.parametrize(
    "path", ["notes/repairs/2022-01-21.md", "/notes/repairs/2022-01-21.md", "2022-01-21", "2022-01-21.html"]
)
def test_a_wrong_path_of_the_original_gets_the_right_path_in_the_hint(make_site: MakeSite, path: str) -> None:
    output = check_beside(make_site, "nodyn.md", WELSH.replace("title", f"translates: {path}\nlang: cy\ntitle"))
    assert "write `translates: 2022-01-21.md`" in output


def test_a_translation_with_the_text_of_its_original_is_reported(make_site: MakeSite) -> None:
    told = "2022-01-21.cy.md: warning[copied-text]: this has the text of `notes/repairs/2022-01-21.md`"
    assert told in check_beside(make_site, "2022-01-21.cy.md", ENGLISH)
    assert told not in check_beside(make_site, "2022-01-21.cy.md", ENGLISH.replace("author", "draft: true\nauthor"))
    assert told not in check_beside(make_site, "2022-01-21.cy.md", WELSH)
