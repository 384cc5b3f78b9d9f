"""Search indexes in the cache, named by a hash of their input.

Most indexes are found by the keys of their pages, without reading them. If a key is new, the indexed parts of the
pages are hashed: a page also changes when only the part around its note does.

Deleting the cache is safe, although Pagefind's output then differs: it orders filter values at random.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from weeknotes_site.search.program import Pagefind

_KEPT = 3
"""Versions of an index to keep: with drafts, without, and the previous one."""
_FORMAT = "4"
"""Bump when the index of the same pages changes."""
_INTERFACES = ("pagefind-*ui.*", "pagefind-highlight.js", "pagefind-worker.js")
ENTRY = "pagefind-entry.json"


class SearchPage(Struct, frozen=True):
    """A page to index for search."""

    url: str
    index: str
    """Name of its index."""
    key: str
    """The page key."""
    file: Path
    """The rendered page."""
    language: str
    folder: str = ""
    """Folder of its language's pages; `url` and its index are in it."""


def make_index(
    name: str, pages: tuple[SearchPage, ...], *, language: str, pagefind: Pagefind, cache: Path, work: Path
) -> Path:
    """Return the folder of an index, from the cache if possible.

    Temporary files are written to `work`. Raises IndexingError, and OSError if a folder cannot be written.
    """
    made_by = f"{_FORMAT} {pagefind.version} {language}"
    known = cache / f"{name}-{_hash(made_by, ((page.url, page.key.encode()) for page in pages))}.known"
    folder = _read_known(known)
    if folder:
        os.utime(folder)
        return folder
    # Imported here: its patterns are needed only if a page has changed.
    from weeknotes_site.search.page import indexed_part

    parts = {page.url: indexed_part(page.file.read_bytes()) for page in pages}
    folder = cache / f"{name}-{_hash(made_by, parts.items())}"
    if (folder / ENTRY).is_file():
        os.utime(folder)
    else:
        _write(parts, work / name)
        with tempfile.TemporaryDirectory(prefix="indexing-", dir=cache) as made:
            index = Path(made) / "index"
            pagefind.index(work / name, index, language)
            _clean_up(index)
            try:
                index.rename(folder)
            except OSError:
                # Another build may have made the same index meanwhile.
                if not (folder / ENTRY).is_file():
                    raise
    known.write_text(folder.name, "utf-8")
    _remove_older(name, folder, cache)
    return folder


def _hash(made_by: str, pages: Iterable[tuple[str, bytes]]) -> str:
    digest = hashlib.sha256(made_by.encode())
    for url, content in sorted(pages):
        digest.update(f"\0{url}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:32]


def _read_known(known: Path) -> Path | None:
    """Return the index folder of pages with known keys, or None."""
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


def _clean_up(index: Path) -> None:
    for pattern in _INTERFACES:
        for file in index.glob(pattern):
            file.unlink()
    _share_wasm(index / ENTRY)


def _share_wasm(entry: Path) -> None:
    """Make the index use the WebAssembly in its parent folder, so that browsers load it once for all indexes.

    Pagefind's script requests `wasm.{name}.pagefind` in the index's folder; browsers resolve the `..` in it.
    """
    content = json.loads(entry.read_text("utf-8"))
    named = set()
    for language in content["languages"].values():
        wasm = f"wasm.{language['wasm'] or 'unknown'}"
        language["wasm"] = f"/../../{wasm}"
        named.add(f"{wasm}.pagefind")
    for file in entry.parent.glob("wasm.*"):
        if file.name not in named:
            file.unlink()
    entry.write_text(json.dumps(content), "utf-8")


def _remove_older(name: str, folder: Path, cache: Path) -> None:
    others = [path for path in cache.glob(f"{name}-*") if path != folder and path.is_dir()]
    for path in sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)[_KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)
    for known in cache.glob(f"{name}-*.known"):
        if not _read_known(known):
            known.unlink(missing_ok=True)
