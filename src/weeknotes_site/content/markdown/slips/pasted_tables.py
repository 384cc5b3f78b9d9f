"""Tables as a spreadsheet copies them: a tab between two cells, a line a row."""

import re

from weeknotes_site.content.markdown.slips.page import Fixer, Page, Passage, shown
from weeknotes_site.diagnostics import Edit, Fix, Place

_MOST_CELLS = 8
_MARKS = "•●○◦▪▫■□‣⁃∙➢·o§"
_BARE_PIPE = re.compile(r"(?<!\\)\|")


def find_tabbed_tables(page: Page) -> None:
    """Warn about paragraphs whose lines all have the same number of tabs."""
    for passage in page.passages_with("\t"):
        rows = [line.rstrip().split("\t") for _, line in passage.lines()]
        columns = len(rows[0])
        if passage.kind != "paragraph" or len(rows) < 2 or columns < 2 or any(len(row) != columns for row in rows):
            continue
        if all(row[0].strip() in _MARKS or row[0].strip().rstrip(".)").isdigit() for row in rows):
            continue  # a list, of which another rule warns
        start = next(passage.lines())[0]
        header = passage.written[start:].partition("\n")[0].split("\t")
        cells = " | ".join(map(shown, header[:_MOST_CELLS]))
        under = " | ".join(["---"] * min(columns, _MOST_CELLS))
        message = "tabs do not make a table, so the cells run together"
        hint = f"write `| {cells} |`, under it `| {under} |`, then a row a line"
        passage.warn("tabbed-table", start, start + len("\t".join(rows[0])), message, hint, _as_table(passage, columns))


def _as_table(passage: Passage, columns: int) -> Fixer:
    """Return a fixer that writes a passage as a table; its first row becomes the header."""

    def fix(place: Place) -> Fix | None:
        edits = []
        for number, row in enumerate(passage.written.split("\n"), place.line):
            text = passage.findings.source.line(number)
            # Behind the mark of a quote or list item a table would have to be indented; a tab may also stand in code.
            if text.strip() != row.strip() or row.strip().count("\t") != columns - 1:
                return None
            cells = [_BARE_PIPE.sub(r"\|", cell.strip()) for cell in row.strip().split("\t")]
            under = f"\n| {' | '.join('---' for _ in cells)} |" if number == place.line else ""
            start = len(text) - len(text.lstrip()) + 1
            edits.append(Edit(number, start, number, len(text) + 1, f"| {' | '.join(cells)} |{under}"))
        return Fix(edits=tuple(edits))

    return fix
