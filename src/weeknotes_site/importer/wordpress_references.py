"""What the posts of a WordPress export refer to: people, uploads, blocks that several posts share."""

from collections.abc import Mapping

from msgspec import Struct

from weeknotes_site.importer.html.convert import text_of
from weeknotes_site.importer.source_files import SourceFiles
from weeknotes_site.importer.xml_items import Element, Items, child_text, children

_READ = frozenset(("item", "wp:author", "wp:category", "title", "wp:base_blog_url", "wp:base_site_url"))


class Upload(Struct, frozen=True, kw_only=True):
    """A picture or file."""

    address: str
    alt: str = ""
    caption: str = ""


class References(Struct, frozen=True, kw_only=True):
    """All that an export says beside its posts."""

    people: Mapping[str, str]
    """Display names by login."""
    uploads: Mapping[str, Upload]
    """By id."""
    blocks: Mapping[str, str]
    """Shared blocks, which posts show by their id."""
    parents: Mapping[str, str]
    """The category that each one is below, both by their short names."""
    title: str
    base: str


def read_references(files: SourceFiles, path: str) -> References:
    """Read them in a first pass over an export, of which no post stays in memory."""
    people: dict[str, str] = {}
    uploads: dict[str, Upload] = {}
    blocks: dict[str, str] = {}
    parents: dict[str, str] = {}
    title = base = ""
    with files.open(path) as content:
        for element in Items(content, _READ):
            kind = child_text(element, "wp:post_type") if element.tag == "item" else ""
            if element.tag == "title" and not title and element.getparent().tag == "channel":
                title = (element.text or "").strip()
            elif kind == "attachment":
                uploads[child_text(element, "wp:post_id")] = _upload(element)
            elif kind == "wp_block":
                blocks[child_text(element, "wp:post_id")] = child_text(element, "content:encoded")
            elif login := child_text(element, "wp:author_login"):
                people[login] = child_text(element, "wp:author_display_name") or login
            elif parent := child_text(element, "wp:category_parent"):
                parents[child_text(element, "wp:category_nicename")] = parent
            elif str(element.tag).endswith("base_blog_url"):
                base = (element.text or "").strip()
    return References(people=people, uploads=uploads, blocks=blocks, parents=parents, title=title, base=base)


def _upload(item: Element) -> Upload:
    alt = next(
        (
            child_text(meta, "wp:meta_value")
            for meta in children(item, "wp:postmeta")
            if child_text(meta, "wp:meta_key") == "_wp_attachment_image_alt"
        ),
        "",
    )
    return Upload(
        address=child_text(item, "wp:attachment_url"),
        alt=text_of(alt),
        caption=text_of(child_text(item, "excerpt:encoded")),
    )
