"""Measure search, compared with Pagefind alone: `PYTHONPATH=tests python -m benchmarks.search [NOTES …]`.

Printed with what the project promises, for notes of few words that are all alike and for notes whose words are as
frequent as in natural text: in Chromium what is transferred and how long a key takes, and the time to index everything
and to index one edited note's year again, both over Pagefind's own time for the same pages in turn.
"""

import argparse
import random
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from benchmarks.corpus import EVEN_WORDS, Vocabulary, natural_words, write_site
from browser.tools import find_chromium
from conftest import site_options
from search.asking import SearchPage
from weeknotes_site.model.output import OutputFile
from weeknotes_site.pipeline import build
from weeknotes_site.search import SearchPage as Page
from weeknotes_site.search import add_index
from weeknotes_site.search.program import Pagefind, find_pagefind

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROUNDS = 3
VISITS = 5
"""How often a reader comes for each figure."""
PROMISED: Mapping[str, str] = {
    "first search": "kB, promised 250",
    "later, one word": "kB a year, promised 50",
    "later, two words": "kB a year, promised 50",
    "from key to results": "ms, promised 200",
    "one word typed key by key": "kB in all its searches",
    "each further year, one word": "kB, promised 60",
    "each further year, two words": "kB, promised 60",
}
NOWHERE = "zyzzyva"
"""A word that stands behind all others and in no note: with it all years are asked, and it loads nothing."""
KINDS: Mapping[str, Callable[[], Vocabulary]] = {"even": lambda: EVEN_WORDS, "natural": natural_words}
_TYPING = 120
"""Milliseconds from key to key."""
_KEY = """word => new Promise(done => {
    const field = document.getElementById('page-q'), results = document.getElementById('page-results');
    const started = performance.now();
    field.value = word;
    field.dispatchEvent(new Event('input', {bubbles: true}));
    new MutationObserver((_, observer) => {
        if (results.hasAttribute('aria-busy')) return;
        observer.disconnect();
        done(performance.now() - started);
    }).observe(results, {attributes: true});
})"""


@dataclass(frozen=True, kw_only=True)
class Pages:
    """The searchable pages of a site, as published."""

    files: tuple[Page, ...]

    def of(self, index: str) -> "Pages":
        """Return the pages in one index."""
        return Pages(files=tuple(file for file in self.files if file.index == index))

    def edited(self, text: str) -> "Pages":
        """Return the pages with one more paragraph in the newest note, written beside its page."""
        newest = max(self.files, key=lambda file: file.url.rpartition("/")[2])
        return Pages(files=tuple(_with(file, text) if file is newest else file for file in self.files))


def _with(page: Page, text: str) -> Page:
    before, end, after = page.file.read_bytes().rpartition(b"</article>")
    edited = page.file.with_suffix(f".{text}")
    edited.write_bytes(before + f"<p>{text}</p>".encode() + end + after)
    return Page(page.url, page.index, f"{page.key} {text}", edited, page.language)


def render(root: Path, output: Path, pagefind: Pagefind) -> Pages:
    """Build a site, and return the pages of its notes."""
    kept: list[Page] = []

    def search(pages: Iterable[Page], notify: Callable[[str], None]) -> Iterator[OutputFile]:
        kept.extend(pages)
        return add_index(kept, notify, pagefind=pagefind, cache=root / "cache")

    build(site_options(root=root, as_of=date(2026, 11, 23)), output, search)
    # While they were indexed, they lay in the stage.
    return Pages(files=tuple(Page(one.url, one.index, one.key, output / one.url, one.language) for one in kept))


def ours(pages: Pages, pagefind: Pagefind, cache: Path) -> float:
    """Return the seconds that our indexing takes."""
    started = time.perf_counter()
    for _ in add_index(pages.files, print, pagefind=pagefind, cache=cache):
        pass
    return time.perf_counter() - started


def theirs(pages: Pages, pagefind: Pagefind, folder: Path) -> float:
    """Return the seconds that Pagefind takes for the published pages."""
    shutil.rmtree(folder, ignore_errors=True)
    for file in pages.files:
        path = folder / "pages" / file.url
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file.file, path)
    started = time.perf_counter()
    pagefind.index(folder / "pages", folder / "index", "en")
    return time.perf_counter() - started


def compare(what: str, promise: float, first: Callable[[int], float], second: Callable[[int], float]) -> None:
    """Print the median of the ratios of two times, measured in turn."""
    pairs = [(first(number), second(number)) for number in range(ROUNDS)]
    mine, pagefinds = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    print(f"  {what}: {mine:.2f} s, Pagefind {pagefinds:.2f} s: {ratio:.2f} times (promised {promise})")


def measure_indexing(pages: Pages, pagefind: Pagefind, folder: Path) -> None:
    """Print how long indexing takes, cold and after one edit."""
    cache = folder / "cache"

    def cold(_: int) -> float:
        shutil.rmtree(cache, ignore_errors=True)
        return ours(pages, pagefind, cache)

    compare("cold index", 1.0, cold, lambda _: theirs(pages, pagefind, folder / "plain"))
    newest = pages.of(max(page.index for page in pages.files))
    compare(
        f"one edited note of {len(newest.files)} in its year",
        1.2,
        lambda number: ours(pages.edited(f"edit{number}"), pagefind, cache),
        lambda number: theirs(newest.edited(f"edit{number}"), pagefind, folder / "plain"),
    )
    print(f"  nothing edited: {ours(pages.edited(f'edit{ROUNDS - 1}'), pagefind, cache):.2f} s")


