"""Headings and labels that mean "Next", "Celebrations" and the like, from `labels/`, which has one file per language.

A note is read with the words of all languages, because the teams of a site may write in several.
"""

from functools import cache
from pathlib import Path

import msgspec

LABELS = Path(__file__).parent / "labels"


class Labels(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The contents of a file."""

    next: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    celebrations: tuple[str, ...] = ()
    blockers: tuple[str, ...] = ()
    nothing: tuple[str, ...] = ()
    """Texts that mean that there is nothing under a heading: "None this week"."""
    anything: tuple[str, ...] = ()
    """Headings without a topic, whose sections form no thread."""


@cache
def known_labels(kind: str) -> tuple[str, ...]:
    """Return the words of a kind in all languages."""
    return tuple(word for labels in _read_all() for word in getattr(labels, kind))


@cache
def _read_all() -> tuple[Labels, ...]:
    decode = msgspec.json.Decoder(Labels).decode
    return tuple(decode(path.read_bytes()) for path in sorted(LABELS.glob("*.json")))
