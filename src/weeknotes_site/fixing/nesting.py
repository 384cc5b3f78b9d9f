"""Check that a change of heading levels keeps a file's title, and which heading is below which."""

from collections.abc import Iterable, Iterator

from weeknotes_site.content.reading import Reading, parse_file


def keeps_nesting(reading: Reading, path: str, before: bytes, after: bytes) -> bool:
    """Return whether two versions of a file have the same title and the same nesting of headings.

    A heading raised to `#` at the top of a note could become its title, and one raised to `##` could change what a
    single `#` counts as.
    """
    return _outline(reading, path, before) == _outline(reading, path, after)


def _outline(reading: Reading, path: str, raw: bytes) -> tuple[str, tuple[int, ...]]:
    outline = parse_file(reading, path, raw)[0].outline
    if outline is None:
        return "", ()
    return outline.title, tuple(_parents(heading.level for heading in outline.headings))


def _parents(levels: Iterable[int]) -> Iterator[int]:
    """Yield the index of the heading above each heading, or -1."""
    above = [(0, -1)]
    for index, level in enumerate(levels):
        while above[-1][0] >= level:
            above.pop()
        yield above[-1][1]
        above.append((level, index))
