"""Pasted text around a note: keys, the header of a mail, a reply of an AI assistant."""

import re
from itertools import groupby

from weeknotes_site.content.markdown.slips.headings import KEYS
from weeknotes_site.content.markdown.slips.page import Fixer, Page, Passage
from weeknotes_site.diagnostics import Edit, Fix, Place
from weeknotes_site.regex import regex

_MIN_KEYS = 2
_MIN_HEADER = 3
_IS_KEY_OF_NOTE = regex(r"^(?:team|date|author|title):", re.MULTILINE)
_SENDER = r"From|Von|De"
_SUBJECT = r"Subject|Betreff|Objet|Pwnc"
MAIL_HEADER = regex(
    rf"\*{{0,2}}(?:(?P<sender>{_SENDER})|(?P<subject>{_SUBJECT})|(?P<day>Sent|Date|Gesendet|Datum|Envoyé|Anfonwyd)|To|Cc"
    r"|Bcc|Reply-To|An|À|At)(?: |\u00a0)?(?::\*{0,2}|\*{0,2}:)[^\n]{0,500}"
)
_MAY_BE_HEADER = tuple(_SUBJECT.split("|"))
_HERE_IS = r"[Hh]ere(?:['’]s| is| are) (?:a|an|the|your) "
_YOUR_TEXT = r"your (?:week ?notes?|weekly (?:notes?|update)|team update|blog post|text|draft)\b"
_OPENING = regex(
    rf"(?:(?:Certainly|Absolutely|Of course|Sure(?: thing)?)! {_HERE_IS}[^\n]{{1,200}}[:.]"
    rf"|{_HERE_IS}(?:[\w-]{{1,30}},? ){{0,4}}(?:draft|version|rewrite|summary) (?:of|for) {_YOUR_TEXT}[^\n]{{0,200}})"
)
_REWORK = (
    r"(?:(?:adjust|tweak|refine|revise|shorten|expand|rewrite|reword) "
    r"(?:it|this|the (?:tone|length|draft|wording|style))\b"
    r"|(?:make|turn) (?:it|this) (?:(?:a (?:bit|little) )?(?:more|less|shorter|longer|clearer|punchier)|into)\b"
    r"|(?:write|create|draft|produce|provide) (?:a|another) (?:shorter|longer|more|less|punchier) )"
)
_CLOSING = regex(
    r"(?:Please l|L)et me know if you(?:['’]d| would) like "
    rf"(?:me to {_REWORK}[^\n]{{0,200}}|any (?:further )?(?:adjustments|tweaks|revisions)[.!])"
    r"|Would you like a (?:shorter|longer|punchier|(?:more|less) \w{1,20}) version\b[^\n]{0,200}\?"
    rf"|Would you like me to {_REWORK}[^\n]{{0,200}}\?"
)
_MAY_BE_OPENING = ("Certainly!", "Absolutely!", "Of course!", "Sure", "Here")
_MAY_BE_CLOSING = ("Let me know", "Please let me know", "Would you like")


def find_pasted_edges(page: Page) -> None:
    """Warn about text at the edges of a note that was not written for it."""
    tokens = page.tokens
    if len(tokens) > 2 and tokens[0].type == "paragraph_open":
        first = page.passages[0]
        if first.written[:1].islower():
            _keys(first)
        elif first.written.startswith(_MAY_BE_OPENING):
            _reply(first, _OPENING)
    for passage in page.paragraphs_with(*_MAY_BE_HEADER):
        _headers(passage, is_first=passage is page.passages[0])
    if any(page.holds(words) for words in _MAY_BE_CLOSING):
        last = _last_paragraph(page)
        for passage in page.passages:
            if passage.first == last:
                _reply(passage, _CLOSING)


def _last_paragraph(page: Page) -> int:
    """Return the line of the paragraph that ends the text, with only footnotes below it; -1 if another block does."""
    types = [token.type for token in page.tokens]
    end = types.index("footnote_block_open") if "footnote_block_open" in types else len(types)
    for token in page.tokens[max(end - 3, 0) : end]:
        if token.type == "paragraph_open" and not token.level and token.map:
            return token.map[0]
    return -1


def _keys(passage: Passage) -> None:
    lines = passage.written.split("\n")
    if len(lines) >= _MIN_KEYS and KEYS.match(passage.written) and _IS_KEY_OF_NOTE.search(passage.written):
        message = "these keys are below the front matter, so they are shown as text"
        hint = "delete them, or move them into the block at the top of the file"
        passage.warn("keys-in-text", 0, len(lines[0]), message, hint)


def _headers(passage: Passage, *, is_first: bool) -> None:
    """Warn about each run of lines that is the header of a mail.

    In a quote, it may be shown on purpose, and below other text, unless it is complete or contains an address.
    """
    lines = tuple(passage.lines())
    found = [MAIL_HEADER.fullmatch(line.strip()) for _, line in lines]
    for is_run, group in groupby(range(len(lines)), lambda number: found[number] is not None):
        run = list(group)
        groups = {one.lastgroup for number in run if (one := found[number])}
        start, first = lines[run[0]]
        place = passage.place(start, start + 1)
        is_header = is_run and len(run) >= _MIN_HEADER and {"sender", "subject"} <= groups
        is_certain = (is_first and not run[0]) or "day" in groups or any("@" in lines[number][1] for number in run)
        if is_header and is_certain and not place.source[: place.column - 1].strip():
            message = "this is the header of a mail, which is shown as written"
            fix = _without_lines(len(run))
            passage.warn("foreign-markup", start, start + len(first), message, "delete its lines", fix)


def _reply(passage: Passage, pattern: re.Pattern[str]) -> None:
    if pattern.fullmatch(passage.written):
        message = "this is the reply of an AI assistant to the writer"
        passage.warn("foreign-markup", 0, len(passage.written), message, "delete it", _without_lines(1))


def _without_lines(count: int) -> Fixer:
    """Return a fixer that deletes lines at the margin."""

    def fix(place: Place) -> Fix | None:
        edit = Edit(place.line, 1, place.line + count, 1)
        return Fix(edits=(edit,), is_safe=False) if place.column == 1 else None

    return fix
