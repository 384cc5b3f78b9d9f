"""Manifest of the last publish, kept in the cache: the key and signature of each file.

A file whose key and signature match is neither rendered nor compared. Signatures contain inode numbers and times, so
a copied or restored output is compared again.
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from weeknotes_site.cache import Cache
from weeknotes_site.digests import Signature, digest_of, signature_of
from weeknotes_site.model.output import OWN_FOLDER
from weeknotes_site.publish.layout import journal_of, marker_of
from weeknotes_site.untrusted import find_link


class Entry(Struct, frozen=True, array_like=True):
    """A published file."""

    key: str
    signature: Signature


class Manifest(Struct, frozen=True, array_like=True):
    """The files of a publish, by path."""

    tree: bytes = b""
    """Digest of everything the site was built from; empty if the next build must not be skipped."""
    files: Mapping[str, Entry] = {}
    unavailable: tuple[str, ...] = ()
    """Paths of the notes that could not be shown."""

    def unchanged_keys(self, folder: Path) -> dict[str, str]:
        """Return the keys of files whose signatures are unchanged."""
        # Plain strings: creating `Path` objects would take longer than the `lstat` calls.
        at = f"{folder}{os.sep}"
        return {path: entry.key for path, entry in self.files.items() if _signature(at + path) == entry.signature}


def is_untouched(output: Path, manifest: Manifest) -> bool:
    """Return whether all files of the last publish are complete and unchanged."""
    at = f"{output}{os.sep}"
    return (
        find_link(output / OWN_FOLDER) is None
        and marker_of(output).exists()
        and not journal_of(output).exists()
        and all(_signature(at + path) == entry.signature for path, entry in manifest.files.items())
    )


def read_manifest(cache: Cache, output: Path) -> Manifest:
    """Return the manifest of an output, or an empty one."""
    value = cache.get("manifests", _name(output))
    try:
        return msgspec.msgpack.decode(value, type=Manifest) if value else Manifest()
    except msgspec.DecodeError:
        return Manifest()


def make_manifest(
    folder: Path,
    keys: Mapping[str, str],
    changed: Iterable[str],
    before: Manifest,
    tree: bytes,
    unavailable: Iterable[str],
) -> Manifest:
    """Return the manifest of a site that was just published; signatures of unchanged files are reused."""
    files = {}
    changed = frozenset(changed)
    at = f"{folder}{os.sep}"
    for path, key in keys.items():
        known = before.files.get(path) if path not in changed else None
        if known and known.key == key:
            files[path] = known
        elif key and (signature := known.signature if known else _signature(at + path)):
            files[path] = Entry(key, signature)
    return Manifest(tree=tree if len(files) == len(keys) else b"", files=files, unavailable=tuple(unavailable))


def write_manifest(cache: Cache, output: Path, manifest: Manifest) -> None:
    """Write the manifest of an output to the cache."""
    cache.put("manifests", _name(output), msgspec.msgpack.encode(manifest))


def _name(output: Path) -> bytes:
    return digest_of(os.fsencode(os.path.realpath(output)))


def _signature(file: str) -> Signature | None:
    try:
        return signature_of(os.lstat(file))
    except OSError:
        return None
