"""Read all Markdown files of a site; unchanged files come from the cache."""

import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import astuple

from weeknotes_site.cache import Cache
from weeknotes_site.config import Config
from weeknotes_site.content.files.paths import NOTES, is_page, is_team_file
from weeknotes_site.content.files.tree import Tree, read_at_once, unreadable
from weeknotes_site.content.markdown.rendered import BodySettings
from weeknotes_site.content.note_file import AnyFile, NoteFile, PageFile, TeamFile, unopened_file
from weeknotes_site.content.text.source import MAX_FILE_BYTES
from weeknotes_site.digests import Signature, digest_of, is_settled, versions
from weeknotes_site.model.forge import addresses_of_files
from weeknotes_site.model.terms import is_hashed
from weeknotes_site.parallel import Progress, parallel_map

_NO_SIGNATURE = (0, 0, 0, 0)
_MOST_CONFIRMED = 100
_decoders: Mapping[type[AnyFile], msgspec.msgpack.Decoder[AnyFile]] = {
    kind: msgspec.msgpack.Decoder(kind) for kind in (NoteFile, TeamFile, PageFile)
}

_Read = Callable[[str, bytes, BodySettings], tuple[AnyFile, str]]


class Files(Struct, frozen=True, kw_only=True):
    """The Markdown files of a site, sorted by path."""

    notes: tuple[NoteFile, ...] = ()
    teams: tuple[TeamFile, ...] = ()
    pages: tuple[PageFile, ...] = ()
    digests: Mapping[str, bytes] = {}
    """Digest of each file's bytes, path and settings, by path."""


class Reading(Struct, frozen=True, kw_only=True):
    """Settings for reading files."""

    root: str
    body: BodySettings
    key: bytes
    """Digest of everything that reading depends on, except the file."""


class _Result(Struct, frozen=True, array_like=True):
    digest: bytes
    facts: bytes = b""
    """Empty if the cache has the file."""
    text: bytes = b""
    is_certain: bool = True
    """Whether the result depends only on the file's bytes; false if it could not be opened."""


def prepare_reading(tree: Tree, config: Config, words: Iterable[str]) -> Reading:
    """Return the settings for reading the files of a tree; `words` are those of the glossary."""
    body = BodySettings(
        picture_hosts=frozenset(config.picture_hosts),
        link_schemes=frozenset(config.link_schemes),
        source_addresses=addresses_of_files(
            config.repository, config.forge, config.branch, f"{config.path_in_repository}{NOTES}/"
        ),
        terms=frozenset(word for word in words if not is_hashed(word)),
    )
    lines = "\n\n".join("\n".join(sorted(one)) for one in astuple(body))
    return Reading(root=str(tree.root), body=body, key=digest_of(versions(), lines.encode()))


def read_files(
    tree: Tree,
    reading: Reading,
    cache: Cache,
    before: Files,
    *,
    jobs: int,
    progress: Progress = iter,
) -> tuple[Files, Cache]:
    """Return all files of a tree; read and cache new and changed ones, in up to `jobs` processes.

    `before` are the files of an earlier run of this process. `progress` takes the paths of changed files and yields
    them back one by one. The returned cache is in memory if the given one cannot be written.
    """
    try:
        return _read_files(tree, reading, cache, before, jobs, progress), cache
    except (sqlite3.Error, OSError):
        cache = cache.in_memory()
        return _read_files(tree, reading, cache, Files(), 1, progress), cache


def find_digests(tree: Tree, reading: Reading, cache: Cache) -> dict[str, bytes]:
    """Return the digests of unchanged Markdown files.

    A file that was read right after it changed is read once more, because its signature proves nothing.
    """
    now = time.time_ns()
    digests = {}
    confirmed: dict[str, tuple[Signature, bytes]] = {}
    for path in tree.markdown:
        signature, digest = cache.files.get(path, (_NO_SIGNATURE, b""))
        if signature == tree.signatures[path]:
            digests[path] = digest
        elif signature == _NO_SIGNATURE and digest and len(confirmed) < _MOST_CONFIRMED:
            found = _read_file(reading, (path, digest))
            if found.digest == digest and found.is_certain:
                digests[path] = digest
                confirmed[path] = (_proof(tree.signatures[path], now), digest)
    if confirmed:
        cache.put_files(confirmed)
    return digests


