"""Lists that are indented too little to be nested in the item above, and text directly below lists."""

from collections.abc import Sequence

from markdown_it.token import Token

from weeknotes_site.content.markdown.slips.page import Page, Passage, empty_line_above, indent_of, shown
from weeknotes_site.diagnostics import Edit, Fix
from weeknotes_site.regex import regex

_ITEM = regex(r"( {0,20})(?:[-*+]|\d{1,9}[.)]) {1,4}(?=\S)")
_MARK = regex(r"(?:[-*+]|\d{1,9}[.)]) {1,4}(?=\S)")
_STARTS_LIST = regex(r"(?:[-*+]|1[.)]) {1,4}(?=\S)")
_PARENT = regex(r" {0,20}(?:[-*+]|\d{1,9}[.)]) {1,4}")
_DEEP = regex(r"\n[ \t>]*(?: {4}|\t)(?:[-*+]|1[.)]) ")
_NUMBERED = regex(r"[ \t>]*\d{1,9}[.)] {1,4}")

_MIN_WIDTH = 60
"""Lines may be wrapped at this width or more."""


def find_flat_lists(page: Page) -> None:
    """Warn about items that are indented too little to be nested below the item above them."""
    if not page.types & {"ordered_list_open", "bullet_list_open"}:
        return
    lists: list[list[range]] = []
    for token in page.tokens:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            lists.append([])
        elif token.type == "list_item_open" and token.map:
            lists[-1].append(range(*token.map))
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            _warn_flat(page, lists.pop())


def _warn_flat(page: Page, items: Sequence[range]) -> None:
    """Warn about each run of items that are indented more than the first item of their list."""
    marks = [_ITEM.match(page.line(item[0])) for item in items]
    indents = [len(mark[1]) if mark else -1 for mark in marks]
    for at, (item, indent) in enumerate(zip(items, indents, strict=True)):
        parent = marks[at - 1] if at else None
        if not parent or not 0 <= indents[at - 1] == indents[0] < indent:
            continue
        run = next((end for end in range(at, len(items)) if indents[end] != indent), len(items))
        message = "this item is indented too little to be nested below the one above it"
        _warn_little(page, range(item[0], items[run - 1].stop), indent, parent.end(), message)


def find_deep_lists(page: Page) -> None:
    """Warn about items that are indented so far that they belong to the text above them."""
    if not _DEEP.search(page.body):
        return
    for passage in page.passages:
        lines = tuple(passage.lines()) if passage.kind == "paragraph" and "\n" in passage.written else ()
        above = ""
        for number, (_, text) in enumerate(lines):
            if number and _STARTS_LIST.match(text) and not _MARK.match(above) and _may_be_parent(passage, lines[0][1]):
                end = next((at for at in range(number, len(lines)) if not _MARK.match(lines[at][1])), len(lines))
                _warn_deep(page, passage, range(passage.first + number, passage.first + end))
            above = text


def _may_be_parent(passage: Passage, first: str) -> bool:
    """Return whether a paragraph is in a list item or introduces a list; others may be items with unknown bullets."""
    place = passage.place(0, 1)
    is_introduction = first[:1].isupper() and first.endswith(":") and "\t" not in first
    return is_introduction or bool(_PARENT.fullmatch(place.source[: place.column - 1].lstrip(" >")))


def _warn_deep(page: Page, passage: Passage, lines: range) -> None:
    text = page.line(lines[0])
    place = passage.place(0, 1)
    before = place.source[: place.column - 1]
    indent = len(before) if _PARENT.fullmatch(before) else 0
    message = "this is indented too far to start a list item, so it continues the line above"
    hint, fix = f"write `{' ' * indent}{shown(text)}`", None
    if ">" in before:
        hint = "indent it by fewer spaces"
    else:
        numbers = {page.findings.first_line + line: indent_of(page.line(line), " \t") for line in lines}
        fix = Fix(edits=tuple(Edit(one, 1, one, 1 + width, " " * indent) for one, width in numbers.items()))
    page.warn_line("list-not-nested", lines[0], 0, indent_of(text, " \t"), message, hint, lambda _: fix)


def find_lists_beside(page: Page) -> None:
    """Warn about indented lists directly after a numbered one."""
    if not page.types >= {"ordered_list_open", "bullet_list_open"}:
        return
    numbered: list[Token] = []
    item = -1
    closed: Token | None = None
    for token in page.tokens:
        if token.type == "ordered_list_open":
            numbered.append(token)
        elif token.type == "list_item_open" and token.map:
            item = token.map[0] if token.markup in (".", ")") else item
        if token.type == "bullet_list_open" and closed and closed.level == token.level and token.map:
            _warn(page, range(*token.map), item)
        closed = numbered.pop() if token.type == "ordered_list_close" and numbered else None


def find_text_below_lists(page: Page) -> None:
    """Warn about a paragraph at the margin right below a list item, unless the item may just be wrapped there."""
    if not page.types & {"ordered_list_open", "bullet_list_open"}:
        return
    items: list[int] = []
    for token in page.tokens:
        if token.type == "list_item_open":
            items.append(token.map[0] if token.map else -1)
        elif token.type == "list_item_close":
            items.pop()
        elif token.type == "paragraph_open" and items and token.map and token.map[0] == items[-1]:
            _warn_glued(page, range(*token.map))


def _warn_glued(page: Page, lines: range) -> None:
    for line in lines[1:]:
        text, above = page.line(line), page.line(line - 1)
        word = text.partition(" ")[0]
        may_be_wrapped = len(above) + len(word) >= _MIN_WIDTH
        if text.lstrip("*_")[:1].isupper() and not may_be_wrapped and not above.endswith(("  ", "\\")):
            if page.findings.has_at(line, "list-without-space"):
                return
            message = "this follows a list item without an empty line, so it becomes part of the item"
            hint = f"put an empty line above `{shown(text)}`, or indent it to keep it there"
            page.warn_whole_line("text-in-list", line, message, hint, empty_line_above)
            return


def _warn(page: Page, lines: range, item: int) -> None:
    indent = indent_of(page.line(lines[0]), " ")
    above = page.line(item)
    marked = _NUMBERED.match(above)
    if not indent or not marked or indent <= indent_of(above, " ") or indent >= marked.end():
        return
    message = "this list is indented too little to be part of the numbered item above, and ends its list"
    _warn_little(page, lines, indent, marked.end(), message)


def _warn_little(page: Page, lines: range, indent: int, width: int, message: str) -> None:
    """Warn about items whose indentation should be as wide as the mark of the item above them."""
    hint = f"indent it by {width} spaces: `{' ' * width}{shown(page.line(lines[0]))}`"
    fix = _indented(page, lines, width - indent)
    page.warn_line("list-not-nested", lines[0], 0, indent, message, hint, lambda _: fix)


def _indented(page: Page, lines: range, by: int) -> Fix | None:
    """Indent the lines of a list; None if any of them is indented with tabs."""
    written = {page.findings.first_line + line: page.line(line) for line in lines if page.line(line).strip()}
    if any("\t" in text[: indent_of(text)] for text in written.values()):
        return None
    return Fix(edits=tuple(Edit(number, 1, number, 1, " " * by) for number in written))
