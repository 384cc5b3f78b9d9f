"""Filled-in templates as tables: labels in the first column, lists and paragraphs in the second."""

from bs4 import Tag

from weeknotes_site.importer.html.tags import HEADINGS, line_of, new_tag, own_parts

_LISTS = ["ul", "ol", "table", "pre", "blockquote", *HEADINGS]
_NO_LABEL = ["ul", "ol", "table", "pre", "img"]
_MAX_LABEL = 80
_LEAST_ROWS = 2


def sections_of(table: Tag) -> bool:
    """Convert such a table to headings with their texts, in place; return False for other tables."""
    rows = [row.find_all(["td", "th"], recursive=False) for row in own_parts(table, ["tr"])]
    pairs = [row for row in rows if len(row) != 1]
    if (
        len(pairs) < _LEAST_ROWS
        or not all(map(_is_pair, pairs))
        or sum(_has_blocks(row[1]) for row in pairs) * 2 < len(pairs)
    ):
        return False
    above = table.find_previous(HEADINGS)
    level = f"h{min(int(above.name[1]) + 1, len(HEADINGS))}" if isinstance(above, Tag) else "h2"
    for row in rows:
        for cell in row:
            cell.name = "div"
        if len(row) > 1 and (label := line_of(row[0])):
            row[0].replace_with(new_tag(level, label))
    for tag in own_parts(table, ["tbody", "thead", "tfoot", "tr", "colgroup"]):
        tag.unwrap()
    table.name = "div"
    return True


def _is_pair(row: list[Tag]) -> bool:
    """Return whether a row has a label and its text, rather than two column headers."""
    if len(row) != 2 or row[1].name == "th" or any(cell.get("rowspan", "1") != "1" for cell in row):
        return False
    return len(line_of(row[0])) <= _MAX_LABEL and not row[0].find(_NO_LABEL)


def _has_blocks(cell: Tag) -> bool:
    paragraphs = [one for one in cell.find_all(["p", "div"], recursive=False) if line_of(one)]
    return cell.find(_LISTS) is not None or len(paragraphs) > 1
