"""On a site in two languages, each is searched by itself."""

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


def test_a_search_finds_the_notes_of_its_language(browser: "Browser", bilingual: ServedSite) -> None:
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
