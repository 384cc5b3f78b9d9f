"""Unintended characters: UTF-8 that was read as Windows-1252, and characters that change the direction of text."""

import re
from collections.abc import Iterator

from weeknotes_site.regex import regex

LEADS = "ÂÃâð"
"""How such text starts."""
_MISREAD = regex("[ÂÃâð][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,3}")
_PUNCTUATION = "…–—“”‘’«»"
_OPENS = {**dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"), **dict.fromkeys("\u2066\u2067\u2068", "\u2069")}
"""Embeddings, overrides and isolates, each with what ends it (UAX #9)."""
_TURNS = regex("[\u202a-\u202e\u2066-\u2069]")


def find_misread(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the position, text and intended text where UTF-8 was read as Windows-1252."""
    for found in _MISREAD.finditer(text):
        if meant := _meant_by(found):
            yield found.start(), *meant


def in_right_encoding(text: str) -> str:
    """Return a text with characters in a wrong encoding corrected where that is certain."""
    return _MISREAD.sub(_as_meant, text)


def _as_meant(found: re.Match[str]) -> str:
    meant = _meant_by(found)
    return found[0].replace(*meant, 1) if meant else found[0]


def _meant_by(found: re.Match[str]) -> tuple[str, str] | None:
    meant = _meant(found[0])
    return meant if meant and not _may_be_capital(found, meant[0]) else None


def _may_be_capital(found: re.Match[str], written: str) -> bool:
    """Return whether text may be a capital letter before a quote, a dash or an ellipsis, as in `MANHÃ…`."""
    if len(written) != 2 or written[1] not in _PUNCTUATION:
        return False
    before = found.string[max(found.start() - 1, 0) : found.start()]
    after = found.string[found.start() + 2 : found.start() + 3]
    return not before.islower() and (before.isupper() or not after.isalpha())


def _meant(written: str) -> tuple[str, str] | None:
    """Return the prefix that encodes one character, and that character, or None."""
    for length in range(2, len(written) + 1):
        try:
            right = b"".join(map(_byte, written[:length])).decode()
        except UnicodeError:
            continue
        return (written[:length], right) if _is_plausible(right) else None
    return None


def _byte(char: str) -> bytes:
    # Windows-1252 leaves five bytes undefined; decoders map them to the C1 control of that code.
    return char.encode("latin-1" if ord(char) < 0x100 else "cp1252")


def _is_plausible(char: str) -> bool:
    code = ord(char)
    return 0xA0 <= code <= 0xFF or 0x2010 <= code <= 0x2044 or code in (0x20AC, 0x2122) or code >= 0x1F000


def without_open_direction(text: str) -> str:
    """Return a text without direction characters, unless each is closed within it, in order."""
    if text.isascii():
        return text
    ends: list[str] = []
    for sign in _TURNS.findall(text):
        if sign in _OPENS:
            ends.append(_OPENS[sign])
        elif not ends or ends.pop() != sign:
            return _TURNS.sub("", text)
    return _TURNS.sub("", text) if ends else text
