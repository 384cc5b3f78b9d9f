"""Tables: unwrap those used for layout, and join the blocks of a cell with `<br>`."""

from bs4 import BeautifulSoup, Tag

_PARTS = ("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6")


def tidy_table(table: Tag) -> None:
    """Unwrap a table of a single cell, or one that contains another table or a block of code, because it is layout."""
    cells = _own(table, ["td", "th"])
    if len(cells) > 1 and not table.find(["table", "pre"]):
        for cell in cells:
            _keep_on_one_line(cell)
        return
    for tag in _own(table, ["tbody", "thead", "tfoot", "tr", "colgroup"]):
        tag.unwrap()
    for cell in cells:
        cell.name = "div"
    table.name = "div"


def _own(table: Tag, names: list[str]) -> list[Tag]:
    """Return the parts of a table that are not those of a table within it."""
    return [tag for tag in table.find_all(names) if tag.find_parent("table") is table]


def _keep_on_one_line(cell: Tag) -> None:
    for part in cell.find_all(_PARTS):
        if part.name in ("ul", "ol", "dl") or not part.get_text().strip():
            part.unwrap()
            continue
        if _has_text_before(part, cell):
            part.insert_before(_break())
        part.append(_break())
        part.unwrap()
    for br in cell.find_all("br"):
        if not _has_text_before(br, cell) or not _has_text_after(br, cell):
            br.decompose()
    for br in cell.find_all("br"):
        following = br.next_sibling
        while following is not None and not isinstance(following, Tag) and not str(following).strip():
            following = following.next_sibling
        if isinstance(following, Tag) and following.name == "br":
            br.decompose()


def _break() -> Tag:
    return BeautifulSoup("", "lxml").new_tag("br")


def _has_text_before(tag: Tag, cell: Tag) -> bool:
    return any(text.strip() and cell in text.parents for text in tag.find_all_previous(string=True, limit=50))


def _has_text_after(tag: Tag, cell: Tag) -> bool:
    inside = set(map(id, tag.find_all(string=True)))
    return any(
        text.strip() and id(text) not in inside and cell in text.parents
        for text in tag.find_all_next(string=True, limit=50)
    )
