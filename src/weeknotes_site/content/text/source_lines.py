"""Add source lines to diagnostics from the cache, which contains no text of files."""

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from weeknotes_site.content.files.opening import read_at_once
from weeknotes_site.content.text.source import MAX_FILE_BYTES, Source, decode
from weeknotes_site.diagnostics import Diagnostic, Problem


def add_source_lines(root: Path, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return diagnostics with missing source lines read from the Markdown files.

    A place without a column becomes the whole line.
    """
    sources: dict[str, Source] = {}
    complete = []
    for diagnostic in diagnostics:
        place = diagnostic.place
        if place.line and not place.source and place.path.endswith(".md"):
            if place.path not in sources:
                sources[place.path] = _read(root, place.path)
            line = sources[place.path].whole_line(place.line)
            place = replace(place, source=line.source) if place.column else line
            diagnostic = replace(diagnostic, place=place)
        complete.append(diagnostic)
    return tuple(complete)


def _read(root: Path, path: str) -> Source:
    try:
        return decode(path, read_at_once(root / path, MAX_FILE_BYTES))[0]
    except (OSError, Problem):
        return Source(path, "")
