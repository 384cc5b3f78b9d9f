"""What tells that two exports hold the same note, whatever the name of the export."""

import re
from pathlib import PurePosixPath

_NOTION = re.compile(r"[ _-]([0-9a-f]{32})(?:_all)?$")


def notion_id(path: str) -> str:
    """Return the page's id at the end of a name that Notion wrote; empty for other names."""
    match = _NOTION.search(PurePosixPath(path).stem)
    return match[1] if match else ""
