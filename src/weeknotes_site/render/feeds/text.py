"""Text as feeds hold it: titles that are no HTML, summaries that are."""

import re

from weeknotes_site.render.words import clean, without_forbidden

_LIKE_A_TAG = re.compile(r"<([/!]?[A-Za-z][^<>]*)>?")
# HTML 5, 13.1.4: an ampersand is one where no letter, digit or `#` follows; parsers complain of other signs too.
_NOT_HTML = re.compile(r"&(?![ \n]|$)|<")


def as_line(text: str) -> str:
    """Return a title or name: one line, in which a tag looks like one but is none.

    RSS does not say whether a title is text or HTML, so many readers would drop `<b>` (W3C: ContainsHTML).
    """
    return _LIKE_A_TAG.sub(r"‹\1›", clean(text))


def as_html(text: str) -> str:
    """Return a text as HTML, escaped only where it has to be, so that it reads well where it is shown raw."""
    return _NOT_HTML.sub(lambda sign: "&lt;" if sign[0] == "<" else "&amp;", without_forbidden(text))
