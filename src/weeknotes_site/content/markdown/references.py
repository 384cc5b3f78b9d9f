"""Find references to notes in prose: `weeknote 16`, `Data Platform weeknote 17`. Their notes are determined later."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from markdown_it.token import Token

from weeknotes_site.content.markdown.bare_urls import text_token
from weeknotes_site.content.markdown.rendered import Reference
from weeknotes_site.model.days import MONTHS

OPEN, CLOSE = "reference_open", "reference_close"
MAX_REFERENCES = 50
"""Maximum references of a note that become links."""
MAX_BEFORE = 100
"""Maximum characters before a reference that are searched for a name."""
MAX_WORDS = 8

_SIGNS = ("eknote", "ek note", "ek-note", "eek\n", "EKNOTE", "EK NOTE")
_REFERENCE = re.compile(r"(?<![\w/.-])week[\s-]?note(s?)\s(?:(?:no\.?|number)\s|#)?(\d{1,3})(?!\w)", re.I)
_MORE = re.compile(r"(?:,?\sand\s|,\s|\s&\s|[–-]|\sto\s)(\d{1,3})(?!\w)")
_COUNTED = (
    "times",
    "ago",
    "more",
    *(f"{one}s?" for one in ("week", "day", "month", "year", "hour", "minute")),
    "people",
)
# What follows the number of something else than a note: `weeknotes 21 January`, `weeknote 16/01/22`,
# `weeknotes 3 times`; or that of a note elsewhere: `weeknote 3 of another council`.
_NO_NUMBER = re.compile(
    rf"[./:–-]\d|[%°]|\s(?:of\s)?(?:{'|'.join((*MONTHS, *_COUNTED))})\b"
    r"|\s(?:of|by|from)\s(?:an(?:other)?|other|some|their)\b",
    re.I,
)
_AFTER = re.compile(r"\s(?:of|by|from)\s(?:the\s)?([^\0-@\[-\xbf](?<=\w)[\w'’&-]*(?:\s[\w'’&-]+){0,5})")
_BREAK = "\1"
_ENDS_CLAUSE = re.compile(rf"[.!?…:;,()\"“”{_BREAK}]")
_OPENS_SENTENCE = ".!?…:"


def mark_references(tokens: Sequence[Token], body: str) -> None:
    """Put tokens around each reference in the text of a body, except in headings and links."""
    if not any(sign in body for sign in _SIGNS):
        return
    left = MAX_REFERENCES
    for index, token in enumerate(tokens):
        if token.type == "inline" and token.children and tokens[index - 1].type != "heading_open" and left > 0:
            parts = list(_mark(token.children))
            left -= sum(part.type == OPEN for part in parts)
            token.children = parts


def _mark(children: Sequence[Token]) -> Iterator[Token]:
    """Yield the parts of a line; text across a line break is one part."""
    before = ""
    links = 0
    for is_text, group in groupby(children, lambda child: child.type in ("text", "softbreak")):
        parts = list(group)
        text = "".join(part.content if part.type == "text" else "\n" for part in parts)
        yield from _split(text, parts, before) if is_text and not links else parts
        links += sum(part.nesting for part in parts if part.type in ("link_open", "link_close"))
        before += text if is_text else _BREAK


def _split(text: str, parts: Sequence[Token], before: str) -> Iterator[Token]:
    """Yield a text with tokens around its references; without any, yield its parts unchanged."""
    end = 0
    for match in _REFERENCE.finditer(text):
        spans = _spans(text, match)
        named, opens = _name_before((before + text[: match.start()])[-MAX_BEFORE:])
        after = _AFTER.match(text, spans[-1][1]) if spans else None
        for start, stop, number in spans:
            reference = Reference(number=number, before=named, opens=opens, after=after[1] if after else "")
            yield from _text(text[end:start])
            yield Token(OPEN, "a", 1, meta={"reference": reference, "text": text[start:stop]})
            yield from _text(text[start:stop])
            yield Token(CLOSE, "a", -1)
            end = stop
    yield from _text(text[end:]) if end else parts


def _text(text: str) -> Iterator[Token]:
    """Yield a text with the ends of its lines."""
    for number, line in enumerate(text.split("\n")):
        if number:
            yield Token("softbreak", "br", 0)
        yield text_token(line)


def _spans(text: str, match: re.Match[str]) -> list[tuple[int, int, int]]:
    """Return the range of each number of a reference, the first with its word; none for a date or a count."""
    spans = [(match.start(), match.end(), int(match[2]))]
    while match[1] and (more := _MORE.match(text, spans[-1][1])):
        spans.append((more.start(1), more.end(), int(more[1])))
    return [] if _NO_NUMBER.match(text, spans[-1][1]) else spans


def _name_before(text: str) -> tuple[str, bool]:
    """Return the words before a reference in its clause, and whether they begin a sentence."""
    start = max((match.end() for match in _ENDS_CLAUSE.finditer(text)), default=0)
    sign = text[start - 1] if start else ""
    opens = sign in _OPENS_SENTENCE if sign else len(text) < MAX_BEFORE
    words = text[start:].split()
    return " ".join(words[-MAX_WORDS:]), opens and len(words) <= MAX_WORDS
