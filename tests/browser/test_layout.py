"""Pages hold on any screen: nothing is cut off, scrolls sideways, jumps, or comes from elsewhere."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from PIL import Image

from browser.pixels import differ
from browser.served import SLOW_NETWORK, ServedSite, serve_site
from conftest import MakeSite

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# What sticks out of the page, or out of a box that hides it; tables and code scroll in boxes of their own, and
# a line that stands for a title ends with an ellipsis.
FIND_OVERFLOW = """() => {
    const width = document.documentElement.clientWidth;
    const found = [...document.body.querySelectorAll('*')].filter(element => {
        if (element.closest('pre, .table, .hidden, .skip') || !element.checkVisibility()) return false;
        const box = element.getBoundingClientRect();
        const style = getComputedStyle(element);
        const cut = style.overflowX !== 'visible' && style.overflowX !== 'auto' && (
            element.scrollWidth > element.clientWidth + 1 ||
            element.scrollHeight > element.clientHeight + 1 && !element.matches('.note-lines > li > a:not(.headline)'));
        return box.right > width + 1 || box.left < -1 || cut;
    }).map(element => element.outerHTML.slice(0, 120));
    if (document.documentElement.scrollWidth > width) found.push(`the page is ${document.documentElement.scrollWidth}`);
    return found.slice(0, 3);
}"""

# WCAG 1.4.12, and text at twice its size (1.4.4).
TEXT_SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-block-end: 2em !important }"""
DOUBLE_TEXT = "html { font-size: 200% !important }"

INDEXES = tuple(f"{part}/index.html" for part in ("weeks", "people", "teams", "tags"))
PAGES = ("about.html", "search.html", "subscribe.html")

BASELINE = """one => {
    const foot = document.createElement('i');
    foot.style.cssText = 'display: inline-block; inline-size: 1px; block-size: 0';
    one.prepend(foot);
    const baseline = foot.getBoundingClientRect().bottom;
    foot.remove();
    return baseline;
}"""

WATCH_SHIFTS = """new PerformanceObserver(list => {
    for (const entry of list.getEntries()) window.shift = (window.shift || 0) + entry.value;
}).observe({type: 'layout-shift', buffered: true})"""


def test_no_page_scrolls_sideways(browser: "Browser", site: ServedSite, urls: list[str]) -> None:
    """At 320 px, which is 1280 px at 400% zoom; at 640 px, which is 200%; and where the layout changes."""
    with browser.new_page() as page:
        assert _overflowing(page, site, urls, (320, 640, 768, 960, 1280)) == {}


def test_lists_and_quotes_fit_a_phone_however_deep(browser: "Browser", stress: ServedSite) -> None:
    with browser.new_page() as page:
        assert (
            _overflowing(page, stress, ["teams/one-note/2026-11-06.html", "weeks/2026-w45-in-full.html"], (320,)) == {}
        )


@pytest.mark.parametrize(
    ("style", "widths"), [(TEXT_SPACING, (320, 1280)), (DOUBLE_TEXT, (640, 1280))], ids=["spacing", "double"]
)
def test_wider_spacing_and_larger_text_cut_nothing_off(
    browser: "Browser", site: ServedSite, urls: list[str], style: str, widths: tuple[int, ...]
) -> None:
    with browser.new_context(bypass_csp=True) as context:
        assert _overflowing(context.new_page(), site, urls, widths, style) == {}


def test_wide_content_scrolls_separately_and_can_be_focused(browser: "Browser", stress: ServedSite) -> None:
    with browser.new_page(viewport={"width": 320, "height": 640}) as page:
        page.goto(f"{stress.address}teams/long-words/2026-11-13.html")
        for selector in (".table", "pre"):
            wide = page.locator(selector).first
            assert wide.evaluate("element => element.scrollWidth > element.clientWidth && element.tabIndex === 0")
        assert page.locator(".table").first.get_attribute("aria-label")


@pytest.mark.parametrize("width", [1280, 1920])
def test_a_wide_table_uses_the_margin_and_a_picture_does_not(
    width: int, browser: "Browser", stress: ServedSite
) -> None:
    with browser.new_page(viewport={"width": width, "height": 900}) as page:
        page.goto(f"{stress.address}teams/long-words/2026-11-13.html")
        right = "element => element.getBoundingClientRect().right"
        text, picture, table = (
            page.locator(f".note-body > {one}").first.evaluate(right) for one in ("p", "p > img", ".table")
        )
        assert picture <= text
        assert text + 100 < table <= width - 16


