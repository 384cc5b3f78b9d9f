"""Blocks of WordPress without text: shared ones, and those that the server fills in."""

import re
from collections.abc import Mapping

_EMPTY = re.compile(r"<!--\s{1,3}wp:([a-z][a-z0-9/-]{0,60})(?:\s{1,3}(\{[^\n]{0,5000}?\}))?\s{1,3}/-->")
_REFERENCE = re.compile(r'"ref"\s{0,3}:\s{0,3}(\d{1,12})')
_SHOW_NOTHING = frozenset(("footnotes", "spacer", "separator", "more", "nextpage", "paragraph"))
_MAX_DEPTH = 4
_MAX_CHARACTERS = 2_000_000


def fill_in_blocks(content: str, shared: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """Insert shared blocks; return the text, and the blocks whose contents the export lacks."""
    for _ in range(_MAX_DEPTH):
        filled = _EMPTY.sub(lambda match: _shared(match, shared), content)
        if filled == content or len(filled) > _MAX_CHARACTERS:
            break
        content = filled
    names = (match[1] for match in _EMPTY.finditer(content) if match[1] not in _SHOW_NOTHING)
    return content, tuple(dict.fromkeys(names))


def _shared(match: re.Match[str], shared: Mapping[str, str]) -> str:
    reference = _REFERENCE.search(match[2] or "") if match[1] == "block" else None
    return shared.get(reference[1], match[0]) if reference else match[0]
