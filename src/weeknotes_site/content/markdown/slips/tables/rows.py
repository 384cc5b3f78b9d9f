"""Rows of tables that are text below the table, or have more cells than its header."""

from weeknotes_site.content.markdown.slips.page import Page, empty_line_above, shown
from weeknotes_site.content.markdown.syntax.tables import split_cells


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