def test_section_headings_are_in_the_margin_if_there_is_room(browser: "Browser", stress: ServedSite) -> None:
    left, top = ("element => element.getBoundingClientRect().left", "element => element.getBoundingClientRect().top")
    with browser.new_page() as page:
        for width, has_margin in ((1280, True), (390, False)):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"{stress.address}teams/long-words/2026-11-13.html")
            heading = page.locator(".note-body > h2").last
            text = page.locator(".note-body > h2:last-of-type + *")
            assert (heading.evaluate(left) < text.evaluate(left) - 200) == has_margin
            assert (abs(heading.evaluate(top) - text.evaluate(top)) < 12) == has_margin
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(f"{stress.address}weeks/2026-w46-in-full.html")
        in_full = page.locator(".in-full .note-body:dir(ltr) > h3").last
        assert in_full.evaluate(left) < page.locator(".in-full .note-body > p").first.evaluate(left) - 200
        # A note of the other direction would have it where this page's text ends.
        page.goto(f"{stress.address}teams/arabic/2026-11-13.html")
        body = page.locator(".note-body").evaluate(left)
        assert body == page.locator("h1").evaluate(left)
        assert {one.evaluate(left) >= body for one in page.locator(".note-body > *").all()} == {True}


@pytest.mark.parametrize("name", ["examples", "branding"])
def test_a_phone_shows_team_title_and_author_in_order(
    name: str, browser: "Browser", request: pytest.FixtureRequest
) -> None:
    site: ServedSite = request.getfixturevalue(name)
    with browser.new_page(viewport={"width": 390, "height": 844}) as page:
        for url in ("index.html", "weeks/2026-w46.html"):
            page.goto(site.address + url)
            first = page.locator(".note-in-week:has(.byline):has(.summary)").first
            places = [first.locator(part).first.bounding_box() for part in (".team", "h2", ".byline", ".summary")]
            tops = [place["y"] for place in places if place]
            assert len(tops) == 4
            assert tops == sorted(tops)


@pytest.mark.parametrize(
    ("width", "url", "named"),
    [(390, "weeks/2026-w46.html", ".team"), (1280, "weeks/2026-w46.html", "h2"), (1280, "index.html", "h2")],
)
def test_the_first_note_links_to_others_by_team_on_a_phone_else_by_title(
    width: int, url: str, named: str, browser: "Browser", examples: ServedSite
) -> None:
    with browser.new_page(viewport={"width": width, "height": 844}) as page:
        page.goto(examples.address + url)
        others = page.locator(f".note-in-week + .note-in-week {named}").all_inner_texts()
        links = page.locator(".note-in-week .contents a:visible")
        assert links.all_inner_texts() == list(dict.fromkeys(others))
        first = page.locator(".note-in-week + .note-in-week h2").first
        assert links.first.get_attribute("href") == f"#{first.get_attribute('id')}"


def test_home_names_each_team_once_on_a_phone(browser: "Browser", examples: ServedSite) -> None:
    with browser.new_page(viewport={"width": 390, "height": 844}) as page:
        page.goto(examples.address)
        assert page.locator(".note-in-week .contents:visible").count() == 0


@pytest.mark.parametrize("url", ["index.html", "weeks/2026-w45.html"])
def test_byline_and_list_of_the_first_note_are_stacked_beside_its_text(
    url: str, browser: "Browser", examples: ServedSite
) -> None:
    with browser.new_page(viewport={"width": 1280, "height": 900}) as page:
        page.goto(examples.address + url)
        first = page.locator(".note-in-week").first
        boxes = [first.locator(one).bounding_box() for one in ("h2", ".summary", ".byline", ".contents.if-wide")]
        title, text, byline, others = (box for box in boxes if box)
        assert 10 <= others["y"] - byline["y"] - byline["height"] <= 18
        assert text["y"] < title["y"] + title["height"] + 24
        # A title that fits is not broken.
        assert title["height"] < 70


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_begin_in_the_sites_colour_and_team_pages_in_the_teams(
    scheme: Literal["light", "dark"], browser: "Browser", examples: ServedSite
) -> None:
    def at_the_edge(page: "Page", url: str, below_the_top: int = 9) -> tuple[int, ...]:
        page.goto(examples.address + url)
        top = page.locator(".opening").evaluate("element => Math.ceil(element.getBoundingClientRect().top)")
        picture = page.screenshot(clip={"x": 2, "y": top + below_the_top, "width": 1, "height": 1})
        return tuple(Image.open(BytesIO(picture)).convert("RGB").tobytes())

    team, note = "teams/streets-and-waste/index.html", "teams/streets-and-waste/2026-11-06.html"
    with browser.new_context(color_scheme=scheme) as context:
        page = context.new_page()
        paper, own, sites = at_the_edge(page, team, -9), at_the_edge(page, team), at_the_edge(page, "index.html")
        colours = (paper, own, sites, at_the_edge(page, "teams/content-design/index.html"))
        assert all(differ(*pair) for pair in itertools.combinations(colours, 2))
        assert not differ(at_the_edge(page, note), own)
        for url in ("weeks/2026-w45-in-full.html", *INDEXES, *PAGES):
            assert not differ(at_the_edge(page, url), sites)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        page.emulate_media(forced_colors="active")
        assert at_the_edge(page, team) == at_the_edge(page, team, -9)
        page.emulate_media(media="print", forced_colors="none")
        assert at_the_edge(page, team) == at_the_edge(page, team, -9)


