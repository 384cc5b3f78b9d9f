"""Write the text of an imported note: front matter and body, with remarks for the report."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from weeknotes_site.content.front_matter.fields import MAX_LIST, MAX_TEXT, PERMANENT_ID
from weeknotes_site.content.slugs import slug_of
from weeknotes_site.content.text.source import MAX_NOTE_BYTES
from weeknotes_site.importer.clues.titles import is_generic, read_title
from weeknotes_site.importer.compose.authors import Signed, author_value, choose_authors
from weeknotes_site.importer.compose.former_paths import former_paths
from weeknotes_site.importer.compose.links import Directory, rewrite_links
from weeknotes_site.importer.found import ClueKind, Content
from weeknotes_site.importer.import_map import hash_of
from weeknotes_site.importer.known_site import KnownSite
from weeknotes_site.importer.settle.notes import Settled
from weeknotes_site.importer.text.headings import raise_headings
from weeknotes_site.importer.text.tidy import one_line, tidy
from weeknotes_site.model.days import YEARS
from weeknotes_site.model.front_matter import write_front_matter
from weeknotes_site.model.language import LANGUAGE_TAG, without_mistake
from weeknotes_site.model.week import Week, cover_week

_SCHEME = re.compile(r"[a-z][a-z+.-]*:")


class Fact(Struct, frozen=True):
    """A fact about a note, and how it was found."""

    name: str
    value: str
    how: str


class PlannedNote(Struct, frozen=True, kw_only=True):
    """A note to write."""

    source: str
    path: str
    text: str
    """Empty once it is written, to save memory."""
    hash: str
    url: str
    old: tuple[str, ...]
    team: str
    day: date
    is_draft: bool
    has_id: bool
    facts: tuple[Fact, ...]
    remarks: tuple[str, ...]
    files: Mapping[str, Content]
    known_by: tuple[str, ...]


class Composing(Struct, frozen=True, kw_only=True):
    """Settings and state for writing all notes."""

    site: KnownSite
    directory: Directory
    author: str
    people: Mapping[str, str]
    language: str
    ids: set[str]
    """Permanent ids already used."""
    former: set[str]
    """Old paths already used."""
    files: set[str]
    """Paths of pictures and other files already used."""
    monday_covers_previous_week: bool


def compose_note(one: Settled, path: str, composing: Composing) -> PlannedNote:
    """Write a note's text; its ids and old paths then count as used."""
    day = one.day.day
    if day is None:
        raise ValueError(f"{one.source} has no day")
    signed = choose_authors(one, composing.site, composing.people, composing.author)
    rewritten = rewrite_links(one.note, path, composing.directory, composing.files, is_draft=one.is_draft)
    front = _front_matter(one, day, signed.names, composing)
    text = f"{write_front_matter(front)}\n{tidy(raise_headings(rewritten.body))}\n".encode("utf-8", "replace").decode()
    return PlannedNote(
        source=one.source,
        path=path,
        text=text,
        hash=hash_of(text),
        url=f"teams/{slug_of(path.split('/')[1])}/{slug_of(path.rpartition('/')[2].removesuffix('.md'))}.html",
        old=one.note.addresses,
        team=one.team.name,
        day=day,
        is_draft=one.is_draft,
        has_id=bool(front["id"]),
        facts=tuple(_facts(one, front, signed)),
        remarks=(*one.day.remarks, *one.team.remarks, *one.note.remarks, *rewritten.remarks, *signed.remarks),
        files=rewritten.files,
        known_by=one.known_by,
    )


def is_too_long(note: PlannedNote) -> bool:
    """Return whether a note is too large for a site."""
    return len(note.text.encode("utf-8", "replace")) > MAX_NOTE_BYTES


def _front_matter(one: Settled, day: date, authors: tuple[str, ...], composing: Composing) -> dict[str, Any]:
    note, week = one.note, _week(one, composing)
    lang = without_mistake(note.lang)
    return {
        "title": _title(one),
        "team": one.team.name,
        "date": day.isoformat(),
        "week": str(week) if week else "",
        "author": author_value(authors),
        "number": str(note.number) if note.number is not None and note.number < 1_000_000 else "",
        "summary": one_line(note.summary) if len(note.summary) <= MAX_TEXT else "",
        "tags": _tags(one),
        "lang": lang if LANGUAGE_TAG.fullmatch(lang) and lang != composing.language else "",
        "updated": _updated(note.updated, day),
        "draft": "true" if one.is_draft else "",
        "id": _own_id(note.id, composing.ids),
        "formerly": tuple(former_paths(note.addresses, composing.former)),
        "extra": _extra(note.extra),
    }


def _title(one: Settled) -> str:
    title = one_line(one.note.title)
    taken = read_title(title)
    if taken.days and (one.day.is_corrected or not taken.without_dates()):
        title = taken.without_dates()
    return title[:MAX_TEXT].rstrip()


def _tags(one: Settled) -> tuple[str, ...]:
    categories = (clue.value for clue in one.note.labels if clue.kind is ClueKind.CATEGORY)
    found = [one_line(name) for name in (*one.note.tags, *categories)]
    own = slug_of(one.team.name)
    by_slug = {slug_of(name): name for name in found if not is_generic(name) and len(name) <= MAX_TEXT}
    return tuple(name for slug, name in by_slug.items() if slug not in ("", own, "uncategorised", "uncategorized"))[
        :MAX_LIST
    ]


def _updated(written: str, day: date) -> str:
    try:
        updated = date.fromisoformat(written)
    except ValueError:
        return ""
    return updated.isoformat() if day < updated and updated.year in YEARS else ""


def _own_id(identity: str, ids: set[str]) -> str:
    is_one = PERMANENT_ID.fullmatch(identity) and _SCHEME.match(identity)
    if not is_one or identity in ids:
        return ""
    ids.add(identity)
    return identity


def _week(one: Settled, composing: Composing) -> Week | None:
    """Return the week to write: the one in the source, if the date alone would give another."""
    if one.day.week is None or one.day.day is None:
        return None
    known = composing.site.team(one.team.name)
    own = known.monday_covers_previous_week if known else None
    is_before = composing.monday_covers_previous_week if own is None else own
    return one.day.week if cover_week(one.day.day, monday_covers_previous_week=is_before) != one.day.week else None


def _extra(extra: Mapping[str, Any]) -> Mapping[str, Any]:
    kept = {key: value for key, value in extra.items() if _depth(value) < 8}
    return kept if len(repr(kept)) < 20_000 else {}


def _depth(value: object) -> int:
    if isinstance(value, Mapping):
        return 1 + max(map(_depth, value.values()), default=0)
    if isinstance(value, list | tuple):
        return 1 + max(map(_depth, value), default=0)
    return 0


def _facts(one: Settled, front: Mapping[str, Any], signed: Signed) -> Iterator[Fact]:
    note = one.note
    yield Fact("team", one.team.name, one.team.how)
    yield Fact("date", front["date"], one.day.how)
    if front["week"]:
        yield Fact("week", front["week"], one.day.week_how)
    yield Fact("author", ", ".join(signed.names) or "from `_team.md`", signed.how)
    if note.number is not None:
        yield Fact("number", str(note.number), note.number_how)
    none = "the source has none"
    title, summary = front["title"], front["summary"]
    yield Fact("title", title, "the source") if title else Fact("title", "made from team and date", none)
    yield Fact("summary", summary, note.summary_how) if summary else Fact("summary", "the first new paragraph", none)
