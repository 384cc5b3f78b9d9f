"""One output file of the site, and the check of its path."""

import unicodedata
from collections.abc import Iterable
from enum import IntEnum
from pathlib import Path

from msgspec import Struct

from weeknotes_site.regex import regex

OWN_FOLDER = ".weeknotes"
"""The folder in the output for files of our own."""
_PLAIN = regex(r"(?:[a-z0-9][a-z0-9_-]*/)*[a-z0-9][a-z0-9_-]*\.[a-z]+")
"""Matches nearly all paths; they need no further check."""


class Kind(IntEnum):
    """Kinds of files; `publish/renames.py` orders them."""

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


def check_path(path: str) -> None:
    """Raise ValueError unless `path` is relative, normalised, UTF-8, free of control characters and not ours."""
    if _PLAIN.fullmatch(path):
        return
    parts = path.split("/")
    if any(part in ("", ".", "..") for part in parts) or "\\" in path or path[1:2] == ":":
        raise ValueError(f"not a path inside the output: {path!r}")
    if not path.isprintable() and any(character < " " or "\ud800" <= character <= "\udfff" for character in path):
        raise ValueError(f"a path with a control or invalid character: {path!r}")
    # On case-insensitive file systems, `.Weeknotes` is our folder.
    if parts[0].casefold() == OWN_FOLDER:
        raise ValueError(f"{OWN_FOLDER}/ is reserved for publishing: {path!r}")


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
