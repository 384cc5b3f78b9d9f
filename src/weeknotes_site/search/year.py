"""The index of one year as files in the cache, found by a hash of the pages it was made from.

Deleting the cache changes nothing but the time. (Pagefind's bytes then differ: it orders filter values at random.)
"""

import hashlib
import json
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from weeknotes_site.search.page import indexed_part
from weeknotes_site.search.program import Pagefind

_KEPT = 3
"""How many indexes of a year stay: with drafts, without, and the one before."""
_FORMAT = "4"
"""Bump when the index of the same pages changes."""
_INTERFACES = ("pagefind-*ui.*", "pagefind-highlight.js", "pagefind-worker.js")
ENTRY = "pagefind-entry.json"


class SearchPage(Struct, frozen=True):
    """A page that can be found."""

    url: str
    year: int
    """The year whose index it belongs to."""
    key: str
    """Equal where the page is unchanged."""
    file: Path
    """The rendered page."""


def year_index(
    year: int, pages: tuple[SearchPage, ...], *, language: str, pagefind: Pagefind, cache: Path, work: Path
) -> Path:
    """Return the folder of a year's index, made now where these pages were not indexed before.

    What is written of the pages stays in `work`. Raises IndexingError, and OSError where a folder cannot be written.
    """
    folder = cache / f"{year}-{_hash(pages, language, pagefind)}"
    if (folder / ENTRY).is_file():
        os.utime(folder)
    else:
        _write(pages, work / str(year))
        with tempfile.TemporaryDirectory(prefix="indexing-", dir=cache) as made:
            index = Path(made) / "index"
            pagefind.index(work / str(year), index, language)
            _tidy(index)
            # Another build may have made the same meanwhile; then that one serves.
            with suppress(OSError):
                index.rename(folder)
    _forget_older(year, folder, cache)
    return folder


def _hash(pages: tuple[SearchPage, ...], language: str, pagefind: Pagefind) -> str:
    digest = hashlib.sha256(f"{_FORMAT} {pagefind.version} {language}".encode())
    for url, key in sorted((page.url, page.key) for page in pages):
        digest.update(f"\0{url}\0{key}".encode())
    return digest.hexdigest()[:32]


def _write(pages: tuple[SearchPage, ...], site: Path) -> None:
    for page in pages:
        file = site / page.url
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(indexed_part(page.file.read_bytes()))


def _tidy(index: Path) -> None:
    for pattern in _INTERFACES:
        for file in index.glob(pattern):
            file.unlink()
    _share_machine(index / ENTRY)


def _share_machine(entry: Path) -> None:
    """Let the index name the WebAssembly beside its folder, so that a browser loads it once for all years.

    Pagefind's script asks for `wasm.` + name + `.pagefind` in the year's folder; browsers resolve the `..` in it.
    """
    content = json.loads(entry.read_text("utf-8"))
    named = set()
    for language in content["languages"].values():
        machine = f"wasm.{language['wasm'] or 'unknown'}"
        language["wasm"] = f"/../../{machine}"
        named.add(f"{machine}.pagefind")
    for file in entry.parent.glob("wasm.*"):
        if file.name not in named:
            file.unlink()
    entry.write_text(json.dumps(content), "utf-8")


def _forget_older(year: int, folder: Path, cache: Path) -> None:
    others = [path for path in cache.glob(f"{year}-*") if path != folder]
    for path in sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)[_KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)
