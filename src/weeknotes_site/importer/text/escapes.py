"""Escape plain text for Markdown, only where it would be markup."""

import re

_SIGNS = re.compile(r"[\\*_`<&\[~]")
_BLOCK_START = re.compile(
    r"(#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|=+\s*$|-{2,}\s*$|:(?=\s)|\[[ xX]\](?=\s))|(\d{1,9})([.)])(?=\s|$)"
)
_TAG = re.compile(r"<[A-Za-z/!?]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ADDRESS = re.compile(r"(?<!<)https?://[^\s<>]{1,2000}")
_AFTER_ADDRESS = re.compile(r"[.,:;!?'\")\]]{1,20}\Z")
_BRACKET = re.compile(r"\[[^\[\]\n]{0,500}\](?:[(\[:])|\[\^")


def escape(text: str) -> str:
    """Escape what would be markup within a line; the start of a line is `escape_start`'s."""
    return _escape_part(text, 0, len(text))


def escape_but_addresses(text: str) -> str:
    """Escape a text outside links; an address that would need escapes is put between angle brackets instead."""
    pieces: list[str] = []
    end = 0
    for match in _ADDRESS.finditer(text):
        tail = _AFTER_ADDRESS.search(match[0])
        address = match[0][: tail.start()] if tail else match[0]
        start, stop = match.start(), match.start() + len(address)
        pieces += [_escape_part(text, end, start), address if escape(address) == address else f"<{address}>"]
        end = stop
    return "".join([*pieces, _escape_part(text, end, len(text))])


def escape_start(line: str) -> str:
    """Escape what would make a heading, quote, list or rule of a line."""
    match = _BLOCK_START.match(line)
    if match is None:
        return line
    if match[2]:
        return f"{match[2]}\\{line[match.end(2) :]}"
    return "\\" + line


def _escape_part(text: str, start: int, stop: int) -> str:
    pieces: list[str] = []
    for match in _SIGNS.finditer(text, start, stop):
        pieces += [text[start : match.start()], _escaped(match, text)]
        start = match.end()
    return "".join([*pieces, text[start:stop]])


def _escaped(match: re.Match[str], text: str) -> str:
    sign, at = match[0], match.start()
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if sign == "_":
        is_sign = not (before.isalnum() and after.isalnum()) and not (_is_space(before) and _is_space(after))
    elif sign == "*":
        is_sign = not (_is_space(before) and _is_space(after))
    elif sign == "~":
        is_sign = "~" in (before, after)
    elif sign == "\\":
        is_sign = bool(after) and not after.isalnum() and not after.isspace() and after.isascii()
    else:
        pattern = {"<": _TAG, "&": _ENTITY, "[": _BRACKET}.get(sign)
        is_sign = pattern is None or pattern.match(text, at) is not None
    return "\\" + sign if is_sign else sign


def _is_space(char: str) -> bool:
    return not char or char.isspace()
