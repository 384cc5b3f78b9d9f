"""Levels of headings: a note starts at `##`, whichever level its source gave the first."""

import re

from weeknotes_site.importer.markdown_text import split_fences

_HEADING = re.compile(r"^(#{1,6})(?=[ \t]+\S)", re.M)
FIRST_LEVEL = 2


def raise_headings(body: str) -> str:
    """Raise all headings by as many levels as the highest is below `##`."""
    parts = split_fences(body)
    levels = [len(match[1]) for is_code, part in parts if not is_code for match in _HEADING.finditer(part)]
    above = min(levels, default=FIRST_LEVEL) - FIRST_LEVEL
    if above <= 0:
        return body
    return "".join(part if is_code else _HEADING.sub(lambda m: m[1][above:], part) for is_code, part in parts)
