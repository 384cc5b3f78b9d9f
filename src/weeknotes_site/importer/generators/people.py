"""People's full names by the short names that posts use, from data files and author pages."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from weeknotes_site.importer.generators.data_files import DATA, parse_data, read_keys, read_short
from weeknotes_site.importer.generators.front_matter import text
from weeknotes_site.importer.sources.files import SourceFiles
from weeknotes_site.importer.sources.paths import MARKDOWN

_LISTS = frozenset(("authors", "author", "people"))
_LISTS_OF_DATA = frozenset(("team", "members", "staff", "contributors"))
"""File names of lists of people among data files; elsewhere, such a file may be a note."""
_NAMES = ("name", "display_name", "full_name", "fullname")
_KEYS = ("key", "id", "slug", "username", "short_name", "login", "handle", "nick", "github")


def read_people(files: SourceFiles) -> Mapping[str, str]:
    """Return names by the names used in posts, lower case."""
    found: dict[str, str] = {}
    for path in files.paths:
        for key, name in _people(files, path):
            found.setdefault(key.casefold(), name)
    return found


def _people(files: SourceFiles, path: str) -> Iterator[tuple[str, str]]:
    pure = PurePosixPath(path)
    ending, folders = pure.suffix.lower(), [folder.lower().lstrip("_") for folder in pure.parts[:-1]]
    stem = pure.stem.lower().lstrip("_.")
    if ending in DATA and (stem in _LISTS or (stem in _LISTS_OF_DATA and folders[-1:] == ["data"])):
        yield from _listed(_values(files, path))
    elif ending in DATA and "data" in folders[:-1] and folders[-1] in _LISTS:
        yield from _named(pure.stem, _values(files, path))
    elif ending in MARKDOWN and stem != "index" and folders and folders[-1] in _LISTS:
        yield from _named(pure.stem, _page(files, path))
    elif ending in MARKDOWN and stem == "index" and len(folders) > 1 and folders[-2] in _LISTS:
        yield from _named(pure.parent.name, _page(files, path))


def _listed(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the people of a list, or of a mapping by their keys."""
    for key, value in values.items():
        if isinstance(value, list | tuple):
            yield from (pair for one in value if isinstance(one, Mapping) for pair in _named("", one))
        elif isinstance(value, Mapping) and key in _LISTS and all(isinstance(one, Mapping) for one in value.values()):
            yield from _listed(value)
        elif isinstance(value, Mapping):
            yield from _named(key, value)
        elif isinstance(value, str):
            yield key, value


def _named(key: str, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    name = next(filter(None, (text(values.get(one)) for one in _NAMES)), "")
    for one in (key, *(text(values.get(key)) for key in _KEYS)):
        if one and name:
            yield one, name


def _page(files: SourceFiles, path: str) -> Mapping[str, Any]:
    """Return the keys of a page about a person, which may have the name as its title."""
    values = read_keys(files, path)
    return {"name": values.get("title"), **values}


def _values(files: SourceFiles, path: str) -> Mapping[str, Any]:
    """Read a data file; a list becomes the value of one key."""
    content = read_short(files, path).strip().removeprefix("---\n")
    if content.startswith("["):
        content = f'{{"people": {content}}}' if path.lower().endswith(".json") else content
    return parse_data(path, f"people:\n{content}" if content.startswith("- ") else content)
