"""Rows that do not make a table, empty lines within one, and rows that are text or have too many cells."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from weeknotes_site.content.markdown.slips.page import Fixer, Line, Page, Passage, empty_line_above, instead, shown
from weeknotes_site.content.markdown.syntax.tables import split_cells
from weeknotes_site.diagnostics import Edit, Fix, Place
from weeknotes_site.regex import regex

_ODD_PIPES = "｜│┃∣¦"
_PLAIN = str.maketrans(_ODD_PIPES, "|" * len(_ODD_PIPES))
_RULE = frozenset(" \t:|-")
# Word writes dashes for hyphens; `+` is Org's.
_LIKE_RULE = _RULE | frozenset("+=_–—―─−‐‑")
_DASHES = _LIKE_RULE - frozenset(" \t:|+")
_GRID = regex(r"\+(?:[-=]+\+)+[ \t]*$")
_PIPE = regex(r"(?<!\\)\|")
_ODD_PIPE = regex(f"[{_ODD_PIPES}]")
_MOST_CELLS = 50
_MOST_SIGNS = 500


def find_broken_tables(page: Page) -> None:
    """Warn about the first rows of each paragraph that make no table, and about rows below an empty line in one."""
    passages = page.paragraphs_with("|", *_ODD_PIPES)
    torn = frozenset(_warn_torn(page, passages))
    for passage in passages:
        if passage.first not in torn:
            _warn_first(passage)


def _warn_first(passage: Passage) -> None:
    for header, below in pairwise(passage.lines()):
        if _GRID.match(header[1]) and below[1].startswith("|"):
            _warn_grid(passage, header, below[1])
            return
        if _is_row(header[1].translate(_PLAIN)) and _is_row(below[1].translate(_PLAIN)):
            if _ODD_PIPE.search(header[1] + below[1]):
                _warn_odd_pipes(passage, header)
                return
            if not _is_rule(header[1]):
                _warn(passage, header, below)
                return


def _is_row(line: str) -> bool:
    if not line.startswith("|") or line.startswith("||") or len(_PIPE.findall(line)) < 2:
        return False
    # Mathematics has `|x|` at the start of a line.
    return line[1:2].isspace() or line.rstrip().endswith("|") or _is_rule(line)


def _is_rule(line: str) -> bool:
    """Return whether a line looks like the one below a header."""
    return _LIKE_RULE.issuperset(line) and not _DASHES.isdisjoint(line)


def _warn(passage: Passage, header: Line, below: Line) -> None:
    row = _row_below(header[1])
    if not _is_rule(below[1]):
        message = f"a table needs `{row}` below its header, so these lines run together"
        _warn_line(passage, header, message, f"write `{row}` below this line", _add_below(row))
    elif _count(below[1]) > _count(header[1]):
        missing = " |" * (min(_count(below[1]), _MOST_CELLS) - _count(header[1]))
        message = "the header has fewer cells than the line below it, so these lines run together"
        _warn_line(passage, header, message, f"add its other cells: `{shown(header[1])}{missing}`")
    elif _row_below(below[1]) != row:
        message = "this line must have as many cells as the header above it; these lines run together"
        _warn_line(passage, below, message, f"write `{row}`", _at_start(row))
    elif not _RULE.issuperset(below[1]):
        message = "the line below a header must be made of hyphens; these lines run together"
        _warn_line(passage, below, message, f"write `{row}`", _at_start(row))
    elif not header[0]:
        message = "the lines of this table are indented differently, so they run together"
        _warn_line(passage, header, message, f"indent them all as this one: `{shown(header[1])}`")
    else:
        message = "this table directly below a list item is read as text of the item"
        _warn_line(passage, header, message, f"put an empty line above `{shown(header[1])}`", empty_line_above)


def _warn_line(passage: Passage, line: Line, message: str, hint: str, fix: Fixer | None = None) -> None:
    passage.warn("broken-table", line[0], line[0] + len(line[1].rstrip()), message, hint, fix)


def _warn_grid(passage: Passage, border: Line, header: str) -> None:
    message = "a table drawn with `+` and `-` is shown as text"
    _warn_line(passage, border, message, f"delete this line, and write `{_row_below(header)}` below the header")


def _warn_odd_pipes(passage: Passage, header: Line) -> None:
    """Warn about a table that is drawn with signs like `|`; the fix replaces all of them."""
    lines = [(start, line) for start, line in passage.lines() if line.translate(_PLAIN).startswith("|")]
    signs = [(start + found.start(), found[0]) for start, line in lines for found in _ODD_PIPE.finditer(line)]

    def fix(_: Place) -> Fix | None:
        if len(signs) > _MOST_SIGNS:
            return None
        places = (passage.place(start, start + 1) for start, _ in signs)
        return Fix(edits=tuple(Edit(at.line, at.column, at.line, at.column + 1, "|") for at in places))

    message = f"`{signs[0][1]}` does not separate the cells of a table, so these lines run together"
    _warn_line(passage, header, message, f"write `{shown(header[1].translate(_PLAIN))}`", fix)


def _count(row: str) -> int:
    return len(_PIPE.split(row.strip(" \t>").strip("|")))


def _row_below(header: str) -> str:
    return f"| {' | '.join(['---'] * min(_count(header), _MOST_CELLS))} |"


def _add_below(row: str) -> Fixer:
    def fix(place: Place) -> Fix | None:
        before = place.source[: place.column - 1]
        end = len(place.source) + 1
        return None if before.strip() else Fix(edits=(Edit(place.line, end, place.line, end, f"\n{before}{row}"),))

    return fix


def _at_start(row: str) -> Fixer:
    return lambda place: None if place.source[: place.column - 1].strip() else instead(row)(place)


class _Rows(Struct, frozen=True):
    """A table, or a paragraph whose first line is a row."""

    lines: Sequence[int]
    """Its first line, and the one after its last."""
    written: str
    """Its first line."""
    has_rule: bool
    passage: Passage | None = None
    """None for a table, also one whose line below the header is wrong."""

    @property
    def shape(self) -> tuple[str, int]:
        """The text before the row on its first line, such as the mark of a quote, and the number of its cells."""
        return self.written.partition("|")[0], _count(self.written)


def _warn_torn(page: Page, passages: Sequence[Passage]) -> Iterator[int]:
    """Warn about rows below an empty line in their table, and yield the first line of each such paragraph."""
    paragraphs = {passage.first: passage for passage in passages if _is_row(next(passage.lines())[1])}
    has_rule = False
    for above, rows in pairwise(_find_rows(page, paragraphs) if paragraphs else ()):
        has_rule = has_rule or above.has_rule
        gap = [page.line(line) for line in range(above.lines[1], rows.lines[0])]
        is_near = gap and not any(line.strip(" \t>") for line in gap) and above.shape == rows.shape
        if rows.passage and is_near and (has_rule or _is_rule(next(rows.passage.lines())[1])):
            yield rows.lines[0]
            has_rule = True
            _warn_gap(rows.passage, len(gap))
        else:
            has_rule = False


def _find_rows(page: Page, paragraphs: Mapping[int, Passage]) -> Iterator[_Rows]:
    for token in page.tokens:
        if token.type == "table_open" and token.map:
            yield _Rows(token.map, page.line(token.map[0]), True)
        elif token.type == "inline" and token.map and (passage := paragraphs.get(token.map[0])):
            lines = [line for _, line in passage.lines()]
            # One that has a header of its own is another table.
            has_header = len(lines) > 1 and _is_rule(lines[1]) and not _is_rule(lines[0])
            has_rule = any(map(_is_rule, lines))
            yield _Rows(token.map, page.line(token.map[0]), has_rule, None if has_header else passage)


def _warn_gap(passage: Passage, gap: int) -> None:
    start, line = next(passage.lines())
    message = "an empty line separates this row from its table, so it is shown as text"

    def fix(place: Place) -> Fix:
        return Fix(edits=(Edit(place.line - gap, 1, place.line, 1),))

    _warn_line(passage, (start, line), message, "delete the empty line above it", fix)


def find_odd_rows(page: Page) -> None:
    """Warn about the first row of each table without a `|`, and the first with too many cells."""
    if "tbody_open" not in page.types:
        return
    told: set[str] = set()
    columns = 0
    in_body = False
    for token in page.tokens:
        if token.type in ("table_open", "tbody_open"):
            in_body = token.type == "tbody_open"
            told.clear()
            columns = columns if in_body else 0
        elif token.type == "th_open":
            columns += 1
        elif token.type == "tr_open" and in_body and token.map:
            text = page.line(token.map[0])
            if "|" not in text and "text" not in told:
                told.add("text")
                message = "this follows the table without an empty line, so it becomes a row"
                hint = f"put an empty line above `{shown(text)}`"
                page.warn_whole_line("text-in-table", token.map[0], message, hint, empty_line_above)
            elif "cells" not in told and _has_spare(text, columns):
                told.add("cells")
                message = f"this row has more cells than the header, so the last ones are all in column {columns}"
                hint = "add the missing cells to the header, or write `\\|` for a `|` in the text"
                page.warn_whole_line("broken-table", token.map[0], message, hint)


def _has_spare(text: str, columns: int) -> bool:
    """Return whether a row has cells without a column; one in code is reported as such."""
    return "`" not in text and any(cell.strip() for cell in split_cells(text.strip(" \t>"))[columns:])
