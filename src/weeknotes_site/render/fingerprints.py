"""What tells one context from another, so that a page is rendered only where its context has changed."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from weeknotes_site.memo import digest_of
from weeknotes_site.render.contexts import SiteView
from weeknotes_site.render.views import NameView, NoteView, TeamView, WeekView

_SHARED = frozenset((SiteView, NoteView, TeamView, WeekView, NameView))
"""Views that stand in many contexts: each is looked into once."""


class Fingerprints:
    """Takes the fingerprints of one build's contexts."""

    def __init__(self, salt: str) -> None:
        self._salt = salt
        """What all of them depend on besides."""
        self._shared: dict[int, tuple[object, str]] = {}

    def of(self, template: str, context: object) -> bytes:
        """Return the fingerprint of a page: of its template and all that its context holds."""
        parts = [self._salt, template]
        self._add(context, parts)
        return digest_of("\0".join(parts).encode("utf-8", "surrogatepass"))

    def _add(self, value: Any, parts: list[str]) -> None:
        """Add a value as texts in a row that no other value gives."""
        known = self._shared.get(id(value))
        if known is not None:
            parts.append(known[1])
        elif isinstance(value, str):
            parts += (str(len(value)), value)
        elif isinstance(value, list | tuple):
            parts.append(f"t{len(value)}")
            for one in value:
                self._add(one, parts)
        elif is_dataclass(value):
            self._add_fields(value, parts)
        elif isinstance(value, Mapping):
            self._add(tuple(value.items()), parts)
        else:
            parts.append(repr(value))

    def _add_fields(self, value: Any, parts: list[str]) -> None:
        inside = [type(value).__name__]
        kind: Any = type(value)
        for name in _names(kind):
            self._add(getattr(value, name), inside)
        if type(value) in _SHARED:
            digest = digest_of("\0".join(inside).encode("utf-8", "surrogatepass")).hex()
            # The view is kept, so that no other can have its number.
            self._shared[id(value)] = (value, digest)
            parts.append(digest)
        else:
            parts += inside


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
