"""Remove calls to subscribe, thumbnails of links, a mail's footer and the like from an article."""

from bs4 import Tag

from weeknotes_site.importer.html.tags import new_tag

_BOILERPLATE = (
    *(".subscription-widget", ".subscription-widget-wrap", ".subscription-widget-wrap-editor", ".subscribe-widget"),
    *(".kg-signup-card", ".kg-bookmark-icon", ".kg-bookmark-thumbnail", ".mixtapeImage", ".sharedaddy"),
    *(".jp-relatedposts", ".mw-editsection", ".kg-audio-thumbnail", ".kg-audio-player", ".kg-video-overlay"),
    *("#templatePreheader", "#templateFooter", ".mcnFollowBlock", ".mcnShareBlock", ".mceFooterSection"),
    *(".blogger-post-footer", ".expand-control-icon", ".confluence-information-macro-icon", ".file-embed-thumbnail"),
    *(".file-embed-thumbnail-default", ".bookmark-icon", ".bookmark-image", ".bookmark-href", ".toc-macro"),
    *(".user-icon", ".callout > div > .icon"),
    *(".kg-video-player-container", ".kg-video-player", ".kg-video-current-time", ".kg-audio-current-time"),
)
_BOXES = ".confluence-information-macro, .kg-callout-card, .page-body figure.callout, .govuk-inset-text"
_LAYOUT_TABLES = ".tr-caption-container"
"""Blogger puts a picture and its caption into a table."""


def drop_boilerplate(soup: Tag) -> None:
    """Remove such parts from a tree, in place."""
    for tag in soup.select(", ".join(_BOILERPLATE)):
        if not tag.decomposed:
            tag.decompose()
    for publisher in soup.select(".kg-bookmark-author + .kg-bookmark-publisher"):
        publisher.insert_before(", ")
    for box in soup.select(_BOXES):
        box.name = "blockquote"
        if title := box.select_one(".confluence-information-macro > p.title"):
            title.wrap(new_tag("p"))
            title.name = "strong"
    for table in soup.select(_LAYOUT_TABLES):
        for tag in table.find_all(["tbody", "tr"]):
            tag.unwrap()
        for cell in table.find_all("td"):
            cell.name = "div"
        table.name = "div"
