"""Pages of every kind pass axe-core and the Nu HTML checker."""

import json
import subprocess
from typing import TYPE_CHECKING, Literal

import pytest

from browser.served import EVERYTHING, ServedSite
from browser.tools import find_java, find_tool

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The themes differ in colours alone, so the second is asked about nothing else; languages do not differ in colours.
LOOKS: tuple[tuple[int, Literal["light", "dark"], list[str]], ...] = (
    (320, "light", RULES),
    (320, "dark", ["color-contrast"]),
    (1280, "dark", ["color-contrast"]),
    (1280, "light", RULES),
)
LIGHT = tuple(look for look in LOOKS if look[1] == "light")


def test_axe_finds_no_violations_on_phone_or_desktop_in_either_theme(
    browser: "Browser", site: ServedSite, urls: list[str]
) -> None:
    axe = find_tool("axe-core/axe.min.js").read_text("utf-8")
    looks = LOOKS if EVERYTHING or site.language == "en" else LIGHT
    found = []
    with browser.new_page() as page:
        for url in urls:
            page.goto(site.address + url)
            page.evaluate(axe)
            for width, theme, rules in looks:
                page.set_viewport_size({"width": width, "height": 800})
                page.emulate_media(color_scheme=theme)
                found += [f"{url} {width} {theme} {line}" for line in _violations(page, rules)]
    assert found == []


def test_the_html_is_valid_without_warnings(site: ServedSite, urls: list[str]) -> None:
    checker = find_tool("vnu-jar/build/dist/vnu.jar")
    # Its run is too short for the better compiler of Java, which needs more time than it saves, but a smaller stack.
    java = [find_java(), "-XX:TieredStopAtLevel=1", "-Xss8m", "-Dnu.validator.servlet.allow-forbidden-hosts=true"]
    command = [*java, "-jar", str(checker)]
    run = subprocess.run(
        [*command, "--format", "json", "--stdout", *(site.address + url for url in urls)],
        capture_output=True,
        check=False,
    )
    # The example's notes stay English on a site in another language.
    messages = [one for one in json.loads(run.stdout)["messages"] if "appears to be written in" not in one["message"]]
    assert [f"{one.get('url')}:{one.get('lastLine')}: {one['message']}" for one in messages] == []


def _violations(page: "Page", rules: list[str]) -> list[str]:
    result = page.evaluate("rules => axe.run({runOnly: rules, resultTypes: ['violations'], iframes: false})", rules)
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in result["violations"]]
