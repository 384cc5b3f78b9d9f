"""WordPress exports (WXR 1.0 to 1.2): posts, with the names, terms and media that the same file declares."""

import html
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial

from msgspec.structs import replace

from weeknotes_site.importer.clues.dates import clues_in, starting_day
from weeknotes_site.importer.clues.titles import is_generic, read_title, site_clues, team_clues
from weeknotes_site.importer.exports.posts import Posts, link_enclosures
from weeknotes_site.importer.found import (
    Clue,
    DayClue,
    FindFile,
    FoundNote,
    Reading,
    Skipped,
    author_clues,
    category_clue,
    embedded_in,
    hidden_remark,
    hosts_of,
    not_published,
)
from weeknotes_site.importer.html.convert import Converted, text_of, to_markdown
from weeknotes_site.importer.sources.files import SourceFiles
from weeknotes_site.importer.sources.uploads import is_same_picture, upload_finder
from weeknotes_site.importer.sources.xml_items import Element, Items, child_text, children
from weeknotes_site.importer.wordpress.blocks import fill_in_blocks, without_invisible_blocks
from weeknotes_site.importer.wordpress.references import References, figure_of, meta_text, meta_texts, read_references
from weeknotes_site.importer.wordpress.shortcodes import expand_shortcodes, has_blocks, with_paragraphs

_ITEM = frozenset(("item",))
_NO_TEXTS = frozenset(("attachment", "revision", "user_request", "changeset", "guest-author"))
_NO_TEAMS = frozenset(("uncategorised", "uncategorized", "news", "general", "announcements", "featured"))
_NO_DAY = "0000-00-00"
_SHOWN = re.compile(r"""\bsrc\s{0,3}=\s{0,3}(["'])([^"'<>]{1,4000})\1""", re.I)


def read_wordpress(files: SourceFiles, path: str, *, with_drafts: bool, media: SourceFiles | None) -> Reading:
    """Read an export; pictures come from `media`, a copy of `wp-content/uploads`, if it is given."""
    export = read_references(files, path)
    posts = Posts(path)
    others: Counter[str] = Counter()
    find_file = upload_finder(media)
    with files.open(path) as content:
        items = Items(content, _ITEM)
        for item in items:
            read = partial(_read_post, item, path, export, find_file, items.damage)
            kind = child_text(item, "wp:post_type")
            if _is_note(kind):
                posts.add(child_text(item, "title"), read, _why_skipped(item, with_drafts=with_drafts))
            else:
                others[kind] += 1
    posts.skip_damaged(items.damage)
    posts.skipped += _other_kinds(others, path)
    return posts.reading("a WordPress export", hosts_of(export.base))


def _is_note(kind: str) -> bool:
    """Return whether entries of a type are notes: posts, and a type of the site's own that says weeknotes."""
    return kind in ("", "post") or read_title(kind.replace("_", " ")).is_weeknote


def _other_kinds(others: Counter[str], path: str) -> Iterator[Skipped]:
    """Return how many entries of types with text were left out."""
    for kind, count in sorted(others.items()):
        if kind not in _NO_TEXTS and not kind.startswith(("wp_", "nav_", "custom", "oembed")):
            yield Skipped(f"{count} of the type “{kind}” in {path}", "only posts are notes")


def _why_skipped(item: Element, *, with_drafts: bool) -> str:
    status = child_text(item, "wp:status") or "publish"
    if status in ("trash", "auto-draft", "inherit"):
        return f"its status is `{status}`"
    if with_drafts:
        return ""
    if status != "publish":  # plugins add others, such as `pitch`
        return not_published(status)
    return "it has a password; use `--drafts` to import it as a draft" if child_text(item, "wp:post_password") else ""


def _read_post(item: Element, path: str, export: References, find_file: FindFile, damage: str) -> FoundNote:
    name = child_text(item, "title")
    title = html.unescape(text_of(name)) if name else ""
    content = child_text(item, "content:encoded")
    converted, remarks, is_doubtful = _body(content, item, export)
    taken = read_title(title)
    labels = tuple(_labels(item, export.parents))
    logins = tuple(dict.fromkeys(_logins(item, export))) or tuple(filter(None, (child_text(item, "dc:creator"),)))
    unknown = tuple(
        f"the author `{one}` is not in the export's list of authors" for one in logins if one not in export.people
    )
    remarks += unknown
    status = child_text(item, "wp:status") or "publish"
    if damage:
        remarks += (f"the export is damaged near this note ({damage})",)
    return FoundNote(
        key=f"{path}#{child_text(item, 'wp:post_id') or child_text(item, 'guid') or title}",
        title=title,
        body=converted.markdown,
        anchors=converted.anchors,
        days=(*_days(item), *clues_in(title, "the title")),
        teams=tuple(team_clues(taken, _teams(labels), site_clues(export.title, "the blog's name"))),
        labels=(*labels, *author_clues(logins)),
        authors=tuple(dict.fromkeys(export.people.get(one, one) for one in logins)),
        authors_how="`dc:creator`" if unknown else "the export's list of authors",
        number=taken.number,
        tags=tuple(_terms(item, "post_tag")),
        summary=text_of(child_text(item, "excerpt:encoded")),
        summary_how="the excerpt",
        is_draft=status != "publish" or bool(child_text(item, "wp:post_password") or damage or is_doubtful),
        id=child_text(item, "guid"),
        addresses=tuple(filter(None, (_address(item, export.base), child_text(item, "guid")))),
        names=tuple(filter(None, (child_text(item, "wp:post_name"),))),
        find_file=embedded_in(converted.files, find_file),
        remarks=remarks,
    )


