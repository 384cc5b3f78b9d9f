"""One file of the finished site: as rendering plans it, and as publishing takes it."""

from collections.abc import Callable, Mapping
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
    """Of no account for one that stays."""
    content: bytes | Path | None
    """Its bytes, or the file on disk to copy them from; None where the file that is published stays."""
    key: str = ""
    """What tells its sources from others, as far as that is known without making it; empty where nothing is."""
    fingerprint: bytes = b""
    """What tells its template and context from others; empty where it has none."""


class PublishedFile(Struct, frozen=True, array_like=True):
    """A file as it was published."""

    signature: tuple[int, int, int, int] | None
    """What changes when the file does; None where it is not known."""
    key: str
    """That of the `OutputFile`, and so is the fingerprint."""
    fingerprint: bytes


class Standing(Struct, frozen=True, kw_only=True):
    """The files that an earlier build published and that still stand as it left them."""

    folder: Path
    """Where they stand."""
    files: Mapping[str, PublishedFile]
    """Each by its path."""
    texts: Mapping[str, str] | None
    """Where they are all of a site from which this one differs in the texts of notes alone: what told those apart.

    Then all stay that are not made anew and have a key.
    """

    def touched(self, texts: Mapping[str, str]) -> frozenset[str] | None:
        """Return the notes whose text is another now; None where more than texts may have changed."""
        if self.texts is None:
            return None
        return frozenset(path for path in texts if self.texts.get(path) != texts[path])


class PlannedFile(Struct, frozen=True, kw_only=True):
    """A file that will be made where it has changed."""

    path: str
    kind: Kind
    key: str
    """Equal where nothing has changed that the file could be made from."""
    is_of_one_note: bool = False
    """Whether it draws on one note and those around it; lists and feeds draw on all."""
    make: Callable[[bytes], tuple[bytes, bytes | None]]
    """Takes a fingerprint and returns the file's own, with its bytes; None where that is the one it was given."""
