"""What tells the contents of files apart, without reading those whose signature says that they are as they were."""

import time
from collections.abc import Mapping
from pathlib import Path

from weeknotes_site.content.tree import read_at_once
from weeknotes_site.memo import Memo, Signature, digest_of, is_settled

_NAME = "linked-files"


def digest_files(root: Path, signatures: Mapping[str, Signature], memo: Memo) -> dict[str, bytes]:
    """Return a digest of each file that notes may link to, by its path relative to the root."""
    now = time.time_ns()
    known: dict[str, tuple[Signature, bytes]] = memo.load(_NAME) or {}
    same = {path: known[path] for path in known if signatures.get(path) == known[path][0]}
    found = {path: _digest(root / path) for path in signatures if path not in same}
    digests = {path: found[path] if path in found else same[path][1] for path in sorted(signatures)}
    if found or len(known) != len(signatures):
        sure = {path: (signatures[path], digest) for path, digest in digests.items() if digest}
        memo.save(_NAME, {path: kept for path, kept in sure.items() if path in same or is_settled(kept[0], now)})
    return digests


def _digest(path: Path) -> bytes:
    try:
        return digest_of(read_at_once(path))
    except OSError:
        return b""  # whoever needs the file says what is wrong with it
