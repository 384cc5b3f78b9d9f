"""Find why a generator did not publish a file: its keys, its folder, or a future or expired date."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from weeknotes_site.importer.clues.dates import clues_in, starting_day
from weeknotes_site.importer.generators.front_matter import text

_NO = ("false", "no", "off", "0")
_YES = ("true", "yes", "on", "1")
_IF_YES = ("draft", "unlisted", "private", "hidden", "headless", "eleventyexcludefromcollections")
_IF_NO = ("published", "publish", "dg-publish", "public", "permalink", "render")
_STATUS = (
    *("draft", "hidden", "private", "skip", "unlisted", "unpublished", "pending", "scheduled", "future", "trash"),
    *("archived", "deleted", "wip"),
)
_VISIBLE = ("", "public", "published", "visible", "everyone", "all", *_YES)
_BUILD = ("build.render", "build.list")
_PUBLISHED_ON = ("publishdate", "pubdate", "published", "published_at")
_ENDS_ON = ("expirydate", "unpublishdate")
_NOT_YET = ("Jekyll", "Hugo")
"""Generators that leave out posts with a future date."""


def why_held_back(path: str, values: Mapping[str, Any], generator: str, as_of: date) -> str:
    """Return the key or folder that kept a file from being published, as written; empty if none did."""
    return next(_reasons(path, values, generator, as_of), "")


def _reasons(path: str, values: Mapping[str, Any], generator: str, as_of: date) -> Iterator[str]:
    if "_drafts" in PurePosixPath(path).parent.parts:
        yield "_drafts"
    if values.get("password"):
        yield "password"
    for key, value in _flat(values):
        if _holds_back(key, value, value.lower(), as_of):
            yield f"{key}: {value}"
    written = text(values.get("date")) or PurePosixPath(path).name[:10]
    if generator in _NOT_YET and _is_after(written, as_of):
        yield f"date: {written}"


def _holds_back(key: str, value: str, folded: str, as_of: date) -> bool:
    return (
        (key in _IF_YES and folded in _YES)
        or (key in _IF_NO and folded in _NO)
        or (key in ("status", "state") and folded in _STATUS)
        or (key == "visibility" and folded not in _VISIBLE)
        or (key in _BUILD and folded not in ("always", *_YES))
        or (key in _PUBLISHED_ON and _is_after(value, as_of))
        or (key in _ENDS_ON and _day(value) is not None and not _is_after(value, as_of))
    )


def _flat(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield keys with their values as text; Hugo's `build` and `_build` are mappings."""
    for key, value in values.items():
        if key in ("build", "_build") and isinstance(value, Mapping):
            yield from ((f"build.{name}", text(one)) for name, one in value.items())
        yield key, text(value)


def _is_after(written: str, as_of: date) -> bool:
    day = _day(written)
    return day is not None and day > as_of


def _day(written: str) -> date | None:
    return starting_day(written) or next((one.readings[0] for one in clues_in(written, "")), None)
