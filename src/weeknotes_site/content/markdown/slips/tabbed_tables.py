"""Tables as spreadsheets copy them: a tab or many spaces between cells, and one line per row."""

from collections.abc import Sequence

from weeknotes_site.content.markdown.slips.lists.items import LETTERS
from weeknotes_site.content.markdown.slips.page import Fixer, Page, Passage, indent_of, shown
from weeknotes_site.diagnostics import Edit, Fix, Place
from weeknotes_site.regex import regex

_MOST_CELLS = 8
_MARK = regex(r"(?:[^\w\s]|o|\d{1,9}[.)]?|\(?(?:[a-z]|[ivx]{1,4})[.)])")
_GAP = regex(r"(?<! ) {3,}(?=\S)")
_BARE_PIPE = regex(r"(?<!\\)\|")


def find_tabbed_tables(page: Page) -> None:
    """Warn about paragraphs whose lines all have the same number of tabs or gaps."""
    for passage in page.paragraphs_with("\t", "   "):
        rows = [_cells(line.rstrip()) for _, line in passage.lines()]
        columns = len(rows[0])
        if len(rows) < 2 or columns < 2 or any(len(row) != columns for row in rows):
            continue
        if _is_list([row[0].strip() for row in rows]):
            continue  # another rule warns about it
        start = next(passage.lines())[0]
        header = passage.written[start:].partition("\n")[0].rstrip()
        cells = " | ".join(map(shown, _cells(header)[:_MOST_CELLS]))
        under = " | ".join(["---"] * min(columns, _MOST_CELLS))
        gap = "tabs" if "\t" in passage.written else "spaces"
        message = f"{gap} do not make a table, so the cells run together"
        hint = f"write `| {cells} |`, under it `| {under} |`, then one row per line"
        passage.warn("tabbed-table", start, start + len(header), message, hint, _as_table(passage, columns))


def _is_list(firsts: Sequence[str]) -> bool:
    """Return whether the first cells of all rows are marks of list items."""
    return all(map(_MARK.fullmatch, firsts)) or (firsts[0] in tuple(LETTERS) and len(set(firsts)) == 1)


def _cells(line: str) -> list[str]:
    """Return the cells of a line, separated by tabs or, without any, by at least three spaces."""
    return line.split("\t") if "\t" in line else _GAP.split(line)


def _as_table(passage: Passage, columns: int) -> Fixer:
    """Return a fixer that writes a passage as a table; its first row becomes the header."""

    def fix(place: Place) -> Fix | None:
        edits = []
        for number, row in enumerate(passage.written.split("\n"), place.line):
            text = passage.findings.source.line(number)
            # In a quote or list item, a table would have to be indented; a tab may also be in code.
            if text.strip() != row.strip() or len(_cells(row.strip())) != columns:
                return None
            cells = [_BARE_PIPE.sub(r"\|", cell.strip()) for cell in _cells(row.strip())]
            under = f"\n| {' | '.join('---' for _ in cells)} |" if number == place.line else ""
            start = indent_of(text) + 1
            edits.append(Edit(number, start, number, len(text) + 1, f"| {' | '.join(cells)} |{under}"))
        return Fix(edits=tuple(edits))

    return fix
