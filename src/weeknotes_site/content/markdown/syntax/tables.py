"""Parse tables like the library, but keep extra cells and limit missing ones."""

from collections.abc import Sequence
from itertools import takewhile

from markdown_it.rules_block import StateBlock, table
from markdown_it.token import Token

from weeknotes_site.content.markdown.bounds import RefusedError
from weeknotes_site.regex import regex

MAX_MISSING_CELLS = 20_000
"""Maximum missing cells in a note's tables: 2 kB of Markdown can omit 60,000."""

_EMPTY = ("", "&nbsp;", "<br>")
_BETWEEN_CELLS = regex(r"(?<!\\)\|")


def read_table(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Parse a table; cells beyond its columns are added to the last one, while GFM would drop them.

    Raises RefusedError if too many cells are missing.
    """
    first = len(state.tokens)
    if not table(state, line, end, silent):
        return False
    if not silent:
        _keep_cells(state, line, first)
        _mark_empty_header(state.tokens[first:])
    return True


def _mark_empty_header(tokens: Sequence[Token]) -> None:
    """Hide a header without text, which GFM requires of tables that need none; else mark its empty cells."""
    header = list(takewhile(lambda token: token.type != "tbody_open", tokens))
    cells = [at for at, token in enumerate(header) if token.type == "th_open"]
    empty = [at for at in cells if header[at + 1].content.strip() in _EMPTY]
    for at in empty:
        header[at].meta["is_empty"] = header[at + 2].meta["is_empty"] = True
    if len(empty) == len(cells) and len(header) < len(tokens):
        for at in cells:
            header[at + 1].content, header[at + 1].children = "", []
        for token in header[1:]:
            token.hidden = token.type != "inline"


def _keep_cells(state: StateBlock, header: int, first: int) -> None:
    columns = len(_cells(state, header))
    cells: list[str] = []
    column = 0
    for token in state.tokens[first:]:
        if token.type == "tr_open" and token.map:
            cells = _cells(state, token.map[0])
            column = 0
            _count_missing(state, header, columns - len(cells))
        elif token.type == "inline":
            column += 1
            if column == columns < len(cells):
                token.content = " | ".join(cell.strip().replace("\\|", "|") for cell in cells[columns - 1 :])


def _count_missing(state: StateBlock, header: int, cells: int) -> None:
    missing = state.env["missing_cells"] = state.env.get("missing_cells", 0) + max(cells, 0)
    if missing > MAX_MISSING_CELLS:
        message = f"more than {MAX_MISSING_CELLS:,} cells are missing in tables"
        hint = "write as many cells in each row as the table has columns"
        raise RefusedError("note-too-large", header, message, hint)


def _cells(state: StateBlock, line: int) -> list[str]:
    return split_cells(state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]])


def split_cells(row: str) -> list[str]:
    cells = _BETWEEN_CELLS.split(row.strip())
    if cells and not cells[0]:
        del cells[0]
    if cells and not cells[-1]:
        del cells[-1]
    return cells
