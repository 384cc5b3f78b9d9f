"""Digests and signatures, which show what has not changed since the last run."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

Signature = tuple[int, int, int, int]
"""Size, mtime, ctime and inode number of a file; changes whenever the file does."""
_DIGEST = 16
_TIMESTAMP_STEP = 2_000_000_000


def digest_of(*parts: bytes | memoryview) -> bytes:
    """Return 16 bytes of SHA-256, which is fast because processors have instructions for it."""
    return sha256(b"".join(parts)).digest()[:_DIGEST]


def signature_of(found: os.stat_result) -> Signature:
    """Return the signature of a file."""
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def is_settled(signature: Signature, now: int) -> bool:
    """Return whether an unchanged signature proves unchanged contents.

    Timestamps have steps of up to two seconds (FAT), and a file may change twice within one. `now` is a time before the
    contents were read, in nanoseconds.
    """
    return max(signature[1], signature[2]) < now - _TIMESTAMP_STEP


@cache
def versions() -> bytes:
    """Return a digest of our own code and data, Python's version and all installed libraries."""
    return digest_of(*_code(), sys.version.encode(), " ".join(sorted(_installed(sys.path))).encode())


def _code() -> Iterator[bytes]:
    """Yield the contents of our own code and data; `Path.rglob` and `read_bytes` would take three times as long."""
    for folder, folders, names in os.walk(Path(__file__).parent):
        folders.sort()
        for name in sorted(names):
            if name.endswith((".py", ".json", ".mo")):
                with open(os.path.join(folder, name), "rb", buffering=0) as file:  # noqa: PTH118, PTH123
                    yield file.read()


def _installed(folders: Iterable[str]) -> set[str]:
    """Return the names of metadata folders, which contain versions; `importlib.metadata` is too slow."""
    names: set[str] = set()
    for folder in folders:
        if folder.endswith("-packages"):
            with suppress(OSError):
                names.update(path.name for path in Path(folder).iterdir() if path.suffix in (".dist-info", ".egg-info"))
    return names
