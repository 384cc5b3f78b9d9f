"""Values that templates fill into text: `{{ page.title }}`, `{{ site.data.calls.january }}`."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from weeknotes_site.importer.generators.data_files import DATA, read_data
from weeknotes_site.importer.generators.settings import Generator
from weeknotes_site.importer.sources.files import SourceFiles

_MAX_VALUES = 5_000
_MAX_DEPTH = 4


def read_values(files: SourceFiles, generator: Generator) -> Mapping[str, str]:
    """Return the values of data files and settings by their names in templates."""
    values: dict[str, str] = {}
    if generator.title:
        values |= {"site.title": generator.title, "site.name": generator.title}
    start = f"{generator.root}_data/"
    for path in files.paths:
        parts = PurePosixPath(path).with_suffix("").parts
        is_elsewhere = generator.name == "Jekyll" and not path.startswith(start)
        if is_elsewhere or "_data" not in parts[:-1] or not path.lower().endswith(DATA):
            continue
        name = ".".join(parts[parts.index("_data") + 1 :])
        named = f"site.data.{name}" if generator.name == "Jekyll" else name
        values |= dict(_flat(named, read_data(files, path), _MAX_DEPTH))
        if len(values) > _MAX_VALUES:
            break
    return values


def values_of_page(values: Mapping[str, Any], generator: Generator) -> Mapping[str, str]:
    """Return the values of a page's keys by their names in templates."""
    names = ("page", "frontmatter", "$frontmatter", *([""] if generator.name == "Eleventy" else []))
    return dict(pair for name in names for pair in _flat(name, values, 1))


def _flat(name: str, value: Any, depth: int) -> Iterator[tuple[str, str]]:
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        yield name, str(value)
    elif isinstance(value, Mapping) and depth:
        for key, one in value.items():
            yield from _flat(f"{name}.{key}" if name else str(key), one, depth - 1)
