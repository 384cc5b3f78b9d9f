"""The JSON Schema of a note's front matter, generated from `NOTE_FIELDS`."""

from collections.abc import Mapping
from typing import Any

from weeknotes_site.content.front_matter import fields
from weeknotes_site.content.front_matter.entries import DRAFT
from weeknotes_site.content.front_matter.fields import MAX_LIST, MAX_TEXT, Reader
from weeknotes_site.content.front_matter.former_paths import former_paths
from weeknotes_site.content.read_file import NOTE_FIELDS
from weeknotes_site.content.slugs import MAX_SLUG, SLUG
from weeknotes_site.model.language import LANGUAGE_TAG

Schema = Mapping[str, Any]

REQUIRED = ("date",)
"""Keys that every note needs; the folder may name the team, and `_team.md` the author."""

_NEEDS_VALUE = (*REQUIRED, DRAFT)
_EMPTY: Mapping[str, Any] = {"enum": [None, ""]}
"""A key without a value counts as missing, also as a form writes it."""

MEANING = {
    "team": "The team. Default: the folder's team.",
    "date": "Date of the note, as YYYY-MM-DD; optionally with a time.",
    "author": "Who wrote it: a name, several names joined by commas and “and”, or a list. Default: author in _team.md.",
    "title": "The title. Default: the leading # heading, else the team and the date.",
    "week": "The ISO week it covers, if different from the date's: 2026-W47, or a list.",
    "number": "The note's number, if the team numbers its notes.",
    "summary": "A sentence for lists. Default: the first paragraph that no earlier note of the team has.",
    "tags": "Topics, with a page each.",
    "draft": "Set to true to hold the note back.",
    "lead": "Set to true to show the note first on the page of its week.",
    "updated": "Date of a correction that readers should know about.",
    "slug": "Last part of the page's address. Default: the file's name.",
    "lang": "Language, if different from the site's: cy for Welsh.",
    "translates": "The note it translates, if its name does not say so: 2026-11-20.md.",
    "id": "A permanent id from another system. Default: generated.",
    "formerly": "Former paths of the page, which redirect to it.",
    "ignore": "Codes of warnings to ignore in this note.",
    "extra": "Values for your own templates.",
}

_SCALAR = ["string", "number", "boolean"]
_TEXT: Schema = {"type": _SCALAR, "maxLength": MAX_TEXT}
_DAY: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}([T ].+)?$"}
_COUNT: Schema = {
    "anyOf": [
        {"type": "integer", "minimum": 0, "maximum": 999_999},
        {"type": "string", "pattern": "^[0-9]{1,6}$"},
    ]
}
_WEEK: Schema = {"type": "string", "pattern": r"^\d{4}-?[Ww]\d{1,2}$"}


def _one_or_list(item: Schema, most: int = MAX_LIST) -> Schema:
    return {"anyOf": [item, {"type": "array", "items": item, "maxItems": most}]}


_TAKES: Mapping[Reader, Schema] = {
    fields.text: _TEXT,
    fields.texts: _one_or_list(_TEXT),
    fields.words: _one_or_list(_TEXT),
    fields.tags: _one_or_list(_TEXT, fields.MAX_TAGS),
    fields.authors: _one_or_list(_TEXT, fields.MAX_AUTHORS),
    fields.day: _DAY,
    fields.weeks: _one_or_list(_WEEK),
    fields.number: _COUNT,
    fields.boolean: {"anyOf": [{"type": "boolean"}, {"enum": ["yes", "no", "on", "off"]}]},
    fields.slug: {"type": "string", "pattern": f"^{SLUG.pattern}$", "maxLength": MAX_SLUG},
    fields.language: {"type": "string", "pattern": f"^{LANGUAGE_TAG.pattern}$"},
    fields.permanent_id: {"type": "string", "pattern": f"^{fields.PERMANENT_ID.pattern}$"},
    fields.mapping: {"type": "object"},
    former_paths: _one_or_list({"type": "string"}),
}


def front_matter_schema() -> dict[str, Any]:
    """Return the schema (draft 2020-12)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Front matter of a weeknote",
        "type": "object",
        "properties": {key: _property(key, reader) for key, reader in NOTE_FIELDS.items()},
        "required": list(REQUIRED),
        "additionalProperties": False,
    }


def _property(key: str, reader: Reader) -> Schema:
    takes = _TAKES[reader]
    return {"description": MEANING[key], **(takes if key in _NEEDS_VALUE else {"anyOf": [takes, _EMPTY]})}
