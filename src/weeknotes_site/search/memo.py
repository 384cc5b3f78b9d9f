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

from msgspec import Struct

from weeknotes_site.memo import Memo, digest_of
from weeknotes_site.model.output import OutputFile
from weeknotes_site.search.page import indexed_part
from weeknotes_site.search.program import IndexingError, Pagefind

_PARTS = "parts"
_KEPT = 3
"""How many indexes of a year stay: with drafts, without, and the one before."""
_FORM = "3"
"""To be counted up whenever an index of the same pages would be made another way."""
_INTERFACES = ("pagefind-*ui.*", "pagefind-highlight.js", "pagefind-worker.js")
ENTRY = "pagefind-entry.json"


class Part(Struct, frozen=True):
    """What is indexed of a page."""

    digest: bytes
    page: bytes | Path
    """The page, or its file."""

    def read(self) -> bytes:
        """Return it. Raises IndexingError where a later build has changed the page."""
        part = read_part(self.page)
        if digest_of(part) != self.digest:
            raise IndexingError("a page changed while it was to be indexed")
        return part


def read_part(page: bytes | Path) -> bytes:
    """Return what is indexed of a page, or of the page in a file."""
    return indexed_part(page if isinstance(page, bytes) else page.read_bytes())


class Parts:
    """Tells what is indexed of a page from what was; a page that stands as it was published is not read for it."""

    def __init__(self, cache: Path) -> None:
        self._memo = Memo(cache)
        self._known: dict[str, tuple[bytes, bytes]] = self._memo.load(_PARTS) or {}
        self._seen: dict[str, tuple[bytes, bytes]] = {}

    def of(self, file: OutputFile, standing: Path) -> Part:
        """Return what is indexed of a page."""
        page = standing / file.path if file.content is None else file.content
        fingerprint, digest = self._known.get(file.path, (b"", b""))
        if not file.fingerprint or fingerprint != file.fingerprint:
            digest = digest_of(read_part(page))
        self._seen[file.path] = (file.fingerprint, digest)
        return Part(digest, page)

    def save(self) -> None:
        """Remember all that were seen."""
        if self._seen != self._known:
            self._memo.save(_PARTS, self._seen)


def year_index(
    year: int, pages: Mapping[str, Part], language: str, *, pagefind: Pagefind, cache: Path, work: Path
) -> Path:
    """Return the folder of a year's index, made now where these pages were not indexed before.

    `pages` are the parts to be indexed, by their urls; what is written of them stays in `work`, as removing it takes
    its time. Raises IndexingError, and OSError where a folder cannot be written to.
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


def _fingerprint(pages: Mapping[str, Part], language: str, pagefind: Pagefind) -> str:
    digest = hashlib.sha256(f"{_FORM} {pagefind.version} {language}".encode())
    for url, part in sorted(pages.items()):
        digest.update(f"\0{url}\0".encode() + part.digest)
    return digest.hexdigest()[:32]


def _write(pages: Mapping[str, Part], site: Path) -> None:
    for url, part in pages.items():
        file = site / url
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(part.read())


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
