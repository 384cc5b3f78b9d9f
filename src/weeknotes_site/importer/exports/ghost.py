"""Ghost's JSON export: Settings, Migration tools, Export, "Content & settings"."""

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec import Struct

from weeknotes_site.importer.clues.dates import as_local, clues_in, given_day
from weeknotes_site.importer.clues.titles import as_uncertain, read_title, site_clues, team_clues
from weeknotes_site.importer.exports.posts import Posts
from weeknotes_site.importer.found import (
    DayClue,
    FindFile,
    FoundNote,
    Reading,
    author_clues,
    category_clue,
    embedded_in,
    hidden_remark,
    not_published,
)
from weeknotes_site.importer.html.convert import text_of, to_markdown
from weeknotes_site.importer.sources.decode import decode_text
from weeknotes_site.importer.sources.files import RefusedError, SourceFiles, read_document
from weeknotes_site.importer.sources.uploads import upload_finder

_SITE = "__GHOST_URL__"
"""Placeholder for the site's address in exports."""
_PUBLISHED = ("published", "sent")

_GATE = re.compile(r"<!--\s{0,3}kg-gated-block:(?:begin\b([^<>]{0,400})|end\s{0,3})-->")

_Row = Mapping[str, Any]


class _Export(Struct, frozen=True, kw_only=True):
    """The tables of an export."""

    posts: Sequence[_Row]
    authors: Mapping[str, tuple[str, ...]]
    """Names by post, in order."""
    tags: Mapping[str, tuple[str, ...]]
    meta: Mapping[str, _Row]
    title: str
    zone: str
    """Its time zone; moments in the export are in UTC."""


def read_ghost(files: SourceFiles, path: str, *, with_drafts: bool, media: SourceFiles | None) -> Reading:
    """Read an export; pictures come from `media`, a copy of `content/images`, if it is given."""
    export = _read_export(decode_text(read_document(files, path)))
    find_file = upload_finder(media)
    posts = Posts(path)
    for post in export.posts:
        read = partial(_read_post, post, path, export, find_file)
        posts.add(_text(post, "title"), read, _why_skipped(post, with_drafts=with_drafts))
    return posts.reading("a Ghost export")


def _read_export(text: str) -> _Export:
    data = json.loads(text)
    first = data["db"][0] if isinstance(data.get("db"), list) and data["db"] else data
    tables = first.get("data")
    if not isinstance(tables, dict) or not isinstance(tables.get("posts"), list):
        raise RefusedError("is not an export of Ghost: it holds no posts")
    posts = _rows(tables, "posts")
    users = {_text(one, "id"): _text(one, "name") for one in _rows(tables, "users")}
    public = [one for one in _rows(tables, "tags") if not _text(one, "name").startswith("#")]
    # Ghost before 1.22 has one author a post, in the post itself.
    own = {_text(one, "id"): (users[author],) for one in posts if (author := _text(one, "author_id")) in users}
    settings = {_text(one, "key"): _text(one, "value") for one in _rows(tables, "settings")}
    return _Export(
        posts=posts,
        authors={**own, **_joined(_rows(tables, "posts_authors"), "author_id", users)},
        tags=_joined(_rows(tables, "posts_tags"), "tag_id", {_text(one, "id"): _text(one, "name") for one in public}),
        meta={_text(one, "post_id"): one for one in _rows(tables, "posts_meta")},
        title=settings.get("title", ""),
        zone=settings.get("timezone") or settings.get("active_timezone", ""),
    )


def _rows(tables: _Row, name: str) -> list[_Row]:
    rows = tables.get(name)
    return [one for one in rows if isinstance(one, dict)] if isinstance(rows, list) else []