def test_heads_are_tall_with_a_week_number_else_low_with_titles_in_its_place(
    browser: "Browser", examples: ServedSite
) -> None:
    weeks = ("index.html", "weeks/2026-w46.html", "weeks/2026-w46-in-full.html")
    names = ("streets-and-waste", "content-design", "housing-repairs", "platform-engineering")
    notes = tuple(f"teams/{name}/2026-11-13.html" for name in names)
    with browser.new_page(viewport={"width": 1280, "height": 900}) as page:
        places: dict[bool, set[tuple[float, ...]]] = {True: set(), False: set()}
        begins, titles, heights = set(), dict[bool, set[int]]({True: set(), False: set()}), set()
        for url in (*weeks, *notes, *INDEXES, *PAGES):
            page.goto(examples.address + url)
            title, head = page.locator("h1").bounding_box(), page.locator(".opening").bounding_box()
            assert title
            assert head
            begins.add(round(head["y"]))
            is_numbered = page.locator(".opening .week-number").count() > 0
            titles[is_numbered].add(round(title["x"]))
            above, below = title["y"] - head["y"], head["y"] + head["height"] - title["y"] - title["height"]
            places[is_numbered].add((round(above), round(head["height"])))
            if is_numbered:
                number = page.locator(".opening .week-number").bounding_box()
                assert number
                edge = number["x"]
                heights.add(round(head["height"]))
            else:
                assert abs(above - below) <= 1
    assert len(begins) == len(titles[True]) == len(titles[False]) == len(places[False]) == 1, places
    assert abs(titles[False].pop() - edge) <= 2
    assert {round(height / 5) * 5 for _, height in places[False]} == {130}
    # Whoever and how many wrote a note
    assert len(heights) == 1
    assert heights.pop() == 190


def test_the_last_line_of_a_head_with_a_number_is_24_pixels_above_its_edge(
    browser: "Browser", examples: ServedSite
) -> None:
    spaces = """() => {
        const head = document.querySelector('.opening').getBoundingClientRect();
        const texts = document.querySelectorAll('.opening :is(h1, p:not(.week-number), .over-title, a:not(p a))');
        const foot = document.createElement('i');
        foot.style.cssText = 'display: inline-block; inline-size: 1px; block-size: 0';
        const last = document.querySelector('.opening :is(li:last-child, .pager a)');
        last.append(foot);
        const baseline = foot.getBoundingClientRect().bottom;
        const tops = [...texts].filter(one => one.getClientRects().length).map(one => one.getBoundingClientRect().top);
        return [Math.min(...tops) - head.top, head.bottom - baseline];
    }"""
    notes = ("teams/streets-and-waste/2026-11-13.html", "teams/content-design/2026-11-13.html")
    with browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        for url in ("index.html", "weeks/2026-w45.html", "weeks/2026-w46-in-full.html", *notes):
            page.goto(examples.address + url)
            above, below = page.evaluate(spaces)
            assert above >= 36
            assert abs(below - 24) <= 0.5


def test_on_a_phone_a_weeks_label_and_number_are_a_block_at_the_bottom_of_the_head(
    browser: "Browser", examples: ServedSite
) -> None:
    block = """() => {
        const [head, label, number] = ['.opening', '.opening .week-number', '.opening .week-number b'].map(
            one => document.querySelector(one).getBoundingClientRect());
        return [number.top - label.top, label.height, head.bottom - label.bottom];
    }"""
    with browser.new_page(viewport={"width": 390, "height": 844}) as page:
        places, heights = set(), set()
        for url in ("index.html", "weeks/2026-w45.html", "weeks/2026-w46.html"):
            page.goto(examples.address + url)
            places.add(tuple(round(one, 1) for one in page.evaluate(block)))
            heights.add(page.locator(".opening").evaluate("one => one.getBoundingClientRect().height"))
        assert len(places) == 1
        assert len(heights) > 1