def _address(item: Element, base: str) -> str:
    """Return a post's address; Squarespace gives only its path."""
    link = child_text(item, "link")
    return f"{base.rstrip('/')}{link}" if link.startswith("/") and base else link


def _body(content: str, item: Element, export: References) -> tuple[Converted, tuple[str, ...], bool]:
    """Return a post's text, remarks, and whether it may not be public."""
    seen, hidden_words, are_hidden = without_invisible_blocks(content)
    filled, lost = fill_in_blocks(seen, export.blocks, partial(figure_of, export.uploads))
    shown, more_words, are_more = without_invisible_blocks(filled)
    expanded = expand_shortcodes(shown, export.uploads, child_text(item, "wp:post_id"))
    text = expanded.text if has_blocks(content) else with_paragraphs(expanded.text)
    featured, missing = _featured(item, export, text)
    converted = to_markdown(featured + text + _media(item, text) + _footnotes(item))
    remarks = (
        *expanded.remarks,
        *missing,
        *(f"the block `{name}` was left out: its content is not in the export" for name in lost),
        *hidden_remark(hidden_words + more_words + converted.hidden_words),
        *(f"the hidden block `{name}` was left out" for name in (*are_hidden, *are_more)),
    )
    return converted, remarks, expanded.is_doubtful


def _logins(item: Element, export: References) -> Iterator[str]:
    """Yield the authors that Co-Authors Plus and PublishPress keep as terms, by their keys in the export."""
    for term in children(item, "category"):
        if term.get("domain") == "author":
            name, slug = (term.text or "").strip(), str(term.get("nicename") or "").removeprefix("cap-")
            yield name if name in export.people or not (name and slug in export.people) else slug


def _featured(item: Element, export: References, text: str) -> tuple[str, tuple[str, ...]]:
    """Return the picture that WordPress shows above a post, unless the post shows it too."""
    number = meta_text(item, "_thumbnail_id")
    upload = export.uploads.get(number)
    if number and (upload is None or not upload.address):
        return "", ("the export does not contain its featured picture",)
    if upload is None or any(is_same_picture(html.unescape(one[2]), upload.address) for one in _SHOWN.finditer(text)):
        return "", ()
    return upload.figure, ()


def _media(item: Element, content: str) -> str:
    """Return links to the audio and video that podcast plugins store beside a post."""
    return link_enclosures((one.partition("\n")[0] for one in meta_texts(item, "enclosure")), content)


def _footnotes(item: Element) -> str:
    """Return the list that WordPress makes of the footnotes it keeps beside a post."""
    for written in meta_texts(item, "footnotes"):
        try:
            notes = json.loads(written)
            texts = [(str(note["id"]), str(note["content"])) for note in notes]
        except (ValueError, TypeError, KeyError, RecursionError):
            continue
        named = ((html.escape(name), text) for name, text in texts)
        items = (f'<li id="{name}">{text} <a href="#{name}-link">↩</a></li>' for name, text in named)
        return f"<ol>{''.join(items)}</ol>"
    return ""


def _days(item: Element) -> Iterator[DayClue]:
    for name, how in (
        ("wp:post_date", "the post's date"),
        ("pubDate", "`pubDate`"),
        ("wp:post_date_gmt", "the post's date"),
    ):
        written = child_text(item, name)
        if written.startswith(_NO_DAY):
            continue
        day = starting_day(written)
        readings = (day,) if day else next((one.readings for one in clues_in(written, how)), ())
        if readings:  # all give the same moment, possibly in another time zone
            yield DayClue(written=written, readings=readings, how=how, is_typed=False)
            return


def _terms(item: Element, domain: str, without: frozenset[str] = frozenset()) -> Iterator[str]:
    for term in children(item, "category"):
        if term.get("nicename") in without:
            continue
        # Exports before WXR 1.2 give categories without a domain.
        if term.get("domain", "category").replace("tag", "post_tag").replace("post_post_", "post_") == domain:
            yield html.unescape((term.text or term.get("nicename") or "").strip())


def _labels(item: Element, parents: Mapping[str, str]) -> Iterator[Clue]:
    """Yield a post's categories, without those that are only the parent of another one."""
    above = {parents.get(str(term.get("nicename"))) for term in children(item, "category")}
    named = _terms(item, "category", frozenset(filter(None, above)))
    for name in dict.fromkeys(named):
        yield category_clue(name)


def _teams(categories: tuple[Clue, ...]) -> Iterator[Clue]:
    """Yield the categories that can be teams; one alone is believed."""
    named = [one for one in categories if not is_generic(one.value) and one.value.casefold() not in _NO_TEAMS]
    return (replace(one, is_sure=len(named) == 1) for one in named)
