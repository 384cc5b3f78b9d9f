"""One index as files in the cache, found by a hash of what it was made from.

Most indexes are found by the keys of their pages, without reading them. Where a key is new, the indexed part of each
page decides: a page also changes with what stands around its note.

Deleting the cache changes nothing but the time. (Pagefind's bytes then differ: it orders filter values at random.)
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from weeknotes_site.search.page import indexed_part
from weeknotes_site.search.program import Pagefind

_KEPT = 3
"""How many versions of an index stay: with drafts, without, and the one before."""
_FORMAT = "4"
"""Bump when the index of the same pages changes."""
_INTERFACES = ("pagefind-*ui.*", "pagefind-highlight.js", "pagefind-worker.js")
ENTRY = "pagefind-entry.json"


class SearchPage(Struct, frozen=True):
    """A page that can be found."""

    url: str
    index: str
    """The name of the index that it belongs to."""
    key: str
    """Equal where the page is unchanged."""
    file: Path
    """The rendered page."""


def make_index(
    name: str, pages: tuple[SearchPage, ...], *, language: str, pagefind: Pagefind, cache: Path, work: Path
) -> Path:
    """Return the folder of an index, made now where these pages were not indexed before.

    What is written of the pages stays in `work`. Raises IndexingError, and OSError where a folder cannot be written.
    """
    made_by = f"{_FORMAT} {pagefind.version} {language}"
    known = cache / f"{name}-{_hash(made_by, ((page.url, page.key.encode()) for page in pages))}.known"
    folder = _read_known(known)
    if folder:
        os.utime(folder)
        return folder
    parts = {page.url: indexed_part(page.file.read_bytes()) for page in pages}
    folder = cache / f"{name}-{_hash(made_by, parts.items())}"
    if (folder / ENTRY).is_file():
        os.utime(folder)
    else:
        _write(parts, work / name)
        with tempfile.TemporaryDirectory(prefix="indexing-", dir=cache) as made:
            index = Path(made) / "index"
            pagefind.index(work / name, index, language)
            _tidy(index)
            # Another build may have made the same meanwhile; then that one serves.
            with suppress(OSError):
                index.rename(folder)
    known.write_text(folder.name)
    _forget_older(name, folder, cache)
    return folder


def _hash(made_by: str, pages: Iterable[tuple[str, bytes]]) -> str:
    digest = hashlib.sha256(made_by.encode())
    for url, content in sorted(pages):
        digest.update(f"\0{url}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:32]


def _read_known(known: Path) -> Path | None:
    """Return the folder of the index of pages with known keys; None where it has to be looked for, or made."""
    try:
        folder = known.with_name(known.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    is_ours = folder.name.startswith(known.name.partition("-")[0] + "-")
    return folder if is_ours and (folder / ENTRY).is_file() else None


def _write(parts: Mapping[str, bytes], site: Path) -> None:
    for url, part in parts.items():
        file = site / url
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(part)


def _tidy(index: Path) -> None:
    for pattern in _INTERFACES:
        for file in index.glob(pattern):
            file.unlink()
    _share_machine(index / ENTRY)


def _share_machine(entry: Path) -> None:
    """Let the index name the WebAssembly beside its folder, so that a browser loads it once for all indexes.

    Pagefind's script asks for `wasm.` + name + `.pagefind` in the index's folder; browsers resolve the `..` in it.
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


def _forget_older(name: str, folder: Path, cache: Path) -> None:
    others = [path for path in cache.glob(f"{name}-*") if path != folder and path.is_dir()]
    for path in sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)[_KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)
    for known in cache.glob(f"{name}-*.known"):
        if not _read_known(known):
            known.unlink(missing_ok=True)
