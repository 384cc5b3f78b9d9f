"""Indented lines of Markdown: code, or what belongs to a list item, a note or a box."""

import re
from collections.abc import Callable, Sequence

_CONTAINER = re.compile(
    r" {0,3}(?:(?:[-*+\u2022]|\(?(?:\d{1,9}|[A-Za-z#@]|[ivxIVX]{1,5})[.)]|:|~)[ \t]|\[\^[^\]\n]{1,100}\]:"
    r"|!!!|\?\?\?|===|<[A-Za-z]|\{%|\{\{)"
)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HELD = re.compile("\ue004(\\d+)\ue005")


def outside_indented(text: str, change: Callable[[str], str]) -> str:
    """Change what is not in an indented block of code."""
    if "\n    " not in f"\n{text}" and "\t" not in text:
        return change(text)
    lines = text.replace("\ue004", "").replace("\ue005", "").split("\n")
    belongs = in_containers(lines)
    held: list[str] = []
    written: list[str] = []
    fence, is_code = "", False
    for at, line in enumerate(lines):
        if mark := _FENCE.match(line):
            if not fence:
                fence = mark[1]
            elif mark[1].startswith(fence):
                fence = ""
        starts = not at or not lines[at - 1].strip()
        is_code = bool(line.strip()) and not fence and not belongs[at] and _width(line) > 3 and (is_code or starts)
        if is_code:
            held.append(line)
            line = f"\ue004{len(held) - 1}\ue005"
        written.append(line)
    changed = change("\n".join(written))
    return _HELD.sub(lambda match: held[int(match[1])], changed)


def in_containers(lines: Sequence[str]) -> list[bool]:
    """Return for each line whether it is indented below a list item, a note, a box or a tag."""
    found: list[bool] = []
    is_open = False
    for at, line in enumerate(lines):
        width = _width(line)
        if line.strip() and width < 4:
            if _CONTAINER.match(line):
                is_open = True
                found.append(False)
                continue
            is_open = is_open and (width > 1 or bool(at and lines[at - 1].strip()))
        found.append(is_open and width > 0)
    return found


def _width(line: str) -> int:
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip(" "))
