"""Parts of an article that are not of its text: calls to subscribe, thumbnails of links, lists of attachments."""

from bs4 import Tag

_FURNITURE = (
    *(".subscription-widget", ".subscription-widget-wrap", ".subscription-widget-wrap-editor", ".subscribe-widget"),
    *(".kg-signup-card", ".kg-bookmark-icon", ".kg-bookmark-thumbnail", ".mixtapeImage", ".sharedaddy"),
    *(".jp-relatedposts", ".mw-editsection"),
)
_LAYOUT_TABLES = ".tr-caption-container"
"""Blogger puts a picture and its caption into a table."""


def drop_furniture(soup: Tag) -> None:
    """Take such parts out of a tree, in place."""
    for tag in soup.select(", ".join(_FURNITURE)):
        if not tag.decomposed:
            tag.decompose()
    for table in soup.select(_LAYOUT_TABLES):
        for tag in table.find_all(["tbody", "tr"]):
            tag.unwrap()
        for cell in table.find_all("td"):
            cell.name = "div"
        table.name = "div"