def _joined(rows: Sequence[_Row], key: str, names: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return names by post, in their order."""
    found: dict[str, list[str]] = {}
    for row in sorted(rows, key=_place):
        if name := names.get(_text(row, key)):
            found.setdefault(_text(row, "post_id"), []).append(name)
    return {post: tuple(several) for post, several in found.items()}


def _place(row: _Row) -> int:
    written = _text(row, "sort_order")
    return int(written) if written.isdecimal() else 0


def _text(row: _Row, key: str) -> str:
    value = row.get(key)
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _why_skipped(post: _Row, *, with_drafts: bool) -> str:
    if _text(post, "type") == "page" or post.get("page") in (True, 1):
        return "it is a page, not a note"
    status = _text(post, "status") or "published"
    if status not in _PUBLISHED and not with_drafts:
        return not_published(status)
    if not _text(post, "html"):
        return "the export has no HTML for it; open it in Ghost, update it and export again"
    return ""


def _read_post(post: _Row, path: str, export: _Export, find_file: FindFile) -> FoundNote:
    identity, title, slug = _text(post, "id"), text_of(_text(post, "title")), _text(post, "slug")
    shown, hidden_words = _without_gated(_text(post, "html"))
    whole = _picture(post, export.meta.get(identity, {})) + shown
    converted = to_markdown(whole.replace(_SITE, ""))
    taken = read_title(title)
    days, zone_remarks = _days(post, export.zone)
    labels = tuple(map(category_clue, dict.fromkeys(export.tags.get(identity, ()))))
    authors = export.authors.get(identity, ())
    doubts = tuple(_doubts(post))
    return FoundNote(
        key=f"{path}#{identity or slug}",
        title=title,
        body=converted.markdown,
        anchors=converted.anchors,
        days=(*days, *clues_in(title, "the title")),
        teams=tuple(team_clues(taken, as_uncertain(labels), site_clues(export.title, "the site's title"))),
        labels=(*labels, *author_clues(authors)),
        authors=authors,
        authors_how="the export's list of authors",
        number=taken.number,
        tags=tuple(one.value for one in labels),
        summary=text_of(_text(post, "custom_excerpt")),
        summary_how="the excerpt",
        is_draft=_text(post, "status") not in ("", *_PUBLISHED) or bool(doubts),
        lang=_text(post, "locale"),
        export_ids=(f"ghost:{uuid}",) if (uuid := _text(post, "uuid")) else (),
        addresses=(f"/{slug}/",) if slug else (),
        names=tuple(filter(None, (slug,))),
        find_file=embedded_in(converted.files, find_file),
        remarks=(*doubts, *zone_remarks, *hidden_remark(hidden_words + converted.hidden_words)),
    )


def _doubts(post: _Row) -> Iterator[str]:
    """Yield reasons why a post may not be public."""
    visibility = _text(post, "visibility") or "public"
    if visibility != "public":
        yield f"only `{visibility}` could read it in Ghost; check that everyone may read it"
    if _text(post, "status") == "sent":
        yield "Ghost sent it by e-mail only; check that everyone may read it"


def _without_gated(text: str) -> tuple[str, int]:
    """Return a post's HTML without the blocks that only members could read, and how many words they held.

    A block without an end mark hides the rest.
    """
    kept: list[str] = []
    words = end = 0
    gate: re.Match[str] | None = None
    for mark in _GATE.finditer(text):
        if gate is None and mark[1] is not None and "nonMember:true" not in mark[1]:
            kept.append(text[end : mark.start()])
            gate, end = mark, len(text)
        elif gate and mark[1] is None:
            words += len(text_of(text[gate.end() : mark.start()]).split())
            gate, end = None, mark.end()
    words += len(text_of(text[gate.end() :]).split()) if gate else 0
    return "".join([*kept, text[end:]]), words


def _picture(post: _Row, meta: _Row) -> str:
    """Return the picture that Ghost shows above a post."""
    source = _text(post, "feature_image")
    if not source:
        return ""
    alt, caption = _text(meta, "feature_image_alt"), _text(meta, "feature_image_caption")
    picture = f'<img src="{html.escape(source)}" alt="{html.escape(alt)}">'
    return f"<figure>{picture}<figcaption>{caption}</figcaption></figure>"


def _days(post: _Row, zone: str) -> tuple[tuple[DayClue, ...], tuple[str, ...]]:
    key = "published_at" if _text(post, "published_at") else "created_at"
    written = _text(post, key)
    written += "Z" if len(written) == len("2023-01-20 16:00:00") else ""  # as exported from MySQL
    local, remarks = as_local(written, zone)
    return given_day(local, f"`{key}`"), remarks
