"""Front matter that generators take from settings and data files."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from weeknotes_site.importer.generators.data_files import read_data, read_keys, read_short
from weeknotes_site.importer.generators.front_matter import text
from weeknotes_site.importer.generators.settings import Generator, folder_of
from weeknotes_site.importer.sources.files import SourceFiles

_PELICAN_AUTHOR = re.compile(r"""^AUTHOR\s{0,3}=\s{0,3}["']([^"'\n]{1,100})["']""", re.M)
_DATA_FILES = (".json", ".11tydata.json")

Defaults = tuple[tuple[str, str, Mapping[str, Any]], ...]
"""Path prefix, required folder (or empty) and keys for the files that match; the outermost first."""


def read_defaults(files: SourceFiles, generator: Generator) -> Defaults:
    """Return the keys that files have by the generator's settings and data files."""
    found = [(start, folder, values) for start, folder, values in _all(files, generator) if values]
    return tuple(sorted(found, key=lambda one: (len(one[0]), bool(one[1]))))


def defaults_of(defaults: Defaults, path: str) -> dict[str, Any]:
    """Return the keys for one file; those of the innermost folder win."""
    merged: dict[str, Any] = {}
    for start, folder, values in defaults:
        if path.startswith(start) and f"/{folder}" in f"/{path}":
            merged |= values
    return merged


def _all(files: SourceFiles, generator: Generator) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    if generator.name == "Pelican":
        author = _PELICAN_AUTHOR.search(read_short(files, generator.config))
        yield generator.root, "", {"author": author[1]} if author else {}
    if generator.name in ("Jekyll", "Hexo", "Hugo", "Zola"):
        settings = read_data(files, generator.config)
        yield generator.root, "", _author(settings)
        yield from _jekyll_defaults(settings, generator.root)
    if generator.name == "Hugo":
        for path in files.paths:
            if PurePosixPath(path).name == "_index.md":
                yield folder_of(path), "", _first_mapping(read_keys(files, path).get("cascade"))
    if generator.name == "Eleventy":
        for path in files.paths:
            if path.endswith(_DATA_FILES):
                yield _covered(path), "", read_data(files, path)


def _author(settings: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the site's author: at the top, or in the part for themes."""
    parts = [settings, *(settings.get(part) for part in ("params", "extra"))]
    named = (text(part.get("author")) for part in parts if isinstance(part, Mapping))
    name = next(filter(None, named), "")
    return {"author": name} if name else {}


def _jekyll_defaults(settings: Mapping[str, Any], root: str) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for one in _sequence(settings.get("defaults")):
        if isinstance(one, Mapping) and isinstance(one.get("values"), Mapping):
            scope = one.get("scope")
            start, kind = (text(scope.get(key)) for key in ("path", "type")) if isinstance(scope, Mapping) else ("", "")
            if kind != "pages":  # those are no notes
                yield root + start, f"_{kind}/" if kind else "", one["values"]


def _first_mapping(cascade: Any) -> Mapping[str, Any]:
    return next((one for one in (cascade, *_sequence(cascade)) if isinstance(one, Mapping)), {})


def _sequence(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()


def _covered(path: str) -> str:
    """Return the scope of a data file: the folder that it is named after, or one file."""
    stem = next(path.removesuffix(ending) for ending in reversed(_DATA_FILES) if path.endswith(ending))
    pure = PurePosixPath(stem)
    return folder_of(path) if pure.name == pure.parent.name else f"{stem}."
