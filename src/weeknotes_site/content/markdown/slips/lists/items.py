"""Where list items can start, and the bullets of word processors with the fix that converts them to Markdown."""

import re
from collections.abc import Callable, Sequence

from weeknotes_site.content.markdown.slips.page import Line
from weeknotes_site.content.text.source import Source
from weeknotes_site.diagnostics import Edit, Fix, Place
from weeknotes_site.regex import regex

BULLETS = "•●○◦▪▫■□‣⁃∙⦁➢▸►➤❖❑❒◆◇"
SYMBOLS = "\uf020-\uf0ff"
"""The range of a pattern for the characters of symbol fonts."""
LETTERS = "oØüvqnlw§"
"""Letters that bullets of a symbol font become when they are copied, with a tab after them."""
DASHES = "–—‐‑−"

_SECOND_LEVEL = "o○◦"
_MARK = regex(rf"[·・{BULLETS}{SYMBOLS}{LETTERS}{DASHES}]|(\d{{1,9}}[.)])")
_IS_SECOND = regex(r"[○◦]|o(?=[ \t\xa0])")
_ITEM = regex(rf"( {{0,10}})(?:[-*+·{BULLETS}{SYMBOLS}]|[{LETTERS}](?=\t)|(\d{{1,9}}[.)]))[ \t\xa0]")
_OPENS_BLOCK = regex(r"#(?:[#\s]|$)|`{3}|~{3}|[<>=|+-]|\*[ \t]|\d{1,9}[.)]|\[[^\[\]]{0,1000}\]:")
_ENDS_TEXT = (".", ":", "!", "?", "…", ";", ")", "*", "_", "\\", "。", "：", "！", "？")


def list_mark(source: Source, place: Place) -> Fix | None:
    """Replace the mark of a pasted list by Markdown's; the place is the mark and the spaces after it."""
    start, end = place.column - 1, place.column - 1 + place.length
    before, mark = place.source[:start], _MARK.fullmatch(place.source[start:end].strip())
    # The start of a block would open one in the list item.
    if not mark or before.strip(" \t\xa0") or _OPENS_BLOCK.match(place.source, end):
        return None
    indent = " " * _width_of_item_above(source, place.line) if mark[0] in _SECOND_LEVEL and not before else ""
    text = f"{mark[1]} " if mark[1] else f"{indent}- "
    return Fix(edits=(Edit(place.line, 1 if "\xa0" in before else place.column, place.line, end + 1, text),))


def _width_of_item_above(source: Source, line: int) -> int:
    """Return the indentation of a second-level item: that of the text of the item above it."""
    for number in range(line - 1, 0, -1):
        text = source.line(number)
        if _IS_SECOND.match(text):
            continue
        item = _ITEM.match(text)
        # An indented item is one of the second level that is mended already.
        return (len(item[1]) or (len(item[2]) + 1 if item[2] else 2)) if item else 0
    return 0


def starts_run(lines: Sequence[Line], number: int) -> bool:
    """Return whether a list can start on a line: it is the first, or the text above it has ended.

    A continued line may start with a dash, a number or a sign: `from Monday`, and on the next line `– Wednesday`.
    """
    return not number or lines[number - 1][1].rstrip().endswith(_ENDS_TEXT)


def find_items(
    lines: Sequence[Line], find_mark: Callable[[str], re.Match[str] | None]
) -> list[tuple[int, re.Match[str]]]:
    """Return each line with a mark that starts a run of such lines or continues it, as its number and the mark."""
    items: list[tuple[int, re.Match[str]]] = []
    for number, (_, line) in enumerate(lines):
        is_next = bool(items) and items[-1][0] == number - 1
        if (found := find_mark(line)) and (is_next or starts_run(lines, number)):
            items.append((number, found))
    return items
