"""Two served sites: the examples without drafts, and a small one of three years and several languages."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browser.served import ServedSite, serve_site
from browser.tools import missing
from search.asking import SearchPage
from search.years import write_years_site
from weeknotes_site.search.program import find_pagefind

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session", autouse=True)
def _pagefind() -> None:
    if not find_pagefind():
        missing("Pagefind", "pip install 'pagefind[bin]'")


@pytest.fixture(scope="session")
def examples(example_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """Serve the example site, without drafts."""
    with serve_site(example_site, tmp_path_factory.mktemp("found"), "--quiet") as site:
        yield site


@pytest.fixture(scope="session")
def years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """Serve the small site."""
    root = write_years_site(tmp_path_factory.mktemp("years-notes"))
    with serve_site(root, tmp_path_factory.mktemp("years"), "--quiet") as site:
        yield site


@pytest.fixture
def search(browser: "Browser", examples: ServedSite) -> Iterator[SearchPage]:
    """Open the search page of the examples."""
    with SearchPage.opened(browser, examples.address) as page:
        yield page


@pytest.fixture
def search_years(browser: "Browser", years: ServedSite) -> Iterator[SearchPage]:
    """Open the search page of the small site."""
    with SearchPage.opened(browser, years.address) as page:
        yield page
