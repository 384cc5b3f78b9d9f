"""One file's bytes to what it declares: a function of bytes, path and settings, with no view of other files."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.content import fields
from weeknotes_site.content.dates import DateError, read_date
from weeknotes_site.content.entries import DRAFT, Fields, is_slip_of_draft, read_fields
from weeknotes_site.content.fields import Reader
from weeknotes_site.content.former_paths import former_paths
from weeknotes_site.content.front_matter import Block, split_front_matter
from weeknotes_site.content.lost_values import find_lost_values
from weeknotes_site.content.markdown.render import render_markdown
from weeknotes_site.content.markdown.rendered import Outline, Rendered
from weeknotes_site.content.note_file import (
    FIRST_LINE,
    NoteFields,
    NoteFile,
    PageFields,
    PageFile,
    TeamFields,
    TeamFile,
    pack_positions,
)
from weeknotes_site.content.source import Source, decode
from weeknotes_site.content.thread_rules import thread_rules
from weeknotes_site.content.titles import TitleFacts, read_title
from weeknotes_site.content.unread_body import find_body
from weeknotes_site.diagnostics import Diagnostic, Place, Problem, error

NOTE_FIELDS: Mapping[str, Reader] = {
    "team": fields.text,
    "date": fields.day,
    "author": fields.authors,
    "title": fields.text,
    "week": fields.weeks,
    "number": fields.number,
    "summary": fields.text,
    "tags": fields.tags,
    "draft": fields.boolean,
    "lead": fields.boolean,
    "updated": fields.day,
    "slug": fields.slug,
    "lang": fields.language,
    "id": fields.permanent_id,
    "formerly": former_paths,
    "ignore": fields.words,
    "extra": fields.mapping,
}
TEAM_FIELDS: Mapping[str, Reader] = {
    "name": fields.text,
    "aliases": fields.texts,
    "formerly": fields.texts,
    "author": fields.text,
    "lead": fields.text,
    "contact": fields.text,
    "feedback": fields.text,
    "rhythm": fields.one_of("weekly", "fortnightly", "monthly"),
    "breaks": fields.breaks,
    "ended": fields.only_day,
    "continued_as": fields.text,
    "monday_covers_previous_week": fields.boolean,
    "last_time": fields.boolean,
    "threads": thread_rules,
}
PAGE_FIELDS: Mapping[str, Reader] = {
    "title": fields.text,
    "lang": fields.language,
    "draft": fields.boolean,
}

_CONFLICT = re.compile(r"(?:<{7}|\|{7}|>{7})(?: .*)?")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_DATE_IN_NAME = re.compile(r"\d{4}-\d{2}-\d{2}")
_NAMED_BY_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")


class _Read(Struct, frozen=True, kw_only=True):
    fields: Fields = Fields(values={}, positions={})
    rendered: Rendered | None = None
    """None where the front matter could not be read, either."""
    title_place: Place | None = None
    diagnostics: tuple[Diagnostic, ...]
    unplaced: Outline | None = None

    @property
    def unread(self) -> tuple[str, ...]:
        return tuple(key for key in self.fields.positions if key not in self.fields.values)

    @property
    def html(self) -> str:
        return self.rendered.html if self.rendered else ""

    @property
    def outline(self) -> Outline | None:
        return self.rendered.outline if self.rendered else None


def read_note_file(
    path: str, raw: bytes, picture_hosts: frozenset[str], link_schemes: frozenset[str] = frozenset()
) -> tuple[NoteFile, str]:
    """Read a note and its body as HTML; everything wrong with it is in the result."""
    read = _read(path, raw, NOTE_FIELDS, picture_hosts, link_schemes)
    values = NoteFields(**_with_date(path, read.fields.values))
    title = values.title or (read.outline.title if read.outline else "")
    file = NoteFile(
        **_in_common(path, read, _missing(path, read)),
        fields=values,
        title_facts=read_title(title, values.date.day) if values.date else TitleFacts(),
        title_place=read.title_place,
    )
    return file, read.html


def read_team_file(
    path: str, raw: bytes, picture_hosts: frozenset[str], link_schemes: frozenset[str] = frozenset()
) -> tuple[TeamFile, str]:
    """Read a `_team.md` and its body as HTML; everything wrong with it is in the result."""
    read = _read(path, raw, TEAM_FIELDS, picture_hosts, link_schemes)
    return TeamFile(**_in_common(path, read), fields=TeamFields(**read.fields.values)), read.html


def read_page_file(
    path: str, raw: bytes, picture_hosts: frozenset[str], link_schemes: frozenset[str] = frozenset()
) -> tuple[PageFile, str]:
    """Read a plain page and its body as HTML; everything wrong with it is in the result."""
    read = _read(path, raw, PAGE_FIELDS, picture_hosts, link_schemes, is_optional=True)
    return PageFile(**_in_common(path, read), fields=PageFields(**read.fields.values)), read.html


def _in_common(path: str, read: _Read, more: Iterable[Diagnostic] = ()) -> dict[str, Any]:
    """Return what every kind of file has."""
    return {
        "path": path,
        "positions": pack_positions(read.fields.positions),
        "unread": read.unread,
        "outline": read.outline,
        "unplaced": read.unplaced,
        "diagnostics": (*read.diagnostics, *more),
    }


def _read(
    path: str,
    raw: bytes,
    readers: Mapping[str, Reader],
    picture_hosts: frozenset[str],
    link_schemes: frozenset[str],
    *,
    is_optional: bool = False,
) -> _Read:
    try:
        source, found = decode(path, raw)
        _refuse_conflict(source)
    except Problem as problem:
        return _Read(diagnostics=problem.diagnostics)

    def render(body: str, line: int, title: str) -> Rendered | None:
        try:
            rendered = render_markdown(
                source, body, line, title=title, picture_hosts=picture_hosts, link_schemes=link_schemes
            )
        except Problem as problem:
            found.extend(problem.diagnostics)
            return None
        found.extend(rendered.diagnostics)
        return rendered

    try:
        block, diagnostics = split_front_matter(source, optional=readers.keys() if is_optional else ())
    except Problem as problem:
        found += problem.diagnostics
        unplaced = render(*find_body(source), "")
        return _Read(diagnostics=tuple(found), unplaced=unplaced.outline if unplaced else None)
    declared, wrong = read_fields(source, block.entries, readers)
    if _is_draft_doubtful(block, declared, readers):
        declared = replace(declared, values={**declared.values, DRAFT: True})
    found += [*diagnostics, *wrong, *find_lost_values(source, block.entries)]
    rendered = render(block.body, block.body_line, declared.values.get("title", ""))
    title_place = rendered.title_place if rendered else None
    if declared.values.get("title"):
        title_place = source.at(*msgspec.structs.astuple(declared.positions["title"]))
    return _Read(fields=declared, rendered=rendered, title_place=title_place, diagnostics=tuple(found))


def _is_draft_doubtful(block: Block, declared: Fields, known: Mapping[str, Reader]) -> bool:
    """Return whether somebody may have meant to hold the note back. A key in doubt is reported where it is read."""
    unclear = DRAFT in declared.positions and DRAFT not in declared.values
    twice = DRAFT in block.repeated
    return DRAFT in known and (unclear or twice or any(is_slip_of_draft(one.key, known) for one in block.entries))


def _with_date(path: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the values with the date that opens the file's name where the front matter has none that can be read."""
    named = _NAMED_BY_DATE.match(path.rpartition("/")[2])
    if "date" in values or not named:
        return values
    try:
        return {**values, "date": read_date(named[0])}
    except DateError:
        return values


