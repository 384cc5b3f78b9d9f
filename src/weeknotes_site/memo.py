"""What was costly to make, kept in the site's cache folder: a memo, never a truth. Deleting it costs only time.

Each value is a file with a key, which says what the value was made from, and a checksum. The key holds the tool's own
code and the versions of its libraries, so that a value made by others is never taken.
"""

import gc
import io
import os
import pickle
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from enum import Enum
from functools import cache
from hashlib import blake2b, sha256
from importlib import import_module
from pathlib import Path
from typing import Any

from msgspec import Struct, field, msgpack

CACHE = ".weeknotes-cache"
DRAFT = "draft-"
DAMAGED = "the cache in {} was damaged, so it is made anew"

_COARSEST_STEP = 2_000_000_000
_PACKAGE = "weeknotes_site."
_PLAIN = {
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("datetime", "timedelta"),
    ("datetime", "timezone"),
    ("pathlib", "PosixPath"),
    ("pathlib", "WindowsPath"),
    ("pathlib", "Path"),
    ("msgspec._utils", "rebuild"),  # calls a class that was found below with its fields
}


Signature = tuple[int, int, int, int]
"""What changes when a file does: its size, the times of its last change and of its record's, and its number."""


class Held(Struct, frozen=True):
    """What a process that goes on for long has at hand, so that it need not write it down each time."""

    values: dict[str, tuple[str, Any]] = field(default_factory=dict)
    """By their names, with their keys."""
    unwritten: dict[str, bool] = field(default_factory=dict)
    """Those that are not in the folder yet, and whether each is to be written as data."""


class Memo(Struct, frozen=True):
    """A folder of values; one that cannot be written to remembers nothing."""

    folder: Path
    tell: Callable[[str], None] = lambda _: None
    """Is told once where a file is damaged."""
    held: Held | None = None
    _told: list[str] = field(default_factory=list)

    def load(self, name: str, key: str = "", kind: Any = None) -> Any:
        """Return the value that was kept under a name with this key; None where there is none.

        `kind` is the type of what was kept as data.
        """
        if self.held and name in self.held.values:
            kept, value = self.held.values[name]
            return value if kept == key else None
        value = self._load(name, key, kind)
        if self.held and value is not None:
            self.held.values[name] = (key, value)
        return value

    def _load(self, name: str, key: str, kind: Any) -> Any:
        try:
            content = (self.folder / name).read_bytes()
        except OSError:
            return None
        head, body = content[:64], memoryview(content)[64:]
        if digest_of(body, 32) != head[32:]:
            self.report_damage()
            return None
        if head[:32] != _key(key):
            return None
        try:
            return msgpack.decode(body, type=kind) if kind else unpack(body)
        except Exception:
            self.report_damage()
            return None

    def save(self, name: str, value: object, key: str = "", *, as_data: bool = False) -> None:
        """Keep a value, whole or not at all.

        `as_data` writes large tables ten times as fast, but gives values that stand in several places to each anew.
        """
        if self.held:
            self.held.values[name] = (key, value)
            self.held.unwritten[name] = as_data
        else:
            self._save(name, value, key, as_data=as_data)

    def write_held(self) -> None:
        """Write down what is at hand only."""
        while self.held and self.held.unwritten:
            name, as_data = self.held.unwritten.popitem()
            key, value = self.held.values[name]
            self._save(name, value, key, as_data=as_data)

    def _save(self, name: str, value: object, key: str, *, as_data: bool) -> None:
        body = msgpack.encode(value) if as_data else pack(value)
        with suppress(OSError):
            make_cache(self.folder)
            handle, draft = tempfile.mkstemp(prefix=DRAFT, dir=self.folder)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_key(key) + digest_of(body, 32) + body)
                Path(draft).replace(self.folder / name)
            finally:
                Path(draft).unlink(missing_ok=True)

    def prune(self, pattern: str, most: int) -> None:
        """Remove all but the newest files whose names match."""
        with suppress(OSError):
            for path in sorted(self.folder.glob(pattern), key=lambda path: path.stat().st_mtime)[:-most]:
                path.unlink()

    def report_damage(self) -> None:
        """Say once that something here is not what was written."""
        if not self._told:
            self._told.append(DAMAGED.format(self.folder))
            self.tell(self._told[0])


def make_cache(folder: Path) -> None:
    """Make a cache folder where it is missing, one that git passes over."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".gitignore").write_text("*\n")


def pack(value: object) -> bytes:
    """Return a value as bytes."""
    return pickle.dumps(value, protocol=5)


def unpack(content: bytes | memoryview) -> Any:
    """Return the value of what `pack` gave; of classes only our own plain values, so that no bytes can run code."""
    # All that comes is kept, so to look for rubbish in between would take a third of the time for nothing.
    was_on = gc.isenabled()
    gc.disable()
    try:
        return _Unpickler(io.BytesIO(content)).load()
    finally:
        if was_on:
            gc.enable()


def digest_of(content: bytes | memoryview, size: int = 16) -> bytes:
    """Return what tells contents apart, in up to 32 bytes."""
    # Processors have instructions for this one, and then it takes less than half of the time of others.
    return sha256(content).digest()[:size]


def signature_of(found: os.stat_result) -> Signature:
    """Return what tells a file from what it was before."""
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def is_settled(signature: Signature, now: int) -> bool:
    """Tell whether a file whose signature stays will have stayed too; `now` in nanoseconds, before it was taken.

    File systems count time in steps, the coarsest in two seconds: within one, a file may change twice.
    """
    return max(signature[1], signature[2]) < now - _COARSEST_STEP


def key_of(*parts: object) -> str:
    """Return a key of what has a faithful `repr`: texts, numbers, dates, frozen values of these."""
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        return _find_class(module, name)


@cache
def _find_class(module: str, name: str) -> Any:
    if (module, name) in _PLAIN:
        return getattr(import_module(module), name)
    if module.startswith(_PACKAGE) and "." not in name:
        found = getattr(import_module(module), name, None)
        if isinstance(found, type) and issubclass(found, (Struct, Enum, tuple)):
            return found
    raise pickle.UnpicklingError(f"{module}.{name} is no value of ours")


def _key(key: str) -> bytes:
    return blake2b(f"{_versions()} {key}".encode(), digest_size=32).digest()


@cache
def _versions() -> str:
    """Return what stands for our own code and for all libraries that are installed."""
    package = Path(__file__).parent
    own = blake2b(digest_size=16)
    for path in sorted(package.rglob("*.py")):
        own.update(path.read_bytes())
    return f"{sys.version} {own.hexdigest()} {' '.join(sorted(_installed(sys.path)))}"


def _installed(folders: Iterable[str]) -> set[str]:
    """Return the names of the libraries' records, which hold their versions: reading the records takes too long."""
    names: set[str] = set()
    for folder in folders:
        if not folder.endswith("-packages"):
            continue
        with suppress(OSError):
            names.update(path.name for path in Path(folder).iterdir() if path.suffix in (".dist-info", ".egg-info"))
    return names
