"""Pages of Confluence's HTML export: authors are named above the text, and files and comments follow it."""

import re

from bs4 import BeautifulSoup, Tag
from msgspec import Struct

from weeknotes_site.importer.html.tags import line_of

_DAY = re.compile(r"\bon\s+([^,]{1,20}, \d{4})")
_BELOW = ("#attachments", "#comments")


class Metadata(Struct, frozen=True, kw_only=True):
    """Metadata of such a page."""

    space: str
    title: str
    author: str
    created: str
    modified: str


def take_metadata(soup: BeautifulSoup) -> Metadata | None:
    """Return the metadata of a page of Confluence, and remove it and the lists of files; None for other pages."""
    line, heading = soup.select_one(".page-metadata"), soup.select_one("#title-text")
    if line is None or heading is None:
        return None
    space, parted, title = line_of(heading).partition(" : ")
    author, is_edited = line_of(line.select_one(".author")), line.select_one(".editor") is not None
    days = _DAY.findall(line_of(line))
    line.decompose()
    for mark in soup.select(", ".join(_BELOW)):
        section = mark.find_parent(class_="pageSection")
        if isinstance(section, Tag):
            section.decompose()
    for icon in soup.select('#main-content img[src^="images/icons/"]:not(.emoticon), .jira-issue-key img.icon'):
        icon.decompose()
    for folded in soup.select(".expand-content[style]"):
        del folded["style"]
    for image in soup.select("#main-content img"):
        _show_file(image)
    return Metadata(
        space=space if parted else "",
        title=title if parted else space,
        author=author,
        created=days[0] if days and not is_edited else "",
        modified=days[-1] if days and is_edited else "",
    )


def _show_file(image: Tag) -> None:
    """Show a picture itself in place of its thumbnail, and the name of another file."""
    original, link = str(image.get("data-image-src") or ""), image.find_parent("a")
    if original.startswith("attachments/"):
        image["src"] = original
    elif "thumb" in str(image.get("src") or "") and link is not None and not link.get_text().strip():
        image.replace_with(str(link.get("data-linked-resource-default-alias") or link.get("href") or ""))