def digest_of_file(reading: Reading, path: str, raw: bytes) -> bytes:
    """Return the digest of a file with these bytes."""
    return digest_of(reading.key, path.encode("utf-8", "surrogateescape"), b"\0", raw[: MAX_FILE_BYTES + 1])


def parse_file(reading: Reading, path: str, raw: bytes) -> tuple[AnyFile, str]:
    """Return the contents of a file with these bytes, and its body as HTML with unresolved links."""
    # Imported here: not needed if no file changed.
    from weeknotes_site.content.read_file import read_note_file, read_page_file, read_team_file

    readers: Mapping[type[AnyFile], _Read] = {
        NoteFile: read_note_file,
        TeamFile: read_team_file,
        PageFile: read_page_file,
    }
    return readers[_kind_of(path)](path, raw, reading.body)


def read_text(reading: Reading, cache: Cache, path: str, digest: bytes) -> str:
    """Return a file's body as HTML with unresolved links, from the cache or else from the file."""
    text = cache.text(digest)
    return _read_file(reading, (path, b"")).text.decode() if text is None else text


def _read_files(
    tree: Tree,
    reading: Reading,
    cache: Cache,
    before: Files,
    jobs: int,
    progress: Progress,
) -> Files:
    now = time.time_ns()
    paths = tree.markdown
    files = _load(paths, cache, before)
    changed = [path for path in paths if path not in files or cache.files[path][0] != tree.signatures[path]]
    gone = cache.files.keys() - tree.signatures.keys()
    if changed or gone:
        known = [(path, cache.files[path][1] if path in files else b"") for path in changed]
        results = parallel_map(_read_file, reading, known, jobs=jobs, name=lambda item: item[0])
        with cache.writing() as writer:
            rows = {}
            for path, result in zip(progress(changed), results, strict=True):
                if result.facts:
                    files[path] = _decoders[_kind_of(path)].decode(result.facts)
                    writer.add(result.digest, result.facts, result.text)
                signature = _proof(tree.signatures[path], now) if result.is_certain else _NO_SIGNATURE
                rows[path] = (signature, result.digest)
            writer.put_files(rows, gone)
            writer.prune(len(paths))
        cache.files.update(rows)
        for path in gone:
            del cache.files[path]
    return Files(
        notes=tuple(files[path] for path in tree.notes),  # type: ignore[misc]
        teams=tuple(files[path] for path in tree.team_files),  # type: ignore[misc]
        pages=tuple(files[path] for path in tree.pages),  # type: ignore[misc]
        digests={path: cache.files[path][1] for path in paths},
    )


def _load(paths: Iterable[str], cache: Cache, before: Files) -> dict[str, AnyFile]:
    """Return the cached files; those of an earlier run are not decoded again."""
    digests = {path: cache.files[path][1] for path in paths if path in cache.files}
    every: tuple[AnyFile, ...] = (*before.notes, *before.teams, *before.pages)
    files = {file.path: file for file in every if digests.get(file.path) == before.digests[file.path]}
    missing = {digest: path for path, digest in digests.items() if path not in files}
    if missing:
        for digest, facts in cache.facts():
            if path := missing.get(digest):
                with suppress(msgspec.DecodeError):
                    files[path] = _decoders[_kind_of(path)].decode(facts)
    return files


def _proof(signature: Signature, now: int) -> Signature:
    """Return a signature that proves unchanged contents, or `_NO_SIGNATURE` if the file is too recent."""
    return signature if is_settled(signature, now) else _NO_SIGNATURE


def _kind_of(path: str) -> type[AnyFile]:
    if is_page(path):
        return PageFile
    return TeamFile if is_team_file(path) else NoteFile


def _read_file(reading: Reading, item: tuple[str, bytes]) -> _Result:
    """Read a file; `item` is its path and its cached digest, or empty."""
    path, known = item
    try:
        raw = read_at_once(Path(reading.root, path), MAX_FILE_BYTES + 1)
    except OSError as failure:
        facts = msgspec.msgpack.encode(unopened_file(_kind_of(path), path, unreadable(path, failure)))
        return _Result(digest_of(facts), facts, is_certain=False)
    digest = digest_of_file(reading, path, raw)
    if digest == known:
        return _Result(digest)
    file, html = parse_file(reading, path, raw)
    return _Result(digest, msgspec.msgpack.encode(file), html.encode())
