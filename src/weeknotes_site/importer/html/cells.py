"""Tables: take apart templates and layout, fill in merged cells, and join the blocks of a cell with `<br>`."""

from copy import copy

from bs4 import Tag

from weeknotes_site.importer.html.filled_in import sections_of
from weeknotes_site.importer.html.tags import HEADINGS, following, new_tag, own_parts

_PARTS = ("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", *HEADINGS)

_MAX_SPAN, _MAX_ADDED, _MAX_COLUMNS = 1_000, 2_000, 200
"""Browsers read no wider span; no table that people write needs more cells or columns filled in."""


def tidy_table(table: Tag) -> None:
    """Unwrap a table of a single cell, or one that contains another table or a block of code, because it is layout."""
    if sections_of(table):
        return
    cells = own_parts(table, ["td", "th"])
    if len(cells) > 1 and not table.find(["table", "pre"]):
        _fill_merged(table)
        for cell in cells:
            _keep_on_one_line(cell)
        return
    for tag in own_parts(table, ["tbody", "thead", "tfoot", "tr", "colgroup"]):
        tag.unwrap()
    for cell in cells:
        cell.name = "div"
    table.name = "div"


def _fill_merged(table: Tag) -> None:
    """Put an empty cell below each cell that spans rows, so that those after it keep their columns."""
    below: dict[int, int] = {}  # by column, how many more rows a cell above reaches into
    group, added, blank = None, 0, new_tag("td")
    for row in own_parts(table, ["tr"]):
        if row.parent is not group:
            group, below = row.parent, {}  # no cell reaches out of its `<thead>` or `<tbody>`
        column, width_above = 0, max(below, default=0)
        spans: dict[int, int] = {}
        for cell in [*row.find_all(["td", "th"], recursive=False), None]:
            while added <= _MAX_ADDED and (below.get(column) or (cell is None and column < width_above)):
                added += 1
                empty = copy(blank)
                row.append(empty) if cell is None else cell.insert_before(empty)
                column += 1
            if cell is None:
                break
            height = _span(cell, "rowspan")
            width = max(min(_span(cell, "colspan"), _MAX_COLUMNS - column), 1)
            if "colspan" in cell.attrs:
                cell["colspan"] = str(width)
            reached = range(column, min(column + width, _MAX_COLUMNS))
            spans |= dict.fromkeys(reached, height) if height > 1 else {}
            column += width
        below = {at: rows - 1 for at, rows in (*below.items(), *spans.items()) if rows > 1}


def _span(cell: Tag, name: str) -> int:
    written = str(cell.get(name) or "1").strip()
    number = int(written) if written.isascii() and written.isdecimal() and len(written) < 6 else 1
    return min(number or (_MAX_SPAN if name == "rowspan" else 1), _MAX_SPAN)  # `rowspan="0"` reaches to the end


def _keep_on_one_line(cell: Tag) -> None:
    for part in cell.find_all(_PARTS):
        if part.name in ("ul", "ol", "dl") or not part.get_text().strip():
            part.unwrap()
            continue
        if _has_text_before(part, cell):
            part.insert_before(new_tag("br"))
        part.append(new_tag("br"))
        part.unwrap()
    for br in cell.find_all("br"):
        if not _has_text_before(br, cell) or not _has_text_after(br, cell):
            br.decompose()
    for br in cell.find_all("br"):
        after = following(br)
        if isinstance(after, Tag) and after.name == "br":
            br.decompose()


def _has_text_before(tag: Tag, cell: Tag) -> bool:
    return any(text.strip() and cell in text.parents for text in tag.find_all_previous(string=True, limit=50))


def _has_text_after(tag: Tag, cell: Tag) -> bool:
    inside = set(map(id, tag.find_all(string=True)))
    return any(
        text.strip() and id(text) not in inside and cell in text.parents
        for text in tag.find_all_next(string=True, limit=50)
    )
