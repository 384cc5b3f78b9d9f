"""Fixes of front matter: rewrite values and keys, add quotes, delete lines.

Fixes of keys that decide where a note belongs or whether it is published are never safe.
"""

from weeknotes_site.content.text.source import Source
from weeknotes_site.diagnostics import Edit, Fix, Place, replacing
from weeknotes_site.regex import regex
from weeknotes_site.suggestions import nearest

GUARDED = frozenset(("draft", "team", "week", "slug", "id", "formerly", "translates"))
"""Keys whose fixes need review, because they move, hide or rename a note."""
TYPED = frozenset(("date", "updated", "week", "number", "draft", "tags", "ignore", "extra", "aliases", "formerly"))
"""Keys whose values are not plain text, so that quotes can change their type."""

TEXTS = ("author", "title", "summary", "name", "lead", "contact", "feedback")
_OF_TEAMS = ("names", "rhythm", "breaks", "ended", "continued_as", "mentions", "last_time", "threads")
KNOWN = frozenset((*GUARDED, *TYPED, *TEXTS, *_OF_TEAMS, "monday_covers_previous_week", "lang"))
"""Keys of notes, team files and plain pages, to recognise front matter in other lines."""
_ESCAPE = regex(r"\\([!-/:-@\[-`{-~])")
# Words and punctuation in names; `true`, `12:30` and similar values are read as text.
_PLAIN = regex(r"[^\W_](?:[\w .'’()/+&-]*[\w.)])?")
_LINE = regex(r"([A-Za-z_]+):[ \t]+(?=\S)")


def is_whole(place: Place, value: str) -> bool:
    """Return whether a place is a value on one line, with or without quotes, also in a flow list."""
    return place.written.strip("\"'") == value


def rewrite_whole(place: Place, value: str, right: str) -> Fix | None:
    """Return a fix to review that replaces a value; None without a right one, or if the place is not just the value."""
    return replacing(place, right, is_safe=False) if right and is_whole(place, value) else None


def rewrite(key: str, place: Place, text: str) -> Fix:
    """Return a fix that replaces a key, or its value."""
    return replacing(place, text, is_safe=key not in GUARDED)


def quote_value(source: Source, line: int) -> Fix | None:
    """Return a fix that quotes a line's whole value; None if the value is uncertain."""
    text = source.line(line)
    match = _LINE.match(text)
    key = match and (nearest(match[1], (*GUARDED, *TYPED, *TEXTS)) or match[1])
    if not match or key in TYPED:
        return None
    value = text[match.end() :].rstrip()
    quotes = value.count('"') + value.count("'")
    bare = value.strip("\"'") if quotes == 1 else value
    continues = source.line(line + 1).startswith((" ", "\t"))
    # A value with two quotes may end anywhere, and ` #` starts a comment.
    if not bare or bare[0] in "\"'" or " #" in value or continues:
        return None
    place = source.at(line, match.end() + 1, len(value))
    # Google Docs' Markdown export escapes punctuation in front matter, too, where a backslash means nothing.
    return replacing(place, quoted(_ESCAPE.sub(r"\1", bare)), is_safe=key not in GUARDED)


def quoted(value: str) -> str:
    """Return a text as a quoted YAML scalar."""
    return "'" + value.replace("'", "''") + "'" if '"' in value or "\\" in value else f'"{value}"'


def as_value(text: str) -> str:
    """Return a text as YAML, quoted if necessary."""
    return text if _PLAIN.fullmatch(text) else quoted(text)


def add_fence(before: int) -> Fix:
    """Return a fix that adds `---` above a line."""
    return Fix(edits=(Edit(before, 1, before, 1, "---\n"),))


def delete_above(line: int) -> Fix:
    """Return a fix that deletes all lines above a line."""
    return Fix(edits=(Edit(1, 1, line, 1),))
