"""The search page: its results, links and controls."""

import gzip
import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from browser.served import ServedSite, serve_site
from browser.tools import find_tool
from preview.running import eventually
from search.asking import SearchPage

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
IN_VIEW = """text => [...document.querySelectorAll('main p, main li, main td')].some(element => {
    const box = element.getBoundingClientRect();
    return element.textContent.includes(text) && box.top >= 0 && box.bottom <= innerHeight;
})"""


def test_a_result_leads_to_the_paragraph(search: SearchPage) -> None:
    search.page.set_viewport_size({"width": 800, "height": 400})
    search.ask("franking machine post room")
    search.page.locator("#page-results h2 a").first.click()
    search.page.wait_for_url("**/2026-10-13-certificate.html*")
    assert search.page.evaluate("location.hash") == "#the-box-behind-the-franking-machine"
    eventually(lambda: bool(search.page.evaluate(IN_VIEW, "in the post room, behind the franking machine")))
    assert not search.page.evaluate(IN_VIEW, "Next: taking the box out")


def test_a_result_shows_the_matching_sentence_team_and_week(search: SearchPage) -> None:
    assert search.ask("otters") == ["streets-and-waste/2026-10-09"]
    assert "Two people a month rang us about otters." in search.text
    facts = search.page.locator("#page-results .aside p").all_inner_texts()
    assert facts[:3] == ["Streets and Waste", "Week 41", "5–9 October 2026"]
    assert len(facts) == 4
    assert search.page.inner_text("mark") == "otters"
    assert search.status == "1 note."


def test_results_link_to_all_matching_sections(search: SearchPage) -> None:
    search.ask("wildcard certificate franking")
    links = search.page.locator("#page-results li").first.locator("a")
    targets = [link.get_attribute("href") or "" for link in links.all()]
    assert len({target.partition(":~:")[0] for target in targets}) == len(targets) > 1
    assert all("certificate.html#" in target for target in targets)


def test_navigation_and_lists_of_other_notes_are_not_indexed(examples: ServedSite) -> None:
    fragments = [gzip.decompress(path.read_bytes()) for path in examples.folder.glob("search/*/fragment/*")]
    assert fragments
    for chrome in (b"minutes to read", b"Follow Platform", b"The same week", b"Tagged ", b"In this note", b"All weeks"):
        assert not [fragment for fragment in fragments if chrome in fragment], chrome


def test_titles_authors_teams_and_tags_are_found(search: SearchPage) -> None:
    assert search.ask("42nd certificate")[0] == "platform-engineering/2026-10-13-certificate"
    assert set(search.ask("Ruth Adeyemi")) <= {one for one in search.found() if one.startswith("data-and-insight/")}
    assert all(one.startswith("content-design/") for one in search.ask("Content Design")[:3])


def test_a_mistyped_command_gets_a_suggestion(search: SearchPage) -> None:
    found = search.ask("certifcate")
    assert search.status.startswith("No note says “certifcate”. Perhaps you meant one of these")
    assert "platform-engineering/2026-10-13-certificate" in found
    assert search.ask("zzyzzx") == []
    assert "Is it spelled as its team would write it?" in search.status
    assert search.page.locator("#page-otherwise").get_by_role("link", name="week", exact=True).is_visible()


def test_filters_narrow_the_results(search: SearchPage) -> None:
    everywhere = search.ask("certificate")
    narrowed = search.choose(team="Data and Insight")
    assert 0 < len(narrowed) < len(everywhere)
    assert all(one.startswith("data-and-insight/") for one in narrowed)
    assert search.status.endswith("with these filters.")
    assert search.choose(team="All teams", tag="incident") != narrowed
    assert search.choose(tag="All tags", author="Sunil Thackeray") == ["streets-and-waste/2026-10-02"]
    assert search.choose(author="Everybody") == everywhere


def test_filters_alone_list_notes(search: SearchPage) -> None:
    assert len(search.go(tag="incident", sort="newest")) == 5
    search.page.locator("#page-more").click()
    search.page.wait_for_selector("#page-results li:nth-child(6)")
    assert "platform-engineering/2026-10-13-certificate" in search.found()


