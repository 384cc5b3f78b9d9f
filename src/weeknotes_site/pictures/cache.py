"""Pictures that were drawn again, kept by what they were made from. Deleting the folder costs time, nothing else."""

import hashlib
import os
import re
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from weeknotes_site.cache import CACHE, make_cache_folder
from weeknotes_site.pictures import redraw
from weeknotes_site.pictures.bounds import MAX_PICTURE_BYTES, UnfitError
from weeknotes_site.pictures.pieces import find_pieces

_SWEPT = "pictures-swept"
"""A file whose time is that of the last look for pictures that nobody needs any more."""
_DAY = 24 * 60 * 60
_KEPT_UNUSED = 90 * _DAY
_OURS = re.compile(r"[0-9a-f]{64}\.[a-z]+(?:\.\d+)?")


def remembered(root: Path, raw: bytes, kind: str, draw: Callable[[], bytes]) -> bytes | Path:
    """Return the picture made of `raw`: the file in the cache, or its bytes where there can be no cache."""
    name = hashlib.sha256(redraw.recipe().encode() + b"\0" + raw).hexdigest()
    kept = root / CACHE / "pictures" / f"{name}.{kind}"
    if is_kept(root, kept):
        return kept
    made = draw()
    try:
        _keep(root, kept, made)
    except OSError:
        return made  # a checkout that cannot be written to builds all the same
    return kept


def is_kept(root: Path, kept: Path) -> bool:
    """Tell whether a picture of the cache is still there and whole, and note that it was needed."""
    _forget_unused(root / CACHE, time.time())
    if not _is_whole(kept):
        return False
    _note_use(kept, time.time())
    return True


def _is_whole(kept: Path) -> bool:
    try:
        with kept.open("rb") as file:
            return not find_pieces(file.read(MAX_PICTURE_BYTES)).spare
    except (OSError, UnfitError):
        return False


def _keep(root: Path, kept: Path, made: bytes) -> None:
    make_cache_folder(root / CACHE)
    kept.parent.mkdir(exist_ok=True)
    # Under its own name only when it is complete, as a build may be killed and two may run.
    unfinished = kept.with_name(f"{kept.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(made)
        unfinished.replace(kept)
    except OSError:
        with suppress(OSError):
            unfinished.unlink()
        raise


def _note_use(kept: Path, now: float) -> None:
    """Let the file's time say that it was needed, to the day."""
    with suppress(OSError):
        if now - kept.stat().st_mtime > _DAY:
            os.utime(kept, (now, now))


def _forget_unused(cache: Path, now: float) -> None:
    """Remove what no run has needed for long; looked for once a day, and never worth failing for."""
    swept = cache / _SWEPT
    with suppress(OSError):
        if swept.exists() and now - swept.stat().st_mtime < _DAY:
            return
        swept.touch()
        os.utime(swept, (now, now))
        for path in (cache / "pictures").iterdir():
            if _OURS.fullmatch(path.name) and now - path.lstat().st_mtime > _KEPT_UNUSED:
                path.unlink()
