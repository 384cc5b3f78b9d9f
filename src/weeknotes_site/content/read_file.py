"""One file's bytes to what it declares: a function of bytes, path and settings, with no view of other files."""

import re
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.content import fields
from weeknotes_site.content.dates import DateError, read_date
from weeknotes_site.content.fields import DRAFT, Fields, Reader, is_slip_of_draft, read_fields
from weeknotes_site.content.former_paths import former_paths
from weeknotes_site.content.front_matter import Block, split_front_matter
from weeknotes_site.content.markdown.render import render_markdown
from weeknotes_site.content.markdown.rendered import Outline, Rendered
from weeknotes_site.content.note_file import FIRST_LINE, NoteFields, NoteFile, TeamFields, TeamFile, pack_positions
from weeknotes_site.content.source import Source, decode
from weeknotes_site.content.titles import TitleFacts, read_title
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
    "lead": fields.text,
    "contact": fields.text,
    "feedback": fields.text,
    "rhythm": fields.one_of("weekly", "fortnightly", "monthly"),
    "breaks": fields.breaks,
    "ended": fields.only_day,
    "continued_as": fields.text,
    "monday_covers_previous_week": fields.boolean,
}

_CONFLICT = re.compile(r"(?:<{7}|\|{7}|>{7})(?: .*)?")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_DATE_IN_NAME = re.compile(r"\d{4}-\d{2}-\d{2}")
_NAMED_BY_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")


class _Read(Struct, frozen=True):
    fields: Fields
    rendered: Rendered | None
    title_place: Place | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def unread(self) -> tuple[str, ...]:
        return tuple(key for key in self.fields.positions if key not in self.fields.values)

    @property
    def html(self) -> str:
        return self.rendered.html if self.rendered else ""

    @property
    def outline(self) -> Outline | None:
        return self.rendered.outline if self.rendered else None


def read_note_file(path: str, raw: bytes, picture_hosts: frozenset[str]) -> tuple[NoteFile, str]:
    """Read a note and its body as HTML; everything wrong with it is in the result."""
    read = _read(path, raw, NOTE_FIELDS, picture_hosts)
    values = NoteFields(**_with_date(path, read.fields.values))
    title = values.title or (read.outline.title if read.outline else "")
    file = NoteFile(
        path=path,
        positions=pack_positions(read.fields.positions),
        unread=read.unread,
        outline=read.outline,
        diagnostics=(*read.diagnostics, *_missing(path, read)),
        fields=values,
        title_facts=read_title(title, values.date.day) if values.date else TitleFacts(),
        title_place=read.title_place,
    )
    return file, read.html


def read_team_file(path: str, raw: bytes, picture_hosts: frozenset[str]) -> tuple[TeamFile, str]:
    """Read a `_team.md` and its body as HTML; everything wrong with it is in the result."""
    read = _read(path, raw, TEAM_FIELDS, picture_hosts)
    file = TeamFile(
        path=path,
        positions=pack_positions(read.fields.positions),
        unread=read.unread,
        outline=read.outline,
        diagnostics=read.diagnostics,
        fields=TeamFields(**read.fields.values),
    )
    return file, read.html


def _read(path: str, raw: bytes, readers: Mapping[str, Reader], picture_hosts: frozenset[str]) -> _Read:
    found: list[Diagnostic] = []
    declared = Fields(values={}, positions={})
    rendered = None
    try:
        source, odd = decode(path, raw)
        found += odd
        _refuse_conflict(source)
        block, problems = split_front_matter(source)
        declared, wrong = read_fields(source, block.entries, readers)
        if _is_draft_doubtful(block, declared, readers):
            declared = replace(declared, values={**declared.values, DRAFT: True})
        found += [*problems, *wrong]
        rendered = render_markdown(
            source, block.body, block.body_line, title=declared.values.get("title", ""), picture_hosts=picture_hosts
        )
        found += rendered.diagnostics
    except Problem as problem:
        found += problem.diagnostics
    title_place = rendered.title_place if rendered else None
    if declared.values.get("title"):
        title_place = source.at(*msgspec.structs.astuple(declared.positions["title"]))
    return _Read(declared, rendered, title_place, tuple(found))


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
    if not read.fields.values.get("author") and not _is_faulty(read, "author"):
        hint = "add `author: Your Name`, or the team's name"
        missing.append(error("missing-key", _place(path, read, "author"), "the note has no `author`", hint))
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
