"""Manifest of the last publish, kept in the cache: the key of each file, and the signature it was left with.

A file whose key and signature are unchanged is neither rendered nor compared. An output and its manifest are matched
by inode numbers and times, so a copied or restored one is simply compared again.
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from weeknotes_site.cache import Cache, Signature, digest_of, signature_of
from weeknotes_site.publish.layout import OWN_FOLDER, journal_of, marker_of
from weeknotes_site.untrusted import find_link


class Entry(Struct, frozen=True, array_like=True):
    """One published file."""

    key: str
    signature: Signature


class Manifest(Struct, frozen=True, array_like=True):
    """The files of a publish, by their paths."""

    tree: bytes = b""
    """The digest of everything that the site was built from; empty where it has to be built again in any case."""
    files: Mapping[str, Entry] = {}

    def unchanged_keys(self, folder: Path) -> dict[str, str]:
        """Return the keys of the files that are still as they were left."""
        # Plain strings: making paths of them would take longer than asking for the signatures.
        at = f"{folder}{os.sep}"
        return {path: entry.key for path, entry in self.files.items() if _signature(at + path) == entry.signature}


def is_untouched(output: Path, manifest: Manifest) -> bool:
    """Return whether an output holds what its last publish put there, whole."""
    at = f"{output}{os.sep}"
    return (
        find_link(output / OWN_FOLDER) is None
        and marker_of(output).exists()
        and not journal_of(output).exists()
        and all(_signature(at + path) == entry.signature for path, entry in manifest.files.items())
    )


def read_manifest(cache: Cache, output: Path) -> Manifest:
    """Return the manifest of an output; an empty one where there is none."""
    value = cache.get("manifests", _name(output))
    try:
        return msgspec.msgpack.decode(value, type=Manifest) if value else Manifest()
    except msgspec.DecodeError:
        return Manifest()


def make_manifest(
    folder: Path, keys: Mapping[str, str], changed: Iterable[str], before: Manifest, tree: bytes
) -> Manifest:
    """Return the manifest of a site that has just been published; signatures of unchanged files are still true."""
    files = {}
    changed = frozenset(changed)
    at = f"{folder}{os.sep}"
    for path, key in keys.items():
        known = before.files.get(path)
        signature = known.signature if known and path not in changed else _signature(at + path)
        if signature and key:
            files[path] = Entry(key, signature)
    return Manifest(tree=tree if len(files) == len(keys) else b"", files=files)


def write_manifest(cache: Cache, output: Path, manifest: Manifest) -> None:
    """Keep a manifest."""
    cache.put("manifests", _name(output), msgspec.msgpack.encode(manifest))


def _name(output: Path) -> bytes:
    return digest_of(os.fsencode(output.resolve()))


def _signature(file: str) -> Signature | None:
    try:
        return signature_of(os.lstat(file))
    except OSError:
        return None
