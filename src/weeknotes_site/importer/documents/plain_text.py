"""Convert plain text to Markdown: bullets, numbered steps and headings, if the lines around them confirm them."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from weeknotes_site.importer.text.escapes import escape, escape_but_addresses, escape_start
from weeknotes_site.importer.text.markdown import pipe_table

MAX_HEADING_CHARACTERS = 80
MAX_HEADING_WORDS = 12

_BULLET = re.compile(r"(\s*)([•◦▪▫‣●○∙·⁃–*+-])[ \t]+(\S.*)")
_NUMBERED = re.compile(r"(\s*)(\d{1,3})[.)][ \t]+(\S.*)")
_MARKDOWN = re.compile(r"^#{1,6} \S|^```|^~~~|\]\([^\s()]+\)|^\|.*\|\s*$|^> ", re.M)
_SPACES = re.compile("[\u00a0\u2007\u202f]")


class Block(Struct, frozen=True, kw_only=True):
    """Adjacent lines."""

    lines: tuple[str, ...]
    is_list: bool = False


def is_markdown(text: str) -> bool:
    """Return whether a text is already Markdown."""
    return _MARKDOWN.search(text) is not None


def as_markdown(text: str) -> str:
    """Return plain text as Markdown."""
    blocks = split_blocks(text)
    return "\n\n".join(
        _as_list(block.lines)
        if block.is_list
        else f"## {escape(block.lines[0].strip())}"
        if is_heading(blocks, at)
        else _as_paragraphs(block.lines)
        for at, block in enumerate(blocks)
    )


def split_blocks(text: str) -> tuple[Block, ...]:
    """Split a text at blank lines, where lists begin and end, and around lines in capitals."""
    groups: list[list[str]] = [[]]
    for line in map(_with_spaces, _SPACES.sub(" ", text).split("\n")):
        if not line.strip():
            groups.append([])
            continue
        if groups[-1] and _starts_group(groups[-1], line):
            groups.append([])
        groups[-1].append(line.rstrip())
    return tuple(_joined([group for group in groups if group]))


def _with_spaces(line: str) -> str:
    """Return a line without tabs, except those between columns."""
    return line if _is_row(line) and not _is_item(line) else line.expandtabs(4)


def _starts_group(group: list[str], line: str) -> bool:
    if _is_all_capitals(line) or (len(group) == 1 and _is_all_capitals(group[0])):
        return True
    if _is_item(group[0]):
        return not _is_item(line) and not _continues(group, line)
    return _is_item(line) or _is_row(line) != _is_row(group[-1])


def is_heading(blocks: Sequence[Block], at: int) -> bool:
    """Return whether a block is a single short line above longer text or a list."""
    if at + 1 >= len(blocks) or not _could_head(blocks[at]):
        return False
    following = blocks[at + 1]
    return following.is_list or not _could_head(following)


def _is_all_capitals(line: str) -> bool:
    """Return whether a line is a heading in capitals, as people write in plain text."""
    text = line.strip()
    is_short = len(text) <= MAX_HEADING_CHARACTERS and len(text.split()) <= MAX_HEADING_WORDS
    return is_short and text.isupper() and sum(map(str.isalpha, text)) > 3 and not _is_item(line)


def _could_head(block: Block) -> bool:
    if block.is_list or len(block.lines) != 1 or _is_row(block.lines[0]):
        return False
    line = block.lines[0].strip()
    is_short = len(line) <= MAX_HEADING_CHARACTERS and len(line.split()) <= MAX_HEADING_WORDS
    return is_short and line[-1] not in ".!?,;:" and not line[0].islower() and any(map(str.isalpha, line))


def _joined(groups: list[list[str]]) -> Iterator[Block]:
    """Join lists that are separated only by blank lines."""
    open_list: list[str] = []
    for group in groups:
        is_list = _is_item(group[0])
        if open_list and (not is_list or _is_another(open_list, group[0])):
            yield Block(lines=tuple(open_list), is_list=True)
            open_list = []
        if is_list:
            open_list += group
        else:
            yield Block(lines=tuple(group))
    if open_list:
        yield Block(lines=tuple(open_list), is_list=True)


def _is_another(lines: list[str], line: str) -> bool:
    """Return whether an item begins another list: it is numbered and the list has bullets, or the other way round."""
    is_numbered = bool(_NUMBERED.match(line))
    return is_numbered != bool(_NUMBERED.match(lines[0])) and _indent(line) <= _indent(lines[0])


def _is_item(line: str) -> bool:
    return bool(_BULLET.match(line) or _NUMBERED.match(line))


def _continues(group: list[str], line: str) -> bool:
    """Return whether a line continues the item above it: it is indented like that item's text."""
    last = next(one for one in reversed(group) if _is_item(one))
    return _indent(line) > _indent(last)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _as_list(lines: Sequence[str]) -> str:
    """Write items with `-` or their numbers, nested by their indentation, else by the shape of their bullets."""
    by_sign = len({_indent(line) for line in lines if _is_item(line)}) == 1
    levels: list[tuple[object, int]] = []  # each open level's depth or bullet, and the column of its text
    written: list[str] = []
    for line in lines:
        match = _BULLET.match(line) or _NUMBERED.match(line)
        if match is None:
            written.append(" " * levels[-1][1] + escape_but_addresses(line.strip()))
            continue
        place: object = match[2] if by_sign and not match[2].isdigit() else _indent(line)
        column = _open_level(levels, place)
        mark = f"{match[2]}." if match[2].isdigit() else "-"
        levels.append((place, column + len(mark) + 1))
        written.append(f"{' ' * column}{mark} {escape_start(escape_but_addresses(match[3].strip()))}")
    return "\n".join(written)


def _open_level(levels: list[tuple[object, int]], place: object) -> int:
    """Close the levels that a new item is not part of, and return the column of its bullet."""
    if isinstance(place, int):
        while levels and (not isinstance(levels[-1][0], int) or levels[-1][0] >= place):
            levels.pop()
    else:
        places = [one for one, _ in levels]
        if place in places:
            del levels[places.index(place) :]
    return levels[-1][1] if levels else 0


def _as_paragraphs(lines: Sequence[str]) -> str:
    """Keep wrapped lines together; convert lines to paragraphs if each is one, and rows to a table."""
    if table := _as_table(lines):
        return table
    lines = [line.expandtabs(4) for line in lines]
    written = [escape_start(escape_but_addresses(line.strip())) for line in lines]
    return ("\n" if _is_wrapped(lines) else "\n\n").join(written)


def _is_wrapped(lines: Sequence[str]) -> bool:
    return len(lines) > 1 and sum(50 <= len(line) <= 100 for line in lines[:-1]) * 2 > len(lines) - 1


def _is_row(line: str) -> bool:
    """Return whether tabs split a line into columns, of which two or more have words."""
    return "\t" in line and sum(map(bool, map(str.strip, line.split("\t")))) > 1


def _as_table(lines: Sequence[str]) -> str:
    """Return lines as a table, the first as its header; empty if they do not have the same columns."""
    rows = [line.split("\t") for line in lines]
    columns = len(rows[0])
    if len(rows) < 2 or columns < 2 or any(len(row) != columns for row in rows):
        return ""
    return "\n".join(pipe_table([[_cell(cell) for cell in row] for row in rows]))


def _cell(text: str) -> str:
    return escape_but_addresses(text.strip()).replace("|", "\\|")
