"""Find lines in fenced code, and lines that are indented below a list item or a box."""

import re
from collections.abc import Iterator, Sequence

_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})(.*)", re.S)
_CONTAINER = re.compile(
    r" {0,3}(?:(?:[-*+\u2022]|\(?(?:\d{1,9}|[A-Za-z#@]|[ivxIVX]{1,5})[.)]|:|~)[ \t]|\[\^[^\]\n]{1,100}\]:"
    r"|!!!|\?\?\?|===|<[A-Za-z]|\{%|\{\{)"
)


def fenced(lines: Sequence[str]) -> list[bool]:
    """Return for each line whether it is in a fenced block or is one of its fences.

    A block that is not closed ends with the list item or box that it is in.
    """
    return [is_code for is_code, _ in _states(lines)]


def open_fence(lines: Sequence[str]) -> str:
    """Return the fence of a block that is not closed at the end of some lines; empty if there is none."""
    return [(False, ""), *_states(lines)][-1][1]


def split_fences(text: str) -> list[tuple[bool, str]]:
    """Split a text into fenced blocks and the rest."""
    if "```" not in text and "~~~" not in text:
        return [(False, text)]
    parts: list[tuple[bool, list[str]]] = [(False, [])]
    lines = text.splitlines(keepends=True)
    for line, (is_code, fence) in zip(lines, _states(lines), strict=True):
        if is_code and not parts[-1][0]:
            parts.append((True, []))
        elif not is_code and parts[-1][0]:
            parts.append((False, []))
        parts[-1][1].append(line)
        if is_code and not fence:
            parts.append((False, []))
    return [(is_code, "".join(lines)) for is_code, lines in parts]


def in_containers(lines: Sequence[str]) -> list[bool]:
    """Return for each line whether it is indented below a list item, a note, a box or a tag."""
    found: list[bool] = []
    is_open = False
    for at, line in enumerate(lines):
        width = indent_of(line)
        if line.strip() and width < 4:
            if _CONTAINER.match(line):
                is_open = True
                found.append(False)
                continue
            is_open = is_open and (width > 1 or bool(at and lines[at - 1].strip()))
        found.append(is_open and width > 0)
    return found


def indent_of(line: str) -> int:
    """Return the width of a line's indent."""
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip(" "))


def _states(lines: Sequence[str]) -> Iterator[tuple[bool, str]]:
    """Yield for each line whether it is code, and the fence of the block that is open after it."""
    fence, least = "", 0
    for line, belongs in zip(lines, in_containers(lines), strict=True):
        width = indent_of(line)
        if line.strip() and width < least:
            fence = ""
        found = _FENCE.match(line)
        if fence:
            is_code = True
            if found and found[1].startswith(fence) and not found[2].strip():
                fence = ""
        elif is_code := found is not None and not (found[1][0] == "`" and "`" in found[2]):
            fence = found[1] if found else ""
            # The text of a list item is indented by two at least, and a fence by three more at most.
            least = max(2, width - 3) if belongs or width > 3 else 0
        yield is_code, fence
