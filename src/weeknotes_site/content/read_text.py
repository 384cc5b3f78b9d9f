"""Read the fields and body of one file as far as possible, with all diagnostics."""

from collections.abc import Container, Iterable, Mapping

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.content.front_matter.block import Block, split_front_matter
from weeknotes_site.content.front_matter.entries import (
    DRAFT,
    Fields,
    is_empty,
    is_held_back,
    is_slip_of_draft,
    read_fields,
)
from weeknotes_site.content.front_matter.fields import Reader
from weeknotes_site.content.front_matter.ignored_codes import find_unusable_codes
from weeknotes_site.content.front_matter.lost_values import find_lost_values
from weeknotes_site.content.front_matter.odd_values import find_odd_addresses, find_odd_values
from weeknotes_site.content.front_matter.placeholders import SHOWN, find_placeholders
from weeknotes_site.content.front_matter.unread_body import find_body, with_fences
from weeknotes_site.content.front_matter.wrong_fences import NOTE, Example
from weeknotes_site.content.markdown.render import render_markdown
from weeknotes_site.content.markdown.rendered import BodySettings, Outline, Rendered
from weeknotes_site.content.text.merge_conflicts import find_conflict, versions_of
from weeknotes_site.content.text.source import MAX_NOTE_BYTES, Source, decode
from weeknotes_site.diagnostics import Diagnostic, Place, Problem

_ENTRY_CHECKS = (find_unusable_codes, find_odd_values, find_odd_addresses)
"""Checks of values that can be read."""
_MAX_MERGED = MAX_NOTE_BYTES // 2
"""Maximum size of a file whose two versions are both read, so that it takes no longer than the longest note."""


class Read(Struct, frozen=True, kw_only=True):
    """Result of reading a file."""

    fields: Fields = Fields(values={}, positions={})
    rendered: Rendered | None = None
    """None if the file cannot be a page."""
    title_place: Place | None = None
    diagnostics: tuple[Diagnostic, ...]
    unplaced: Outline | None = None
    """Outline of a body that is checked although the file cannot be a page."""

    @property
    def invalid_keys(self) -> tuple[str, ...]:
        """Keys with invalid values."""
        valid = self.fields.empty.union(self.fields.values)
        return tuple(key for key in self.fields.positions if key not in valid)

    @property
    def html(self) -> str:
        """The body; empty if the file cannot be a page."""
        return self.rendered.html if self.rendered else ""

    @property
    def outline(self) -> Outline | None:
        """The body's outline; None if the file cannot be a page."""
        return self.rendered.outline if self.rendered else None


class Settings(Struct, frozen=True, kw_only=True):
    """Settings for reading a file."""

    readers: Mapping[str, Reader]
    body: BodySettings
    is_optional: bool = False
    """Whether front matter is optional."""
    example: Example = NOTE
    """Front matter for hints."""


def read_bytes(path: str, raw: bytes, settings: Settings) -> Read:
    """Read a file as far as possible, to report all its errors at once."""
    try:
        source, found = decode(path, raw)
    except Problem as problem:
        return Read(diagnostics=problem.diagnostics)
    conflict = find_conflict(source)
    read = _read_versions(source, settings) if conflict else _read_text(source, settings)
    if any(diagnostic.code == "note-too-large" for diagnostic in found):
        read = _without_end(read)
    found += [conflict] if conflict else []
    read = replace(read, diagnostics=(*found, *read.diagnostics))
    return _unplaced(read) if any(diagnostic.is_error for diagnostic in found) else read


def _read_versions(source: Source, settings: Settings) -> Read:
    """Read both versions in a file with conflict markers."""
    ours, theirs = versions_of(source)
    read = _read_version(ours, settings)
    return _merged(read, _read_version(theirs, settings)) if len(source.text) <= _MAX_MERGED else read


def _read_version(source: Source, settings: Settings) -> Read:
    """Read one version, whose front matter may be below blanked lines of the other."""
    read = _read_text(source, settings)
    return replace(read, diagnostics=tuple(one for one in read.diagnostics if one.code != "front-matter-not-first"))


