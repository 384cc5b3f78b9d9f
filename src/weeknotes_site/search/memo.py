"""The indexes of years as files in the cache, each remembered by the pages that it was made of.

Deleting the cache changes nothing but the time. (Pagefind's bytes then differ: it orders filter values at random.)
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from weeknotes_site.search.program import Pagefind

_KEPT = 3
"""How many indexes of a year stay: with drafts, without, and the one before."""
_FORM = "1"
"""To be counted up whenever an index of the same pages would be made another way."""
_INTERFACES = ("pagefind-*ui.*", "pagefind-highlight.js", "pagefind-worker.js")
ENTRY = "pagefind-entry.json"


def year_index(
    year: int, pages: Mapping[str, bytes], language: str, *, pagefind: Pagefind, cache: Path, work: Path
) -> Path:
    """Return the folder of a year's index, made now where these pages were not indexed before.

    `pages` are the parts to be indexed, by their urls; they stay in `work`, as removing them takes its time. Raises
    IndexingError, and OSError where a folder cannot be written to.
    """
    folder = cache / f"{year}-{_fingerprint(pages, language, pagefind)}"
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


def _fingerprint(pages: Mapping[str, bytes], language: str, pagefind: Pagefind) -> str:
    digest = hashlib.sha256(f"{_FORM} {pagefind.version} {language}".encode())
    for url, page in sorted(pages.items()):
        digest.update(f"\0{url}\0{len(page)}\0".encode())
        digest.update(page)
    return digest.hexdigest()[:32]


def _write(pages: Mapping[str, bytes], site: Path) -> None:
    for url, page in pages.items():
        file = site / url
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(page)


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