def _missing(path: str, read: _Read) -> list[Diagnostic]:
    if read.rendered is None and not read.fields.positions:
        return []  # there is no front matter to miss a key in
    missing = []
    if "date" not in read.fields.values and not _is_faulty(read, "date"):
        stem = _DATE_IN_NAME.search(path.rpartition("/")[2])
        hint = f"add `date: {stem[0] if stem else 'YYYY-MM-DD'}`"
        missing.append(error("missing-key", _place(path, read, "date"), "the note has no `date`", hint))
    return missing


def _place(path: str, read: _Read, key: str) -> Place:
    return read.fields.positions.get(key, FIRST_LINE).within(path)


def _is_faulty(read: _Read, key: str) -> bool:
    """Return whether there is an error about the key's value already."""
    position = read.fields.positions.get(key)
    return position is not None and any(one.is_error and one.place.line == position.line for one in read.diagnostics)


def _refuse_conflict(source: Source) -> None:
    if "<<<<<<<" not in source.text and ">>>>>>>" not in source.text:
        return
    fence = ""
    for number, line in enumerate(source.lines, 1):
        if opened := _FENCE.match(line):
            fence = "" if fence == opened[1] else fence or opened[1]
        elif not fence and _CONFLICT.fullmatch(line):
            message = "this line was left by a merge: two versions of the note are in the file"
            hint = "keep the lines you want and delete `<<<<<<<`, `=======` and `>>>>>>>`"
            raise Problem(error("merge-conflict", source.whole_line(number), message, hint))
