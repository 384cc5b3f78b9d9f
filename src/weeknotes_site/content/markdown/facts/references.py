"""Find references to notes in prose: `weeknote 16`, `Data Platform weeknote 17`. Their notes are determined later."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from markdown_it.token import Token

from weeknotes_site.content.markdown.facts import arabic_references as arabic
from weeknotes_site.content.markdown.rendered import Reference
from weeknotes_site.content.markdown.syntax.bare_links import text_token
from weeknotes_site.languages import month_names
from weeknotes_site.model.names import AND, COMMAS
from weeknotes_site.model.word_lists import word_list
from weeknotes_site.regex import regex

OPEN, CLOSE = "reference_open", "reference_close"
MAX_REFERENCES = 50
"""Maximum references of a note that become links."""
MAX_BEFORE = 100
"""Maximum characters before a reference that are searched for a name."""
MAX_WORDS = 8
MAX_AROUND = 8
"""Maximum parts of a line after a text that are searched for a name."""

_SIGNS = (
    "eknote",
    "ek note",
    "ek-note",
    "eek\n",
    "EKNOTE",
    "EK NOTE",
    "wythnos",
    "ochennotiz",
    "hebdomadaire",
    arabic.SIGN,
)
_NOTE = (
    r"week[\s-]?notes?|nodyn\swythnos(?:ol)?|nodiadau\swythnos(?:ol)?|wochennotiz(?:en)?"
    rf"|notes?\shebdomadaires?|{arabic.NOTE}"
)
_NUMBER = (
    rf"(?:(?:no\.?|nr\.?|number|nummer|rhif|num[ée]ro|n[°º]|{arabic.NUMBER})\s?|#)?"
    r"(?P<number>\d{1,3})(?!\w)(?(bracket)\))"
)
_REFERENCE = regex(rf"(?<![\w/.-])(?P<note>{_NOTE})\s[\u200e\u200f]?{_NUMBER}", re.I)
_PLURAL = regex(rf"week[\s-]?notes|nodiadau|wochennotizen|notes|{arabic.PLURAL}", re.I)
# `weeknotes 14, 15 and 16`; after the singular, `, 15` may begin a new clause.
_MORE = regex(
    rf"(?:,?\s(?:{AND})\s|,\s|\s[&à]\s|\s?[–—-]\s?|\s(?:to|bis)\s|/(?=\D)|{arabic.AND})"
    rf"(?P<item>(?:(?:{_NOTE})\s)?{_NUMBER})",
    re.I,
)
_COUNTED = frozenset(
    word_list(
        "times; ago; more; people; noon; day; days; week; weeks; month; months; year; years; hour; hours; minutes"
    )
)
# Text after a number that is not a note's: `weeknote 16/01/22`, `weeknotes 1,600`.
_NO_NUMBER = regex(r"(?:[./:–٫٬-]|[,\s](?=\d{3}(?!\d)))\d|[%٪°+]")
_DATE = regex(r"\d{1,4}([./–-])\d{1,2}\1\d")
_FOLLOWING = regex(r"(\.?)\s(?:(?:of|de|من)\s)?([^\W\d_]+)")
# May follow a note's number after the plural; most such numbers count something else: `weeknotes 12 readers`.
_GOES_ON = regex(
    r"\s*$|\s*[.,;:!?…()–—/\"“”'’\]،؛؟«»]|\s-\s|\s(?:and|or|but|is|was|has|had|said|says|told|tells|shows?|showed|explains"
    r"|explained|in|on|at|for|about|with|which|that|again|too|also|of|by|from|we|you|i|und|et|a|ac)\b",
    re.I,
)
_AFTER = regex(
    r"\s(?:of|by|from|von|vom|der|du|des|de|gan)\s([^\s.!?…:;,()\"“”]+(?:[^\S\1][^\s.!?…:;,()\"“”]+){0,6})"
    r"|\s\((?:[a-z]{1,4}\s)?([^\0-@\[-\xbf()][^()]{0,60})\)"
    rf"|{arabic.OWNER_AFTER}"
)
_BREAK = "\1"
_ENDS_CLAUSE = regex(rf"[.!?…:;,؟؛،({_BREAK}]")
_ENDS_LIST = regex(rf"[.!?…:;؟؛({_BREAK}]")
_BEYOND_COMMA = regex(rf"[{COMMAS}](?:[^\S{_BREAK}][^\s.!?…:;()\"“”{_BREAK}]+){{1,{MAX_WORDS}}}")
_OPENS_SENTENCE = ".!?…:؟"
_VERBS = frozenset(("may", "march", "mar"))
"""Months that are other words without a capital."""
_QUOTES = str.maketrans("", "", '"“”„«»)')


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
    for is_text, group in groupby(enumerate(children), lambda one: one[1].type in ("text", "softbreak")):
        numbers, parts = zip(*group, strict=True)
        text = _words(parts)
        if is_text and not links:
            # Emphasis does not split a name: `weeknote 16 of **Repairs**`.
            end = numbers[-1] + 1
            yield from _split(text, parts, before, _words(children[end : end + MAX_AROUND]))
        else:
            yield from parts
        links += sum(part.nesting for part in parts if part.type in ("link_open", "link_close"))
        before = (before + text)[-MAX_BEFORE:]


def _words(parts: Iterable[Token]) -> str:
    """Return the words of parts of a line, whatever their markup, because a name may be bold or a link."""
    return "".join("\n" if part.type == "softbreak" else _words_of(part) for part in parts)


def _words_of(part: Token) -> str:
    if part.type in ("text", "code_inline"):
        return part.content
    return _BREAK if part.type in ("hardbreak", "image", "html_inline") else ""


def _split(text: str, parts: Sequence[Token], before: str, following: str) -> Iterator[Token]:
    """Yield a text with tokens around its references; without any, yield its parts unchanged."""
    end = 0
    with_following = text + following
    for match in _REFERENCE.finditer(text):
        if match.start() < end:
            continue  # `weeknote 14 and weeknote 15` is one reference
        spans = _spans(text, match)
        clause = (before + text[max(match.start() - MAX_BEFORE, 0) : match.start()])[-MAX_BEFORE:]
        # `GDS: weeknote 16` is theirs.
        named, opens = _name_before(clause.rstrip().removesuffix(":"))
        aside = "" if named else _name_aside(clause)
        named = " ".join(filter(None, (named, (match["prefix"] or "")[-1:], match["possessive"])))
        after, after_commas = _name_after(with_following, spans[-1][1]) if spans else ("", "")
        after = match["owner"] or after
        for start, stop, number in spans:
            reference = Reference(
                number=number,
                before=named,
                opens=opens,
                after=after,
                aside=aside,
                before_commas=_list_before(clause),
                after_commas=after_commas,
            )
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
    is_plural = _PLURAL.match(match["note"]) is not None
    is_arabic = arabic.SIGN in match["note"]
    spans = [(match.start(), match.end(), int(match["number"]))]
    while more := _MORE.match(text, spans[-1][1]):
        names_note = not more["item"][0].isdigit() and more["item"][0] != "#"
        if more["owner"] or not (names_note or is_plural or _may_be_second(text, more)):
            break
        spans.append((more.start("item"), more.end(), int(more["number"])))
    while len(spans) > 1 and _is_count(text, spans[-1][1], has_dot=is_plural):
        if is_plural:
            return []  # `weeknotes 16 and 17 January`
        spans.pop()
    is_alone = is_plural and len(spans) == 1
    if _DATE.match(text, match.start("number")) or _is_count(text, spans[-1][1], has_dot=is_plural):
        return []
    if is_arabic:
        return spans if _GOES_ON.match(text, spans[-1][1]) or arabic.GOES_ON.match(text, spans[-1][1]) else []
    return [] if is_alone and not _GOES_ON.match(text, spans[-1][1]) else spans


def _may_be_second(text: str, more: re.Match[str]) -> bool:
    """Return whether a number without a word belongs to a reference in the singular: `weeknote 16 or 17`."""
    return text[more.start()] not in COMMAS and _GOES_ON.match(text, more.end()) is not None


def _is_count(text: str, at: int, *, has_dot: bool) -> bool:
    """Return whether the number before a place is part of a date or counts something; `has_dot` reads `2. März`."""
    if _NO_NUMBER.match(text, at):
        return True
    following = _FOLLOWING.match(text, at)
    if not following or (following[1] and not has_dot):
        return False
    word = following[2].casefold()
    is_verb = following[2] in _VERBS
    return (word in month_names() and not is_verb) or (word in _COUNTED and not following[1])


def _name_after(text: str, at: int) -> tuple[str, str]:
    """Return the words after a reference that may name the note's team, and those with commas."""
    found = _AFTER.match(text, at)
    if not found:
        return "", ""
    beyond = _BEYOND_COMMA.match(text, found.end())
    words = " ".join((found[1] or found[2] or found[3]).split())
    return words, f"{words}{' '.join(beyond[0].split())}" if beyond and found[1] else ""


def _name_before(text: str) -> tuple[str, bool]:
    """Return the words before a reference in its clause, and whether they begin a sentence."""
    start = max((match.end() for match in _ENDS_CLAUSE.finditer(text)), default=0)
    sign = text[start - 1] if start else ""
    opens = sign in _OPENS_SENTENCE if sign else len(text) < MAX_BEFORE
    words = text[start:].translate(_QUOTES).split()
    return " ".join(words[-MAX_WORDS:]), opens and len(words) <= MAX_WORDS


def _list_before(text: str) -> str:
    """Return the words before a reference in its sentence if there is a comma between them."""
    start = max((match.end() for match in _ENDS_LIST.finditer(text)), default=0)
    words = text[start:].translate(_QUOTES).split()[-MAX_WORDS:]
    return " ".join(words) if any(word[-1] in COMMAS for word in words) else ""


def _name_aside(text: str) -> str:
    """Return the words before the bracket at the end of a text; empty without one."""
    return _name_before(text[:-1])[0] if text.endswith("(") else ""
