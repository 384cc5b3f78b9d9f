"""Make tags to put into a page."""

from bs4 import BeautifulSoup, Tag


def new_tag(name: str, text: str = "", **attributes: str) -> Tag:
    """Return a tag that is in no page yet."""
    tag = BeautifulSoup("", "lxml").new_tag(name, attrs=attributes)
    if text:
        tag.string = text
    return tag
