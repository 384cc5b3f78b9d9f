"""What search costs, beside Pagefind by itself: `PYTHONPATH=tests python -m benchmarks.search [NOTES …]`.

Printed with what the project promises: the time to index everything and to index one edited note's year again, both
over Pagefind's own time for the same pages in turn, and in Chromium what is transferred and how long a key takes.
"""

import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator
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

from benchmarks.corpus import write_site
from browser.tools import find_chromium
from search.asking import SearchPage
from weeknotes_site.model.output import OutputFile
from weeknotes_site.pipeline import Options, build, load
from weeknotes_site.search import add_index
from weeknotes_site.search.program import Pagefind, find_pagefind

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROUNDS = 3
LATER = ("policy", "insight", "platform week", "delay tenant")
"""The last is two words that are in parts of the index which nothing before it has loaded."""
TYPED = "policy"
_TYPING = 120
"""Milliseconds from key to key."""
QUERIES = ("certificate", "housing migration", "audit")
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
    """The pages of a site, as they come from rendering."""

    files: list[OutputFile]
    years: dict[str, int]

    def of(self, year: int) -> "Pages":
        """Return the pages of one year."""
        return Pages(files=[file for file in self.files if self.years[file.path] == year], years=self.years)

    def edited(self, text: str) -> "Pages":
        """Return them with a word more in the newest note."""
        newest = max(self.files, key=lambda file: file.path.rpartition("/")[2])
        return Pages(files=[_with(file, text) if file is newest else file for file in self.files], years=self.years)


def _with(file: OutputFile, text: str) -> OutputFile:
    assert isinstance(file.content, bytes)
    before, end, after = file.content.rpartition(b"</article>")
    content = before + f"<p>{text}</p>".encode() + end + after
    return OutputFile(path=file.path, kind=file.kind, content=content)


def render(root: Path, output: Path, pagefind: Pagefind) -> Pages:
    """Build a site, and return the pages of its notes."""
    kept: list[OutputFile] = []
    known: dict[str, int] = {}

    def search(files: Any, years: Any, language: str, standing: Path, tell: Any) -> Iterator[OutputFile]:
        known.update(years)
        index = add_index(files, years, language, standing, tell, pagefind=pagefind, cache=root / "cache")
        for file in index:
            if file.path in years:
                kept.append(file)
            yield file

    options = Options(root=root, as_of=date(2026, 11, 23))
    build(load(options), options, output, search=search)
    return Pages(files=kept, years=known)


def ours(pages: Pages, pagefind: Pagefind, cache: Path) -> float:
    """Return the seconds that our index takes."""
    started = time.perf_counter()
    years = {file.path: pages.years[file.path] for file in pages.files}
    for _ in add_index(pages.files, years, "en", Path(), print, pagefind=pagefind, cache=cache):
        pass
    return time.perf_counter() - started


def theirs(pages: Pages, pagefind: Pagefind, folder: Path) -> float:
    """Return the seconds that Pagefind takes over the pages as they are published."""
    shutil.rmtree(folder, ignore_errors=True)
    for file in pages.files:
        path = folder / "pages" / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        assert isinstance(file.content, bytes)
        path.write_bytes(file.content)
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
    newest = pages.of(max(pages.years.values()))
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
    """Serve a folder and count what is sent."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Counting, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def taken() -> tuple[float, dict[str, float]]:
    """Return the kilobytes of search that were sent since the last call, in all and by year."""
    sent = {path: size / 1000 for path, size in _Counting.sent.items() if "/search/" in path or "search." in path}
    _Counting.sent.clear()
    by_year: dict[str, float] = {}
    for path, size in sent.items():
        parts = path.split("/")
        if len(parts) > 3 and parts[2].isdigit():
            by_year[parts[2]] = by_year.get(parts[2], 0) + size
    return sum(sent.values()), by_year


def measure_browser(browser: "Browser", address: str) -> None:
    """Print what a search transfers, and how long it takes."""
    for query in QUERIES:
        with SearchPage.opened(browser, address) as search:
            search.page.wait_for_load_state("networkidle")
            search.ask(query)
            total, _ = taken()
            later = []
            for word in LATER:
                search.ask(word)
                later.append(f"{taken()[0]:.0f} kB for {word!r}")
            times = [search.page.evaluate(_KEY, word) for word in ("ho", "hous", "housing", "queue", "policy rep")]
            taken()
        print(f"  first search for {query!r}: {total:.0f} kB (promised 250)")
        print(f"  later ones: {', '.join(later)} (promised 50 a year)")
        print(f"  key to results: median {statistics.median(times):.0f} ms, most {max(times):.0f} ms (promised 200)")
    with SearchPage.opened(browser, address) as search:
        search.page.wait_for_load_state("networkidle")
        taken()
        search.page.locator("#page-q").press_sequentially(TYPED, delay=_TYPING)
        search.found()
        print(f"  {TYPED!r} typed key by key: {taken()[0]:.0f} kB after the page's own")
        search.go(q="zyzzyva certificate")
        _, years = taken()
        each = ", ".join(f"{year}: {size:.0f} kB" for year, size in years.items())
        print(f"  all years asked: {each} (promised 60 a further year)")


def measure(notes: int) -> None:
    """Print everything for a number of notes."""
    pagefind = find_pagefind() or sys.exit("Pagefind is missing: pip install 'pagefind[bin]'")
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_site(folder / "site", notes)
        pages = render(folder / "site", folder / "out", pagefind)
        print(f"{notes:,} notes in {len(set(pages.years.values()))} years")
        with (
            sync_playwright() as playwright,
            playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"]) as browser,
            counting(folder / "out") as address,
        ):
            measure_browser(browser, address)
        measure_indexing(pages, pagefind, folder)


if __name__ == "__main__":
    for number in [int(argument) for argument in sys.argv[1:]] or [1_000]:
        measure(number)
