"""Distances are few, and the same on all kinds of page."""

import itertools
from typing import TYPE_CHECKING

import pytest

from browser.served import ServedSite

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from playwright.sync_api import Browser

KINDS = (
    "index.html",
    "weeks/2026-w46.html",
    "weeks/2026-w46-in-full.html",
    "weeks/2026-w46-next.html",
    "weeks/index.html",
    "weeks/2026.html",
    "teams/index.html",
    "teams/streets-and-waste/index.html",
    "teams/streets-and-waste/2026-11-13.html",
    "teams/data-and-insight/2026-10-26.html",
    "teams/streets-and-waste/quarters/2026-q4.html",
    "people/index.html",
    "people/ruth-adeyemi.html",
    "tags/index.html",
    "tags/flood.html",
    "subscribe.html",
    "about.html",
    "accessibility.html",
    "404.html",
)

# The heights at which lines of text begin, by their capitals, and end, by what they stand on.
LINES = """() => {
    const canvas = document.createElement('canvas').getContext('2d');
    const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    const lines = [];
    for (let text; text = texts.nextNode();) {
        const [parent, range] = [text.parentElement, document.createRange()];
        if (!text.data.trim() || parent.closest('.hidden, .printed, .self') || !parent.checkVisibility()) continue;
        const style = getComputedStyle(parent);
        canvas.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
        const capital = canvas.measureText('H');
        range.selectNodeContents(text);
        for (const box of range.getClientRects()) {
            const foot = box.top + capital.fontBoundingBoxAscent;
            if (box.width > 1) lines.push([foot - capital.actualBoundingBoxAscent, foot]);
        }
    }
    return lines;
}"""
EDGE = "one => one.getBoundingClientRect().bottom"
RULES = """all => all.filter(one => parseFloat(getComputedStyle(one).borderTopWidth) === 3)
    .map(one => one.getBoundingClientRect().top)"""


@pytest.mark.parametrize(("width", "distance"), [(390, 30), (1280, 49)])
def test_the_first_line_is_equally_far_below_the_head_on_all_kinds_of_page(
    width: int, distance: int, browser: "Browser", examples: ServedSite
) -> None:
    found = {}
    with browser.new_page(viewport={"width": width, "height": 900}) as page:
        for url in KINDS:
            page.goto(examples.address + url)
            edge = page.locator(".opening").evaluate(EDGE)
            found[url] = min(top for top, _ in page.evaluate(LINES) if top > edge) - edge
    assert {url: at for url, at in found.items() if abs(at - distance) > 4} == {}


@pytest.mark.parametrize(("width", "above", "below"), [(390, 49, 34), (1280, 54, 38)])
def test_parts_of_a_page_have_equal_distances(
    width: int, above: int, below: int, browser: "Browser", examples: ServedSite
) -> None:
    found = []
    with browser.new_page(viewport={"width": width, "height": 900}) as page:
        for url in KINDS:
            page.goto(examples.address + url)
            lines = page.evaluate(LINES)
            for rule in page.locator(".part, .end-matter, .neighbours").evaluate_all(RULES):
                ends, begins = max(foot for _, foot in lines if foot < rule), min(top for top, _ in lines if top > rule)
                found.append((url, round(rule - ends), round(begins - rule)))
    assert found
    assert [one for one in found if abs(one[1] - above) > 4 or abs(one[2] - below) > 4] == []


@pytest.mark.parametrize("width", [390, 1280])
def test_the_layout_is_the_same_from_week_to_week(width: int, browser: "Browser", examples: ServedSite) -> None:
    with browser.new_page(viewport={"width": width, "height": 900}) as page:
        places = []
        for week in range(42, 47):
            page.goto(f"{examples.address}weeks/2026-w{week}.html")
            boxes = [page.locator(one).bounding_box() for one in (".opening .week-number", "h1", ".opening .pager")]
            places.append([box["y"] for box in boxes if box])
    assert all(one == other for one, other in itertools.pairwise(places))
