"""Measure the time from saving a note to seeing it: `PYTHONPATH=tests python -m benchmarks.preview [NOTES …]`.

Without numbers it measures at 1,000 and 10,000 notes. A page of the newest note is open in Chromium; each time a
paragraph of the note changes on disk and the page is watched for it.
"""

import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from benchmarks.corpus import write_site
from browser.tools import find_chromium
from preview.running import serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

SAVES = 9
NOTES = (1_000, 10_000)
_APPEARS = """text => new Promise(resolve => {
    const look = () => document.body.textContent.includes(text) ? resolve() : requestAnimationFrame(look);
    look();
})"""


def measure(notes: int, saves: int = SAVES) -> list[float]:
    """Return the seconds from each save to its display."""
    with TemporaryDirectory() as folder:
        root = Path(folder) / "site"
        write_site(root, notes)
        note = max(root.glob("notes/*/*.md"), key=lambda path: path.name)
        with serving(root, Path(folder) / "log.txt", patience=600) as preview, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
            page = browser.new_page()
            page.goto(f"{preview.address}teams/{note.parent.name}/{note.stem}.html")
            return [_save(note, page, f"Saved for the {number}th time.") for number in range(saves)]


def _save(note: Path, page: "Page", text: str) -> float:
    content = note.read_text("utf-8") + f"\n{text}\n"
    time.sleep(0.5)  # nobody saves faster than that, and the rebuild before is over
    started = time.perf_counter()
    note.write_text(content, "utf-8")
    page.evaluate(_APPEARS, text)
    return time.perf_counter() - started


def main() -> None:
    """Measure and print."""
    for notes in map(int, sys.argv[1:]) if sys.argv[1:] else NOTES:
        seconds = measure(notes)
        milliseconds = [one * 1000 for one in seconds]
        span = f"{min(milliseconds):.0f} to {max(milliseconds):.0f} ms"
        print(f"{notes:,} notes: median {statistics.median(milliseconds):.0f} ms ({span}, {SAVES} saves)")


if __name__ == "__main__":
    main()
