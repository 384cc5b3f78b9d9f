"""Tables as a spreadsheet copies them: a tab between two cells, a line a row."""

from weeknotes_site.content.markdown.slips.page import Page, shown

_MOST_CELLS = 8
_MARKS = "•●○◦▪▫■□‣⁃∙➢·o§"


def find_tabbed_tables(page: Page) -> None:
    """Warn about paragraphs whose lines all have the same number of tabs."""
    for passage in page.passages_with("\t"):
        rows = [line.rstrip().split("\t") for _, line in passage.lines()]
        columns = len(rows[0])
        if passage.kind != "paragraph" or len(rows) < 2 or columns < 2 or any(len(row) != columns for row in rows):
            continue
        if all(row[0].strip() in _MARKS or row[0].strip().rstrip(".)").isdigit() for row in rows):
            continue  # a list, of which another rule warns
        cells = " | ".join(shown(cell) for cell in rows[0][:_MOST_CELLS])
        under = " | ".join(["---"] * min(columns, _MOST_CELLS))
        message = "tabs make no table, so its cells run together"
        hint = f"write `| {cells} |`, under it `| {under} |`, then a row a line"
        start = next(passage.lines())[0]
        passage.warn("tabbed-table", start, start + len("\t".join(rows[0])), message, hint)
