"""Read one file: a function of its bytes, path and settings only."""

from collections.abc import Iterable, Mapping
from typing import Any

from weeknotes_site.content.dates.days import date_of_file, day_in_name, plausible_day_in_name
from weeknotes_site.content.dates.unknown_years import ANY_DATE
from weeknotes_site.content.dates.weeks import week_in_name
from weeknotes_site.content.files.misnamed import misnamed_team_file
from weeknotes_site.content.files.paths import team_file_language
from weeknotes_site.content.front_matter import fields
from weeknotes_site.content.front_matter.entries import MEANT_DATE
from weeknotes_site.content.front_matter.fields import Reader
from weeknotes_site.content.front_matter.former_paths import former_paths
from weeknotes_site.content.front_matter.thread_rules import thread_rules
from weeknotes_site.content.front_matter.wrong_fences import PAGE, TEAM
from weeknotes_site.content.markdown.rendered import BodySettings
from weeknotes_site.content.note_file import (
    FIRST_LINE,
    NoteFields,
    NoteFile,
    PageFields,
    PageFile,
    TeamFields,
    TeamFile,
    pack_positions,
    place_of,
)
from weeknotes_site.content.read_text import Read, Settings, read_bytes
from weeknotes_site.content.second_notes import find_second_notes
from weeknotes_site.content.titles.facts import TitleFacts
from weeknotes_site.content.titles.reading import read_title
from weeknotes_site.diagnostics import Diagnostic, error

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
    "translates": fields.text,
    "id": fields.permanent_id,
    "formerly": former_paths,
    "ignore": fields.words,
    "extra": fields.mapping,
}
TEAM_FIELDS: Mapping[str, Reader] = {
    "name": fields.text,
    "names": fields.names,
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
    "mentions": fields.boolean,
    "last_time": fields.boolean,
    "threads": thread_rules,
}
TEAM_TRANSLATION_FIELDS: Mapping[str, Reader] = {key: TEAM_FIELDS[key] for key in ("name", "contact", "feedback")}
PAGE_FIELDS: Mapping[str, Reader] = {
    "title": fields.text,
    "lang": fields.language,
    "draft": fields.boolean,
    "formerly": former_paths,
}


def read_note_file(path: str, raw: bytes, settings: BodySettings) -> tuple[NoteFile, str]:
    """Read a note and its body as HTML; the result contains its diagnostics."""
    read = read_bytes(path, raw, Settings(readers=NOTE_FIELDS, body=settings))
    values = NoteFields(**_with_date(path, read.fields.values))
    is_dated = values.date is not None or "date" in read.fields.positions
    if misnamed := misnamed_team_file(path, is_dated=is_dated):
        alone = Read(diagnostics=(misnamed,), unplaced=read.outline or read.unplaced)
        return NoteFile(**_in_common(path, alone)), ""
    title = values.title or (read.outline.title if read.outline else "")
    second = find_second_notes(path, values, title, read.outline) if read.outline else []
    file = NoteFile(
        **_in_common(path, read, (*_missing(path, read), *second)),
        fields=values,
        title_facts=read_title(title, values.date.day) if values.date else TitleFacts(),
        title_place=read.title_place,
        name_day=day_in_name(path),
    )
    return file, read.html


def read_team_file(path: str, raw: bytes, settings: BodySettings) -> tuple[TeamFile, str]:
    """Read a `_team.md` or its translation, and its body as HTML; the result contains its diagnostics."""
    readers = TEAM_TRANSLATION_FIELDS if team_file_language(path) else TEAM_FIELDS
    read = read_bytes(path, raw, Settings(readers=readers, body=settings, is_optional=True, example=TEAM))
    return TeamFile(**_in_common(path, read), fields=TeamFields(**read.fields.values)), read.html


def read_page_file(path: str, raw: bytes, settings: BodySettings) -> tuple[PageFile, str]:
    """Read a plain page and its body as HTML; the result contains its diagnostics."""
    read = read_bytes(path, raw, Settings(readers=PAGE_FIELDS, body=settings, is_optional=True, example=PAGE))
    return PageFile(**_in_common(path, read), fields=PageFields(**read.fields.values)), read.html


def _in_common(path: str, read: Read, more: Iterable[Diagnostic] = ()) -> dict[str, Any]:
    """Return the fields that all kinds of files have."""
    return {
        **place_of(path),
        "positions": pack_positions(read.fields.positions),
        "invalid_keys": read.invalid_keys,
        "outline": read.outline,
        "unplaced": read.unplaced,
        "diagnostics": (*read.diagnostics, *more),
    }


def _with_date(path: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the values with the date at the start of the file's name if front matter has no valid one."""
    named = date_of_file(path)
    return values if "date" in values or not named else {**values, "date": named}


def _missing(path: str, read: Read) -> list[Diagnostic]:
    if read.rendered is None and not read.fields.positions:
        return []  # no front matter at all
    position = read.fields.positions.get("date")
    has_error = position and any(one.is_error and one.place.line == position.line for one in read.diagnostics)
    if "date" in read.fields.values or has_error:
        return []
    named = plausible_day_in_name(path)
    weeks = read.fields.values.get("week") or filter(None, [week_in_name(path)])
    some_day = max((week.friday for week in weeks), default=ANY_DATE)
    hint = f"add `date: {named}`" if named else f"add a date such as `date: {some_day}`"
    if misspelled := next((one for one in read.diagnostics if one.hint == MEANT_DATE), None):
        hint = f"write `date` instead of `{misspelled.place.written}`"
    return [error("missing-key", (position or FIRST_LINE).within(path), "the note has no `date`", hint)]
