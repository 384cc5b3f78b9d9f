"""A week in full: all notes on one page with unique ids, to read or print."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from commands import weeknotes
from conftest import MakeSite
from weeknotes_site.cli import main

NOTE = "---\ndate: 2022-01-21\nauthor: Bo Ek\ntitle: {title}\n---\n\n{body}\n"
REPAIRS = """See [below](#next), [the map](https://maps.example/), https://maps.example/
and [the voids](../voids/2022-01-21.md#next).[^1]

## Next

`id="x"` stays.

| a | b |
|---|---|
| 1 | 2 |

[^1]: A foot.
"""
PAGE = "weeks/2022-w03-in-full.html"


@pytest.fixture
def site(make_site: MakeSite) -> Path:
    root = make_site(
        {
            "notes/repairs/2022-01-21.md": NOTE.format(title="Lifts", body=REPAIRS),
            "notes/voids/2022-01-21.md": NOTE.format(
                title="Keys", body="## Next\n\n[Map](https://maps.example/)\n\n| c |\n|---|\n| 3 |"
            ),
        }
    )
    arguments = ["--root", str(root), "build", "--no-search", "--base-url", "https://weeknotes.example/"]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return root / "_site"


def test_the_page_has_every_note_below_its_teams_heading(site: Path) -> None:
    page = (site / PAGE).read_text("utf-8")
    headings = [re.sub("<[^>]*>", "", one).split() for one in re.findall(r"<h[12].*?</h[12]>", page, re.S)]
    assert headings == [["17–21", "January", "2022"], ["In", "this", "week"], ["Repairs", "Lifts"], ["Voids", "Keys"]]
    assert page.count("<h3 id=") == 2


def test_ids_and_labels_are_unique_and_links_lead_to_them(site: Path) -> None:
    page = (site / PAGE).read_text("utf-8")
    ids = re.findall(r'<[^>]*\sid="([^"]*)"', page)
    assert len(set(ids)) == len(ids)
    assert set(re.findall(r'href="#([^"]*)"', page)) <= set(ids)
    assert '<a href="#note-1-next">below</a>' in page
    assert 'href="../teams/voids/2022-01-21.html#next"' in page
    labels = re.findall(r'role="region" aria-label="([^"]*)"', page)
    assert len(set(labels)) == len(labels) == 2
    assert "<code>id=&quot;x&quot;</code> stays" in page


def test_an_address_is_printed_out_once(site: Path) -> None:
    page = (site / PAGE).read_text("utf-8")
    assert page.count('class="written-out"') == 1
    assert '<a class="written-out" href="https://maps.example/">the map</a>' in page


def test_no_address_is_printed_twice(make_site: MakeSite) -> None:
    bare = "<https://bare.example/a%20b> www.site.example [site.example](https://site.example/) <bo@b.example>\n"
    linked = "[one](https://b.example/) [again](https://b.example/) [Bo](mailto:bo@b.example)"
    root = make_site({"notes/repairs/2022-01-21.md": NOTE.format(title="Lifts", body=bare + linked)})
    result = weeknotes(root, "build", "--no-search")
    assert result.exit_code == 0, result.output
    for url in ("teams/repairs/2022-01-21.html", PAGE):
        page = (root / "_site" / url).read_text("utf-8")
        written_out = re.findall('class="written-out" href="(.*?)"', page)
        assert written_out == ["https://b.example/", "mailto:bo@b.example"], url


def test_the_page_links_to_the_adjacent_weeks_in_full(make_site: MakeSite) -> None:
    days = ("2022-01-07", "2022-01-21", "2022-01-28")
    note = NOTE.format(title="Lifts", body="Moved.")
    root = make_site({f"notes/repairs/{day}.md": note.replace("2022-01-21", day) for day in days})
    result = weeknotes(root, "build", "--no-search")
    assert result.exit_code == 0, result.output
    steps = (root / "_site" / PAGE).read_text("utf-8").partition('class="text pager')[2].partition("</nav>")[0]
    links = re.findall(r'href="\.\./weeks/([^"]*)"', steps)
    assert links == ["2022-w01-in-full.html", "2022-w03.html", "2022-w04-in-full.html"]


def test_search_engines_are_sent_to_the_notes(site: Path) -> None:
    page = (site / PAGE).read_text("utf-8")
    assert 'rel="canonical"' not in page
    assert '<meta name="robots" content="noindex">' in page


def test_the_page_of_the_week_links_to_it(site: Path) -> None:
    for path in ("index.html", "weeks/2022-w03.html"):
        assert "weeks/2022-w03-in-full.html" in (site / path).read_text("utf-8"), path
    assert f"https://weeknotes.example/{PAGE}" in (site / "weekly.xml").read_text("utf-8")
