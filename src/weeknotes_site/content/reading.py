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
    facts: bytes
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
    unchanged: Mapping[str, bytes],
    *,
    jobs: int,
    progress: Progress = iter,
) -> tuple[Files, Cache]:
    """Return all files of a tree; read and cache new and changed ones, in up to `jobs` processes.

    `before` are the files of an earlier run of this process, `unchanged` the result of `find_unchanged`. `progress`
    takes the paths of changed files and yields them back one by one. The returned cache is in memory if the given one
    cannot be written.
    """
    try:
        return _read_files(tree, reading, cache, before, unchanged, jobs, progress), cache
    except (sqlite3.Error, OSError):
        cache = cache.in_memory()
        return _read_files(tree, reading, cache, Files(), {}, 1, progress), cache


def find_unchanged(tree: Tree, reading: Reading, cache: Cache) -> dict[str, bytes]:
    """Return the digests of unchanged Markdown files.

    A file is compared by its contents if its signature proves nothing: it was read right after it changed, or it is in
    a fresh clone.
    """
    now = time.time_ns()
    digests = {}
    compared: dict[str, tuple[Signature, bytes]] = {}
    for path in tree.markdown:
        signature, digest = cache.files.get(path, (_NO_SIGNATURE, b""))
        if signature == tree.signatures[path]:
            digests[path] = digest
        elif digest and _has_digest(reading, path, digest):
            digests[path] = digest
            compared[path] = (_proof(tree.signatures[path], now), digest)
    if compared:
        cache.put_files(compared)
    return digests


def _has_digest(reading: Reading, path: str, digest: bytes) -> bool:
    try:
        return digest_of_file(reading, path, _read_bytes(reading, path)) == digest
    except OSError:
        return False


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
    return _read_file(reading, path).text.decode() if text is None else text


def _read_files(
    tree: Tree,
    reading: Reading,
    cache: Cache,
    before: Files,
    unchanged: Mapping[str, bytes],
    jobs: int,
    progress: Progress,
) -> Files:
    now = time.time_ns()
    files = _load(unchanged, cache, before)
    changed = [path for path in tree.markdown if path not in files]
    gone = cache.files.keys() - tree.signatures.keys()
    rows: dict[str, tuple[Signature, bytes]] = {}
    if changed or gone:
        results = parallel_map(_read_file, reading, changed, jobs=jobs, name=str)
        with cache.writing() as writer:
            for path, result in zip(progress(changed), results, strict=True):
                files[path] = _decoders[_kind_of(path)].decode(result.facts)
                writer.add(result.digest, result.facts, result.text)
                signature = _proof(tree.signatures[path], now) if result.is_certain else _NO_SIGNATURE
                rows[path] = (signature, result.digest)
            writer.put_files(rows, gone)
            writer.prune(len(tree.markdown))
        cache.files.update(rows)
        for path in gone:
            del cache.files[path]
    return Files(
        notes=tuple(files[path] for path in tree.notes),  # type: ignore[misc]
        teams=tuple(files[path] for path in tree.team_files),  # type: ignore[misc]
        pages=tuple(files[path] for path in tree.pages),  # type: ignore[misc]
        digests={path: rows[path][1] if path in rows else unchanged[path] for path in tree.markdown},
    )


def _load(unchanged: Mapping[str, bytes], cache: Cache, before: Files) -> dict[str, AnyFile]:
    """Return the unchanged files that the cache has; those of an earlier run are not decoded again."""
    every: tuple[AnyFile, ...] = (*before.notes, *before.teams, *before.pages)
    files = {file.path: file for file in every if unchanged.get(file.path) == before.digests[file.path]}
    missing = {digest: path for path, digest in unchanged.items() if path not in files}
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


def _read_file(reading: Reading, path: str) -> _Result:
    try:
        raw = _read_bytes(reading, path)
    except OSError as failure:
        facts = msgspec.msgpack.encode(unopened_file(_kind_of(path), path, unreadable(path, failure)))
        return _Result(digest_of(facts), facts, is_certain=False)
    file, html = parse_file(reading, path, raw)
    return _Result(digest_of_file(reading, path, raw), msgspec.msgpack.encode(file), html.encode())


def _read_bytes(reading: Reading, path: str) -> bytes:
    """Return a file's bytes, at most one more than a file may have. Raises OSError."""
    return read_at_once(Path(reading.root, path), MAX_FILE_BYTES + 1)