def test_sentences_in_place_of_titles_are_cut_after_one_line_or_two_on_a_phone(
    browser: "Browser", examples: ServedSite
) -> None:
    with browser.new_page() as page:
        for width, lines in ((1280, 1), (390, 2)):
            page.set_viewport_size({"width": width, "height": 844})
            page.goto(f"{examples.address}weeks/index.html")
            cut = page.locator(".note-lines > li > a:not(.headline)").evaluate_all(
                "all => all.filter(one => one.scrollHeight > one.clientHeight)"
                ".map(one => one.clientHeight / parseFloat(getComputedStyle(one).lineHeight))"
            )
            assert {round(one) for one in cut} == {lines}
            label = page.locator(".week-in-brief .note-lines > li").evaluate_all(
                "all => all.map(one => one.getBoundingClientRect().top)"
            )
            if width == 390:
                assert 56 <= min(below - above for above, below in itertools.pairwise(label)) <= 60
        page.emulate_media(media="print")
        assert not page.locator(".note-lines > li > a").evaluate_all(
            "all => all.filter(one => one.scrollHeight > one.clientHeight + 1).length"
        )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_head_ends_on_a_whole_pixel_that_cuts_its_number_and_begins_at_the_mark_of_the_part(
    width: int, scheme: Literal["light", "dark"], browser: "Browser", examples: ServedSite
) -> None:
    ends = """() => {
        const [head, mark, number] = ['.opening', '[aria-current]', '.opening .week-number b'].map(
            one => document.querySelector(one));
        const foot = document.createElement('i');
        foot.style.cssText = 'display: inline-block; inline-size: 1px; block-size: 0';
        number.append(foot);
        const [baseline, box] = [foot.getBoundingClientRect().bottom, head.getBoundingClientRect()];
        foot.remove();
        return [box.top, box.bottom, baseline, mark.getBoundingClientRect().bottom];
    }"""
    with browser.new_context(bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        page.goto(f"{examples.address}weeks/2026-w46.html")
        top, bottom, baseline, mark = page.evaluate(ends)
        # Deeper than the part of round figures that goes below their line, which would look like a slip.
        assert 2 <= baseline - bottom <= 5
        assert abs(top - mark) < 0.5
        # At the end of the line, as the tab of the first part begins at the other edge of a phone.
        column = page.screenshot(clip={"x": width - 3, "y": 0, "width": 1, "height": 600})
        with Image.open(BytesIO(column)).convert("RGB") as picture:
            rows = [picture.crop((0, row, 1, row + 1)).tobytes() for row in range(picture.height)]
        steps = [row for row, (one, other) in enumerate(itertools.pairwise(rows), 1) if differ(one, other)]
        # The line at the top ends, the head begins and ends: each at once.
        assert [round(row) for row in (8, top, bottom)] == steps


def test_team_facts_are_in_the_head_if_there_is_room_and_weeks_in_the_column_below(
    browser: "Browser", examples: ServedSite
) -> None:
    lines = "one => new Set([...one.getClientRects()].map(part => part.top)).size"
    with browser.new_page(viewport={"width": 1280, "height": 900}, bypass_csp=True) as page:
        page.goto(f"{examples.address}teams/streets-and-waste/index.html")
        assert page.locator(".opening .note-body").inner_text().startswith("We make the online services")
        places = (".opening", "h1", ".team-facts", ".dated .week-number", ".dated .headline")
        boxes = [page.locator(place).first.bounding_box() for place in places]
        head, title, facts, week, note = (box for box in boxes if box)
        assert head["y"] < facts["y"] < facts["y"] + facts["height"] < head["y"] + head["height"]
        assert facts["x"] + facts["width"] < title["x"]
        assert facts["x"] == week["x"]
        assert week["x"] + week["width"] < note["x"] == title["x"]
        assert note["y"] < 500
        lead = page.locator(".team-facts dt:visible").first
        assert abs(page.locator("h1").evaluate(BASELINE) - lead.evaluate(BASELINE)) < 1
        ink = "one => getComputedStyle(one).color"
        colours = [page.locator(place).first.evaluate(ink) for place in ("h1", ".team-facts dd", ".team-facts dt")]
        assert len({*colours}) == 1
        for value in page.locator(".team-facts :is(dd:not(:has(a)), a)").all():
            assert value.evaluate(lines) <= 2
        address = page.locator(".team-facts a[href^=mailto]")
        assert address.inner_html() == "streets.digital<wbr>@westmarch.example"
        page.set_viewport_size({"width": 390, "height": 844})
        assert address.evaluate(lines) == 1
        boxes = [page.locator(place).last.bounding_box() for place in (".opening", ".dated", ".team-facts")]
        head, weeks, rest = (box for box in boxes if box)
        assert page.locator(".team-facts").first.evaluate("one => one.getBoundingClientRect().top") > head["height"]
        assert rest["y"] - weeks["y"] - weeks["height"] >= 32


@pytest.mark.parametrize(("width", "least"), [(390, 44), (1280, 24)])
def test_links_in_a_head_are_underlined_and_large_enough_to_tap(
    width: int, least: int, browser: "Browser", examples: ServedSite
) -> None:
    with browser.new_page(viewport={"width": width, "height": 900}) as page:
        page.goto(f"{examples.address}teams/streets-and-waste/2026-11-13.html")
        links = page.locator(".opening a")
        assert links.count() == 3
        heights = links.evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
        # Names of authors may be in lines below each other.
        assert min(heights) >= 24
        assert min(heights[:2]) >= least
        lines = """all => all.map(one =>
            [one, ...one.children].map(part => getComputedStyle(part).textDecorationLine))"""
        assert all("underline" in parts for parts in links.evaluate_all(lines))
        # The word with its number
        week = page.locator(".opening .week-number a")
        assert week.inner_text().split() == ["Week", "46"]
        assert week.evaluate("one => getComputedStyle(one).textDecorationLine") == "underline"


def test_contents_are_beside_a_notes_first_lines_or_above_its_first_heading(
    browser: "Browser", make_site: MakeSite, tmp_path: Path
) -> None:
    note = "---\ndate: 2026-11-13\nauthor: Ann Lee\n---\n\n{}## What went wrong\n\nHeat.\n\n## What went well\n\nAll.\n"
    files = {"notes/repairs/short.md": note.format("Warm.\n\n"), "notes/homes/none.md": note.format("")}
    with (
        serve_site(make_site(files), tmp_path / "served") as site,
        browser.new_page(viewport={"width": 1280, "height": 900}) as page,
    ):
        for url, has_intro in (("teams/repairs/short.html", True), ("teams/homes/none.html", False)):
            page.goto(site.address + url)
            selectors = (".note-body > .sections", ".note-body > h2", ".note-body > p")
            contents, heading, text = (page.locator(one).first.bounding_box() for one in selectors)
            assert contents
            assert heading
            assert text
            assert contents["y"] + contents["height"] <= heading["y"]
            assert (contents["x"] == heading["x"]) == has_intro
            assert (text["y"] < contents["y"] + contents["height"]) == has_intro


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_bylines_wrap_between_names_and_reading_time_is_never_alone_on_a_line(
    width: int, browser: "Browser", examples: ServedSite
) -> None:
    with browser.new_page(viewport={"width": width, "height": 844}) as page:
        page.goto(f"{examples.address}teams/housing-repairs/2026-11-13.html")
        assert page.locator(".byline .together").all_inner_texts() == ["By Bernadette Osei", "and Callum Wray"]
        heights = page.locator(".byline .together").evaluate_all("all => all.map(one => one.offsetHeight)")
        assert max(heights) < 36
        parts = ".note-facts li, .note-facts .text > p:first-child, .together:first-child"
        tops = page.locator(parts).evaluate_all("all => all.map(one => Math.round(one.getClientRects()[0].top / 8))")
        assert len(tops) == 3
        assert len(set(tops)) < 3


@pytest.mark.parametrize(("width", "least", "most"), [(390, 44, 48), (1280, 36, 40)])
def test_rows_of_people_are_compact_on_a_desktop_and_large_enough_to_tap_on_a_phone(
    width: int, least: int, most: int, browser: "Browser", examples: ServedSite
) -> None:
    with browser.new_page(viewport={"width": width, "height": 844}) as page:
        page.goto(f"{examples.address}people/index.html")
        heights = page.locator(".people li").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
        assert heights
        assert least <= min(heights) <= max(heights) <= most


def test_wide_content_in_a_right_to_left_note_does_not_overlap_its_facts(
    browser: "Browser", stress: ServedSite
) -> None:
    with browser.new_page(viewport={"width": 1280, "height": 900}) as page:
        page.goto(f"{stress.address}teams/arabic/2026-11-13.html")
        left = "element => element.getBoundingClientRect().left"
        body = page.locator(".note-body").evaluate(left)
        assert page.locator(".note-body .wide").evaluate(left) >= body
        assert page.locator(".note-body .table").last.evaluate(left) >= body


def test_the_layout_does_not_shift_while_pictures_load(browser: "Browser", site: ServedSite, urls: list[str]) -> None:
    with browser.new_page(viewport={"width": 320, "height": 3000}, extra_http_headers={SLOW_NETWORK: "yes"}) as page:
        page.add_init_script(WATCH_SHIFTS)
        page.route("**/*.woff2", lambda route: route.abort())  # letters may change once, where their font comes late
        shifts = {}
        for url in {*urls, *site.with_pictures}:
            page.goto(site.address + url)
            page.wait_for_timeout(20)
            shifts[url] = page.evaluate("window.shift || 0")
    assert {url: shift for url, shift in shifts.items() if shift} == {}


def test_no_request_leaves_the_site_or_violates_the_policy(
    browser: "Browser", site: ServedSite, urls: list[str]
) -> None:
    with browser.new_page() as page:
        requests: set[str] = set()
        page.on("request", lambda request: requests.add(request.url))
        with _no_complaints(page):
            for url in urls:
                page.goto(site.address + url)
    assert {url for url in requests if not url.startswith(site.address)} == set()


def test_text_is_in_the_fonts_of_the_site(browser: "Browser", examples: ServedSite) -> None:
    with browser.new_page() as page:
        page.goto(f"{examples.address}weeks/2026-w46-in-full.html")
        fonts = "[...document.fonts].map(font => [font.family, font.style, font.weight, font.status].join(' '))"
        assert page.evaluate(fonts) == [
            "Weeknotes Serif normal normal loaded",
            "Weeknotes Serif italic normal loaded",
            "Weeknotes Serif normal 700 loaded",
            "Weeknotes Display normal 700 loaded",
            "Weeknotes Sans normal normal loaded",
            "Weeknotes Sans normal 700 loaded",
        ]
        family = "element => getComputedStyle(element).fontFamily.split(',')[0]"
        for selector, expected in {
            ".opening h1, .week-number b, article h2 a:not(.team), .note-lines .headline": '"Weeknotes Display"',
            ".site-title, .note-body p": '"Weeknotes Serif"',
            ".site-navigation a, .aside p, .team": '"Weeknotes Sans"',
        }.items():
            assert {one.evaluate(family) for one in page.locator(selector).all()} == {expected}
        for url in ("index.html", "teams/streets-and-waste/index.html", "teams/streets-and-waste/2026-11-06.html"):
            page.goto(examples.address + url)
            titles = "h1, .part > h2, .note-in-week h2:not(.sentence), .headline, .week-number b"
            for one in page.locator(titles).all():
                assert one.evaluate(family) == '"Weeknotes Display"'


def test_every_page_begins_with_a_policy(site: ServedSite) -> None:
    for url in site.pages:
        head = site.read(url).partition("<head>")[2].strip()
        assert head.startswith('<meta http-equiv="Content-Security-Policy" content="default-src \'none\''), url


def test_a_page_opened_from_disk_looks_the_same(browser: "Browser", examples: ServedSite) -> None:
    with browser.new_page() as page, _no_complaints(page):
        page.goto((examples.folder / "index.html").as_uri())
        look = "[getComputedStyle(document.body).fontFamily, getComputedStyle(document.body).maxInlineSize]"
        from_disk = page.evaluate(look)
        page.locator("article h2 a").first.click()
        page.wait_for_load_state()
        assert page.url.startswith("file:")
        assert page.locator("h1").count() == 1
        page.goto(examples.address)
        assert page.evaluate(look) == from_disk


def test_print_does_not_separate_what_belongs_together(browser: "Browser", examples: ServedSite) -> None:
    with browser.new_page() as page:
        page.emulate_media(media="print")
        page.goto(f"{examples.address}weeks/2026-w46-in-full.html")
        styles = "(elements, name) => [...new Set(elements.map(one => getComputedStyle(one)[name]))]"
        for selector, name, value in (
            ("li > ul", "break-before", "avoid"),
            (".aside", "break-inside", "avoid"),
            ("tr", "break-inside", "avoid"),
            ("h1, h2, h3, h4, h5, h6, .aside", "break-after", "avoid"),
        ):
            assert page.locator(selector).evaluate_all(styles, name) == [value], selector
        heights = page.locator(".note-body img").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().height)"
        )
        assert heights
        assert max(heights) <= 85 / 25.4 * 96 + 1


