"""Indented lines of Markdown: code, or parts of a list item, a note or a box."""

import re
from collections.abc import Callable

from weeknotes_site.importer.text.fences import fenced, in_containers, indent_of

_HELD = re.compile("\ue004(\\d+)\ue005")


def outside_indented(text: str, change: Callable[[str], str]) -> str:
    """Apply a change outside indented blocks of code."""
    if "\n    " not in f"\n{text}" and "\t" not in text:
        return change(text)
    lines = text.replace("\ue004", "").replace("\ue005", "").split("\n")
    belongs = in_containers(lines)
    is_deep = [indent_of(line) > 3 and not belonging for line, belonging in zip(lines, belongs, strict=True)]
    is_fenced = fenced(["" if deep else line for line, deep in zip(lines, is_deep, strict=True)])
    held: list[str] = []
    written: list[str] = []
    is_code = False
    for at, line in enumerate(lines):
        starts = not at or not lines[at - 1].strip()
        is_code = bool(line.strip()) and not is_fenced[at] and is_deep[at] and (is_code or starts)
        if is_code:
            held.append(line)
            line = f"\ue004{len(held) - 1}\ue005"
        written.append(line)
    changed = change("\n".join(written))
    return _HELD.sub(lambda match: held[int(match[1])], changed)
