"""Limits that prevent silent truncation and excessive use of time and memory."""

from itertools import accumulate
from types import SimpleNamespace
from typing import Any, NamedTuple

from markdown_it.helpers import parseLinkDestination, parseLinkLabel, parseLinkTitle
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore

from weeknotes_site.regex import regex

MAX_LEVEL = 100
MAX_BRACKETS = 50
MAX_TITLE = 2_000
"""Maximum characters in a multi-line title of a definition, `[label]: address "title"`, before its last line."""
MAX_REPEATED = 1_000_000
"""Maximum characters of all targets, titles and meanings; 80 kB of Markdown can repeat a definition to 1.5 GB."""

_PLAIN_DESTINATION = regex(r"[A-Za-z0-9/:._~?=@#%+,-]+")


class _Destination(NamedTuple):
    """Result of parsing a link target, with the fields of the library's."""

    ok: bool
    pos: int
    str: str


class RefusedError(Exception):
    """A body exceeds a limit; `line` counts from 0 in the body."""

    def __init__(self, code: str, line: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.line = line
        self.message = message
        self.hint = hint


def too_deep(line: int) -> RefusedError:
    """Return the error for blocks or brackets that are nested too deep."""
    message = f"lists, quotes or brackets are nested more than {MAX_LEVEL // 2} levels deep"
    return RefusedError("nested-too-deep", line, message, "indent this part less")


def refuse_depth(state: StateBlock, line: int, _end: int, _silent: bool) -> bool:
    """Raise RefusedError before the library reaches its own limit, at which it silently drops text."""
    if state.level >= MAX_LEVEL:
        raise too_deep(line)
    return False


def refuse_brackets(state: StateCore) -> None:
    """Raise RefusedError if brackets are nested too deep, because the library searches the end of each again."""
    for token in state.tokens:
        if token.type == "inline" and token.content.count("[") > MAX_BRACKETS and _depth(token.content) > MAX_BRACKETS:
            raise too_deep(token.map[0] if token.map else 0)


def refuse_repetition(state: StateCore) -> None:
    """Raise RefusedError if the text refers to long definitions so often that its HTML would be huge."""
    if not state.env.get("references") and not state.env.get("abbreviations"):
        return
    size = 0
    for token in state.tokens:
        size += sum(len(str(value)) for child in token.children or () for value in child.attrs.values())
        if size > MAX_REPEATED:
            message = f"the definitions used up to here have more than {MAX_REPEATED:,} characters, counted at each use"
            hint = "write shorter definitions, or use them less often"
            raise RefusedError("note-too-large", token.map[0] if token.map else 0, message, hint)


def bounded_helpers() -> SimpleNamespace:
    """Return the helper functions for the library's link rules."""
    return SimpleNamespace(
        parseLinkDestination=_parse_destination, parseLinkLabel=parseLinkLabel, parseLinkTitle=_parse_title
    )


def _parse_destination(text: str, start: int, end: int) -> Any:
    """Parse a link target; most need no parsing by character, as in the library."""
    plain = _PLAIN_DESTINATION.match(text, start, end)
    if plain and (plain.end() == end or text[plain.end()] in " )\n"):
        return _Destination(ok=True, pos=plain.end(), str=plain[0])
    return parseLinkDestination(text, start, end)


def _parse_title(text: str, start: int, end: int, before: Any = None) -> Any:
    """Parse a title of limited length, because the library copies it at every line."""
    if before and len(before.str) > MAX_TITLE:
        return parseLinkTitle(text, start, start)
    return parseLinkTitle(text, start, end, before)


def _depth(text: str) -> int:
    """Return the maximum nesting of brackets, ignoring unmatched closing ones."""
    steps = (1 if mark == "[" else -1 for mark in text if mark in "[]")
    return max(accumulate(steps, lambda depth, step: max(depth + step, 0), initial=0))
