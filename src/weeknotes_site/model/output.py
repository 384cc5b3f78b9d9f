"""One file of the finished site, as publishing takes it."""

import unicodedata
from collections.abc import Iterable
from enum import IntEnum
from pathlib import Path

from msgspec import Struct


class Kind(IntEnum):
    """What a file is to a reader; the order is the order in which changed files are put in place."""

    ASSET = 1
    PAGE = 2
    FEED = 3


class OutputFile(Struct, frozen=True, kw_only=True):
    """A file to publish."""

    path: str
    """Where it goes, relative to the output folder, with `/` between its parts."""
    kind: Kind
    content: bytes | Path
    """Its bytes, or the file on disk to copy them from."""
    key: str = ""
    """Equal where nothing has changed that the file is made from; empty where that is not known."""


def comparable_path(path: str) -> str:
    """Return what the least careful file system compares of a path: neither case nor Unicode normalisation."""
    return unicodedata.normalize("NFC", path).casefold()


def folders_of(paths: Iterable[str]) -> set[str]:
    """Return all parent folders of `paths`, except the output folder itself."""
    folders: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders
