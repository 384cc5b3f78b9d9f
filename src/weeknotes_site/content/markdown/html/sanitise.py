"""Sanitise the HTML of notes with raw HTML by nh3, which must not change our own attributes."""

import hashlib
import re
from collections import Counter

from weeknotes_site.content.markdown.bounds import RefusedError
from weeknotes_site.content.markdown.html.allowed import (
    ALLOWED_ATTRIBUTES,
    ALLOWED_TAGS,
    GO_WITH_CONTENT,
    OWN_TAGS,
    VOID_TAGS,
)
from weeknotes_site.content.markdown.html.raw_html import CONTROLS, OWN_END
from weeknotes_site.regex import regex

MAX_HTML = 1_000_000
MAX_DEPTH = 100
"""The sanitiser's time is quadratic in the depth."""

_ANY_TAG = regex(r"<(/?)([a-z][a-z0-9]*)")
_TAG = regex(rf"<([a-z][a-z0-9]*+)([^<>{OWN_END}]*+)(?:{OWN_END}([^<>]*+))?>")
_CLEAN_TAG = regex(r'<([a-z][a-z0-9]*+)((?: [a-z0-9-]++="[^"]*+")++)>')
_CLEAN_ATTRIBUTE = regex(r' ([a-z0-9-]+)="([^"]*)"')
_ID = regex(r' id="[^"]*"')
# These end where the next one starts, so they nest only inside other tags, which are counted.
_ENDS_BY_ITSELF = frozenset(
    ("p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "rp", "rt", "colgroup", "caption")
)
# If unclosed, HTML parsers reopen these in each following block (WHATWG HTML, 13.2.4.3).
_OPENED_AGAIN = frozenset(("a", "b", "code", "em", "i", "s", "small", "strong", "u"))


def sanitise(html: str, first_line: int) -> str:
    """Return a note's HTML balanced and with allowed tags and attributes only.

    `first_line` of the body, from 0, is the first with raw HTML. Raises RefusedError if it is too large or deep.
    """
    import nh3

    _refuse_large(html, first_line)
    kept: list[str] = []
    # An attribute name that notes cannot guess, because it depends on all of their bytes; still reproducible.
    name = f"data-{hashlib.blake2b(html.encode(), digest_size=16).hexdigest()}"

    def protect(tag: re.Match[str]) -> str:
        if tag[2].strip():
            kept.append(tag[2])
            return f'<{tag[1]} {name}="{len(kept) - 1}"{tag[3] or ""}>'
        return f"<{tag[1]}{tag[3] or ''}>"

    clean = nh3.clean(
        _TAG.sub(protect, html),
        tags=set(ALLOWED_TAGS | OWN_TAGS),
        clean_content_tags=set(GO_WITH_CONTENT),
        attributes={tag: set(names) | {name} for tag, names in ALLOWED_ATTRIBUTES.items()},
        url_schemes=set(),
        link_rel=None,
    )
    return _restore(CONTROLS.sub("", clean), name, kept)


def _restore(clean: str, name: str, kept: list[str]) -> str:
    seen: set[int] = set()

    def attribute(found: re.Match[str]) -> str:
        if found[1] != name:
            return f' {found[1]}="{found[2].replace("<", "&lt;").replace(">", "&gt;")}"'
        number = int(found[2])
        own = kept[number] if number not in seen else _ID.sub("", kept[number])  # parsers duplicate unclosed tags
        seen.add(number)
        return own

    def tag(found: re.Match[str]) -> str:
        return f"<{found[1]}{_CLEAN_ATTRIBUTE.sub(attribute, found[2])}>"

    return _CLEAN_TAG.sub(tag, clean).replace("<input>", "")


def _refuse_large(html: str, first_line: int) -> None:
    if len(html) > MAX_HTML:
        message = f"the note has raw HTML and more than {MAX_HTML:,} characters of HTML in all"
        raise RefusedError("html-too-large", first_line, message, "write it in Markdown, or split it")
    opened: Counter[str] = Counter()
    depth = again = doubled = 0
    for closing, name in _ANY_TAG.findall(html):
        if name in VOID_TAGS or name in _ENDS_BY_ITSELF:
            doubled += again
        elif not closing:
            opened[name] += 1
            depth += 1
            again += name in _OPENED_AGAIN
            doubled += again
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
            again -= name in _OPENED_AGAIN
        if depth > MAX_DEPTH or doubled > MAX_HTML // 20:
            message = f"HTML is nested more than {MAX_DEPTH} levels deep, or has unclosed tags"
            raise RefusedError("html-too-deep", first_line, message, "close all tags")
