"""The search page as a reader uses it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RESULTS = "#page-results"
PATIENCE = 120_000
_ASK_ALL = """async queries => {
    const field = document.getElementById('page-q'), results = document.getElementById('page-results');
    const answers = {};
    for (const query of queries) {
        field.value = query;
        field.dispatchEvent(new Event('input', {bubbles: true}));
        await new Promise(done => {
            const look = () => results.hasAttribute('aria-busy') ? setTimeout(look, 5) : done();
            look();
        });
        answers[query] = [...results.querySelectorAll('h2 a')].map(link => link.getAttribute('href'));
    }
    return answers;
}"""


@dataclass(frozen=True, kw_only=True)
class SearchPage:
    """An open search page."""

    page: "Page"
    site: str

    @staticmethod
    @contextmanager
    def opened(browser: "Browser", site: str) -> "Iterator[SearchPage]":
        """Open the page in a browser with an empty cache."""
        with browser.new_context() as context:
            page = context.new_page()
            page.set_default_timeout(PATIENCE)
            page.goto(f"{site}search.html")
            yield SearchPage(page=page, site=site)

    def go(self, **asked: str) -> list[str]:
        """Follow a link to a search, and return what `found` does."""
        self.page.goto(f"{self.site}search.html?{urlencode(asked)}")
        return self.found()

    def ask(self, words: str) -> list[str]:
        """Type words, and return what `found` does."""
        self.page.fill("#page-q", words)
        return self.found()

    def ask_all(self, queries: Iterable[str]) -> dict[str, list[str]]:
        """Type one query after the other, without waiting for a browser to be told of each."""
        answers: dict[str, list[str]] = self.page.evaluate(_ASK_ALL, list(queries))
        return {query: [_note(link) for link in links] for query, links in answers.items()}

    def choose(self, **chosen: str) -> list[str]:
        """Choose filters or the order, and return what `found` does."""
        self.page.locator("#page-filters").evaluate("filters => { filters.open = true }")
        for name, label in chosen.items():
            self.page.select_option(f"#page-{name}", label=label)
        return self.found()

    def found(self) -> list[str]:
        """Return the notes found, as `team/stem`, once the search is over."""
        self.page.wait_for_selector(f"{RESULTS}:not([aria-busy])", state="attached")
        links = self.page.evaluate(f"[...document.querySelectorAll('{RESULTS} h2 a')].map(a => a.getAttribute('href'))")
        return [_note(link) for link in links]

    @property
    def status(self) -> str:
        """The page's status text about its results."""
        return self.page.inner_text("#page-status")

    @property
    def text(self) -> str:
        """The text of the results."""
        return self.page.inner_text(RESULTS)


def _note(link: str) -> str:
    return "/".join(urlsplit(link).path.removesuffix(".html").split("/")[-2:])
