"""Ids of pages in the names that exports of Notion and Confluence give them."""

import re
from pathlib import PurePosixPath

_NOTION = re.compile(r"[ _-]([0-9a-f]{32})(?:_all)?$")
_CONFLUENCE = re.compile(r"(?:^|_)(\d{1,20})$")


def notion_id(path: str) -> str:
    """Return the page's id at the end of a name that Notion wrote; empty for other names."""
    match = _NOTION.search(PurePosixPath(path).stem)
    return match[1] if match else ""


def page_ids(path: str, space: str = "") -> tuple[str, ...]:
    """Return the ids of a page in an export of Notion, or of a space of Confluence."""
    if page := notion_id(path):
        return (f"notion:{page}",)
    match = _CONFLUENCE.search(PurePosixPath(path).stem) if space else None
    return (f"confluence:{space}:{match[1]}",) if match else ()