@pytest.mark.parametrize(
    ("words", "pages"),
    [
        ("week 46", ["weeks/2026-w46.html"]),
        ("2026-W46", ["weeks/2026-w46.html"]),
        ("2026-11-13", ["weeks/2026-w46.html"]),
        ("13 November 2026", ["weeks/2026-w46.html"]),
        ("13/11/2026", ["weeks/2026-w46.html"]),
        ("13.11.2026", ["weeks/2026-w46.html"]),
        ("13th November 2026", ["weeks/2026-w46.html"]),
        ("Friday 13 November 2026", ["weeks/2026-w46.html"]),
        ("Nov 13, 2026", ["weeks/2026-w46.html"]),
        ("13 November", ["weeks/2026-w46.html"]),
        ("31 November", []),
        ("13 wardrobes 2026", []),
        ("streets and waste team", ["teams/streets-and-waste/index.html"]),
        ("team", []),
        ("housing rep", ["teams/housing-repairs/index.html"]),
        ("pell", ["people/joanna-pell.html"]),
        ("payments", ["tags/payments.html"]),
        ("week 99", []),
        ("wardrobe", []),
    ],
)
def test_a_query_that_names_a_page_links_to_it(search: SearchPage, words: str, pages: list[str]) -> None:
    search.go(q=words)
    links = search.page.locator("#page-direct a").evaluate_all("links => links.map(link => link.href)")
    assert [link.partition("/notes/")[2] for link in links] == pages
    for link in links:
        assert search.page.request.get(link).ok


@pytest.mark.parametrize("words", ["2026-w46", "week 46", "2026-11-13", "Friday 13th November"])
def test_a_query_of_a_week_or_day_lists_the_notes_of_its_week(search: SearchPage, words: str) -> None:
    search.go(q=words)
    links = search.page.locator("#page-results .aside").all_inner_texts()
    assert len(links) == 5
    assert all("Week 46" in facts for facts in links)
    assert search.status == "5 notes, newest first."
    assert search.choose(team="Content Design") == ["content-design/2026-11-13"]


def test_results_do_not_repeat_their_headline(search: SearchPage) -> None:
    for words in ("wardrobe", "certificate", "payments"):
        search.go(q=words)
        for result in search.page.locator("#page-results > li").all():
            headline = result.locator("h2").inner_text().rstrip("….")
            assert headline not in result.locator("div.text").inner_text()


def test_a_note_is_found_once_even_if_pages_repeat_it(examples: ServedSite) -> None:
    indexed = [url for url in examples.pages if "data-pagefind-body" in examples.read(url)]
    assert indexed
    assert [url for url in indexed if not re.fullmatch(r"teams/[^/]+/[^/]+\.html|[^/]+\.html", url)] == []


def test_the_page_offers_teams_and_tags_until_a_query_is_entered(search: SearchPage) -> None:
    search.go()
    assert search.page.locator("#page-offer").is_visible()
    search.ask("wardrobe")
    assert not search.page.locator("#page-offer").is_visible()


def test_filters_are_collapsed_and_counted(search: SearchPage) -> None:
    search.go(q="wardrobe")
    assert not search.page.locator("#page-team").is_visible()
    search.go(q="wardrobe", team="Housing Repairs")
    assert search.page.locator("#page-team").is_visible()
    assert "1 set" in search.page.locator("#page-filters summary").inner_text()


def test_newest_first_sorts_exactly(search: SearchPage) -> None:
    search.go(q="certificate", sort="newest")
    days = [
        re.findall(r"(\d+) (\w+) 2026", line)[-1]
        for line in search.page.locator("#page-results .aside").all_inner_texts()
    ]
    months = ["August", "September", "October", "November"]
    order = [(months.index(month), int(day)) for day, month in days]
    assert order == sorted(order, reverse=True)
    assert len(order) > 3


def test_a_shared_address_shows_the_same_results(search: SearchPage, browser: "Browser") -> None:
    search.ask("certificate")
    found = search.choose(team="Platform Engineering", sort="Newest first")
    with browser.new_page() as page:
        page.goto(search.page.url)
        assert SearchPage(page=page, site=search.site).found() == found
    assert found


def test_back_and_forward_restore_the_query(search: SearchPage) -> None:
    certificates = search.ask("certificate")
    search.choose(team="Data and Insight")
    search.page.go_back()
    eventually(lambda: search.found() == certificates)
    assert search.page.input_value("#page-team") == ""
    search.page.go_forward()
    eventually(lambda: all(one.startswith("data-and-insight/") for one in search.found()))
    search.page.locator("#page-results h2 a").first.click()
    search.page.wait_for_url("**/teams/**")
    search.page.go_back()
    assert search.page.input_value("#page-q") == "certificate"
    assert all(one.startswith("data-and-insight/") for one in search.found())


def test_every_other_page_has_a_plain_search_form(search: SearchPage, browser: "Browser") -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{search.site}teams/content-design/2026-11-13.html")
        page.get_by_role("searchbox").fill("otters")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search.html?q=otters")
        assert "Search needs JavaScript" in page.inner_text("main")
        assert page.get_by_role("link", name="team", exact=True).is_visible()
        assert not page.locator("#page-search").is_visible()
    assert search.go(q="otters") == ["streets-and-waste/2026-10-09"]