@pytest.mark.parametrize("url", ["teams/long-words/2026-11-13.html", "weeks/2026-w46-in-full.html"])
def test_all_text_of_a_note_is_printed(url: str, browser: "Browser", stress: ServedSite) -> None:
    with browser.new_page(viewport={"width": 650, "height": 990}) as page:
        page.emulate_media(media="print")
        page.goto(stress.address + url)
        cut_off = """() => [...document.querySelectorAll('.note-body *')].filter(one =>
            one.checkVisibility() && one.getBoundingClientRect().right > document.documentElement.clientWidth + 1
            || one.matches('pre, .table') && one.scrollWidth > one.clientWidth
        ).map(one => one.outerHTML.slice(0, 120))"""
        assert page.evaluate(cut_off) == []
        headings = page.locator(".note-body :is(h4, h5, h6)")
        breaks = headings.evaluate_all("all => [...new Set(all.map(one => getComputedStyle(one).breakAfter))]")
        assert breaks == ["avoid"], "a heading of any level stays with its text"
        folded = page.get_by_text("Opened on paper").first
        assert folded.evaluate("one => one.checkVisibility({contentVisibilityAuto: true}) && one.offsetHeight > 0")


@pytest.mark.parametrize("page_of_week", ["", "-in-full"])
@pytest.mark.parametrize("width", [360, 390])
def test_week_navigation_is_one_row_with_full_names_on_a_phone(
    width: int, page_of_week: str, browser: "Browser", examples: ServedSite
) -> None:
    with browser.new_page(viewport={"width": width, "height": 844}) as page:
        page.goto(f"{examples.address}weeks/2026-w45{page_of_week}.html")
        steps = page.locator(".opening .pager")
        boxes = [box for box in (one.bounding_box() for one in steps.locator("a").all()) if box]
        assert len(boxes) == 3
        assert max(box["height"] for box in boxes) < 48
        assert len({round(box["y"]) for box in boxes}) == 1
        assert [box["x"] for box in boxes] == sorted(box["x"] for box in boxes)
        for number in (44, 46):
            assert steps.get_by_role("link", name=f"Week {number}", exact=True).count() == 1


