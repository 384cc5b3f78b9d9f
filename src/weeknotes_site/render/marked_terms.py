"""Mark the first use of each glossary term on a page, and link it; the words stay unchanged."""

import re
from collections.abc import Iterable
from html import escape, unescape

from weeknotes_site.model.names import SHOUTED
from weeknotes_site.model.terms import GLOSSARY_PAGE, Term, words_of
from weeknotes_site.regex import regex

_PIECE = regex(r'<(/?)([a-z][a-z0-9]*+)(?:[^<>"]|"[^"<]*")*+>|([^<]+)')
_LEFT_ALONE = frozenset(("a", "abbr", "code", "pre", "kbd", "samp", "h1", "h2", "h3", "h4", "h5", "h6", "summary"))
"""Elements in which terms are not marked."""


def mark_terms(html: str, terms: Iterable[Term], root: str, marked: set[Term]) -> str:
    """Return HTML with the first use of each term marked.

    `marked` are those already marked on the page; new ones are added to it.
    """
    open_terms = {term.word: term for term in terms if term not in marked}
    if not open_terms:
        return html
    depth = 0
    explained = False

    def mark_piece(match: re.Match[str]) -> str:
        nonlocal depth, explained
        closes, name, text = match.groups()
        if text is None:
            if name in _LEFT_ALONE:
                depth += -1 if closes else 1
                explained = name == "abbr" and not closes
        elif explained:
            open_terms.pop(unescape(text), None)  # the note itself explains it
        elif not depth and open_terms:
            return _mark(text, open_terms, root, marked)
        return match[0]

    return _PIECE.sub(mark_piece, html)


def _mark(escaped: str, open_terms: dict[str, Term], root: str, marked: set[Term]) -> str:
    text = unescape(escaped)
    shouted = [found.span() for found in SHOUTED.finditer(text)]
    parts: list[str] = []
    end = 0
    for start, word in words_of(text):
        if start < end or any(first <= start < last for first, last in shouted):
            continue
        # `KPIs` is explained as KPI.
        for written in (word, word.removesuffix("s")):
            if term := open_terms.pop(written.replace("’", "'"), None):
                marked.add(term)
                parts += [_escape(text[end:start]), _link(term, written, root)]
                end = start + len(written)
                break
    return "".join((*parts, _escape(text[end:]))) if parts else escaped


def _link(term: Term, written: str, root: str) -> str:
    return (
        f'<a class="term" href="{root}{GLOSSARY_PAGE}#{term.anchor}">'
        f'<abbr title="{escape(term.meaning)}">{_escape(written)}</abbr></a>'
    )


def _escape(text: str) -> str:
    return escape(text, quote=False).replace('"', "&quot;")
