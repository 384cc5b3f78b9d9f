"""WordPress blocks without text, with text elsewhere or made by the server, and hidden blocks."""

import re
from collections.abc import Mapping

from weeknotes_site.importer.html.convert import text_of
from weeknotes_site.importer.wordpress.fields import ShowUpload, show_fields

_DELIMITER = re.compile(r"<!--\s{1,3}(/?)wp:([a-z][a-z0-9/-]{0,60})(?:\s{1,3}(\{[^\n]{0,5000}?\}))?\s{1,3}(/?)-->")
_INVISIBLE = re.compile(r'"blockVisibility"\s{0,3}:\s{0,3}false')
_EMPTY = re.compile(r"<!--\s{1,3}wp:([a-z][a-z0-9/-]{0,60})(?:\s{1,3}(\{[^\n]{0,5000}?\}))?\s{1,3}/-->")
_REFERENCE = re.compile(r'"ref"\s{0,3}:\s{0,3}(\d{1,12})')
_SHOW_NOTHING = frozenset(("footnotes", "spacer", "separator", "more", "nextpage", "paragraph"))
_MAX_DEPTH = 4
_MAX_CHARACTERS = 2_000_000


def fill_in_blocks(content: str, shared: Mapping[str, str], show_upload: ShowUpload) -> tuple[str, tuple[str, ...]]:
    """Insert shared blocks and the text of fields; return the text, and the blocks whose contents the export lacks."""
    for _ in range(_MAX_DEPTH):
        filled = _EMPTY.sub(lambda match: _shared(match, shared), content)
        if filled == content or len(filled) > _MAX_CHARACTERS:
            break
        content = filled
    content = show_fields(content, show_upload)
    names = (match[1] for match in _EMPTY.finditer(content) if match[1] not in _SHOW_NOTHING)
    return content, tuple(dict.fromkeys(names))


def without_invisible_blocks(content: str) -> tuple[str, int, tuple[str, ...]]:
    """Remove the blocks that a post's editor has hidden (WordPress 6.9).

    Return the rest, how many words they held, and the names of those whose text is elsewhere.
    """
    if "blockVisibility" not in content:
        return content, 0, ()
    kept: list[str] = []
    without_text: dict[str, None] = {}
    words = depth = end = start = 0
    name = ""
    for mark in _DELIMITER.finditer(content):
        if not depth and _INVISIBLE.search(mark[3] or ""):
            kept.append(content[end : mark.start()])
            start, end, name = mark.end(), mark.end() if mark[4] else len(content), mark[2]
            depth = 0 if mark[4] else 1
            without_text |= {name: None} if mark[4] else {}
        elif depth and mark[2] == name and not mark[4]:
            depth += -1 if mark[1] else 1
            if not depth:
                words += len(text_of(content[start : mark.start()]).split())
                end = mark.end()
    words += len(text_of(content[start:]).split()) if depth else 0
    return "".join([*kept, content[end:]]), words, tuple(without_text)


def _shared(match: re.Match[str], shared: Mapping[str, str]) -> str:
    reference = _REFERENCE.search(match[2] or "") if match[1] == "block" else None
    return shared.get(reference[1], match[0]) if reference else match[0]
