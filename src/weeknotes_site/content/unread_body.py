"""The text below a front matter that cannot be read, so that it is checked all the same."""

import re

from weeknotes_site.content.source import Source

LOOKS_LIKE_A_KEY = re.compile(r"[A-Za-z_-]+:(\s|$)")


def find_body(source: Source) -> tuple[str, int]:
    """Return the text below a front matter that cannot be read, and the line of the file on which it starts."""
    first = next((number for number, line in enumerate(source.lines, 1) if line.strip()), 1)
    opening = source.line(first).strip()
    if opening[:3] in ("---", "+++"):
        ends = (opening, opening[:3])
        closing = (number for number, line in enumerate(source.lines, 1) if number > first and line.rstrip() in ends)
        last = next(closing, None) or last_key(source, first)
    else:
        last = last_key(source, first - 1)
        last += source.line(last + 1).rstrip(" \t") == "---"
    return "\n".join(source.lines[last:]), last + 1


def last_key(source: Source, opening: int) -> int:
    """Return the last line, after that of an opening, that looks as if it belonged to a front matter."""
    last = opening
    for number, line in enumerate(source.lines[opening:], opening + 1):
        if not (LOOKS_LIKE_A_KEY.match(line) or (last > opening and line.startswith((" ", "-", "#")))):
            break
        last = number
    return last
