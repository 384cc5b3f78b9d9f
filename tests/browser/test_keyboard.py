"""Everything can be reached with the keyboard, in order, with a visible focus."""

from typing import TYPE_CHECKING, Any

import pytest

from browser.served import EVERYTHING, ServedSite

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MOST_STEPS = 60

COUNT_STOPS = """() => [...document.querySelectorAll('a[href], summary, [tabindex="0"], button, input:not([disabled])')]
    .filter(element => element.checkVisibility()).length"""

# The element that has the focus: whether it can be seen, is not covered, and looks other than without the focus.
DESCRIBE_FOCUS = """() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const style = getComputedStyle(element);
    const [box] = element.getClientRects();
    const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(box.top + Math.min(box.height, innerHeight) / 2, 0), innerHeight - 1);
    const there = document.elementFromPoint(x, y);
    return {
        html: element.outerHTML.slice(0, 160),
        ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        covered: !there || !(element.contains(there) || there.contains(element)),
        order: [...document.querySelectorAll('*')].indexOf(element),
    };
}"""


def test_the_first_tab_stop_skips_to_the_content(browser: "Browser", site: ServedSite, urls: list[str]) -> None:
    with browser.new_page() as page:
        for url in urls:
            page.goto(site.address + url)
            page.keyboard.press("Tab")
            skip = page.locator(".skip")
            assert page.evaluate("document.activeElement.className") == "skip", url
            box = skip.bounding_box()
            assert box, url
            assert box["y"] >= 0, url
            assert box["height"] >= 24, url
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.id") == "page-main", url
            page.keyboard.press("Tab")
            assert page.evaluate("!document.activeElement.closest('header.masthead')"), url


def test_every_tab_stop_is_visible_and_none_traps_the_focus(
    browser: "Browser", site: ServedSite, urls: list[str]
) -> None:
    """On a phone, where long words leave the least room, and on a desk: there in one language of each direction."""
    for width in (320, 1280) if EVERYTHING or site.language in ("en", "ar") else (320,):
        with browser.new_page(viewport={"width": width, "height": 640}) as page:
            for url in urls:
                page.goto(site.address + url)
                walk(page, f"{url} {width}")


def walk(page: "Page", where: str) -> None:
    """Visit all tab stops with the tab key."""
    stops = page.evaluate(COUNT_STOPS)
    walked: list[dict[str, Any]] = []
    for _ in range(min(stops, MOST_STEPS)):
        page.keyboard.press("Tab")
        focus = page.evaluate(DESCRIBE_FOCUS)
        assert focus, f"{where}: the focus is lost after {walked[-1:]}"
        walked.append(focus)
    hidden = [one["html"] for one in walked if not one["ring"] or not one["inView"] or one["covered"]]
    assert hidden == [], where
    orders = [one["order"] for one in walked]
    assert orders == sorted(set(orders)), f"{where}: the focus goes back, or stays"
