"""The header takes one row on a wide screen, and little of a phone's first screen."""

import shutil
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from browser.branding import LOGO, write_branding_site
from browser.pixels import differ
from browser.served import ServedSite, serve_site
from search.asking import SearchPage

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

MIDDLES = """[...document.querySelectorAll('.site-title, .site-navigation, .search-box input')].map(element => {
    // A title wraps before it moves the menu off the text's column; the others stand beside its last line.
    const range = document.createRange();
    range.selectNode(element.matches('.site-title') ? element.querySelector('a').lastChild : element);
    const box = [...range.getClientRects()].at(-1);
    return box.top + box.height / 2;
})"""


LINE = "getComputedStyle(document.querySelector('.masthead'), '::before').backgroundColor"


@pytest.mark.parametrize("name", ["examples", "branding"])
def test_the_header_is_one_row_on_a_wide_screen(name: str, browser: "Browser", request: pytest.FixtureRequest) -> None:
    site: ServedSite = request.getfixturevalue(name)
    with browser.new_page(viewport={"width": 1280, "height": 900}) as page:
        page.goto(site.address)
        middles = page.evaluate(MIDDLES)
        assert len(middles) == 3
        assert max(middles) - min(middles) < 8


@pytest.mark.parametrize(("languages", "width"), [(("en", "cy"), 1100), (("cy", "en"), 1100), (("de", "fr"), 1280)])
def test_the_header_of_a_bilingual_site_with_a_menu_link_is_one_row(
    languages: tuple[str, str], width: int, browser: "Browser", tmp_path: Path
) -> None:
    root = write_branding_site(tmp_path / "site")
    settings = f'title = "Westmarch weeknotes"\nlanguages = ["{languages[0]}", "{languages[1]}"]\n'
    menu = 'menu = [{ title = "About", target = "about.html" }]\n'
    (root / "weeknotes.toml").write_text(settings + menu, "utf-8")
    with (
        serve_site(root, tmp_path / "served") as site,
        browser.new_page(viewport={"width": width, "height": 900}) as page,
    ):
        for folder in ("", f"{languages[1]}/"):
            page.goto(f"{site.address}{folder}index.html")
            middles = page.evaluate(MIDDLES.replace(".site-title,", ".site-title, .to-language,"))
            assert len(middles) == 4
            assert max(middles) - min(middles) < 8


@pytest.mark.parametrize("width", [960, 1024, 1280, 1920])
def test_a_header_with_two_menu_links_is_as_wide_as_the_content(
    width: int, browser: "Browser", branding: ServedSite
) -> None:
    with browser.new_page(viewport={"width": width, "height": 900}) as page:
        page.goto(branding.address)
        ends = "all => Math.max(...all.map(one => one.getBoundingClientRect().right))"
        assert (
            page.locator(".masthead, .masthead *").evaluate_all(ends) <= page.locator("main").evaluate_all(ends) + 0.5
        )


LINES = """link => {
    const text = document.createRange();
    text.selectNodeContents(link);
    return text.getClientRects().length;
}"""


@pytest.mark.parametrize("width", [320, 390, 960, 1280, 1920])
def test_a_long_menu_does_not_break_language_names(width: int, browser: "Browser", tmp_path: Path) -> None:
    root = write_branding_site(tmp_path / "site")
    config = root / "weeknotes.toml"
    links = (
        'menu = [{ title = "How we write notes", target = "about.html" }, { title = "Council", target = "about.html" },'
    )
    config.write_text('languages = ["en", "cy"]\n' + config.read_text("utf-8").replace("menu = [", links), "utf-8")
    with (
        serve_site(root, tmp_path / "served") as site,
        browser.new_page(viewport={"width": width, "height": 900}) as page,
    ):
        page.goto(site.address)
        assert page.locator(".to-language a").evaluate(LINES) == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [375, 390, 442])
def test_two_menu_links_fit_on_a_phone(width: int, browser: "Browser", branding: ServedSite) -> None:
    with browser.new_page(viewport={"width": width, "height": 844}) as page:
        page.goto(branding.address)
        links = page.locator(".site-navigation a")
        assert links.count() == 7
        assert len(set(links.evaluate_all("all => all.map(a => a.getBoundingClientRect().top)"))) == 1


