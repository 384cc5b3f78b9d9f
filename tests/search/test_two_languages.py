"""Each language of a bilingual site is searched separately."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bilingual import DAYS, TEAMS, is_translated, make_notes
from browser.served import ServedSite, serve_site
from folders import write_files
from search.asking import SearchPage

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NEWEST = DAYS[0]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the site of thirty notes."""
    root = tmp_path_factory.mktemp("bilingual-notes")
    write_files(root, make_notes())
    return root


@pytest.fixture(scope="module")
def bilingual(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """Serve it."""
    with serve_site(root, tmp_path_factory.mktemp("bilingual"), "--quiet") as site:
        yield site


def test_search_finds_the_notes_of_its_language(browser: "Browser", bilingual: ServedSite) -> None:
    with SearchPage.opened(browser, bilingual.address) as search:
        assert set(search.ask(f"lift {NEWEST}")) == {f"{team}/{NEWEST}" for team in TEAMS}
        assert search.ask("gweithio") == []
    with SearchPage.opened(browser, f"{bilingual.address}cy/") as search:
        translated = {f"{team}/{NEWEST}" for team in TEAMS if is_translated(team, NEWEST)}
        assert translated <= set(search.ask(f"gweithio {NEWEST}"))
        others = {f"{team}/{NEWEST}" for team in TEAMS} - translated
        assert others <= set(search.ask(f"mended {NEWEST}"))
        link = search.page.get_attribute("#page-results h2 a", "href") or ""
        assert "/cy/teams/" in link


@pytest.mark.usefixtures("bilingual")
def test_each_language_has_an_index_in_the_cache(root: Path) -> None:
    known = (root / ".weeknotes-cache/search").rglob("2026-*.known")
    assert {path.parent.name for path in known} == {"search", "cy"}


def test_a_result_has_the_direction_of_its_note(browser: "Browser", tmp_path: Path) -> None:
    files = {
        "weeknotes.toml": 'title = "T"\nlanguage = "ar"\n',
        "notes/in-ar/2026-11-13.md": "---\ndate: 2026-11-13\nauthor: Ann\n---\n\nGOV.UK lift تعمل الآن.\n",
        "notes/in-en/2026-11-13.md": "---\ndate: 2026-11-13\nauthor: Ann\nlang: en\n---\n\nمرحبا, the lift works.\n",
    }
    root = write_files(tmp_path / "notes-in-two", files)
    with (
        serve_site(root, tmp_path / "served", "--quiet") as site,
        SearchPage.opened(browser, site.address) as search,
    ):
        assert set(search.ask("lift")) == {"in-ar/2026-11-13", "in-en/2026-11-13"}
        found = search.page.locator("#page-results h2 a")
        directions = {one.get_attribute("href"): one.get_attribute("dir") for one in found.all()}
        assert {"in-en" in (url or ""): direction for url, direction in directions.items()} == {
            True: "ltr",
            False: "rtl",
        }
        assert "ltr" not in search.page.locator("#page-results .aside").first.inner_text()
