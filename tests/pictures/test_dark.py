"""The dark theme shows `chart-dark.png` if it is beside `chart.png`; feeds and mail show `chart.png`."""

import re
from html import unescape
from pathlib import Path

import pytest
from click.testing import Result

import commands
from conftest import MakeSite
from pictures.made import KINDS, SECRET, carrying, opened, saved, smooth

HEAD = "---\ndate: 2022-01-21\nauthor: Ann Lee\n"
NOTE = f"{HEAD}---\n\nWe moved the queue.\n\n"
PATH, PAGE = "notes/repairs/2022-01-21.md", "teams/repairs/2022-01-21.html"
LIGHT, DARK = "notes/repairs/chart.png", "notes/repairs/chart-dark.png"
FOLDER = "teams/repairs/"
PICTURE = re.compile(r'<picture><source srcset="([^"]*)" media="[^"]*"><img src="([^"]*)"[^>]*></picture>')
WIDE, OTHER_SIZE = saved(smooth(640, 480), "png"), saved(smooth(640, 400), "png")


def weeknotes(root: Path, *arguments: str) -> Result:
    options = ["--as-of", "2022-01-25", "--base-url", "https://weeknotes.example/"]
    result = commands.weeknotes(root, *arguments, *options)
    assert result.exit_code == 0, result.output
    return result


def build(root: Path) -> Path:
    weeknotes(root, "build", "--no-search")
    return root / "_site"


def pairs(site: Path, page: str = PAGE) -> list[tuple[str, str]]:
    """Return the files that a page shows in the dark theme and in the light one, as paths within the site."""
    folder = (site / page).parent
    found = PICTURE.findall((site / page).read_text("utf-8"))
    return [
        (dark.relative_to(site).as_posix(), light.relative_to(site).as_posix())
        for dark, light in (((folder / one).resolve(), (folder / other).resolve()) for one, other in found)
        if dark.is_file() and light.is_file()
    ]


@pytest.mark.parametrize("written", ["![A queue](chart.png)", '<img src="chart.png" alt="A queue">'])
def test_a_note_shows_both_pictures_on_every_page(written: str, make_site: MakeSite) -> None:
    text = NOTE.replace("author", "lead: true\nauthor") + written
    site = build(make_site({PATH: text, LIGHT: WIDE, DARK: WIDE}))
    pair = (f"{FOLDER}chart-dark.png", f"{FOLDER}chart.png")
    for page in ("index.html", "weeks/2022-w03.html", "weeks/2022-w03-in-full.html", PAGE):
        assert pairs(site, page) == [pair], page
        assert 'width="640" height="480" class="wide"' in (site / page).read_text("utf-8")


def test_plain_pages_and_team_pages_show_both_pictures(make_site: MakeSite) -> None:
    about = "---\ntitle: About\n---\n\n![A queue](chart.png)\n"
    texts = {PATH: NOTE, "notes/repairs/_team.md": "![A queue](chart.png)\n", "notes/_pages/about.md": about}
    files = (LIGHT, DARK, "notes/_pages/chart.png", "notes/_pages/chart-dark.png")
    site = build(make_site(texts | dict.fromkeys(files, WIDE)))
    assert [dark for dark, _ in pairs(site, "about.html")] == ["files/pages/chart-dark.png"]
    assert [dark for dark, _ in pairs(site, f"{FOLDER}index.html")] == [f"{FOLDER}chart-dark.png"]


def test_feeds_and_mail_show_the_light_picture(make_site: MakeSite) -> None:
    root = make_site({PATH: f"{NOTE}![A queue](chart.png)\n", LIGHT: WIDE, DARK: WIDE})
    feeds = [feed.read_text("utf-8") for feed in build(root).rglob("*.xml")]
    assert any("chart.png" in feed for feed in feeds)
    mails = [weeknotes(root, "digest", "2022-W03", "--html"), weeknotes(root, "catchup", "--since", "2022-01-01")]
    for text in (*feeds, *(mail.output for mail in mails)):
        assert "chart-dark" not in text
        assert "<picture" not in unescape(text)


