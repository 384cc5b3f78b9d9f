"""Mark the first use of each glossary term on a page, and link it; the words stay unchanged."""

import re
from collections.abc import Iterable
from html import escape, unescape

from weeknotes_site.model.terms import Term

GLOSSARY_PAGE = "glossary.html"
_PIECE = re.compile(r'<(/?)([a-z][a-z0-9]*+)(?:[^<>"]|"[^"<]*")*+>|([^<]+)')
_WORD = re.compile(r"\w+(?:[&./-]\w+)*")
_PART = re.compile(r"\w+")
_LEFT_ALONE = frozenset(("a", "abbr", "code", "pre", "kbd", "samp", "h1", "h2", "h3", "h4", "h5", "h6", "summary"))
"""Elements in which nothing is marked."""


def mark_terms(html: str, terms: Iterable[Term], root: str, marked: set[Term]) -> str:
    """Return HTML with the first use of each term marked; `marked` are those already marked on the page."""
    open_terms = {term.word: term for term in terms if term not in marked}
    if not open_terms:
        return html
    depth = 0
    explained = False

    def piece(match: re.Match[str]) -> str:
        nonlocal depth, explained
        closes, name, text = match.groups()
        if text is None:
            if name in _LEFT_ALONE:
                depth += -1 if closes else 1
                explained = name == "abbr" and not closes
        elif explained:
            open_terms.pop(unescape(text), None)  # the note explains it by itself
        elif not depth and open_terms:
            return _mark(text, open_terms, root, marked)
        return match[0]

    return _PIECE.sub(piece, html)


def _mark(escaped: str, open_terms: dict[str, Term], root: str, marked: set[Term]) -> str:
    text = unescape(escaped)
    parts: list[str] = []
    end = 0
    for found in _WORD.finditer(text):
        for start, word in _candidates(text, found):
            if start >= end and (term := open_terms.pop(word, None)):
                marked.add(term)
                parts += [_escape(text[end:start]), _link(term, root)]
                end = start + len(word)
    return "".join((*parts, _escape(text[end:]))) if parts else escaped


def _candidates(text: str, found: re.Match[str]) -> Iterable[tuple[int, str]]:
    """Return a word, its parts if it has several, and the singular of each: `KPIs` is explained as KPI."""
    words = [(found.start(), found[0])]
    if not found[0].isalnum():
        words += [(part.start(), part[0]) for part in _PART.finditer(text, found.start(), found.end())]
    return [one for start, word in words for one in ((start, word), (start, word.removesuffix("s")))]


def _link(term: Term, root: str) -> str:
    return (
        f'<a class="term" href="{root}{GLOSSARY_PAGE}#{term.anchor}">'
        f'<abbr title="{escape(term.meaning)}">{_escape(term.word)}</abbr></a>'
    )


def _escape(text: str) -> str:
    return escape(text, quote=False).replace('"', "&quot;")
