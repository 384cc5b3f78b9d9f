"""The lines that diagnostics point at, for those made from facts in the cache, which holds no text of files."""

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from weeknotes_site.content.source import MAX_FILE_BYTES, Source, decode
from weeknotes_site.content.tree import read_at_once
from weeknotes_site.diagnostics import Diagnostic, Problem


def add_source_lines(root: Path, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return diagnostics with the text of their lines, read again from the Markdown files where it is missing.

    A place without a column is the whole line.
    """
    sources: dict[str, Source] = {}
    complete = []
    for one in diagnostics:
        place = one.place
        if place.line and not place.source and place.path.endswith(".md"):
            if place.path not in sources:
                sources[place.path] = _read(root, place.path)
            source = sources[place.path]
            line = source.whole_line(place.line)
            complete_place = replace(place, source=line.source) if place.column else line
            one = replace(one, place=complete_place)
        complete.append(one)
    return tuple(complete)


def _read(root: Path, path: str) -> Source:
    try:
        return decode(path, read_at_once(root / path, MAX_FILE_BYTES))[0]
    except (OSError, Problem):
        return Source(path, "")
