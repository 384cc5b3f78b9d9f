"""What a paste leaves at the start and end of a note: keys, the header of a mail, a reply of an AI assistant."""

import re

from weeknotes_site.content.markdown.slips.headings import KEYS
from weeknotes_site.content.markdown.slips.page import Fixer, Page, Passage
from weeknotes_site.diagnostics import Edit, Fix, Place
from weeknotes_site.regex import regex

_MIN_KEYS = 2
_MIN_HEADER = 3
_IS_KEY_OF_NOTE = regex(r"^(?:team|date|author|title):", re.MULTILINE)
_SENDER = r"From|Von|De"
_SUBJECT = r"Subject|Betreff|Objet|Pwnc"
_HEADER = regex(
    rf"\*{{0,2}}(?:(?P<sender>{_SENDER})|(?P<subject>{_SUBJECT})|Sent|Date|To|Cc|Bcc|Reply-To|Gesendet|Datum|An"
    r"|Envoyé|À|Anfonwyd|At)(?: |\u00a0)?(?::\*{0,2}|\*{0,2}:)[^\n]{0,500}"
)
_MAY_BE_HEADER = tuple(f"{marks}{name}" for marks in ("", "**") for name in _SENDER.split("|"))
_HERE_IS = r"[Hh]ere(?:['’]s| is| are) (?:a|an|the|your) "
_YOUR_TEXT = r"your (?:week ?notes?|weekly (?:notes?|update)|team update|blog post|text|draft)\b"
_OPENING = regex(
    rf"(?:(?:Certainly|Absolutely|Of course|Sure(?: thing)?)! {_HERE_IS}[^\n]{{1,200}}[:.]"
    rf"|{_HERE_IS}(?:[\w-]{{1,30}},? ){{0,4}}(?:draft|version|rewrite|summary) (?:of|for) {_YOUR_TEXT}[^\n]{{0,200}})"
)
_REWORK = r"(?:adjust|tweak|refine|revise|shorten|rewrite|reword) (?:it|this|the (?:tone|length|draft|wording|style))\b"
_CLOSING = regex(
    r"(?:Please l|L)et me know if you(?:['’]d| would) like "
    rf"(?:me to {_REWORK}[^\n]{{0,200}}|any (?:further )?(?:adjustments|tweaks|revisions)[.!])"
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
        elif first.written.startswith(_MAY_BE_HEADER):
            _header(first)
        elif first.written.startswith(_MAY_BE_OPENING):
            _reply(first, _OPENING)
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


def _header(passage: Passage) -> None:
    count, groups = 0, set[str]()
    lines = passage.written.split("\n")
    for line in lines:
        found = _HEADER.fullmatch(line.strip())
        if not found:
            break
        count += 1
        groups.add(found.lastgroup or "")
    if count >= _MIN_HEADER and {"sender", "subject"} <= groups:
        message = "this is the header of a mail, which is shown as written"
        passage.warn("foreign-markup", 0, len(lines[0]), message, "delete its lines", _without_lines(count))


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
