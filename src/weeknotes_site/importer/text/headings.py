"""Headings of a note: bold lines become headings, and levels start at `##`."""

import re

from weeknotes_site.importer.text.fences import fenced, split_fences

_HEADING = re.compile(r"^(#{1,6})(?=[ \t]+\S)", re.M)
_MARKED = re.compile(r"(#{1,6})[ \t]+(\S.*)")
_BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)(.{1,200})\1:?")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BOLD = re.compile(r"\*\*(?=\S)([^*\n]{1,80})(?<=\S)\*\*")
FIRST_LEVEL = 2


def raise_headings(body: str) -> str:
    """Raise all headings by as many levels as the highest is below `##`."""
    parts = split_fences(body)
    levels = [len(match[1]) for is_code, part in parts if not is_code for match in _HEADING.finditer(part)]
    above = min(levels, default=FIRST_LEVEL) - FIRST_LEVEL
    if above <= 0:
        return body
    return "".join(part if is_code else _HEADING.sub(lambda m: m[1][above:], part) for is_code, part in parts)


def head_bold_lines(body: str) -> str:
    """Convert short lines in bold that are paragraphs to headings, one level below the heading above."""
    level, is_below_bold = FIRST_LEVEL - 1, False
    lines = body.split("\n")
    written: list[str] = []
    for at, (line, is_code) in enumerate(zip(lines, fenced(lines), strict=True)):
        if heading := None if is_code else _HEADING.match(line):
            level, is_below_bold = len(heading[1]), False
        bold = None if is_code else _BOLD.fullmatch(line.strip())
        if bold and bold[1][-1] not in ".!?,;" and _stands_alone(lines, at):
            level, is_below_bold = level + (not is_below_bold), True
            line = f"{'#' * min(max(level, FIRST_LEVEL), 6)} {bold[1]}"
        written.append(line)
    return "\n".join(written)


def _stands_alone(lines: list[str], at: int) -> bool:
    return not (at and lines[at - 1].strip()) and not (at + 1 < len(lines) and lines[at + 1].strip())


def without_marks(line: str) -> str:
    """Return a heading's or bold line's text."""
    line = line.strip()
    if heading := _MARKED.fullmatch(line):
        line = heading[2].rstrip("# \t")
    if bold := _BOLD_LINE.fullmatch(line):
        line = bold[2].strip()
    return _ESCAPED.sub(r"\1", line)
