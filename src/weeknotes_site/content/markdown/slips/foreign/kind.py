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
    hint: str | Callable[[re.Match[str]], str]
    """What to do instead, which may depend on the match."""
    is_line: bool = False
    """Whether it has a meaning only at the start of a line."""
    has_code: bool = False
    """Whether it contains code or escapes in Markdown, which are otherwise masked."""
    fix: Callable[[re.Match[str]], Fixer | None] = lambda _: None
    """Returns the fix, if it is certain."""


DELETE = "delete it, or put it between backticks if it is to be shown"
"""The hint for markup without an equivalent."""


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


def needless(
    signs: tuple[str, ...], pattern: re.Pattern[str], tool: str, hint: str = "delete it", *, is_line: bool = False
) -> Kind:
    """Return a kind of markup that is to be deleted."""
    return Kind(signs, pattern, tool, hint, is_line=is_line, fix=deleted)


def replaced(
    signs: tuple[str, ...],
    pattern: re.Pattern[str],
    tool: str,
    right: Callable[[re.Match[str]], str],
    *,
    has_code: bool = False,
    is_safe: bool = False,
) -> Kind:
    """Return a kind of markup that Markdown has too; `right` returns how, given a match."""
    return Kind(
        signs,
        pattern,
        tool,
        lambda found: f"write `{right(found)}`",
        has_code=has_code,
        fix=lambda found: instead(right(found), is_safe=is_safe),
    )


def link(words: str, address: str) -> str:
    return f"[{words.strip()}]({address})"


def destination(target: str) -> str:
    """Return a target as written in a link."""
    return target if _SAFE.fullmatch(target) else f"<{target}>"
