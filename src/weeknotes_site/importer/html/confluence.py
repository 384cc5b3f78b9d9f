"""Pages of Confluence's HTML export: who wrote them stands in a line above the text, files and comments below it."""

import re

from bs4 import BeautifulSoup, Tag
from msgspec import Struct

_DAY = re.compile(r"\bon\s+([^,]{1,20}, \d{4})")
_BELOW = ("#attachments", "#comments")


class Metadata(Struct, frozen=True, kw_only=True):
    """What such a page says of itself."""

    space: str
    title: str
    author: str
    created: str
    modified: str


def take_metadata(soup: BeautifulSoup) -> Metadata | None:
    """Return what a page of Confluence says of itself, and take that and its lists of files out; None for others."""
    line, heading = soup.select_one(".page-metadata"), soup.select_one("#title-text")
    if line is None or heading is None:
        return None
    space, parted, title = " ".join(heading.get_text().split()).partition(" : ")
    author, is_edited = line.select_one(".author"), line.select_one(".editor") is not None
    name = " ".join(author.get_text().split()) if author else ""
    words = " ".join(line.get_text().split())
    days = _DAY.findall(words)
    line.decompose()
    for mark in soup.select(", ".join(_BELOW)):
        section = mark.find_parent(class_="pageSection")
        if isinstance(section, Tag):
            section.decompose()
    return Metadata(
        space=space if parted else "",
        title=title if parted else space,
        author=name,
        created=days[0] if days and not is_edited else "",
        modified=days[-1] if days and is_edited else "",
    )
