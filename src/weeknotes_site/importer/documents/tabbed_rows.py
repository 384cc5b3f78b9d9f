"""Tables saved as plain text: one row per line, tabs between the cells."""

from collections.abc import Sequence

from weeknotes_site.importer.text.escapes import escape_but_addresses


def is_row(line: str) -> bool:
    """Return whether tabs split a line into columns, of which two or more have words."""
    return "\t" in line and sum(map(bool, map(str.strip, line.split("\t")))) > 1


def as_table(lines: Sequence[str]) -> str:
    """Return lines as a table, the first as its header; empty if they do not have the same columns."""
    rows = [line.split("\t") for line in lines]
    columns = len(rows[0])
    if len(rows) < 2 or columns < 2 or any(len(row) != columns for row in rows):
        return ""
    head, *rest = (f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows)
    return "\n".join([head, f"|{' --- |' * columns}", *rest])


def _cell(text: str) -> str:
    return escape_but_addresses(text.strip()).replace("|", "\\|")