BROKEN_WORDS = """() => {
    const title = document.querySelector(".site-title a").lastChild;
    const range = document.createRange();
    return [...title.data.matchAll(/\\S+/g)].filter(word => {
        range.setStart(title, word.index);
        range.setEnd(title, word.index + word[0].length);
        return range.getClientRects().length > 1;
    }).map(word => word[0]);
}"""
AWKWARD = {
    "a long title": ('title = "Westmarch Council digital weeknotes"\n', 0),
    "a very long title": ('title = "The digital and technology weeknotes of Westmarch A"\n', 0),
    "a square logo": ('title = "Westmarch weeknotes"\n', 1),
    "a wide logo": ('title = "Westmarch weeknotes"\n', 5),
    "a very wide logo": ('title = "Westmarch weeknotes"\n', 10),
    "two links": ('title = "Westmarch Council weeknotes"\n', 0),
    "a longer language": ('title = "Westmarch weeknotes"\nlanguage = "fr"\n', 0),
}


@pytest.mark.parametrize("case", AWKWARD)
def test_a_long_title_wraps_between_words_and_leaves_room_for_news_on_a_phone(
    case: str, browser: "Browser", example_site: Path, tmp_path: Path
) -> None:
    root = shutil.copytree(example_site, tmp_path / "site")
    settings, ratio = AWKWARD[case]
    if ratio:
        (root / "static").mkdir()
        (root / "static/logo.svg").write_text(LOGO.replace("96", str(32 * ratio)), "utf-8")
        settings += 'logo = { file = "logo.svg", alt = "Westmarch Council" }\n'
    config = root / "weeknotes.toml"
    text = config.read_text("utf-8").partition("\n")[2]
    if case == "two links":
        text = text.replace("menu = [", 'menu = [{ title = "Council", target = "https://westmarch.example/" }, ')
    config.write_text(settings + text, "utf-8")
    with serve_site(root, tmp_path / "served") as site, browser.new_page() as page:
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 844})
            page.goto(site.address)
            assert page.evaluate(BROKEN_WORDS) == [], width
            news = page.locator("main h2").first.evaluate("element => element.getBoundingClientRect().top")
            assert news < 400 or width == 320
        assert page.locator(".masthead").evaluate("header => header.offsetHeight") < 100
        tops = page.locator(".site-navigation a").evaluate_all("all => all.map(a => a.getBoundingClientRect().top)")
        assert len(set(tops)) == 1


def test_a_long_title_stands_beside_the_logo_on_a_phone(browser: "Browser", branding: ServedSite) -> None:
    with browser.new_page(viewport={"width": 320, "height": 844}) as page:
        page.goto(branding.address)
        edges = """link => {
            const text = document.createRange();
            text.selectNode(link.lastChild);
            return [link.querySelector("img").getBoundingClientRect().right, text.getBoundingClientRect().left];
        }"""
        logo_ends, title_begins = page.locator(".site-title a").evaluate(edges)
        assert title_begins > logo_ends


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_logo_stands_clear_of_the_line_at_the_top(width: int, browser: "Browser", branding: ServedSite) -> None:
    with browser.new_page(viewport={"width": width, "height": 844}) as page:
        page.goto(branding.address)
        assert page.locator(".site-title img").evaluate("logo => logo.getBoundingClientRect().top") >= 8 + 8


@pytest.mark.parametrize("name", ["examples", "branding"])
def test_the_news_begins_in_the_upper_half_of_a_phone(
    name: str, browser: "Browser", request: pytest.FixtureRequest
) -> None:
    site: ServedSite = request.getfixturevalue(name)
    with browser.new_page(viewport={"width": 390, "height": 844}) as page:
        page.goto(site.address)
        assert page.locator("main h2").first.evaluate("element => element.getBoundingClientRect().top") < 400


