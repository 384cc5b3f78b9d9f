"""Markdown as text: the parts outside code, links with their destinations, signs as most people write them."""

import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from weeknotes_site.importer.text.fences import split_fences

_HELD = re.compile("([\ue000\ue006])(\\d+)[\ue001\ue007]")
_CODE_SIGNS = "\ue000\ue001"
"""Characters around a code span's number while the text outside code is changed."""
_NEEDS_BRACKETS = re.compile(r"[\s()]")
_SPAN = re.compile(r"(?<!`)(`{1,10})(?!`)([^`\n]{0,2000})\1(?!`)")
_LINK = re.compile(
    r"(?<!\\)(!?)\[((?:[^\[\]\\]|\\.|\[[^\[\]]{0,500}\](?:\([^()\s]{0,2000}\))?+){0,2000}+)\]"
    r"\([ \t]{0,5}(<[^<>\n]{0,2000}>|(?:[^\s()<>]|\([^\s()<>]{0,500}\)){0,4000}+)"
    r"(?:[ \t]{1,5}(\"[^\"\n]{0,1000}\"|'[^'\n]{0,1000}'))?[ \t]{0,5}\)"
)
_DEFINITION = re.compile(
    r"^( {0,3}\[(?!\^)[^\[\]\n]{1,500}\]:[ \t]{0,5})(<[^<>\n]{1,4000}>|\S{1,4000})(.{0,1000})$", re.M
)
_SOURCE = re.compile(r"""(<(?:img|a)\b[^<>]{0,2000}?\b(?:src|href)\s{0,3}=\s{0,3})(["'])([^"'<>]{1,4000})\2""", re.I)
_AUTOLINK = re.compile(r"(?<!\]\()(?<!\]: )<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\s]{0,4000})>")

_BARE_ADDRESS = re.compile(
    r"""(?<![\w<\["'=/])(?<!\]\()(?<!\]: )(?>https?://[^\s<>"'`\[\]|\\]{0,2000}[^\s<>"'`\[\]|\\.,:;!?)*_])(?![^\[\]\n]{0,500}\]\()"""
)
_SETEXT = re.compile(r"^(?![ \t]*(?:[-*+>#|]|\d+[.)]))(\S[^\n]{0,300})\n(=+|-+)[ \t]*$", re.M)
_BULLET = re.compile(r"^([ \t]{0,40})[*+]([ \t]+)(?=\S)(?![* \t]+$)", re.M)


class Link(Struct, frozen=True, kw_only=True):
    """A link or picture in a text."""

    text: str
    destination: str
    is_picture: bool


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """Apply a change to text outside fenced blocks and code spans."""
    return "".join(
        part if is_code else change_outside(_SPAN, part, change, _CODE_SIGNS) for is_code, part in split_fences(text)
    )


def code_ranges(text: str) -> tuple[tuple[int, int], ...]:
    """Return where fenced blocks and code spans start and end, in order."""
    found: list[tuple[int, int]] = []
    at = 0
    for is_code, part in split_fences(text):
        spans = [(0, len(part))] if is_code else [match.span() for match in _SPAN.finditer(part)]
        found += [(at + start, at + end) for start, end in spans]
        at += len(part)
    return tuple(found)


def change_outside(held_back: re.Pattern[str], text: str, change: Callable[[str], str], signs: str) -> str:
    """Change a text except for a pattern's matches, which numbers between two private characters replace meanwhile."""
    if not held_back.search(text):
        return change(text)
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[0])
        return f"{signs[0]}{len(held) - 1}{signs[1]}"

    changed = change(held_back.sub(hold, text.replace(signs[0], "").replace(signs[1], "")))
    return _HELD.sub(lambda match: held[int(match[2])] if match[1] == signs[0] else match[0], changed)


def change_links(text: str, change: Callable[[Link], str | None]) -> str:
    """Replace each link's destination by what `change` returns; None leaves only the link's text."""
    return outside_code(text, lambda part: _change(part, change))


def pictures_in(text: str) -> list[str]:
    """Return the destinations of a text's pictures."""
    found: list[str] = []

    def note_down(link: Link) -> str:
        if link.is_picture:
            found.append(link.destination)
        return link.destination

    change_links(text, note_down)
    return found


def idiomatic(text: str) -> str:
    """Write headings with `#` and bullets with `-`."""
    text = _SETEXT.sub(lambda match: f"{'#' if match[2][0] == '=' else '##'} {match[1]}", text)
    return _BULLET.sub(r"\1-\2", text)


def pipe_table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a table of cells, the first row as its head."""
    written = [f"| {' | '.join(row)} |" for row in rows]
    return [written[0], "|" + " --- |" * len(rows[0]), *written[1:]]


def _change(text: str, change: Callable[[Link], str | None]) -> str:
    def inline(match: re.Match[str]) -> str:
        is_picture, words = bool(match[1]), match[2]
        if not is_picture and "](" in words:
            words = _LINK.sub(inline, words)
        new = change(Link(text=words, destination=match[3].strip("<>"), is_picture=is_picture))
        if new is None:
            return words
        title = f" {match[4]}" if match[4] else ""
        return f"{match[1]}[{words}]({_bracketed(new)}{title})"

    def definition(match: re.Match[str]) -> str:
        new = change(Link(text="", destination=match[2].strip("<>"), is_picture=False))
        return f"{match[1]}{_bracketed(new if new is not None else '#')}{match[3]}"

    def source(match: re.Match[str]) -> str:
        is_picture = match[1][:4].lower() == "<img"
        new = change(Link(text="", destination=match[3], is_picture=is_picture))
        return f"{match[1]}{match[2]}{new if new is not None else '#'}{match[2]}"

    def address(match: re.Match[str]) -> str:
        shown = match[0].strip("<>")
        new = change(Link(text=shown, destination=shown, is_picture=False))
        if new is None:
            return shown
        return match[0] if new == shown else f"[{shown}]({_bracketed(new)})"

    text = _SOURCE.sub(source, _DEFINITION.sub(definition, _LINK.sub(inline, text)))
    # Last, as the links that come of these are not to be changed again.
    return _BARE_ADDRESS.sub(address, _AUTOLINK.sub(address, text))


def _bracketed(destination: str) -> str:
    return f"<{destination}>" if _NEEDS_BRACKETS.search(destination) or not destination else destination