def test_the_first_menu_tab_reaches_the_edge_of_a_phones_screen(browser: "Browser", examples: ServedSite) -> None:
    def begins(url: str) -> bool:
        page.goto(examples.address + url)
        tab = page.locator(".site-navigation li").first.bounding_box()
        assert tab
        row = page.screenshot(clip={"x": 0, "y": tab["y"] + 4, "width": 10, "height": 1})
        pixels = Image.open(BytesIO(row)).convert("RGB")
        head = page.locator(".opening").bounding_box()
        assert head
        inside = page.screenshot(clip={"x": 0, "y": head["y"] + 4, "width": 10, "height": 1})
        return pixels.tobytes() == Image.open(BytesIO(inside)).convert("RGB").tobytes()

    with browser.new_page(viewport={"width": 390, "height": 844}) as page:
        assert begins("weeks/index.html")
        assert not begins("teams/index.html")


def test_linked_titles_are_underlined_in_lists_and_weeks_and_never_above_notes(
    browser: "Browser", examples: ServedSite
) -> None:
    lines = "all => [...new Set(all.map(one => getComputedStyle(one).textDecorationLine))]"
    lists = {
        "index.html": ".note-lines a, .week-in-brief h3 a",
        "weeks/index.html": ".note-lines a, .week-in-brief h3 a",
        "weeks/2026-w46-in-full.html": ".note-lines a",
        "teams/content-design/index.html": ".note-lines a",
        "teams/streets-and-waste/2026-11-13.html": ".note-lines a",
    }
    with browser.new_page() as page:
        for url, links in lists.items():
            page.goto(examples.address + url)
            assert page.locator(links).evaluate_all(lines) == ["underline"]
            assert page.locator(".in-full h2 a").evaluate_all(lines) in ([], ["none"])
            assert page.locator(".note-in-week h2 a").evaluate_all(lines) in ([], ["underline"])