def _read_text(source: Source, settings: Settings) -> Read:
    readers = settings.readers

    def render(body: str, line: int, title: str) -> Rendered:
        return render_markdown(source, body, line, settings.body, title=title)

    try:
        optional = readers.keys() if settings.is_optional else ()
        block, problems = split_front_matter(source, optional=optional, example=settings.example)
    except Problem as problem:
        meant = with_fences(source)
        if meant and meant.text != source.text:
            read = _read_text(meant, settings)
            return _unplaced(replace(read, diagnostics=(*problem.diagnostics, *read.diagnostics)))
        rendered = render(*find_body(source), "")
        return Read(diagnostics=(*problem.diagnostics, *rendered.diagnostics), unplaced=rendered.outline)
    declared, wrong = read_fields(source, block, readers)
    if _is_draft_doubtful(block, declared, readers):
        declared = replace(declared, values={**declared.values, DRAFT: True})
    rendered = render(block.body, block.body_line, declared.values.get("title", ""))
    title_place = rendered.title_place
    if declared.values.get("title"):
        title_place = source.at(*msgspec.structs.astuple(declared.positions["title"]))
    lost = find_lost_values(source, block.entries)
    filled = [entry for entry in block.entries if not is_empty(entry.node)]
    odd = (found for find in _ENTRY_CHECKS for found in find(source, filled))
    diagnostics = (
        *problems,
        *wrong,
        *lost,
        *odd,
        *_placeholders(source, declared, rendered, readers),
        *rendered.diagnostics,
    )
    read = Read(fields=declared, rendered=rendered, title_place=title_place, diagnostics=diagnostics)
    return read if rendered.is_whole and not block.unparsed else _unplaced(read)


def _placeholders(source: Source, declared: Fields, rendered: Rendered, known: Container[str]) -> Iterable[Diagnostic]:
    """Return warnings about placeholders that pages would show."""
    can_wait = DRAFT in known  # a team file has no draft, and needs no body
    if can_wait and (declared.values.get(DRAFT) or rendered.outline.is_blank):
        return ()
    places = {key: source.at(*msgspec.structs.astuple(at)) for key, at in declared.positions.items() if key in SHOWN}
    title = declared.values.get("title") or rendered.outline.title
    if rendered.title_place and not declared.values.get("title"):
        places["title"] = rendered.title_place
    return find_placeholders(declared.values, title, places, can_wait=can_wait)


def _merged(ours: Read, theirs: Read) -> Read:
    """Return one version with the diagnostics of both; a draft if either is one."""
    is_draft = any(read.fields.values.get(DRAFT) for read in (ours, theirs))
    values = {**ours.fields.values, DRAFT: True} if is_draft else ours.fields.values
    outline, other = _unplaced(ours).unplaced, _unplaced(theirs).unplaced
    if outline and other:
        outline = replace(outline, links=(*outline.links, *other.links))
    return Read(
        fields=replace(ours.fields, values=values),
        unplaced=outline or other,
        diagnostics=(*ours.diagnostics, *theirs.diagnostics),
    )


def _without_end(read: Read) -> Read:
    """Return the diagnostics of a file whose end was not read, except errors that depend on the end."""
    outline = _unplaced(read).unplaced
    if outline:
        outline = replace(outline, links=tuple(link for link in outline.links if not link.href.startswith("#")))
    errors = (found for found in read.diagnostics if found.is_error and found.code != "unclosed-front-matter")
    diagnostics = tuple(replace(error, fix=None) for error in errors)
    return replace(read, rendered=None, unplaced=outline, diagnostics=diagnostics)


def _unplaced(read: Read) -> Read:
    """Return the result for a file that cannot be a page."""
    return replace(read, rendered=None, unplaced=read.outline or read.unplaced)


def _is_draft_doubtful(block: Block, declared: Fields, known: Mapping[str, Reader]) -> bool:
    """Return whether the note may be meant as a draft, although `draft` is not valid."""
    unclear = DRAFT in declared.positions and DRAFT not in declared.values
    twice = DRAFT in block.repeated
    held_back = any(is_held_back(one, known) for one in block.entries)
    keys = (*(one.key for one in block.entries), *(key for key, _ in block.unparsed))
    return DRAFT in known and (unclear or twice or held_back or any(is_slip_of_draft(key, known) for key in keys))
