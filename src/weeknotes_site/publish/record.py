"""What the last publish put where, so that files which stand as they were left need neither be made nor compared."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from weeknotes_site.memo import Memo, Signature, key_of, signature_of
from weeknotes_site.model.output import Standing

_NAME = "published-{}"
_KEPT = 8
"""How many outputs are remembered."""


class Entry(Struct, frozen=True, array_like=True):
    """A published file."""

    signature: Signature | None
    key: str
    fingerprint: bytes


class Record(Struct, frozen=True, array_like=True):
    """The files that are known to stand as they were published."""

    key: str = ""
    """What the whole site was made from, but for the texts of notes; empty where any of its files is not as it was."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """What told the text of each note from others, by its file's path."""
    entries: Mapping[str, Entry] = field(default_factory=dict)

    def standing(self, folder: Path, key: str) -> Standing:
        """Return the files as the rendering of a site with this key wants to know them."""
        keys = {path: (entry.key, entry.fingerprint) for path, entry in self.entries.items()}
        return Standing(folder=folder, keys=keys, texts=self.texts if self.key == key else None)


def read_record(memo: Memo, output: Path, folder: Path) -> Record:
    """Return what was published to `output`, of which `folder` is what is there now, as far as it still stands."""
    kept: Record | None = memo.load(_name(output), kind=Record)
    if not kept:
        return Record()
    # Plain strings: making paths of them would take longer than asking for the signatures.
    at = f"{folder}{os.sep}"
    standing = {path: entry for path, entry in kept.entries.items() if _signature(at + path) == entry.signature}
    return Record(kept.key if len(standing) == len(kept.entries) else "", kept.texts, standing)


def write_record(memo: Memo, output: Path, folder: Path, record: Record, changed: Iterable[str]) -> None:
    """Remember a site that has been published; of files that were not `changed` the signature is still true."""
    entries = dict(record.entries)
    for path in {path for path, entry in entries.items() if not entry.signature}.union(changed):
        if path in entries:
            entries[path] = replace(entries[path], signature=_signature(f"{folder}{os.sep}{path}"))
    standing = {path: entry for path, entry in entries.items() if entry.signature}
    memo.save(_name(output), replace(record, entries=standing), as_data=True)
    memo.prune(_NAME.format("*"), _KEPT)


def _name(output: Path) -> str:
    return _NAME.format(key_of(str(output))[:12])


def _signature(file: str) -> Signature | None:
    try:
        return signature_of(os.lstat(file))
    except OSError:
        return None
