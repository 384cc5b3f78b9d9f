"""Convert tables that pandoc draws with dashes or as a grid to tables with pipes."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from weeknotes_site.importer.text.fences import in_containers, split_fences
from weeknotes_site.importer.text.markdown import pipe_table

_COLUMNS = re.compile(r"[ \t]{0,12}-{2,200}(?:[ \t]{1,20}-{2,200}){1,40}[ \t]*")
_LINE = re.compile(r"[ \t]{0,12}-{10,2000}[ \t]*")
_GRID = re.compile(r"[ \t]{0,12}\+(?:[-=:]{1,500}\+){1,40}[ \t]*")
_DASHES = re.compile(r"-+")
_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)])[ \t]")
_CAPTION = re.compile(r"[ \t]{0,12}(?::|Table:)[ \t]{1,5}(\S[^\n]{0,500})")
_MOST_LINES = 500

_Row = list[list[str]]
"""The lines of each cell."""


def with_pipe_tables(text: str) -> str:
    """Return text whose tables everyone reads; those with cells over several columns become blocks of code."""
    if "--" not in text:
        return text
    return "".join(part if is_code else "\n".join(_converted(part.split("\n"))) for is_code, part in split_fences(text))


def _converted(lines: Sequence[str]) -> Iterator[str]:
    belongs = in_containers(lines)
    at = 0
    while at < len(lines):
        read = _grid if _GRID.fullmatch(lines[at]) else _dashed
        # a table of pipes would leave its list item
        table, stop = read(lines, at) if not belongs[at] else ([], at)
        if not table:
            stop = max(stop, at + 1)
            yield from lines[at:stop]
            at = stop
            continue
        yield from table
        at = stop
        below = at + 1 if at < len(lines) and not lines[at].strip() else at
        if below < len(lines) and (caption := _CAPTION.fullmatch(lines[below])):
            yield from ("", caption[1])
            at = below + 1


def _grid(lines: Sequence[str], start: int) -> tuple[list[str], int]:
    stop = next((at for at in range(start, len(lines)) if lines[at].lstrip()[:1] not in ("+", "|")), len(lines))
    table = [_spaced(line.rstrip()) for line in lines[start:stop]]
    edges = [at for at, char in enumerate(table[0]) if char == "+"]
    borders = [at for at, line in enumerate(table) if line.lstrip().startswith("+")]
    if len(borders) < 2 or borders[-1] != len(table) - 1:
        return [], stop
    inner = [line for at, line in enumerate(table) if at not in borders]
    if any(line[edge : edge + 1] != "|" for line in inner for edge in edges):
        return ["```", *(line.replace("\0", "") for line in table), "```"], stop
    rows: list[_Row] = []
    for first, last in pairwise(borders):
        within = table[first + 1 : last]
        rows.append([[line[a + 1 : b].replace("\0", "").strip() for line in within] for a, b in pairwise(edges)])
    has_head = any("=" in table[at] for at in borders[1:2])
    return _piped(rows if has_head else [[[""]] * (len(edges) - 1), *rows]), stop


def _dashed(lines: Sequence[str], at: int) -> tuple[list[str], int]:
    """Return a table with columns of dashes: simple, or of several lines between lines of dashes."""
    line = lines[at]
    if _LINE.fullmatch(line):
        found = range(at + 1, min(at + 8, len(lines)))
        ruler = next((one for one in found if _COLUMNS.fullmatch(lines[one])), -1)
        end = _end(lines, ruler + 1, _LINE) if ruler > at + 1 else -1
        if end < 0 or any(not one.strip() for one in lines[at + 1 : ruler]):
            return [], at
        cells = _cut(lines[ruler], [lines[at + 1 : ruler], *_groups(lines[ruler + 1 : end])])
        return (_piped(cells), end + 1) if cells else ([], at)
    if _COLUMNS.fullmatch(line):
        return _between(lines, at)
    if line.strip() and at + 1 < len(lines) and _COLUMNS.fullmatch(lines[at + 1]):
        end = next((one for one in range(at + 2, len(lines)) if not lines[one].strip()), len(lines))
        rows = [one for one in lines[at + 2 : end] if not _COLUMNS.fullmatch(one)]
        cells = _cut(lines[at + 1], [[line], *([one] for one in rows)]) if rows else []
        # a paragraph that is not a table is skipped, so that it is read once
        return (_piped(cells) if cells else [], end)
    return [], at


def _between(lines: Sequence[str], at: int) -> tuple[list[str], int]:
    """Return a table between two lines of dashes, without a head, or with one between the first two of three."""
    end = _end(lines, at + 1, _COLUMNS)
    if end < 0:
        return [], at
    before = at
    head: list[list[str]] = []
    if lines[end + 1 : end + 2] not in ([], [""]) and (last := _end(lines, end + 1, _COLUMNS)) > 0:
        head, at, end = [list(lines[at + 1 : end])], end, last
    within = lines[at + 1 : end]
    groups = _groups(within) if any(not one.strip() for one in within) else [[one] for one in within]
    empty: list[_Row] = [] if head else [[[""]] * len(_DASHES.findall(lines[at]))]
    cells = _cut(lines[at], [*head, *groups])
    return (_piped([*empty, *cells]), end + 1) if cells else ([], before)


def _end(lines: Sequence[str], start: int, closing: re.Pattern[str]) -> int:
    """Return the line that closes a table; -1 if there is none near."""
    near = range(start, min(start + _MOST_LINES, len(lines)))
    return next((at for at in near if closing.fullmatch(lines[at])), -1)


def _groups(lines: Iterable[str]) -> list[list[str]]:
    """Return the lines between blank ones."""
    groups: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [one for one in groups if one]


def _cut(ruler: str, rows: Iterable[Sequence[str]]) -> list[_Row]:
    """Cut rows into cells at the columns of a line of dashes; empty if that cuts through words, as in prose."""
    starts = [match.start() for match in _DASHES.finditer(ruler)]
    ends = [*starts[1:], None]
    rows = [[_spaced(line.expandtabs(4)) for line in row] for row in rows]
    if any(
        line[at - 1 : at].strip(" \0") or line[at : at + 1] == "\0" for row in rows for line in row for at in starts[1:]
    ):
        return []
    starts[0] = 0
    columns = list(zip(starts, ends, strict=True))
    return [[[line[a:b].replace("\0", "").strip() for line in row] for a, b in columns] for row in rows]


def _spaced(line: str) -> str:
    """Return a line with a filler behind each letter that is two columns wide."""
    if line.isascii():
        return line
    return "".join(f"{one}\0" if unicodedata.east_asian_width(one) in "WF" else one for one in line)


def _piped(rows: Sequence[_Row]) -> list[str]:
    return pipe_table([[_cell(cell) for cell in row] for row in rows])


def _cell(lines: Sequence[str]) -> str:
    """Return a cell on one line, with breaks before items and where a paragraph ends."""
    text = ""
    for at, line in enumerate(lines):
        is_new = bool(text) and (not lines[at - 1] or _ITEM.match(line))
        text += f"{'<br>' if is_new else ' '}{line}" if line else ""
    return text.strip().replace("|", "\\|")
