"""Create and read tags."""

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def new_tag(name: str, text: str = "", **attributes: str) -> Tag:
    """Create a tag outside any page."""
    tag = BeautifulSoup("", "lxml").new_tag(name, attrs=attributes)
    if text:
        tag.string = text
    return tag


def classes_of(tag: Tag) -> list[str]:
    """Return the classes of a tag."""
    return [str(one) for one in tag.get_attribute_list("class") if one]


def line_of(tag: Tag | None) -> str:
    """Return the text in a tag on one line; empty if there is no tag."""
    return " ".join(tag.get_text().split()) if tag is not None else ""


def following(tag: Tag) -> Tag | NavigableString | None:
    """Return the next sibling of a tag, ignoring white space."""
    siblings = (one for one in tag.next_siblings if isinstance(one, Tag | NavigableString))
    return next((one for one in siblings if isinstance(one, Tag) or one.strip()), None)


def own_parts(table: Tag, names: list[str]) -> list[Tag]:
    """Return the parts of a table, without those of nested tables."""
    return [tag for tag in table.find_all(names) if tag.find_parent("table") is table]
