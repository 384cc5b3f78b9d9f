"""A site built and served on the loopback interface, below a path as on a shared host."""

import os
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from weeknotes_site.cli import main

EVERYTHING = bool(os.environ.get("WEEKNOTES_FULL"))
"""Whether to look at every page and state instead of a selection in which each kind is."""
PATH = "notes/"
PICTURE_DELAY = 0.2
SLOW_NETWORK = "Slow-Network"
"""The header of a request that has pictures come late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedSite:
    """A served site: its files and its address."""

    folder: Path
    address: str

    @property
    def pages(self) -> list[str]:
        """The urls of all pages except redirects."""
        return [url for url in self._urls if 'http-equiv="refresh"' not in self.read(url)]

    @property
    def with_pictures(self) -> list[str]:
        """The urls of the pages that have pictures."""
        return [url for url in self._urls if "<img " in self.read(url)]

    @property
    def _urls(self) -> list[str]:
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))

    def read(self, url: str) -> str:
        """Return a page's HTML."""
        return (self.folder / url).read_text("utf-8")

    @property
    def language(self) -> str:
        """The language of the front page."""
        found = re.search('<html lang="(.*?)"', self.read("index.html"))
        return found[1] if found else ""

    @property
    def sample(self) -> list[str]:
        """The largest page of each kind, as it is the hardest to lay out; on a site of several editions, each in turn.

        Every kind is looked at in each language on sites of that language alone.
        """
        largest: dict[str, dict[str, str]] = {}
        for url in sorted(self.pages, key=lambda url: len(self.read(url))):
            edition = found[0] if (found := re.match(r"[a-z]{2}/", url)) else ""
            kind = self._kind_in_edition(url, url.removeprefix(edition))
            largest.setdefault(kind, {})[edition] = url
        turns = (sorted(largest[kind].items()) for kind in sorted(largest))
        return sorted(editions[turn % len(editions)][1] for turn, editions in enumerate(turns))

    def _kind_in_edition(self, file: str, url: str) -> str:
        folder, _, name = url.rpartition("/")
        if re.fullmatch(r"teams/[^/]+", folder):
            language = re.search('<article[^>]* lang="(.*?)"', self.read(file))
            return "a team" if name == "index.html" else f"a note {language and language[1]}"
        if not folder or name == "index.html":
            return url
        if below := re.fullmatch(r"teams/[^/]+/(threads|quarters)(/.+)?", folder):
            return f"{below[1]}, a year" if below[2] else below[1]
        if name.endswith("-in-full.html"):
            return "a week in full"
        if re.fullmatch(r"\d{4}-w\d{2}-[a-z]+\.html", name):
            return "all teams in a week"
        if folder.endswith("/mentions"):
            return "mentions in a year"
        return f"{folder}: a year" if re.fullmatch(r"\d+\.html", name) else folder


class _Handler(SimpleHTTPRequestHandler):
    """Serve files without logging, and pictures late if asked, like a phone's network."""

    def do_GET(self) -> None:
        if self.path.endswith((".png", ".jpg")) and SLOW_NETWORK in self.headers:
            time.sleep(PICTURE_DELAY)
        super().do_GET()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        pass


@contextmanager
def serve_site(root: Path, folder: Path, *options: str) -> Iterator[ServedSite]:
    """Build the site of a folder, drafts included unless other options are given, and serve it."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder))) as server:
        address = f"http://127.0.0.1:{server.server_port}/{PATH}"
        where = ["--as-of", "2026-11-23", "--base-url", address, "--output", str(folder / PATH)]
        main(["--root", str(root), "build", *where, *(options or ("--drafts",))], standalone_mode=False)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield ServedSite(folder=folder / PATH, address=address)
        finally:
            server.shutdown()
            thread.join()
