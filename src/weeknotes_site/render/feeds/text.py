"""Escape text for feeds: titles are plain text, summaries are HTML."""

from weeknotes_site.regex import regex
from weeknotes_site.render.words import clean, without_forbidden

_LIKE_A_TAG = regex(r"<([/!]?[A-Za-z][^<>]*)>?")
# HTML 5, 13.1.4: an ampersand needs no escape unless a letter, digit or `#` follows.
_NOT_HTML = regex(r"&(?![ \n]|$)|<")


def as_line(text: str) -> str:
    """Return a title or name as one line, with characters that look like `<` and `>` instead of tags.

    RSS does not specify whether a title is text or HTML, so many readers would drop `<b>` (W3C: ContainsHTML).
    """
    return _LIKE_A_TAG.sub(r"‹\1›", clean(text))


def as_html(text: str) -> str:
    """Return a text as HTML, escaped only if necessary, because some readers show it raw."""
    return _NOT_HTML.sub(lambda sign: "&lt;" if sign[0] == "<" else "&amp;", without_forbidden(text))
