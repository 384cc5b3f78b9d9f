"""Saved RSS and Atom feeds, of Ghost, Substack, Medium, Blogger and most others."""

import html
import re
from collections.abc import Iterator
from functools import partial

from weeknotes_site.importer.clues.dates import clues_in, header_day, plausible, starting_day
from weeknotes_site.importer.clues.titles import as_uncertain, read_title, site_clues, team_clues
from weeknotes_site.importer.exports.posts import Posts, link_enclosures
from weeknotes_site.importer.found import (
    DayClue,
    FoundNote,
    Reading,
    author_clues,
    category_clue,
    embedded_in,
    hosts_of,
    not_published,
)
from weeknotes_site.importer.html.convert import text_of, to_markdown
from weeknotes_site.importer.sources.files import SourceFiles
from weeknotes_site.importer.sources.xml_items import Element, Items, child_text, children, inner_xml
from weeknotes_site.model.addresses import split_address
from weeknotes_site.site.kinds import PICTURES, kind_of

_NAME_IN_BRACKETS = re.compile(r"\(([^()]{1,100})\)")
_BROKEN_OFF = re.compile(r"(?:…|\.\.\.|\[&?#?\w*;?\]|read more|continue reading|appeared first on)", re.I)
_ITEMS = frozenset(("item", "atom:entry"))
_ABOUT = frozenset(("title", "atom:title", "atom:author", *_ITEMS))
_ABOUT_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_BLOGGER_KIND = "http://schemas.google.com/g/2005#kind"
_DAYS = ("pubDate", "dc:date", "atom:published", "atom:issued", "atom:updated")


def read_feed(files: SourceFiles, path: str, *, with_drafts: bool) -> Reading:
    """Read the items of a feed or a Blogger export; one with only an excerpt is marked as such."""
    title, author = _about(files, path)
    posts = Posts(path)
    with files.open(path) as content:
        items = Items(content, _ITEMS)
        for item in items:
            read = partial(_read_item, item, path, title, author, items.damage)
            posts.add(_text(item, "title"), read, _why_skipped(item, with_drafts=with_drafts))
    posts.skip_damaged(items.damage)
    return posts.reading("a feed", hosts_of(*(address for one in posts.notes for address in one.addresses[:1])))


def _about(files: SourceFiles, path: str) -> tuple[str, str]:
    """Return a feed's title and author; entries without an author have the feed's (RFC 4287, 4.1.1)."""
    title = author = ""
    with files.open(path) as content:
        for element in Items(content, _ABOUT):
            parent = element.getparent()
            if _is_item(element) or (parent is not None and _is_item(parent)):
                break
            if str(element.tag).endswith("author"):
                author = author or child_text(element, "atom:name")
            else:
                title = title or text_of(_content(element))
    return title, author


def _is_item(element: Element) -> bool:
    return str(element.tag).endswith(("item", "entry"))


def _why_skipped(item: Element, *, with_drafts: bool) -> str:
    """Return why an entry of a Blogger export is not imported; of other feeds, all are."""
    kind = child_text(item, "blogger:type").lower()
    for category in children(item, "atom:category"):
        if category.get("scheme") == _BLOGGER_KIND:
            kind = str(category.get("term") or "").rpartition("#")[2]
    if kind not in ("", "post"):
        return f"it is a {kind.removesuffix('s')}, not a note"
    if child_text(item, "blogger:status") == "SOFT_TRASHED":
        return "it is in the trash"
    return not_published() if _is_draft(item) and not with_drafts else ""


def _is_draft(item: Element) -> bool:
    controls = children(item, "app:control")
    return child_text(item, "blogger:status") not in ("", "LIVE") or any(
        child_text(one, "app:draft") == "yes" for one in controls
    )


