"""A note with `lead` shows its picture on the home page and the page of its week."""

import re
from pathlib import Path

import pytest

from commands import weeknotes
from conftest import MakeSite
from pictures.made import saved, smooth

HEAD = "---\ndate: 2022-01-21\nauthor: Ann Lee\n"
LEAD = f"{HEAD}lead: true\n---\n\nThe new lift runs.\n\n"
OTHER = "---\ndate: 2022-01-21\nauthor: Bo Ek\n---\n\nThe boiler is warm.\n\n![The boiler](boiler.png)\n"


def pictures_on(root: Path, page: str) -> list[tuple[str, str]]:
    """Build, and return the address and alt text of each picture on a page."""
    options = ["--no-search", "--as-of", "2022-03-01"]
    weeknotes(root, "build", *options)
    html = (root / "_site" / page).read_text()
    return re.findall(r'<img src="([^"]*)" width="\d+" height="\d+" class="wide" alt="([^"]*)">', html)


def make(make_site: MakeSite, text: str, **sizes: tuple[int, int]) -> Path:
    pictures = {f"notes/lifts/{name}.png": saved(smooth(*size), "png") for name, size in sizes.items()}
    notes = {"notes/lifts/2022-01-21.md": text, "notes/boilers/2022-01-21.md": OTHER}
    return make_site({**notes, **pictures, "notes/boilers/boiler.png": saved(smooth(800, 600), "png")})


@pytest.mark.parametrize(("page", "root"), [("index.html", ""), ("weeks/2022-w03.html", "../")])
def test_a_note_with_lead_shows_its_first_wide_picture(page: str, root: str, make_site: MakeSite) -> None:
    text = f"{LEAD}![Small](small.png) ![Tall](tall.png)\n\n![The lift](lift.png)\n\n![A door](door.png)\n"
    site = make(make_site, text, small=(400, 300), tall=(640, 900), lift=(800, 600), door=(800, 500))
    assert pictures_on(site, page) == [(f"{root}teams/lifts/lift.png", "The lift")]


@pytest.mark.parametrize("page", ["index.html", "weeks/2022-w03.html"])
def test_a_note_that_is_first_only_by_name_shows_no_picture(page: str, make_site: MakeSite) -> None:
    site = make(make_site, LEAD.replace("lead: true\n", ""))
    assert pictures_on(site, page) == []


def test_a_note_added_later_shows_no_picture(make_site: MakeSite) -> None:
    text = LEAD.replace("2022-01-21", "2022-02-14\nweek: 2022-W03") + "![The lift](lift.png)\n"
    site = make(make_site, text, lift=(800, 600))
    assert pictures_on(site, "weeks/2022-w03.html") == []
    assert [alt for _, alt in pictures_on(site, "index.html")] == ["The lift"]


def test_pages_follow_changes_of_the_picture(make_site: MakeSite) -> None:
    site = make(make_site, f"{LEAD}![The lift](lift.png)\n", lift=(800, 600))
    pages = ("index.html", "weeks/2022-w03.html")
    assert [alt for page in pages for _, alt in pictures_on(site, page)] == ["The lift", "The lift"]
    (site / "notes/lifts/2022-01-21.md").write_text(f"{LEAD}![The lift’s door](lift.png)\n")
    assert [alt for page in pages for _, alt in pictures_on(site, page)] == ["The lift’s door", "The lift’s door"]
    (site / "notes/lifts/lift.png").write_bytes(saved(smooth(300, 240), "png"))
    assert [alt for page in pages for _, alt in pictures_on(site, page)] == []
