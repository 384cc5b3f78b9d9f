"""Recognise the same note in two exports."""

import hashlib
import re
from pathlib import PurePosixPath

from weeknotes_site.importer.found import FoundNote

_NOTION = re.compile(r"[ _-]([0-9a-f]{32})(?:_all)?$")
_CONFLUENCE = re.compile(r"(?:^|_)(\d{1,20})$")
_WORD = re.compile(r"[^\W_]+")
_TEXT = "text:"


def marks_of(note: FoundNote) -> tuple[str, ...]:
    """Return keys that identify a note across exports: its ids there, and the hash of its words and authors."""
    words = " ".join(_WORD.findall("\n".join((note.title, *note.authors, note.body)))).encode("utf-8", "replace")
    return (*note.export_ids, f"{_TEXT}{hashlib.sha256(words).hexdigest()[:32]}")


def is_text_mark(mark: str) -> bool:
    """Return whether a mark is of a note's words, which several notes can have."""
    return mark.startswith(_TEXT)


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
