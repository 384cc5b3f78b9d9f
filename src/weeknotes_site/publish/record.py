"""What the last publish put where, so that files which stand as they were left need neither be made nor compared."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from weeknotes_site.memo import Memo, Signature, key_of, signature_of
from weeknotes_site.model.output import PublishedFile, Standing

_NAME = "published-{}"
_KEPT = 8
"""How many outputs are remembered."""


class Record(Struct, frozen=True, array_like=True):
    """The files that are known to stand as they were published."""

    key: str = ""
    """What the whole site was made from, but for the texts of notes; empty where any of its files is not as it was."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """What told the text of each note from others, by its file's path."""
    files: Mapping[str, PublishedFile] = field(default_factory=dict)

    def standing(self, folder: Path, key: str) -> Standing:
        """Return the files as the rendering of a site with this key wants to know them."""
        return Standing(folder=folder, files=self.files, texts=self.texts if self.key == key else None)


def read_record(memo: Memo, output: Path, folder: Path) -> Record:
    """Return what was published to `output`, of which `folder` is what is there now, as far as it still stands."""
    kept: Record | None = memo.load(_name(output), kind=Record)
    if not kept:
        return Record()
    # Plain strings: making paths of them would take longer than asking for the signatures.
    at = f"{folder}{os.sep}"
    standing = {path: file for path, file in kept.files.items() if _signature(at + path) == file.signature}
    return Record(kept.key if len(standing) == len(kept.files) else "", kept.texts, standing)


def write_record(memo: Memo, output: Path, folder: Path, record: Record, changed: Iterable[str]) -> None:
    """Remember a site that has been published; of files that were not `changed` the signature is still true."""
    files = dict(record.files)
    for path in {path for path, file in files.items() if not file.signature}.union(changed):
        if path in files:
            files[path] = replace(files[path], signature=_signature(f"{folder}{os.sep}{path}"))
    standing = {path: file for path, file in files.items() if file.signature}
    memo.save(_name(output), replace(record, files=standing), as_data=True)
    memo.prune(_NAME.format("*"), _KEPT)


def _name(output: Path) -> str:
    return _NAME.format(key_of(str(output))[:12])


def _signature(file: str) -> Signature | None:
    try:
        return signature_of(os.lstat(file))
    except OSError:
        return None
