"""Where lines with the mark of a list can be meant as items, rather than as text that was wrapped before the mark."""

import re
from collections.abc import Callable, Sequence

from weeknotes_site.content.markdown.slips.page import Line

_ENDS_TEXT = (".", ":", "!", "?", "…", ";", ")", "*", "_", "\\", "。", "：", "！", "？")


def starts_run(lines: Sequence[Line], number: int) -> bool:
    """Return whether a list can start on a line: it is the first, or the text above it is at an end.

    Text that goes on may do so with a dash, a number or a sign: `from Monday` and below it `– Wednesday`.
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