@pytest.mark.parametrize("width", [390, 1280])
def test_first_sentences_look_like_text_in_a_teams_list(width: int, browser: "Browser", examples: ServedSite) -> None:
    font = "all => [...new Set(all.map(one => getComputedStyle(one).font))]"
    with browser.new_page(viewport={"width": width, "height": 900}) as page:
        page.goto(f"{examples.address}teams/content-design/index.html")
        assert page.locator(".dated .headline").count()
        assert page.locator(".dated .sentence a").evaluate_all(font) == page.locator(".summary").evaluate_all(font)


def test_a_week_in_full_keeps_the_team_name_in_view(browser: "Browser", examples: ServedSite) -> None:
    with browser.new_page(viewport={"width": 1280, "height": 700}) as page:
        page.goto(f"{examples.address}weeks/2026-w46-in-full.html")
        for note in page.locator(".in-full article").all():
            note.evaluate("one => scrollTo(0, scrollY + one.getBoundingClientRect().bottom - 120)")
            name = note.locator(".team").bounding_box()
            assert name
            assert 0 <= name["y"] <= 60


def test_a_note_ends_with_a_mark_in_its_teams_colour(browser: "Browser", examples: ServedSite) -> None:
    mark = "one => getComputedStyle(one, '::after').backgroundColor"
    with browser.new_page() as page:
        page.goto(f"{examples.address}teams/streets-and-waste/2026-11-13.html")
        assert page.locator(".note-body > p").last.evaluate(mark) == "rgb(155, 15, 27)"
        page.goto(f"{examples.address}weeks/2026-w46-in-full.html")
        ends = page.locator(".in-full .note-body > p:not(.printed)").evaluate_all(
            f"all => all.map({mark}).filter(one => one.startsWith('rgb('))"
        )
        assert len(ends) == page.locator(".in-full article").count() > 3


@pytest.mark.parametrize("width", [320, 352, 375, 390, 768])
def test_the_days_of_a_week_are_on_one_line_beside_or_below_its_number(
    width: int, browser: "Browser", examples: ServedSite
) -> None:
    with browser.new_page(viewport={"width": width, "height": 844}) as page:
        for week in ("w38", "w46"):
            page.goto(f"{examples.address}weeks/2026-{week}.html")
            # The year may stand below.
            tops = page.locator("h1 .whole").evaluate("days => [...days.getClientRects()].map(one => one.top)")
            assert len(tops) == 1
            number = page.locator(".opening .week-number b").bounding_box()
            assert number
            assert number["height"] > (48 if width > 352 else 20)


def test_section_headings_of_a_right_to_left_note_are_on_the_right(browser: "Browser", stress: ServedSite) -> None:
    with browser.new_page() as page:
        page.goto(f"{stress.address}weeks/2026-w46.html")
        sections = page.locator(".sections", has_text="ما تعلمناه")
        assert sections.evaluate("list => getComputedStyle(list).direction") == "rtl"


def test_an_arabic_note_is_right_to_left_after_a_latin_word(
    browser: "Browser", make_site: MakeSite, tmp_path: Path
) -> None:
    about = "---\ndate: 2026-11-13\nauthor: Ann Lee\n---\n\nAPI تعمل الآن.\n\n"
    table = "| GOV.UK | العدد |\n|---|---|\n| الشمال | 12 |\n"
    root = make_site({"weeknotes.toml": 'title = "T"\nlanguage = "ar"\n', "notes/repairs/2026-11-13.md": about + table})
    with serve_site(root, tmp_path / "served") as site, browser.new_page() as page:
        page.goto(f"{site.address}teams/repairs/2026-11-13.html")
        first, second = (page.locator("th").nth(number).bounding_box() for number in (0, 1))
        assert first
        assert second
        assert first["x"] > second["x"]
        words = page.locator(".note-body > p").first
        assert words.evaluate("one => getComputedStyle(one).direction") == "rtl"


