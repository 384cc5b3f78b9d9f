"""One file of the finished site, as rendering hands it to publishing."""

from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path


class Kind(IntEnum):
    """What a file is to a reader; the order is the order in which changed files are put in place."""

    ASSET = 1
    PAGE = 2
    FEED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputFile:
    """A file to publish."""

    path: str
    """Where it goes, relative to the output folder, with `/` between its parts."""
    kind: Kind
    content: bytes | Path
    """Its bytes, or the file on disk to copy them from."""