@pytest.mark.parametrize(("scheme", "link"), [("light", "rgb(122, 31, 92)"), ("dark", "rgb(198, 159, 185)")])
def test_links_have_the_sites_colour_in_both_themes(
    scheme: str, link: str, browser: "Browser", branding: ServedSite
) -> None:
    with browser.new_context(color_scheme="dark" if scheme == "dark" else "light") as context:
        page = context.new_page()
        page.goto(f"{branding.address}about.html")
        assert page.locator(".note-body a").first.evaluate("element => getComputedStyle(element).color") == link


@pytest.mark.parametrize("url", ["index.html", "weeks/2026-w46.html", "teams/repairs/index.html", "weeks/index.html"])
def test_the_line_at_the_top_has_the_colour_of_the_head(url: str, browser: "Browser", branding: ServedSite) -> None:
    with browser.new_page() as page:
        page.goto(branding.address + url)
        with Image.open(BytesIO(page.screenshot())).convert("RGB") as picture:
            top = page.locator(".opening").evaluate("one => Math.ceil(one.getBoundingClientRect().top)")
            line, head = (picture.crop((2, row, 3, row + 1)).tobytes() for row in (2, top + 9))
            assert not differ(line, head)
        assert (page.evaluate(LINE) == "rgb(122, 31, 92)") is ("teams/" not in url)
        assert not page.locator(".strip").is_visible()


def test_the_line_at_the_top_has_the_colours_of_the_weeks_teams(browser: "Browser", examples: ServedSite) -> None:
    with browser.new_page() as page:
        page.goto(f"{examples.address}weeks/2026-w46.html")
        teams = page.locator(".note-in-week .team").evaluate_all(
            "all => all.map(one => [one.textContent, getComputedStyle(one).color])"
        )
        line = page.locator(".strip span").evaluate_all("all => all.map(one => getComputedStyle(one).backgroundColor)")
        assert line == list(dict(sorted(teams)).values())
        page.locator(".note-in-week .team").first.click()
        page.wait_for_url("**/teams/*/index.html")
        assert not page.locator(".strip").count()
        assert page.evaluate(LINE).startswith("oklch(0.4 ")


def test_the_menu_stays_in_place_on_every_page(browser: "Browser", branding: ServedSite) -> None:
    with browser.new_page(viewport={"width": 390, "height": 844}) as page:
        places = []
        for url in ("index.html", "about.html", "weeks/index.html", "subscribe.html"):
            page.goto(branding.address + url)
            places.append(
                page.locator(".site-navigation a").evaluate_all("all => all.map(a => a.getBoundingClientRect().left)")
            )
        assert places == [places[0]] * len(places)


def test_search_finds_a_plain_page_and_shows_its_title(browser: "Browser", branding: ServedSite) -> None:
    with browser.new_page() as page:
        page.goto(f"{branding.address}search.html?q=pumps")
        result = page.locator("#page-results h2 a").first
        result.wait_for()
        assert (result.inner_text() or "").startswith("About these notes")
        assert "about.html" in (result.get_attribute("href") or "")
        assert "undefined" not in page.locator("#page-results").inner_text()


def test_search_links_to_a_plain_page_named_in_the_query(browser: "Browser", branding: ServedSite) -> None:
    with SearchPage.opened(browser, branding.address) as search:
        for words, found in (("about", ["about.html"]), ("about page", ["about.html"]), ("pumps", [])):
            search.go(q=words)
            links = search.page.locator("#page-direct a").evaluate_all("links => links.map(link => link.href)")
            assert [link.removeprefix(branding.address) for link in links] == found, words


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"q": "pumps"}, "1 page."),
        ({"q": "boiler"}, "1 note."),
        ({"q": "see"}, "1 page and 1 note, best first."),
        ({"q": "see", "tag": "heat"}, "1 note with these filters."),
        ({"q": "see", "sort": "newest"}, "1 note."),
    ],
)
def test_search_counts_plain_pages_separately_from_notes(
    asked: dict[str, str], status: str, browser: "Browser", branding: ServedSite
) -> None:
    with SearchPage.opened(browser, branding.address) as search:
        search.go(**asked)
        assert search.status == status
