"""Take screenshots of the example site: `PYTHONPATH=tests python -m browser.pictures FOLDER [home-light …]`.

For whoever looks before and after changing the theme, and for the README.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import sync_playwright

from browser.served import serve_site
from browser.tools import find_chromium

ROOT = Path(__file__).parents[2]
PAGES = {
    "home": "index.html",
    "week": "weeks/2026-w46.html",
    "week-in-full": "weeks/2026-w43-in-full.html",
    "weeks": "weeks/index.html",
    "year": "weeks/2026.html",
    "team": "teams/data-and-insight/index.html",
    "people": "people/index.html",
    "search": "search.html",
    "note": "teams/data-and-insight/2026-10-26.html",
}
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1280, "height": 900}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 320, "height": 640}, "device_scale_factor": 2},
    "print": {"viewport": {"width": 700, "height": 990}},
}


def take_pictures(folder: Path, wanted: list[str]) -> None:
    """Save the named pictures, such as `home-light.png`; all if none is named."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory() as built,
        serve_site(ROOT, Path(built), "--quiet") as site,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"]) as browser,
    ):
        for look, options in LOOKS.items():
            with browser.new_page(**options) as page:
                if look == "print":
                    page.emulate_media(media="print")
                for name, url in PAGES.items():
                    if not wanted or f"{name}-{look}" in wanted:
                        page.goto(site.address + url)
                        page.evaluate("document.fonts.ready")
                        page.screenshot(path=folder / f"{name}-{look}.png", full_page=look != "light")


if __name__ == "__main__":
    take_pictures(Path(sys.argv[1]), sys.argv[2:])
