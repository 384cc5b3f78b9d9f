"""A kind of markup of another tool, and shared fixes."""

import re
from collections.abc import Callable

from msgspec import Struct

from weeknotes_site.content.markdown.slips.page import Fixer, instead
from weeknotes_site.diagnostics import Edit, Fix, Place

_SAFE = re.compile(r"[\w./#-]+")


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
    """Return a fixer that deletes the markup, and its line if there is nothing else on it."""

    def fix(place: Place) -> Fix:
        if place.source.strip() == place.source[place.column - 1 :][: place.length]:
            return Fix(edits=(Edit(place.line, 1, place.line + 1, 1),), is_safe=False)
        before = place.source[: place.column - 1]
        after = place.source[place.column - 1 + place.length :][:1]
        spaces = len(before) - len(before.rstrip(" ")) if after in ("", *".,;:!?") else 0
        edit = Edit(place.line, place.column - spaces, place.line, place.column + place.length)
        return Fix(edits=(edit,), is_safe=False)

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
