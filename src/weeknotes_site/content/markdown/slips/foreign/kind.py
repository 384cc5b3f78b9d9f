"""A kind of markup of another tool, and shared fixes."""

import re
from collections.abc import Callable

from msgspec import Struct

from weeknotes_site.content.markdown.slips.page import Fixer, instead
from weeknotes_site.diagnostics import Edit, Fix, Place
from weeknotes_site.regex import regex

_MARKS = regex(r"[ \t]*(?:>[ \t]*|(?:[-*+]|\d{1,9}[.)]|#{1,6}|\[[ xX]\])[ \t]+)+")
"""Marks of lists, quotes and headings at the start of a line."""
_SAFE = regex(r"[\w./#-]+")


class Kind(Struct, frozen=True):
    """A kind of markup."""

    signs: tuple[str, ...]
    pattern: re.Pattern[str]
    tool: str
    hint: Callable[[re.Match[str]], str]
    """Returns what to do instead, given a match."""
    is_line: bool = False
    """Whether it has a meaning only at the start of a line."""
    has_code: bool = False
    """Whether it contains code or escapes in Markdown, which are otherwise masked."""
    fix: Callable[[re.Match[str]], Fixer | None] = lambda _: None
    """Returns the fix, if it is clear."""


def delete(_: re.Match[str]) -> str:
    """Return the hint for markup without an equivalent."""
    return "delete it, or put it between backticks if it is to be shown"


def deleted(_: re.Match[str]) -> Fixer:
    """Return a fixer that deletes the markup, and its line if there is nothing else on it.

    The fixer does nothing if only the mark of a list, quote or heading would be left: lines below may belong to it.
    """

    def fix(place: Place) -> Fix | None:
        end = place.column - 1 + place.length
        before, after = place.source[: place.column - 1], place.source[end:]
        if not before.strip() and not after.strip():
            return Fix(edits=(Edit(place.line, 1, place.line + 1, 1),), is_safe=False)
        if _MARKS.fullmatch(before) and not after.strip():
            return None
        if after[:1] in ("", *".,;:!?"):
            spaces, more = len(before) - len(before.rstrip(" ")), 0
        else:
            spaces, more = 0, len(after) - len(after.lstrip(" ")) if before[-1:] in ("", " ") else 0
        return Fix(edits=(Edit(place.line, place.column - spaces, place.line, end + 1 + more),), is_safe=False)

    return fix


def at_margin(fix: Fixer) -> Fixer:
    """Return a fixer that does nothing unless the markup starts its line."""
    return lambda place: fix(place) if place.column == 1 else None


def link(words: str, address: str) -> str:
    """Return the hint that writes a link."""
    return f"write `[{words.strip()}]({address})`"


def link_kind(
    signs: tuple[str, ...], pattern: re.Pattern[str], tool: str, *, words: int, address: int, has_code: bool = False
) -> Kind:
    """Return a kind of link, whose words and address are two groups of its pattern."""
    return Kind(
        signs,
        pattern,
        tool,
        lambda found: link(found[words], found[address]),
        has_code=has_code,
        fix=lambda found: instead(f"[{found[words].strip()}]({found[address]})", is_safe=False),
    )


def destination(target: str) -> str:
    """Return a target as written in a link."""
    return target if _SAFE.fullmatch(target) else f"<{target}>"
