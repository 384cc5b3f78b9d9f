"""Old addresses keep working: pages redirect, feeds stay feeds, and `latest.html` redirects to the newest."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import Result
from feed_sites import BASE_URL, note

from commands import weeknotes
from folders import write_files

RENAMED = {
    "notes/homes/_team.md": "---\nname: Homes\nformerly: [Repairs, Housing Repairs]\n---\n",
    "notes/homes/2022-01-14.md": note("2022-01-14"),
    "notes/homes/2022-01-21.md": note("2022-01-21", formerly="[blog/2022/third-week.html, /old/place/]"),
    "notes/voids/2022-01-21.md": note("2022-01-21"),
}


def build(root: Path, files: Mapping[str, str], *more: str) -> Result:
    arguments = ["build", "--base-url", BASE_URL, "--as-of", "2022-03-01", *more]
    return weeknotes(write_files(root, files), *arguments)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("renamed")
    result = build(root, {**RENAMED, "weeknotes.toml": "public = true\n"})
    assert result.exit_code == 0, result.output
    return root / "_site"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("blog/2022/third-week.html", "teams/homes/2022-01-21.html"),
        ("old/place/index.html", "teams/homes/2022-01-21.html"),
        ("teams/repairs/index.html", "teams/homes/index.html"),
        ("teams/repairs/2022-01-14.html", "teams/homes/2022-01-14.html"),
        ("teams/housing-repairs/2022-01-21.html", "teams/homes/2022-01-21.html"),
        ("teams/repairs/latest.html", "teams/homes/latest.html"),
        ("teams/homes/latest.html", "teams/homes/2022-01-21.html"),
        ("teams/voids/latest.html", "teams/voids/2022-01-21.html"),
        ("latest.html", "weeks/2022-w03.html"),
    ],
)
def test_an_old_address_redirects(old: str, new: str, site: Path) -> None:
    html = (site / old).read_text("utf-8")
    way = "../" * old.count("/") + new
    assert f'<meta http-equiv="refresh" content="0; url={way}">' in html
    assert f'<a href="{way}"' in html
    assert f'<link rel="canonical" href="{BASE_URL}{new.removesuffix("index.html")}">' in html
    assert '<meta name="robots" content="noindex">' in html
    assert html.index("Content-Security-Policy") < html.index("<title>")
    assert "<script" not in html
    assert (site / new).is_file()
    HTMLParser().feed(html)


def test_each_page_of_a_renamed_team_redirects(tmp_path: Path) -> None:
    days = [date(2021, 1, 8) + timedelta(weeks=week) for week in range(70)]

    def write(team: str, body: str) -> dict[str, str]:
        return {f"notes/{team}/{day}.md": note(day, body=body) for day in days}

    neighbour = write("voids", "See [theirs](../repairs/2021-01-08.md).")
    assert build(tmp_path, {**write("repairs", "## Heat network\n\nOn."), **neighbour}).exit_code == 0
    before = {path.relative_to(tmp_path) for path in (tmp_path / "_site/teams/repairs").rglob("*.html")}
    folders = {path.parts[3] for path in before}
    assert {"quarters", "years", "threads", "mentions"} <= folders

    (tmp_path / "notes/repairs").rename(tmp_path / "notes/homes")
    assert build(tmp_path, {"notes/homes/_team.md": "---\nname: Homes\nformerly: [Repairs]\n---\n"}).exit_code == 0
    assert {path for path in before if not (tmp_path / path).is_file()} == set()
    year = (tmp_path / "_site/teams/repairs/years/2021.html").read_text("utf-8")
    assert '<a href="../../../teams/homes/years/2021.html"' in year


def test_pages_that_redirect_are_not_in_the_sitemap(site: Path) -> None:
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    assert "teams/homes/2022-01-21.html" in sitemap
    assert not re.search(r"latest|repairs|blog|old/place", sitemap)


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml"])
def test_a_feed_continues_at_its_old_address(name: str, site: Path) -> None:
    new = (site / "teams/homes" / name).read_text("utf-8")
    for slug in ("repairs", "housing-repairs"):
        old = (site / "teams" / slug / name).read_text("utf-8")
        assert old.replace(f"teams/{slug}/{name}", f"teams/homes/{name}") == new
        assert f'href="{BASE_URL}teams/{slug}/{name}" rel="self"' in old


@pytest.mark.parametrize(
    ("formerly", "named"),
    [
        ("index.html", "the home page"),
        ("teams/voids/2022-01-21.html", "`notes/voids/2022-01-21.md`"),
        ("Weeks/2022-W03.html", "the week 2022-W03"),
        ("blog/x.html", "`formerly` in `notes/attics/x.md`"),
        ("teams/empty-homes/index.html", "a former name in `notes/voids/_team.md`"),
        ("search/x.html", "the search index"),
    ],
)
def test_a_path_that_is_taken_is_an_error_that_names_both_claims(formerly: str, named: str, tmp_path: Path) -> None:
    files = {
        "notes/voids/_team.md": "---\nformerly: Empty Homes\n---\n",
        "notes/voids/2022-01-21.md": note("2022-01-21"),
        "notes/homes/2022-01-21.md": note("2022-01-21", formerly=formerly),
        "notes/attics/x.md": note("2022-01-28", formerly="blog/x.html"),
    }
    result = build(tmp_path, files)
    assert result.exit_code == 1, result.output
    said = f"error[two-files-one-address]: `{formerly}` is also claimed by {named}"
    assert re.search(rf"^notes/homes/2022-01-21.md:\d+:\d+: {re.escape(said)}$", result.output, re.M), result.output
    assert result.output.count("error[") == 1
    assert not (tmp_path / "_site").exists()
    result = build(tmp_path, files, "--keep-going")
    assert result.exit_code == 0
    assert "Left out" not in result.output
    for page in ("homes/2022-01-21.html", "voids/2022-01-21.html"):
        assert "The boiler" in (tmp_path / "_site/teams" / page).read_text("utf-8")


def test_a_former_path_cannot_be_that_of_a_page(tmp_path: Path) -> None:
    files = {**RENAMED, "notes/voids/2022-01-21.md": note("2022-01-21", tags="[damp]")}
    assert build(tmp_path, files).exit_code == 0
    pages = sorted(path.relative_to(tmp_path / "_site").as_posix() for path in (tmp_path / "_site").rglob("*.html"))
    assert {"subscribe.html", "tags/damp.html", "people/bo-ek.html", "weeks/2022.html"} <= set(pages)
    takers = {
        f"notes/takers/{number}.md": note("2022-01-28", formerly=page, draft="true")
        for number, page in enumerate(pages)
    }
    result = build(tmp_path, {**files, **takers})
    assert [page for page in pages if f"`{page}` is also claimed by " not in result.output] == []
    assert {path for path in takers if f"{path}:" not in result.output} == set()


def test_a_note_may_list_its_current_path_and_its_teams_former_path(tmp_path: Path) -> None:
    formerly = "[teams/homes/2022-01-21.html, teams/repairs/2022-01-21.html, v1.2/x.html]"
    result = build(tmp_path, {**RENAMED, "notes/homes/2022-01-21.md": note("2022-01-21", formerly=formerly)})
    assert result.exit_code == 0, result.output
    assert (tmp_path / "_site/v1.2/x.html").is_file()


def test_a_former_name_takes_nothing_from_the_team_that_has_it_now(tmp_path: Path) -> None:
    files = {**RENAMED, "notes/voids/_team.md": "---\nformerly: Homes\n---\n"}
    before, after = tmp_path / "before", tmp_path / "after"
    for folder in (before, after):
        folder.mkdir()
    assert build(before, RENAMED).exit_code == 0
    result = build(after, files, "--keep-going")
    assert result.exit_code == 0, result.output
    assert (
        "notes/voids/_team.md:2:11: error[name-taken]: `Homes` is already a name of the team `homes`" in result.output
    )
    for path in ("teams/homes/index.html", "teams/homes/2022-01-21.html", "teams/homes/feed.xml"):
        assert (after / "_site" / path).read_bytes() == (before / "_site" / path).read_bytes(), path


@pytest.mark.parametrize(
    "path",
    [
        "../x.html",
        "https://old.example/x.html",
        "a//b.html",
        ".git/x.html",
        "con.html",
        "x.php",
        "a /b.html",
        "feed.xml/",
    ],
)
def test_a_path_that_no_page_can_have_had_is_an_error(path: str, tmp_path: Path) -> None:
    result = build(tmp_path, {"notes/homes/2022-01-21.md": note("2022-01-21", formerly=f'"{path}"')})
    assert result.exit_code == 1
    assert "notes/homes/2022-01-21.md:4:" in result.output or "notes/homes/2022-01-21.md:" in result.output
    assert "write the old path, for example `blog/2019/spring.html`" in result.output


def test_a_note_may_list_a_path_that_its_renamed_team_redirects(tmp_path: Path) -> None:
    files = {**RENAMED, "notes/homes/2022-01-14.md": note("2022-01-14", formerly="teams/repairs/2022-01-14.html")}
    assert build(tmp_path, files).exit_code == 0


def test_latest_of_an_empty_site_redirects_home(tmp_path: Path) -> None:
    assert build(tmp_path, {"notes/homes/_team.md": "---\nname: Homes\n---\n"}, "--allow-removals").exit_code == 0
    assert "url=index.html" in (tmp_path / "_site/latest.html").read_text("utf-8")
    assert "url=../../teams/homes/index.html" in (tmp_path / "_site/teams/homes/latest.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("page", "feeds"),
    [
        ("index.html", ["feed.xml", "atom.xml", "weekly.xml"]),
        ("weeks/2022-w03.html", ["feed.xml", "atom.xml", "weekly.xml"]),
        ("teams/homes/index.html", ["teams/homes/feed.xml", "teams/homes/atom.xml", "feed.xml", "atom.xml"]),
        ("teams/homes/2022-01-21.html", ["teams/homes/feed.xml", "teams/homes/atom.xml", "feed.xml", "atom.xml"]),
    ],
)
def test_a_page_links_to_the_feeds_that_it_belongs_to(page: str, feeds: list[str], site: Path) -> None:
    html = (site / page).read_text("utf-8")
    found = re.findall(
        r'<link rel="alternate" type="application/(?:rss|atom)\+xml" title="[^"]+" href="([^"]+)">', html
    )
    assert [
        (site / page).parent.joinpath(one).resolve().relative_to(site.resolve()).as_posix() for one in found
    ] == feeds


def test_the_subscribe_page_lists_every_feed_and_explains_them(site: Path) -> None:
    html = (site / "subscribe.html").read_text("utf-8")
    outlines = ElementTree.parse(site / "feeds.opml").iter("outline")
    for url in [str(one.get("xmlUrl")) for one in outlines]:
        assert f'href="{url.removeprefix(BASE_URL)}"' in html
    for word in ("A feed is", "Slack", "Teams", "As mail", "feeds.opml", "Atom", "/feed subscribe"):
        assert word in html
    assert 'href="subscribe.html"' in (site / "index.html").read_text("utf-8")
