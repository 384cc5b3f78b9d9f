"""Read data files as if they were front matter, with the limits of that."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from weeknotes_site.importer.generators.front_matter import read_front_matter
from weeknotes_site.importer.sources.files import SourceFiles, read_limited

DATA = (".yml", ".yaml", ".json", ".toml")
"""Endings of data files, lower case."""
_FENCES = {".toml": "+++\n", ".json": ""}
_MAX_BYTES = 60_000


def read_short(files: SourceFiles, path: str) -> str:
    """Return the text of a data file or page; empty if it cannot be read or is too large."""
    return read_limited(files, path, _MAX_BYTES)


def read_keys(files: SourceFiles, path: str) -> Mapping[str, Any]:
    """Return the front matter of a page."""
    return read_front_matter(path, read_short(files, path)).values


def read_data(files: SourceFiles, path: str) -> Mapping[str, Any]:
    """Return the values of a data file."""
    return parse_data(path, read_short(files, path))


def parse_data(path: str, content: str) -> Mapping[str, Any]:
    """Return the values in a data file's text."""
    fence = _FENCES.get(PurePosixPath(path).suffix.lower(), "---\n")
    return read_front_matter(path, f"{fence}{content}\n{fence}").values
