"""Captions of pictures: a line in italics below the picture, as people write them in Markdown."""

from collections.abc import Mapping

from bs4 import Tag

from weeknotes_site.importer.html.tags import HEADINGS, new_tag

_CAPTIONS = "figcaption, .tr-caption, .wp-caption-text, p.caption"
_AROUND = "figure, .tr-caption-container, .wp-caption"
_OTHERS = ("ul", "ol", "dl", "table", "blockquote", "pre", "img", *HEADINGS)


def italicise_captions(soup: Tag) -> None:
    """Put the captions of pictures in italics, in place; those of tables and recordings stay as they are."""
    captions = soup.select(_CAPTIONS)
    shows = {id(one): _shows_picture(one) for one in soup.select(_AROUND)} if captions else {}
    for caption in captions:
        if not _is_below_picture(caption, shows) or caption.find(_OTHERS) or not caption.get_text().strip():
            continue
        for paragraph in caption.find_all(["p", "div"]):
            if paragraph.find_next_sibling(["p", "div"]):
                paragraph.append(new_tag("br"))
            paragraph.unwrap()
        slanted = new_tag("em")
        slanted.extend(list(caption.contents))
        caption.append(slanted)


def _shows_picture(figure: Tag) -> bool:
    return figure.find("img") is not None and figure.find("table") is None


def _is_below_picture(caption: Tag, shows: Mapping[int, bool]) -> bool:
    """Return whether a caption is in a figure that shows a picture, else directly below a picture."""
    around = next((id(tag) for tag in caption.parents if id(tag) in shows), None)
    if around is not None:
        return shows[around]
    before = caption.find_previous_sibling()
    return before is not None and before.find("img") is not None and not before.get_text().strip()
