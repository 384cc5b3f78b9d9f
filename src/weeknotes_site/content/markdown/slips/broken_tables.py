"""Lines between `|` that do not make a table, because the line below the header is missing or has too few cells."""

import re
from collections.abc import Sequence
from itertools import pairwise

from weeknotes_site.content.markdown.slips.page import Fixer, Page, Passage, empty_line_above, shown
from weeknotes_site.diagnostics import Edit, Fix, Place

_RULES = frozenset(" \t:|+=-")
_GRID = re.compile(r"\+(?:[-=]+\+)+[ \t]*$")
_PIPE = re.compile(r"(?<!\\)\|")
_MOST_CELLS = 50


def find_broken_tables(page: Page) -> None:
    """Warn about the first such table of each paragraph."""
    for passage in page.passages_with("|"):
        if passage.kind == "paragraph":
            lines = tuple(passage.lines())
            for (start, header), (next_start, below) in pairwise(lines):
                if _GRID.match(header) and below.startswith("|"):
                    _warn_grid(passage, start, header, below)
                    break
                if _is_row(header) and _is_row(below) and not _is_rule(header):
                    _warn(passage, (start, header), (next_start, below))
                    break


def _is_row(line: str) -> bool:
    return line.startswith("|") and not line.startswith("||") and len(_PIPE.findall(line)) > 1


def _is_rule(line: str) -> bool:
    """Return whether a line looks like the one below a header."""
    return "-" in line and _RULES.issuperset(line)


def _warn(passage: Passage, header: tuple[int, str], below: tuple[int, str]) -> None:
    row = _row_below(header[1])
    if _is_rule(below[1]) and _row_below(below[1]) == row:
        message = "this table directly below a list item is read as text of the item"
        hint = f"put an empty line above `{shown(header[1])}`"
        passage.warn("broken-table", header[0], header[0] + len(header[1].rstrip()), message, hint, empty_line_above)
        return
    start, line = header if not _is_rule(below[1]) else below
    if line is header[1]:
        message = f"a table needs `{row}` below its header, so these lines run together"
        hint, fix = f"write `{row}` below this line", _add_below(row)
    else:
        message = "this line must have as many cells as the header above it; these lines run together"
        hint, fix = f"write `{row}`", _write(row)
    passage.warn("broken-table", start, start + len(line.rstrip()), message, hint, fix)


def _warn_grid(passage: Passage, start: int, border: str, header: str) -> None:
    message = "a table drawn with `+` and `-` is shown as text"
    hint = f"delete this line, and write `{_row_below(header)}` below the header"
    passage.warn("broken-table", start, start + len(border.rstrip()), message, hint)


def _row_below(header: str) -> str:
    cells: Sequence[str] = _PIPE.split(header.strip().strip("|"))
    return f"| {' | '.join(['---'] * min(len(cells), _MOST_CELLS))} |"


def _add_below(row: str) -> Fixer:
    def fix(place: Place) -> Fix | None:
        before = place.source[: place.column - 1]
        end = len(place.source) + 1
        return None if before.strip() else Fix(edits=(Edit(place.line, end, place.line, end, f"\n{before}{row}"),))

    return fix


def _write(row: str) -> Fixer:
    def fix(place: Place) -> Fix | None:
        if place.source[: place.column - 1].strip():
            return None
        return Fix(edits=(Edit(place.line, place.column, place.line, place.column + place.length, row),))

    return fix
