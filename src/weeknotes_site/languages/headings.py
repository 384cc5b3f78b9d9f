"""Headings and labels that mean "Next", "Celebrations" and the like, in the files in `labels/`, a file a language.

A note is read by the words of all languages: teams of one site write in several.
"""

from functools import cache
from pathlib import Path

import msgspec

LABELS = Path(__file__).parent / "labels"


class Labels(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a file holds."""

    next: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    celebrations: tuple[str, ...] = ()
    blockers: tuple[str, ...] = ()
    anything: tuple[str, ...] = ()
    """Headings that name no topic, so that their sections make no thread."""


@cache
def known_labels(kind: str) -> tuple[str, ...]:
    """Return the words of a kind in all languages."""
    return tuple(word for labels in _read_all() for word in getattr(labels, kind))


@cache
def _read_all() -> tuple[Labels, ...]:
    decode = msgspec.json.Decoder(Labels).decode
    return tuple(decode(path.read_bytes()) for path in sorted(LABELS.glob("*.json")))
