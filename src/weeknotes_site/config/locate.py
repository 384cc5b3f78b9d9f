"""Locate the keys of a TOML file, which tomllib does not."""

import re
from collections.abc import Iterable, Iterator

from weeknotes_site.diagnostics import Place

_PART = re.compile(r"""\s*+("[^"]*+"|'[^']*+'|[^.\s"']++)""")
_TABLE = re.compile(r"\s*+\[++\s*+([^\[\]]++)\]")
_ENTRY = re.compile(r"""\s*+((?:"[^"]*+"|'[^']*+'|[\w-]++)(?:\s*+\.\s*+(?:"[^"]*+"|'[^']*+'|[\w-]++))*+)\s*+=""")


class Locator:
    """Finds the places of the keys in a file."""

    def __init__(self, path: str, lines: list[str]) -> None:
        self.path, self.lines = path, lines

    def key(self, dotted: str) -> Place:
        """Return the place of a key or table, or of the whole file if it is not found."""
        for key, place in find_keys(self.path, self.lines):
            if key == dotted or key.startswith(f"{dotted}."):
                return place
        return Place(path=self.path)


def find_keys(path: str, lines: Iterable[str]) -> Iterator[tuple[str, Place]]:
    """Yield each key and table with its place; names are whole, with dots, those of `[tool.weeknotes]` below it."""
    table = ""
    for number, line in enumerate(lines, 1):
        if found := _TABLE.match(line):
            key = table = _plain(found[1]).removeprefix("tool.weeknotes").removeprefix(".")
        elif found := _ENTRY.match(line):
            key = ".".join(filter(None, (table, _plain(found[1])))).removeprefix("tool.weeknotes.")
        else:
            continue
        yield key, Place(path=path, line=number, column=found.start(1) + 1, length=len(found[1].rstrip()), source=line)


def _plain(key: str) -> str:
    """Return a key without quotes and spaces around its parts."""
    return ".".join(part.strip("\"' ") for part in _PART.findall(key))
