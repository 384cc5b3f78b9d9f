"""Warn about codes under `ignore` that ignore nothing."""

from collections.abc import Iterable, Iterator
from itertools import islice

from weeknotes_site.config.ignored_codes import find_unusable
from weeknotes_site.content.front_matter.block import Entry, node_place
from weeknotes_site.content.front_matter.fields import FieldError, words
from weeknotes_site.content.text.source import Source
from weeknotes_site.diagnostics import Diagnostic, replacing, warning

_MOST = 10
"""Warnings in a note, as each may look for a similar code."""


def find_unusable_codes(source: Source, entries: Iterable[Entry]) -> list[Diagnostic]:
    """Return warnings about codes under `ignore` that are misspelled, or those of errors."""
    return list(islice((found for entry in entries if entry.key == "ignore" for found in _of(source, entry)), _MOST))


def _of(source: Source, entry: Entry) -> Iterator[Diagnostic]:
    for node in entry.items:
        try:
            codes = words(entry.key, node)
        except FieldError:
            continue  # reported where the value is read
        for code in codes:
            if wrong := find_unusable(code):
                place = node_place(source, node)
                is_alone = len(code) == place.length
                fix = replacing(place, wrong.meant, is_safe=False) if wrong.meant and is_alone else None
                yield warning("unusable-code", place, wrong.message, wrong.hint, fix)
