"""People, uploads and shared blocks that the posts of a WordPress export refer to."""

import html
from collections.abc import Iterator, Mapping

from msgspec import Struct

from weeknotes_site.importer.html.convert import text_of
from weeknotes_site.importer.sources.files import SourceFiles
from weeknotes_site.importer.sources.xml_items import Element, Items, child_text, children

_READ = frozenset(("item", "wp:author", "wp:category", "title", "wp:base_blog_url", "wp:base_site_url"))


class Upload(Struct, frozen=True, kw_only=True):
    """A picture or file."""

    address: str
    alt: str
    caption: str
    post: str
    """The id of the post to which it was uploaded."""

    @property
    def figure(self) -> str:
        """The upload as an HTML picture with its caption; empty if the export does not say where it is."""
        if not self.address:
            return ""
        caption = f"<figcaption>{html.escape(self.caption)}</figcaption>" if self.caption else ""
        return f'<figure><img src="{html.escape(self.address)}" alt="{html.escape(self.alt)}">{caption}</figure>'


class References(Struct, frozen=True, kw_only=True):
    """Records of an export other than its posts."""

    people: Mapping[str, str]
    """Display names by login; of guest authors (Co-Authors Plus) by their short names."""
    uploads: Mapping[str, Upload]
    """By id."""
    blocks: Mapping[str, str]
    """Shared blocks, which posts show by their id."""
    parents: Mapping[str, str]
    """The category that each one is below, both by their short names."""
    title: str
    base: str


def figure_of(uploads: Mapping[str, Upload], number: str) -> str:
    """Return an upload as a figure by its id; empty if there is none."""
    return uploads[number].figure if number in uploads else ""


def read_references(files: SourceFiles, path: str) -> References:
    """Read all references in a first pass over an export; no post stays in memory."""
    people: dict[str, str] = {}
    uploads: dict[str, Upload] = {}
    blocks: dict[str, str] = {}
    parents: dict[str, str] = {}
    title = base = last_title = ""
    with files.open(path) as content:
        for element in Items(content, _READ):
            kind = child_text(element, "wp:post_type") if element.tag == "item" else ""
            if element.tag == "title":  # cleared before its item ends
                last_title = (element.text or "").strip()
                title = title or (last_title if element.getparent().tag == "channel" else "")
            elif kind == "attachment":
                uploads[child_text(element, "wp:post_id")] = _upload(element)
            elif kind == "guest-author":
                slug = child_text(element, "wp:post_name").removeprefix("cap-")
                people.setdefault(slug, meta_text(element, "cap-display_name") or last_title or slug)
            elif kind == "wp_block":
                blocks[child_text(element, "wp:post_id")] = child_text(element, "content:encoded")
            elif login := child_text(element, "wp:author_login"):
                people[login] = child_text(element, "wp:author_display_name") or login
            elif parent := child_text(element, "wp:category_parent"):
                parents[child_text(element, "wp:category_nicename")] = parent
            elif str(element.tag).endswith("base_blog_url"):
                base = (element.text or "").strip() or base
            elif str(element.tag).endswith("base_site_url"):
                base = base or (element.text or "").strip()
    return References(people=people, uploads=uploads, blocks=blocks, parents=parents, title=title, base=base)


def meta_text(item: Element, key: str) -> str:
    """Return the value of an item's custom field; empty if it has none of that name."""
    return next(meta_texts(item, key), "")


def meta_texts(item: Element, key: str) -> Iterator[str]:
    """Yield the values of an item's custom fields with a name."""
    for one in children(item, "wp:postmeta"):
        if child_text(one, "wp:meta_key") == key:
            yield child_text(one, "wp:meta_value")


def _upload(item: Element) -> Upload:
    return Upload(
        address=child_text(item, "wp:attachment_url"),
        alt=text_of(meta_text(item, "_wp_attachment_image_alt")),
        caption=text_of(child_text(item, "excerpt:encoded")),
        post=child_text(item, "wp:post_parent"),
    )
