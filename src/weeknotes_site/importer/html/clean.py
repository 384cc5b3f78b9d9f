"""Prepare a tree of HTML for Markdown: remove hidden parts, convert embeds to links and bold lines to headings."""

from bs4 import Comment, Tag
from bs4.element import NavigableString

from weeknotes_site.importer.html.boilerplate import drop_boilerplate
from weeknotes_site.importer.html.captions import italicise_captions
from weeknotes_site.importer.html.cells import tidy_table
from weeknotes_site.importer.html.embedded import drop_merge_tags, show_embedded
from weeknotes_site.importer.html.footnotes import FOOTNOTE
from weeknotes_site.importer.html.tags import HEADINGS, classes_of, following, line_of, new_tag
from weeknotes_site.importer.html.tasks import mark_tasks
from weeknotes_site.importer.sources.paths import PICTURES
from weeknotes_site.importer.sources.uploads import original_name
from weeknotes_site.model.addresses import split_address

_SHOWS_NOTHING = (
    *("script", "style", "template", "svg", "math", "canvas", "button", "input", "select", "textarea", "form"),
    *("meta", "link", "title", "head", "noscript", "nav", "map", "area", "base", "dialog"),
)
_EMBEDS = ("iframe", "embed", "object", "video", "audio")
_BLOCKS = ("p", "div", "ul", "ol", "table", "blockquote", "pre", "figure", "section", "dl", *HEADINGS)
_MAX_HEADING = 80
_SAME = {"strike": "s", "tt": "code"}
"""Old tags, by the tag that replaces them."""
PARAGRAPH = "wn-paragraph"
"""Placeholder for a paragraph break within a paragraph."""


def clean(soup: Tag, *, finds_headings: bool) -> None:
    """Change a tree in place."""
    drop_boilerplate(soup)
    drop_merge_tags(soup)
    show_embedded(soup)
    mark_tasks(soup)
    for tag in soup.find_all(_SHOWS_NOTHING):
        tag.extract()
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for tag in soup.find_all(_EMBEDS):
        _link_embed(tag)
    italicise_captions(soup)
    _tidy_words(soup)
    _keep_lines_of_code(soup)
    _tidy_links(soup)
    _flatten_galleries(soup)
    _tighten_lists(soup)
    for table in soup.find_all("table"):
        tidy_table(table)
    _split_at_breaks(soup)
    for heading in soup.find_all(HEADINGS):
        _tidy_heading(heading)
    if finds_headings:
        _bold_lines_to_headings(soup)
    _drop_empty(soup)


def _tidy_words(soup: Tag) -> None:
    """Rename obsolete tags, drop bold within bold, and replace no-break spaces with plain ones."""
    for old, new in _SAME.items():
        for tag in soup.find_all(old):
            tag.name = new
    for span in soup.select('span[style*="line-through"]'):
        span.name = "s"
    for names in (["strong", "b"], ["em", "i"]):
        for tag in soup.find_all(names):
            if tag.find_parent(names):
                tag.unwrap()
    for text in soup.find_all(string=lambda text: text is not None and "\u00a0" in text):
        text.replace_with(text.replace("\u00a0", " "))


def _keep_lines_of_code(soup: Tag) -> None:
    """Convert breaks within code to line ends, and code of several lines to a block."""
    for code in soup.find_all(["pre", "code"]):
        for br in code.find_all("br"):
            is_before_line_end = isinstance(br.next_sibling, NavigableString) and br.next_sibling.startswith("\n")
            br.replace_with("" if is_before_line_end else "\n")
        if code.name == "code" and "\n" in code.get_text().strip() and not code.find_parent("pre"):
            _make_block(code)


def _make_block(code: Tag) -> None:
    """Convert inline code to a block, splitting the paragraph around it."""
    paragraph = code.find_parent("p")
    code.name = "pre"
    if paragraph is None or code.parent is not paragraph:
        return
    after = new_tag("p")
    for sibling in list(code.next_siblings):
        is_break = not sibling.get_text().strip() and not (isinstance(sibling, Tag) and sibling.name != "br")
        if after.contents or not is_break:
            after.append(sibling.extract())
    paragraph.insert_after(code.extract())
    code.insert_after(after)


def _link_embed(tag: Tag) -> None:
    """Put a link in an embed's place."""
    inner = tag.find("source", src=True)
    address = str(tag.get("src") or tag.get("data") or (inner["src"] if isinstance(inner, Tag) else "")).strip()
    if address.startswith("//"):
        address = f"https:{address}"
    scheme = split_address(address).scheme
    if scheme in ("http", "https") or (address and not scheme):
        name = str(tag.get("title") or "").strip() or _title_of_card(tag) or address
        paragraph = new_tag("p")
        paragraph.append(new_tag("a", name, href=address))
        tag.replace_with(paragraph)
    else:
        tag.decompose()