class _Counting(SimpleHTTPRequestHandler):
    sent: dict[str, int] = {}  # noqa: RUF012 - one browser asks one server at a time

    def copyfile(self, source: Any, outputfile: Any) -> None:
        content = source.read()
        self.sent[self.path.partition("?")[0]] = len(content)
        outputfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        pass


@contextmanager
def counting(folder: Path) -> Iterator[str]:
    """Serve a folder and count the bytes sent."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Counting, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def taken() -> tuple[float, dict[str, float]]:
    """Return the kilobytes of search files sent since the last call, in total and by year."""
    sent = {path: size / 1000 for path, size in _Counting.sent.items() if "/search/" in path or "search." in path}
    _Counting.sent.clear()
    by_year: dict[str, float] = {}
    for path, size in sent.items():
        parts = path.split("/")
        if len(parts) > 3 and parts[2].isdigit():
            by_year[parts[2]] = by_year.get(parts[2], 0) + size
    return sum(sent.values()), by_year


class Reader:
    """A reader that opens a site, searches for new words, and records the cost."""

    def __init__(self, browser: "Browser", address: str, words: Iterator[str]) -> None:
        self.took: dict[str, list[float]] = {}
        self._browser, self._address, self._words = browser, address, words

    def read(self) -> None:
        """Do each kind of search, each time with nothing loaded."""
        with self._opened() as search:
            self._search(search)
        with self._opened() as search:
            taken()
            search.page.locator("#page-q").press_sequentially(next(self._words), delay=_TYPING)
            search.found()
            self._note("one word typed key by key", taken()[0])
        for what, number in (("one word", 1), ("two words", 2)):
            with self._opened() as search:
                self._ask_further_years(search, what, number)

    @contextmanager
    def _opened(self) -> Iterator[SearchPage]:
        with SearchPage.opened(self._browser, self._address) as search:
            search.page.wait_for_load_state("networkidle")
            yield search

    def _search(self, search: SearchPage) -> None:
        search.ask(next(self._words))
        self._note("first search", taken()[0])
        newest = _years(search)[0]
        for _ in range(3):
            for what, number in (("one word", 1), ("two words", 2)):
                search.ask(self._some(number))
                # Where fewer than ten notes are found, older years are asked too.
                self._note(f"later, {what}", taken()[1].get(newest, 0))
        first, second = next(self._words), next(self._words)
        for typed in (first[:2], first[:4], first, second, f"{first} {second[:3]}"):
            self._note("from key to results", search.page.evaluate(_KEY, typed))
        taken()

    def _ask_further_years(self, search: SearchPage, what: str, number: int) -> None:
        taken()
        search.ask(f"{self._some(number)} {NOWHERE}")
        _, by_year = taken()
        for year in _years(search)[1:]:
            self._note(f"each further year, {what}", by_year[year])

    def _some(self, number: int) -> str:
        return " ".join(next(self._words) for _ in range(number))

    def _note(self, what: str, *figures: float) -> None:
        self.took.setdefault(what, []).extend(figures)


def _years(search: SearchPage) -> list[str]:
    return search.page.locator("#page-year option").all_text_contents()[1:]


def measure_browser(browser: "Browser", address: str, words: Sequence[str]) -> None:
    """Print the size and duration of searches."""
    shuffled = random.Random(5).sample(words, len(words))
    reader = Reader(browser, address, iter(shuffled))
    for _ in range(VISITS):
        reader.read()
    for what, figures in reader.took.items():
        span = f"{min(figures):.0f} to {max(figures):.0f}"
        print(f"  {what}: median {statistics.median(figures):.0f}, {span} {PROMISED[what]}", flush=True)


def asked(words: Vocabulary) -> Sequence[str]:
    """Return words to search for: any, or those of medium frequency if frequencies are natural."""
    if not words.likelihood:
        return words.words
    return [words.words[int(100 * 50 ** (number / 200))] for number in range(200)]


def measure(notes: int, kind: str) -> None:
    """Print everything for a number of notes."""
    pagefind = find_pagefind() or sys.exit("Pagefind is missing: pip install 'pagefind[bin]'")
    words = KINDS[kind]()
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_site(folder / "site", notes, words=words)
        pages = render(folder / "site", folder / "out", pagefind)
        print(f"\n{notes:,} notes in {len({page.index for page in pages.files})} years, {kind} frequency of words")
        with (
            sync_playwright() as playwright,
            playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"]) as browser,
            counting(folder / "out") as address,
        ):
            measure_browser(browser, address, asked(words))
        measure_indexing(pages, pagefind, folder)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notes", type=int, nargs="*", default=[1_000])
    parser.add_argument("--words", choices=KINDS, nargs="*", default=list(KINDS))
    chosen = parser.parse_args()
    for notes in chosen.notes:
        for kind in chosen.words:
            measure(notes, kind)


if __name__ == "__main__":
    main()