def _read_item(item: Element, path: str, feed: str, author: str, damage: str) -> FoundNote:
    title = _text(item, "title")
    content, is_whole = _body(item)
    converted = to_markdown(content + link_enclosures(_enclosures(item), content))
    taken = read_title(title)
    address = _address(item)
    identity = child_text(item, "guid") or child_text(item, "atom:id") or str(item.get(_ABOUT_RDF) or "")
    labels = tuple(map(category_clue, dict.fromkeys(_categories(item))))
    remarks: tuple[str, ...] = (
        () if is_whole else ("the feed contains only an excerpt; the rest is at the old address",)
    )
    remarks += converted.remarks
    remarks += (f"the feed is damaged near this note ({damage})",) if damage else ()
    authors = tuple(_authors(item)) or tuple(filter(None, (author,)))
    return FoundNote(
        key=f"{path}#{identity or address or title}",
        title=title,
        body=converted.markdown,
        anchors=converted.anchors,
        days=(*_days(item), *clues_in(title, "the title")),
        teams=tuple(team_clues(taken, as_uncertain(labels), site_clues(feed, "the feed's title"))),
        labels=(*labels, *author_clues(authors)),
        authors=authors,
        authors_how="the feed's author",
        number=taken.number,
        tags=tuple(one.value for one in labels),
        is_draft=bool(damage) or _is_draft(item),
        id=identity,
        addresses=tuple(dict.fromkeys(filter(None, (address, identity if "://" in identity else "")))),
        names=tuple(filter(None, (split_address(address).path.rstrip("/").rpartition("/")[2],))),
        find_file=embedded_in(converted.files),
        remarks=remarks,
    )


def _body(item: Element) -> tuple[str, bool]:
    """Return the fullest text that an item has, and whether it is more than a summary."""
    for name in ("content:encoded", "atom:content"):
        for element in children(item, name):
            if text := _content(element):
                return text, True
    for name in ("description", "atom:summary"):
        for element in children(item, name):
            if text := _content(element):
                return text, name == "description" and _looks_complete(text)
    return "", False


def _enclosures(item: Element) -> Iterator[str]:
    """Yield the addresses of files that an item comes with; pictures are mostly shown in its text too, or portraits."""
    links = (one for one in children(item, "atom:link") if one.get("rel") == "enclosure")
    groups = [item, *children(item, "media:group")]
    media = (one for group in groups for one in children(group, "media:content") if _is_played(one))
    for one in (*children(item, "enclosure"), *links, *media):
        address = str(one.get("url") or one.get("href") or "")
        if not str(one.get("type") or "").startswith("image/") and kind_of(address.partition("?")[0]) not in PICTURES:
            yield address


def _is_played(media: Element) -> bool:
    return str(media.get("medium") or media.get("type") or "").startswith(("audio", "video"))


def _looks_complete(text: str) -> bool:
    """Return whether a description is the whole text: a long one, or HTML in paragraphs that is not broken off."""
    shown = text_of(text)
    return len(shown) > 600 or ("<p" in text and _BROKEN_OFF.search(shown[-200:]) is None)


def _content(element: Element) -> str:
    """Return an element's content as HTML, in any of its encodings."""
    if len(element):
        return inner_xml(element)
    text = element.text or ""
    return html.escape(text) if element.get("type") == "text" else text


def _text(item: Element, name: str) -> str:
    elements = children(item, name) or children(item, f"atom:{name}")
    return html.unescape(text_of(_content(elements[0]))) if elements else ""


def _address(item: Element) -> str:
    for link in children(item, "atom:link"):
        if link.get("rel", "alternate") == "alternate" and link.get("href"):
            return str(link.get("href"))
    return child_text(item, "link") or child_text(item, "blogger:filename")


def _authors(item: Element) -> Iterator[str]:
    if creator := child_text(item, "dc:creator"):
        yield creator
        return
    for author in children(item, "atom:author"):
        yield child_text(author, "atom:name")
    if mail := child_text(item, "author"):
        # RSS wants an address here, with the name in brackets behind it.
        named = _NAME_IN_BRACKETS.search(mail)
        yield named[1] if named else mail.partition("@")[0]


def _categories(item: Element) -> Iterator[str]:
    for one in children(item, "category"):
        yield (one.text or "").strip()
    for one in children(item, "atom:category"):
        if one.get("scheme") != _BLOGGER_KIND:
            yield str(one.get("label") or one.get("term") or "").strip()


def _days(item: Element) -> Iterator[DayClue]:
    for name in _DAYS:
        written = child_text(item, name)
        day = starting_day(written) or header_day(written)
        if day and plausible(day.year, day.month, day.day):
            how = f"`{name.rpartition(':')[2]}`"
            yield DayClue(written=written, readings=(day,), how=how, is_typed=False)
