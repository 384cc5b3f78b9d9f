"""Remove calls to subscribe, thumbnails of links and the like from an article."""

from bs4 import Tag

_FURNITURE = (
    *(".subscription-widget", ".subscription-widget-wrap", ".subscription-widget-wrap-editor", ".subscribe-widget"),
    *(".kg-signup-card", ".kg-bookmark-icon", ".kg-bookmark-thumbnail", ".mixtapeImage", ".sharedaddy"),
    *(".jp-relatedposts", ".mw-editsection", ".kg-audio-thumbnail", ".kg-audio-player", ".kg-video-overlay"),
    *(".kg-video-player-container", ".kg-video-player", ".kg-video-current-time", ".kg-audio-current-time"),
)
_LAYOUT_TABLES = ".tr-caption-container"
"""Blogger puts a picture and its caption into a table."""


def drop_furniture(soup: Tag) -> None:
    """Remove such parts from a tree, in place."""
    for tag in soup.select(", ".join(_FURNITURE)):
        if not tag.decomposed:
            tag.decompose()
    for publisher in soup.select(".kg-bookmark-author + .kg-bookmark-publisher"):
        publisher.insert_before(", ")
    for table in soup.select(_LAYOUT_TABLES):
        for tag in table.find_all(["tbody", "tr"]):
            tag.unwrap()
        for cell in table.find_all("td"):
            cell.name = "div"
        table.name = "div"
