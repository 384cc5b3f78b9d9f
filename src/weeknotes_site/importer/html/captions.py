"""Captions of pictures: a line in italics below the picture, as people write them in Markdown."""

from bs4 import Tag

from weeknotes_site.importer.html.tags import HEADINGS, new_tag

_CAPTIONS = "figcaption, .tr-caption, .wp-caption-text, p.caption"
_AROUND = "figure, .tr-caption-container, .wp-caption"
_OTHERS = ("ul", "ol", "dl", "table", "blockquote", "pre", "img", *HEADINGS)


def slant_captions(soup: Tag) -> None:
    """Put the captions of pictures in italics, in place; those of tables and recordings stay as they are."""
    for caption in soup.select(_CAPTIONS):
        if not _is_below_picture(caption) or caption.find(_OTHERS) or not caption.get_text().strip():
            continue
        for paragraph in caption.find_all(["p", "div"]):
            if paragraph.find_next_sibling(["p", "div"]):
                paragraph.append(new_tag("br"))
            paragraph.unwrap()
        slanted = new_tag("em")
        slanted.extend(list(caption.contents))
        caption.append(slanted)


def _is_below_picture(caption: Tag) -> bool:
    around = next((tag for tag in caption.parents if tag.css.match(_AROUND)), None)
    if around is not None:
        return around.find("img") is not None and around.find("table") is None
    before = caption.find_previous_sibling()
    return before is not None and before.find("img") is not None and not before.get_text().strip()
