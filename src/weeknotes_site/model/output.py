"""One output file of the site."""

import unicodedata
from collections.abc import Iterable
from enum import IntEnum
from pathlib import Path

from msgspec import Struct


class Kind(IntEnum):
    """Kinds of files, in the order in which changed files are put in place."""

    ASSET = 1
    PAGE = 2
    FEED = 3


class OutputFile(Struct, frozen=True, kw_only=True):
    """A file to publish."""

    path: str
    """Path relative to the output folder, with `/` as separator."""
    kind: Kind
    content: bytes | Path
    """Its bytes, or the file on disk to copy them from."""
    key: str = ""
    """Equal if nothing that the file is made from has changed; empty if that is unknown."""


def comparable_path(path: str) -> str:
    """Normalise a path as the least strict file systems compare it: without case and Unicode normalisation."""
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
