"""A list indented too little to belong to the numbered item above it, so that it ends the numbering."""

import re

from markdown_it.token import Token

from weeknotes_site.content.markdown.slips.page import Page, shown
from weeknotes_site.diagnostics import Edit, Fix

_NUMBERED = re.compile(r"[ \t>]*\d{1,9}[.)] {1,4}")


def find_lists_beside(page: Page) -> None:
    """Warn about indented lists right behind a numbered one."""
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


def _warn(page: Page, lines: range, item: int) -> None:
    text = page.line(lines[0])
    indent = len(text) - len(text.lstrip(" "))
    above = page.line(item)
    marked = _NUMBERED.match(above)
    if not indent or not marked or indent <= len(above) - len(above.lstrip(" ")) or indent >= marked.end():
        return
    message = "this list is indented too little to be part of the numbered item above, and ends its list"
    hint = f"indent it by {marked.end()} spaces: `{' ' * marked.end()}{shown(text)}`"
    fix = _indented(page, lines, marked.end() - indent)
    page.warn_line("list-not-nested", lines[0], 0, indent, message, hint, lambda _: fix)


def _indented(page: Page, lines: range, by: int) -> Fix | None:
    """Indent the lines of a list; None if any of them is indented with tabs."""
    written = {page.findings.first_line + line: page.line(line) for line in lines if page.line(line).strip()}
    if any("\t" in text[: len(text) - len(text.lstrip())] for text in written.values()):
        return None
    return Fix(edits=tuple(Edit(number, 1, number, 1, " " * by) for number in written))