@pytest.mark.parametrize("kind", KINDS)
def test_the_dark_picture_is_redrawn(kind: str, make_site: MakeSite) -> None:
    text = f"{NOTE}![A queue](chart.{kind})\n"
    light, dark = f"notes/repairs/chart.{kind}", f"notes/repairs/chart-dark.{kind}"
    site = build(make_site({PATH: text, light: carrying(kind), dark: carrying(kind)}))
    [(published, _)] = pairs(site)
    raw = (site / published).read_bytes()
    assert SECRET.encode() not in raw
    assert opened(raw).size == (90, 60)


@pytest.mark.parametrize("dark", [OTHER_SIZE, b"no picture"], ids=["another size", "damaged"])
def test_a_dark_picture_that_cannot_be_shown_is_a_warning(dark: bytes, make_site: MakeSite) -> None:
    root = make_site(
        {PATH: f"{NOTE}![A queue](chart.png)\n", LIGHT: WIDE, DARK: dark, "notes/voids/2022-01-21.md": NOTE}
    )
    site = build(root)
    assert f"{PATH}:8:12: warning[unusable-dark-picture]" in weeknotes(root, "check").output
    assert 'chart.png" width="640"' in (site / PAGE).read_text("utf-8")
    assert not pairs(site)
    assert not (site / FOLDER / "chart-dark.png").exists()
    assert (site / "teams/voids/2022-01-21.html").exists()


def test_a_dark_picture_outside_the_notes_is_a_warning(make_site: MakeSite) -> None:
    root = make_site({PATH: f"{NOTE}![A queue](chart.png)\n", LIGHT: WIDE, "secret.png": WIDE})
    (root / DARK).symlink_to("../../secret.png")
    site = build(root)
    assert "warning[unusable-dark-picture]" in weeknotes(root, "check").output
    assert not pairs(site)


@pytest.mark.parametrize(
    "body",
    [
        "![Before](chart.png) ![After](chart-dark.png)",
        "![Dark](chart-dark.png)",
        "[The chart](chart.png)",
        "![Theirs](../voids/chart.png)",
    ],
    ids=["shows both", "the dark one alone", "a link", "another team's"],
)
def test_these_pictures_have_no_dark_version(body: str, make_site: MakeSite) -> None:
    files = (LIGHT, DARK, "notes/voids/chart.png", "notes/voids/chart-dark.png")
    texts = {PATH: f"{NOTE}{body}\n", "notes/voids/2022-01-21.md": NOTE}
    root = make_site(texts | dict.fromkeys(files, WIDE))
    site = build(root)
    assert "no problems found" in weeknotes(root, "check").output
    assert "<picture>" not in (site / PAGE).read_text("utf-8")
    names = re.findall(r"\]\(.*?([\w-]+\.png)\)", body)
    assert re.findall(r'(?:src|href)="[^"]*?([\w-]+\.png)"', (site / PAGE).read_text("utf-8")) == names


def test_pages_follow_changes_of_the_dark_picture(make_site: MakeSite) -> None:
    root = make_site({PATH: f"{NOTE}![A queue](chart.png)\n", LIGHT: WIDE})
    assert not pairs(build(root))
    (root / DARK).write_bytes(WIDE)
    [(dark, _)] = pairs(build(root))
    before = (root / "_site" / dark).read_bytes()
    (root / DARK).write_bytes(saved(smooth(640, 480), "png"))
    assert [one for one, _ in pairs(build(root))] == [dark]
    assert (root / "_site" / dark).read_bytes() != before
    (root / DARK).write_bytes(OTHER_SIZE)
    assert not pairs(build(root))
    (root / DARK).write_bytes(WIDE)
    assert pairs(build(root))
    (root / DARK).unlink()
    assert not pairs(build(root))
    assert not (root / "_site" / dark).exists()