def test_only_the_search_page_has_scripts(examples: ServedSite) -> None:
    for url in examples.pages:
        html = examples.read(url)
        assert (
            ("<script" in html) == ("wasm-unsafe-eval" in html) == ("connect-src" in html) == (url == "search.html")
        ), url


def test_everything_is_loaded_from_the_site_without_policy_violations(browser: "Browser", examples: ServedSite) -> None:
    with browser.new_page() as page:
        requests: list[str] = []
        complaints: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{examples.address}search.html?q=certificate")
        assert SearchPage(page=page, site=examples.address).found()
    assert [url for url in requests if not url.startswith(examples.address)] == []
    assert complaints == []


def test_the_slash_key_focuses_the_field_and_can_be_turned_off(search: SearchPage) -> None:
    page = search.page
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "page-q"
    page.keyboard.type("a/b")
    assert page.input_value("#page-q") == "a/b"
    page.click("#page-filters summary")
    page.uncheck("#page-slash")
    page.reload()
    search.found()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "page-q"
    assert not page.is_checked("#page-slash")


def test_nothing_is_loaded_for_the_first_letter_while_typing_continues(search: SearchPage) -> None:
    loaded = "performance.getEntriesByType('resource').map(one => one.name).filter(name => name.includes('/index/'))"
    before = search.page.evaluate(loaded)
    # By the page's own clock: a busy machine puts both its timers off, but never changes their order.
    type_and_wait = """() => new Promise(resolve => {
        const field = document.getElementById('page-q');
        field.value = 'b';
        field.dispatchEvent(new Event('input', {bubbles: true}));
        setTimeout(resolve, 100);
    })"""
    assert search.page.evaluate(f"({type_and_wait})().then(() => {loaded})") == before
    # Who stops after it is answered all the same.
    assert search.found()
    assert search.page.evaluate(loaded) != before


def test_results_are_announced_once_typing_pauses(search: SearchPage) -> None:
    search.ask("otters")
    said = search.page.locator("#page-said[role=status]")
    assert said.inner_text() == ""
    said.get_by_text("1 note.").wait_for(state="attached")


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_no_violations(search: SearchPage, colours: Literal["light", "dark"]) -> None:
    axe = find_tool("axe-core/axe.min.js").read_text("utf-8")
    search.page.emulate_media(color_scheme=colours)
    for width, words in ((320, "certificate"), (1280, "certifcate"), (1280, "zzyzzx")):
        search.page.set_viewport_size({"width": width, "height": 800})
        search.ask(words)
        search.page.evaluate(axe)
        result = search.page.evaluate("rules => axe.run({runOnly: rules, resultTypes: ['violations']})", RULES)
        assert [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in result["violations"]] == []
        assert search.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_forced_colours_keep_what_is_marked(search: SearchPage) -> None:
    search.page.emulate_media(forced_colors="active")
    search.ask("otters")
    mark, text = (
        search.page.evaluate(f"getComputedStyle(document.querySelector('{one}')).backgroundColor")
        for one in ("mark", "body")
    )
    assert mark != text


def test_a_page_opened_from_disk_says_that_search_needs_a_web_server(browser: "Browser", examples: ServedSite) -> None:
    with browser.new_page() as page:
        page.goto((examples.folder / "index.html").as_uri())
        page.get_by_role("searchbox").fill("otters")
        page.keyboard.press("Enter")
        page.wait_for_url("file:**/search.html?q=otters")
        assert "Search needs a web server" in page.inner_text("main")
        assert not page.locator("#page-search").is_visible()
        assert page.get_by_role("link", name="week", exact=True).is_visible()


def test_real_notes_are_found(browser: "Browser", real_notes: Path, tmp_path: Path) -> None:
    with serve_site(real_notes, tmp_path, "--quiet") as site, SearchPage.opened(browser, site.address) as search:
        # The team's note of the week before has neither word, so there is one to find, not two.
        assert search.ask("wildcard certificate") == ["cloud-engineering/2022-01-21"]
        search.page.set_viewport_size({"width": 800, "height": 400})
        search.page.locator("#page-results h2 a").first.click()
        search.page.wait_for_url("**/2022-01-21.html*")
        eventually(lambda: bool(search.page.evaluate(IN_VIEW, "wildcard SSL certificate")))
        search.page.go_back()
        assert search.ask("Tascomi") == ["data-platform/2022-01-24"]
        assert set(search.ask("Cloud Engineering")[:2]) == {
            "cloud-engineering/2022-01-14",
            "cloud-engineering/2022-01-21",
        }
