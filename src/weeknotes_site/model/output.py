"""One file of the finished site, as publishing takes it."""

import unicodedata
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
