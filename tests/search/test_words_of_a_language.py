"""The search page understands week numbers and counts results in the language of the site."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from browser.served import ServedSite, serve_site
from folders import write_files
from search.asking import SearchPage
from weekly_notes import weekly

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SETTINGS = 'languages = ["de", "cy"]\n'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """Serve eight notes and a page about doors, in German and Welsh."""
    root = tmp_path_factory.mktemp("doors-notes")
    files = {
        "weeknotes.toml": SETTINGS,
        "notes/_pages/about.md": "# Doors\n\nWe paint doors.\n",
        **weekly(["Doors."] * 8),
    }
    write_files(root, files)
    with serve_site(root, tmp_path_factory.mktemp("doors"), "--quiet") as site:
        yield site


def test_german_finds_a_week_by_any_way_to_number_it(browser: "Browser", site: ServedSite) -> None:
    words = ["KW 3", "kw3", "KW 03/2022", "Woche 3", "Kalenderwoche 3", "Woche 3 2022", "2022-W03", "week 3"]
    with SearchPage.opened(browser, site.address) as search:
        for asked in words:
            search.go(q=asked)
            assert search.page.locator("#page-direct li").all_inner_texts() == ["Woche KW 3/2022"], asked


def test_welsh_counts_pages_and_notes_without_a_word_that_mutates(browser: "Browser", site: ServedSite) -> None:
    with SearchPage.opened(browser, f"{site.address}cy/") as search:
        assert len(search.go(q="doors")) > 0
        assert search.status.startswith("1 dudalen, 8 nodyn")