def _title_of_card(tag: Tag) -> str:
    """Take out the title that Ghost shows beside a recording, and return it."""
    card = tag.find_parent(class_="kg-audio-card")
    title = card.select_one(".kg-audio-title") if card is not None else None
    return line_of(title.extract()) if title is not None else ""


def _tidy_links(soup: Tag) -> None:
    for link in soup.find_all("a"):
        classes = set(classes_of(link))
        is_anchor = {"headerlink", "anchor", "anchorjs-link"} & classes and len(link.get_text().strip()) <= 1
        if is_anchor or "wp-block-file__button" in classes:  # it is beside a link to the same file
            link.decompose()
        elif (img := link.find("img")) is not None and not link.get_text().strip() and _leads_to_picture(link):
            if original_name(str(link["href"])) == original_name(str(img.get("src") or "")):
                img["src"] = link["href"]  # the picture itself, of which a smaller copy is shown
            link.replace_with(img)


def _leads_to_picture(link: Tag) -> bool:
    path = split_address(str(link.get("href") or "")).path.lower()
    return path.endswith(PICTURES) or "attachment" in path


def _flatten_galleries(soup: Tag) -> None:
    """Convert a list whose items are pictures to paragraphs."""
    for gallery in soup.find_all(["ul", "ol"]):
        items = gallery.find_all("li", recursive=False)
        if items and all(item.find("img") and item.find("figure") for item in items):
            for item in items:
                item.unwrap()
            gallery.name = "div"


def _tighten_lists(soup: Tag) -> None:
    """Unwrap the paragraph around an item's text, if there is nothing else in the item but a list."""
    for item in soup.find_all("li"):
        inner = item.find_all(True, recursive=False)
        names = [tag.name for tag in inner]
        if names[:1] == ["p"] and all(name in ("ul", "ol") for name in names[1:]):
            inner[0].unwrap()


def _split_at_breaks(soup: Tag) -> None:
    """Drop line breaks at a paragraph's ends, and split it at two in a row."""
    for br in soup.find_all("br"):
        after = following(br)
        if br.find_parent("a"):
            br.replace_with(" ")
        elif after is None or _starts_paragraph(br) or (isinstance(after, Tag) and after.name in _BLOCKS):
            br.decompose()
        elif isinstance(after, Tag) and after.name == "br":
            br.replace_with(new_tag(PARAGRAPH))
            after.decompose()


def _starts_paragraph(br: Tag) -> bool:
    parent = br.parent
    before = (one for one in br.previous_siblings if not isinstance(one, Comment))
    return parent is not None and parent.name == "p" and not any(str(one).strip() for one in before)


def _tidy_heading(heading: Tag) -> None:
    for tag in heading.find_all(["strong", "b", "br"]):
        tag.unwrap() if tag.name != "br" else tag.replace_with(" ")
    for img in heading.find_all("img"):
        heading.insert_after(img.extract())


def _bold_lines_to_headings(soup: Tag) -> None:
    """Convert paragraphs of one short line in bold to headings, one level below the heading above."""
    made: set[int] = set()
    for paragraph in soup.find_all("p"):
        text = paragraph.get_text().strip()
        bold = paragraph.find(["strong", "b"])
        if not isinstance(bold, Tag) or not 0 < len(text) <= _MAX_HEADING or text[-1] in ".!?,;":
            continue
        is_within = paragraph.find_parent(["li", "td", "th", "blockquote"]) is not None
        if is_within or bold.get_text().strip() != text or paragraph.find(["img", FOOTNOTE]):
            continue
        paragraph.name = _level_below(paragraph, made)
        made.add(id(paragraph))
        _tidy_heading(paragraph)


def _level_below(paragraph: Tag, made: set[int]) -> str:
    above = paragraph.find_previous(HEADINGS)
    if not isinstance(above, Tag):
        return "h2"
    return above.name if id(above) in made else f"h{min(int(above.name[1]) + 1, len(HEADINGS))}"


def _drop_empty(soup: Tag) -> None:
    for tag in reversed(soup.find_all(["p", "strong", "b", "em", "i", "li", "span", "a", *HEADINGS])):
        if not tag.decomposed and not tag.get_text().strip() and not tag.find(["img", FOOTNOTE, "br"]):
            spaces = tag.get_text()
            tag.replace_with(" ") if spaces and tag.name not in ("p", "li") else tag.decompose()