@pytest.mark.parametrize("colours", ["none", "active"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_rule_above_a_note_is_thick_where_its_text_begins(
    language: str, colours: Literal["none", "active"], browser: "Browser", make_site: MakeSite, tmp_path: Path
) -> None:
    note = "---\ndate: 2026-11-13\nauthor: Ann Lee\n---\n\nThe boiler is warm.\n"
    notes = {f"notes/{team}/2026-11-13.md": note for team in ("homes", "repairs")}
    root = make_site({**notes, "weeknotes.toml": f'language = "{language}"\n'})
    with (
        serve_site(root, tmp_path / "served") as site,
        browser.new_context(forced_colors=colours, viewport={"width": 1280, "height": 900}) as context,
    ):
        page = context.new_page()
        page.goto(site.address)
        # The first note has the foot of the head above it.
        box = page.locator(".note-in-week").nth(1).bounding_box()
        assert box
        row = page.screenshot(clip={"x": box["x"], "y": round(box["y"]) + 1, "width": box["width"], "height": 1})
        pixels = Image.open(BytesIO(row)).convert("RGB")
        begins, ends = (pixels.getpixel((at, 0)) for at in (5, pixels.width - 5))
        paper = pixels.getpixel((pixels.width // 2, 0))
        assert [begins == paper, ends == paper] == ([True, False] if language == "ar" else [False, True])


def test_forced_colours_mark_only_the_current_part_of_the_site(browser: "Browser", examples: ServedSite) -> None:
    with browser.new_context(forced_colors="active") as context:
        page = context.new_page()
        page.goto(f"{examples.address}weeks/index.html")
        lines = page.locator(".site-navigation a").evaluate_all(
            "all => all.map(one => getComputedStyle(one).borderBottomColor)"
        )
        assert lines.count(lines[0]) == 1
        assert len(set(lines)) == 2
        # The others end above the line below the header, which they would cover with the colour of the page.
        ends = page.locator(".site-navigation a:not([aria-current])").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().bottom)"
        )
        line = page.locator(".masthead").evaluate("header => header.getBoundingClientRect().bottom - 1")
        assert max(ends) <= line + 0.1


@pytest.mark.parametrize(
    ("url", "links"),
    [
        ("index.html", ".note-in-week h2 a, .team-lines .text a, .week-in-brief h3 a, .note-lines a"),
        ("teams/index.html", ".team-lines .text a"),
        ("weeks/2026-w46-in-full.html", ".in-full h2 a:not(.team), .full-contents a"),
        ("teams/content-design/2026-11-13.html", ".note-body a:not(.self)"),
    ],
)
def test_visited_links_look_visited(url: str, links: str, browser: "Browser", examples: ServedSite) -> None:
    style = (examples.folder / "assets/weeknotes.css").read_text("utf-8")
    colours = "all => [...new Set(all.map(one => getComputedStyle(one).color))]"
    with browser.new_page(bypass_csp=True) as page:
        page.goto(examples.address + url)
        # No script may know which links were followed, so a class stands for it.
        page.evaluate("""() => {
            document.querySelectorAll('main a').forEach(one => one.classList.add('followed'));
            document.querySelector('link[rel=stylesheet]').remove();
            document.querySelector('.skip').style.color = 'var(--visited)';
        }""")
        page.add_style_tag(content=style.replace(":visited", ".followed").replace(":link", ":not(.followed)"))
        visited = page.locator(".skip").evaluate_all(colours)
        assert page.locator(links).evaluate_all(colours) == visited
        assert not set(page.locator("main a.team").evaluate_all(colours)) & set(visited)


@pytest.mark.parametrize("width", [400, 1_100])
def test_everything_below_a_list_line_is_aligned_with_it(
    width: int, browser: "Browser", make_site: MakeSite, tmp_path: Path
) -> None:
    note = "---\ndate: 2026-11-20\nauthor: Ann Lee\ndraft: {}\n---\n\n{}\n"
    files = {"notes/repairs/a.md": note.format("false", "Warm.")}
    for number in range(5):
        files[f"notes/voids/{number}.md"] = note.format("true", "Four keys came back.")
        files[f"notes/homes/{number}.md"] = note.format("false", "As [they say](../repairs/a.md), it is warm.")
    with serve_site(make_site(files), tmp_path / "served") as site, browser.new_page() as page:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{site.address}teams/repairs/a.html")
        lists = page.locator(".others, .referred").all()
        assert len(lists) == 2
        for section in lists:
            below = section.locator(".note-lines a.text, .draft, p:text('more')").all()
            boxes = [box for box in (one.bounding_box() for one in below) if box]
            assert len({round(box["x"]) for box in boxes}) == 1
        draft = page.locator(".others .draft").first.bounding_box()
        assert draft
        assert draft["width"] < 100


def test_a_printed_week_has_no_navigation_and_prints_addresses(browser: "Browser", examples: ServedSite) -> None:
    with browser.new_page() as page:
        page.emulate_media(media="print")
        page.goto(f"{examples.address}weeks/2026-w43.html")
        assert [nav for nav in page.locator("nav").all() if nav.is_visible()] == []
        for address in page.locator(".printed").all():
            assert address.is_visible()
            assert address.inner_text().startswith(examples.address)


def _overflowing(
    page: "Page", site: ServedSite, urls: list[str], widths: tuple[int, ...], style: str = ""
) -> dict[str, list[str]]:
    found = {}
    for url in urls:
        page.goto(site.address + url)
        if style:
            page.add_style_tag(content=style)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 640})
            if overflow := page.evaluate(FIND_OVERFLOW):
                found[f"{url} {width}"] = overflow
    return found


@contextmanager
def _no_complaints(page: "Page") -> Iterator[None]:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield
    assert complaints == []
