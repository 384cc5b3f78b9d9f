"""Characters that turn the direction of text, and that may go on turning what stands behind it (UAX #9)."""

from weeknotes_site.regex import regex

_OPENS = {**dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"), **dict.fromkeys("\u2066\u2067\u2068", "\u2069")}
"""Embeddings, overrides and isolates, each with what ends it."""
_TURNS = regex("[\u202a-\u202e\u2066-\u2069]")


def without_open_direction(text: str) -> str:
    """Return a text without these characters, unless each is ended within it, in order."""
    if text.isascii():
        return text
    ends: list[str] = []
    for sign in _TURNS.findall(text):
        if sign in _OPENS:
            ends.append(_OPENS[sign])
        elif not ends or ends.pop() != sign:
            return _TURNS.sub("", text)
    return _TURNS.sub("", text) if ends else text
