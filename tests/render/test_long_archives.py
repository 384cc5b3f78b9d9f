"""Pages stay short however long an archive is: years and quarters get their own pages."""

import os
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from benchmarks.corpus import write_site
from commands import weeknotes
from conftest import MakeSite

FULL = bool(os.environ.get("WEEKNOTES_FULL"))
NOTE = "---\ndate: {day}\nauthor: {author}\ntags: [lifts]\n{more}---\n\n{text}\n"


def build(root: Path) -> Path:
    result = weeknotes(root, "build", "--no-search")
    assert result.exit_code == 0, result.output
    return root / "_site"


def note(day: date | str, text: str = "", author: str = "Bo Ek", more: str = "") -> str:
    return NOTE.format(day=day, author=author, text=text or f"What we did on {day}.", more=more)


def weekly(team: str, last: date, count: int) -> dict[str, str]:
    days = [last - timedelta(weeks=back) for back in range(count)]
    return {f"notes/{team}/{day}.md": note(day) for day in days}


def too_long(site: Path) -> dict[str, tuple[int, int]]:
    """Return the bytes and elements of each page that exceeds the maximum."""
    found = {}
    for path in site.rglob("*.html"):
        page = path.read_bytes()
        notes = page.count(b"<article") if path.name.endswith("-in-full.html") else 0
        elements = len(re.findall(b"<[a-z]", page))
        if len(page) > (12_000 * notes or 150_000) or (elements > 2_500 and not notes):
            found[path.relative_to(site).as_posix()] = len(page), elements
    return found


def test_earlier_years_of_a_team_with_many_notes_have_pages_of_their_own(make_site: MakeSite) -> None:
    site = build(make_site(weekly("repairs", date(2022, 6, 24), 100) | {"notes/repairs/2021.md": note("2021-05-06")}))
    page = (site / "teams/repairs/index.html").read_text("utf-8")
    assert "What we did on 2022-06-24." in page
    assert "What we did on 2021-12-24." not in page
    assert 'href="../../teams/repairs/years/2021.html"' in page
    year = (site / "teams/repairs/years/2021.html").read_text("utf-8")
    assert "What we did on 2021-12-24." in year
    assert "What we did on 2022-01-07." not in year
    assert 'rel="prev" href="../../../teams/repairs/years/2020.html"' in year
    assert (site / "teams/repairs/2021.html").exists()  # the note's own


def test_a_team_with_few_notes_has_them_on_one_page(make_site: MakeSite) -> None:
    site = build(make_site(weekly("repairs", date(2022, 1, 21), 20)))
    assert "What we did on 2021-12-24." in (site / "teams/repairs/index.html").read_text("utf-8")
    assert not (site / "teams/repairs/years").exists()


def test_no_page_exceeds_the_maximum_length(make_site: MakeSite) -> None:
    files: dict[str, str] = {}
    for number in range(15):
        files |= weekly(f"team-{number}", date(2022, 12, 16), 50)
    site = build(make_site(files))
    assert too_long(site) == {}
    pages = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.glob("weeks/*.html")}
    for number in (1, 2, 3, 4):
        assert f'href="../weeks/2022-q{number}.html"' in pages["weeks/2022.html"]
        assert "team-3/2022-" in pages[f"weeks/2022-q{number}.html"]
    assert "more weeks of 2022" in pages["weeks/index.html"]


@pytest.mark.slow
def test_no_page_exceeds_the_maximum_length_after_ten_years_of_forty_teams(tmp_path: Path) -> None:
    """By default, all of them write for two whole years and four for ten: no list is shorter for it."""
    write_site(tmp_path, notes=40 * 52 * (10 if FULL else 2), teams=40)
    if not FULL:
        for team in tmp_path.glob("notes/*-[0-3]"):
            shutil.rmtree(team)
        write_site(tmp_path, notes=4 * 52 * 10, teams=4)
    site = build(tmp_path)
    assert len(list(site.glob("weeks/*-in-full.html"))) > 520
    assert too_long(site) == {}


