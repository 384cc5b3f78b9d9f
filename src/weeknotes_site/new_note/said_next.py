"""What a note said would come next: under a heading (`Up next`), or after a label (`Next:`)."""

import re
from collections.abc import Iterator
from textwrap import dedent

_NEXT = (
    r"(?:what(?:[’']s|\s+is|\s+comes)\s+next|(?:up|coming)\s+next|coming\s+up"
    r"|next(?:\s+(?:week|steps?|up|time|fortnight|month))?)"
)
_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*)")
_IS_NEXT = re.compile(rf"\W*{_NEXT}\W*", re.I)
_LABEL = re.compile(
    rf"(?P<indent>\s*)(?P<bullet>[-*+]\s+)?(?:\*\*|__)?{_NEXT}(?:\*\*|__)?\s*:(?:\*\*|__)?\s*(?P<text>.*)", re.I
)
_FENCE = re.compile(r" {0,3}(```|~~~)")


def find_next(body: str) -> Iterator[str]:
    """Yield each passage as Markdown, in reading order."""
    lines = body.splitlines()
    at = 0
    fence = ""
    while at < len(lines):
        line = lines[at]
        if opened := _FENCE.match(line):
            fence = "" if fence == opened[1] else fence or opened[1]
        passage: list[str] = []
        at += 1
        if fence:
            continue
        if (heading := _HEADING.fullmatch(line)) and _IS_NEXT.fullmatch(heading[2].rstrip().rstrip("#")):
            passage = _section(lines[at:], len(heading[1]))
            at += len(passage)
        elif (label := _LABEL.fullmatch(line)) and _starts_block(lines, at - 1, label):
            rest = _labelled(lines[at:], label)
            at += len(rest)
            passage = [label["text"], dedent("\n".join(rest))]
        if text := "\n".join(passage).strip():
            yield text


def _section(lines: list[str], level: int) -> list[str]:
    """Return the lines up to the next heading of the same level or a higher one."""
    taken = []
    for line in lines:
        if (heading := _HEADING.fullmatch(line)) and len(heading[1]) <= level:
            break
        taken.append(line)
    return taken


def _starts_block(lines: list[str], at: int, label: re.Match[str]) -> bool:
    """Tell whether a label opens a paragraph or an item, and is not a word at the start of any line."""
    return bool(label["bullet"]) or at == 0 or not lines[at - 1].strip()


def _labelled(lines: list[str], label: re.Match[str]) -> list[str]:
    """Return what belongs to a label: the rest of its paragraph, or the items indented below it."""
    taken: list[str] = []
    indent = len(label["indent"])
    for line in lines:
        inside = len(line) - len(line.lstrip()) > indent
        if not line.strip():
            if label["text"] or any(one.strip() for one in taken):
                break
        elif label["bullet"] and not inside:
            break
        taken.append(line)
    return taken