def test_very_long_lists_of_people_and_tags_continue_on_further_pages(make_site: MakeSite) -> None:
    files = {}
    for number in range(45):
        people = ", ".join(f"Person {number * 20 + one:04}" for one in range(20))
        tags = ", ".join(f"tag-{number * 20 + one:04}" for one in range(20))
        day = date(2022, 12, 16) - timedelta(weeks=number)
        text = f"---\ndate: {day}\nauthor: [{people}]\ntags: [{tags}, lifts]\n---\n\nText.\n"
        files[f"notes/team-{number % 9}/{day}.md"] = text
    site = build(make_site(files))
    assert too_long(site) == {}
    for part, name, most in (("people", "person-", 400), ("tags", "tag-", 399)):
        pages = [site / part / url for url in ("index.html", "more/1.html", "more/2.html")]
        listed = [re.findall(rf'href="[./]*/{part}/({name}\d+)\.html"', page.read_text("utf-8")) for page in pages]
        assert [len(some) for some in listed] == [most, 400, 900 - most - 400]
        assert len({slug for some in listed for slug in some}) == 900
        assert f'href="../{part}/more/2.html"' in pages[0].read_text("utf-8")
    assert "person-0399" in (site / "people/index.html").read_text("utf-8"), "those who wrote last come first"
    assert "lifts" in (site / "tags/index.html").read_text("utf-8"), "so do tags of most notes"


def test_a_years_table_begins_with_the_first_note_and_ends_with_the_newest(make_site: MakeSite) -> None:
    site = build(make_site({f"notes/repairs/{day}.md": note(day) for day in ("2022-02-04", "2022-02-18")}))
    columns = re.findall(
        r'<th scope="col">\s*<(?:a|span)[^>]*>(?:<span[^>]*>Week </span>)?(\d+)',
        (site / "weeks/2022.html").read_text("utf-8"),
    )
    assert columns == ["5", "6", "7"]


def test_a_note_that_leads_is_first_in_its_week(make_site: MakeSite) -> None:
    files = {
        "notes/adaptations/2022-01-21.md": note("2022-01-21", "Alpha."),
        "notes/voids/2022-01-21.md": note("2022-01-21", "Omega.", more="lead: true\n"),
    }
    site = build(make_site(files))
    for path in ("index.html", "weeks/2022-w03.html", "weeks/2022-w03-in-full.html"):
        page = (site / path).read_text("utf-8")
        assert page.index("Omega.") < page.index("Alpha."), path


def test_without_pages_of_people_names_stay_in_bylines(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": note("2022-01-21"), "weeknotes.toml": "people = false\n"})
    site = build(root)
    assert not (site / "people").exists()
    for path in site.rglob("*.html"):
        assert "people/" not in path.read_text("utf-8"), path
    assert "Bo Ek" in (site / "teams/repairs/2022-01-21.html").read_text("utf-8")


def test_lists_of_people_and_teams_describe_them(make_site: MakeSite) -> None:
    files = {
        "notes/repairs/_team.md": "---\nlead: Ann\n---\n\nWe mend every *lift* there is. And more.\n",
        "notes/repairs/2022-01-21.md": note("2022-01-21"),
        "notes/voids/2022-01-14.md": note("2022-01-14"),
        "notes/lifts/2022-01-14.md": note("2022-01-14", author="Lifts"),
        "notes/heat/2021-01-15.md": note("2021-01-15", author="Cy Ito"),
    }
    site = build(make_site(files))
    assert '<p dir="ltr">We mend every lift there is.</p>' in (site / "teams/index.html").read_text("utf-8")
    people = (site / "people/index.html").read_text("utf-8")
    assert re.findall(r'<h2 class="aside" id="page-(\w+)"', people) == ["heat", "lifts", "repairs"]
    assert people.count("Signs as a team.") == 1
    assert "Week&nbsp;3 · <bdi>Voids</bdi>" in people
    assert "Week&nbsp;2, 2021</span>" in people


def test_a_long_week_opens_with_links_to_its_teams(make_site: MakeSite) -> None:
    files = {f"notes/team-{name}/2022-01-21.md": note("2022-01-21", "## A\n\nText.") for name in "abcdefgh"}
    site = build(make_site(files))
    week = (site / "weeks/2022-w03.html").read_text("utf-8")
    targets = re.findall(r'<a href="#(page-note-\d+)">', week)
    assert len(targets) == 8
    assert all(f'id="{target}"' in week for target in targets)
    assert week.count('class="sections"') == 8
    assert (site / "index.html").read_text("utf-8").count('class="sections"') == 1
