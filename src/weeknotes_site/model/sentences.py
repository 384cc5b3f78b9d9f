"""Find the ends of sentences, and the sentences of a body that mention a team."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape, unescape
from itertools import islice

from msgspec import Struct

from weeknotes_site.model.body import FOOTNOTE_MARK, LINK_MARK, Body
from weeknotes_site.model.listed_names import is_listed
from weeknotes_site.model.mentions import Sought
from weeknotes_site.model.names import (
    CODE,
    COMMAS,
    FIRST_WORD,
    OPENS_INSIDE,
    PART,
    is_shouted,
    needs_its_capital,
    normalised,
)
from weeknotes_site.regex import regex

MAX_SENTENCE = 280
"""Maximum characters of a sentence."""
MAX_TRIES = 20
"""Maximum places of a body that are examined for names, and for links."""
MAX_AROUND = 4_000
"""Characters of HTML examined before and after a place, because a paragraph may be as long as a note."""

_BLOCK = regex(
    r"<(/?)(p|li|ul|ol|h[1-6]|t[dhr]|table|d[dlt]|blockquote|pre|div|section|summary|details|figcaption|caption)\b"
    r'(?:[^<>"]|"[^"]*")*>'
)
_HEADING_ID = regex(r'<h[1-6] id="([^"]*)"')
_CELLS = ("td", "th")
_BESIDE = " – "
_BREAK = "<br>"
_TAG = regex(r'\A[^<>]*+>|<(?:[^<>"]|"[^"]*+(?:"|\Z))*+(?:>|\Z)')
"""A tag; one at either end may be incomplete, as only a part of a block is examined."""
_CLOSING = r"[\"'”’“»)\]」』）]"
# A set at the start is found twice as fast as a repetition.
_MARK = regex(rf"[.!?…。！？][.!?…。！？]*+{_CLOSING}*+(?:\s»)?+")
_WITHOUT_SPACE = frozenset("。！？")
"""Marks that need no space after them."""
# In English, Welsh, French and German; single letters are initials, or of `z. B.`, `p. ex.` and the like.
_ALWAYS_GO_ON = (
    r"[^\W\d_]|dr|mr|mrs|ms|mx|prof|rev|st|cllr|sgt|capt|messrs|vs|approx|cf|viz|incl|excl|esp|eg|ie"
    r"|parch|cyng|mme|mlle|ste|mm|ex|env|hr|hrn|fr|bzw|ca|evtl|ggf|inkl|exkl|zzgl|bzgl|vgl|sog|mio|mrd|tsd|dipl"
)
_MAY_END = r"[ap]\.\s?m|etc|usw|ayb|jr|sr|ltd|inc|co|corp|dept|est|misc|str"
_BEFORE_NUMBERS = (
    r"nos?|nr|rhif|vol|pp|pgs?|fig|ch|sec|art|abs|kap|bd|tel|tél|ext|max|min|vers?|tud|avg|av"
    r"|jan|janv|feb|févr?|mar|apr|avr|jun|jul|juil|aug|sept?|o[ck]t|nov|dec|déc"
)
_ABBREVIATION = regex(
    rf"(?<![\w'’])(?:(?P<may_end>{_MAY_END})|(?P<before_number>{_BEFORE_NUMBERS})|(?:{_ALWAYS_GO_ON}))\Z", re.I
)
_LONGEST_ABBREVIATION = 8
# `am 3. März`, `der 3. Test`.
_ORDINAL = regex(r"(?<!\w)(?P<after_word>(?:am|vom|zum|bis|der|dem|den|des|im|beim|ab|seit)\s)?\d{1,2}\Z", re.I)
_LONGEST_ORDINAL = 7
_GERMAN_MONTH = regex(r"\s(?:Jan|Feb|März|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)")
_BEFORE = rf"(?<![\w@#.\\])(?<!\w&amp;)(?=[^\W\d_a-z]|{OPENS_INSIDE})"
_AFTER = r"(?![\w@\\]|[.+]\w|-\d|&amp;\w|['’](?!s\b)\w)"
_MARKUP = "(?:</?(?:strong|em|b|i|s|del)>)*"
_OPENING = " \"'“”‘’«»([*–—-"
_MAX_SHOUTED = 60
"""Characters before and after a word that are searched for other words in capitals."""


class Sentence(Struct, frozen=True, kw_only=True):
    """A sentence of a body."""

    text: str
    """Plain text, shortened around the name if it is long."""
    quoted: str
    """The same; a cell of a table with the rest of its row, a name as a heading with the sentence below it."""
    heading: str
    """Id of the heading that it is, or that is above it; empty above the first."""
    is_heading: bool
    line: str
    """The part of it on the line of the name, because browsers do not find text across a `<br>`."""
    name: str
    """The team's name in it; empty if it has a link instead."""


def sentence_ends(text: str, start: int = 0) -> Iterator[int]:
    """Yield where the sentences of a plain text end, after `start`.

    That is after their marks, and the quotes and brackets that close there. Abbreviations (`Dr. Lee`, `z. B.`),
    initials, decimals and ordinals do not end a sentence, nor does a mark before a small letter, unless the text itself
    begins with one.
    """
    starts_small = text.lstrip(_OPENING)[:1].islower()
    for mark in _MARK.finditer(text, start):
        end = mark.end()
        if not text[end : end + 1].strip() or text[mark.start()] in _WITHOUT_SPACE:
            following = text[end : end + 4].lstrip(_OPENING)[:1]
            goes_on = following.islower() and not starts_small
            if not goes_on and (mark[0] != "." or not _is_abbreviated(text, mark.start(), following)):
                yield end


def _is_abbreviated(text: str, dot: int, following: str) -> bool:
    """Return whether a full stop belongs to an abbreviation or ordinal, and the sentence goes on after it."""
    if not following:
        return False
    if ordinal := _ORDINAL.search(text, max(0, dot - _LONGEST_ORDINAL), dot):
        return bool(ordinal["after_word"]) or _GERMAN_MONTH.match(text, dot + 1) is not None
    found = _ABBREVIATION.search(text, max(0, dot - _LONGEST_ABBREVIATION), dot)
    if not found or (found["may_end"] and not following.islower()):
        return False
    return not found["before_number"] or following.isdecimal()


def find_sentences(body: Body, sought: Sought, most: int) -> tuple[Sentence, ...]:
    """Return the first sentences of a body that name a team or link to it."""
    html = body.html
    places = sorted((*_named(html, sought), *_linked(body, sought)))
    if not places:
        return ()
    blocks = tuple(_BLOCK.finditer(html))
    starts = [block.end() for block in blocks]
    found: dict[str, Sentence] = {}
    weak = _pattern(sought.names, sought.longer)[1]
    for start, name in places:
        at = bisect_right(starts, start) - 1
        sentence = _sentence(html, blocks, at, start, name, is_weak=name in weak)
        if sentence:
            found.setdefault(sentence.quoted, sentence)
            if len(found) == most:
                break
    return tuple(found.values())


def _named(html: str, sought: Sought) -> Iterator[tuple[int, str]]:
    """Yield the place of each name, and the name."""
    if not sought.names:
        return
    pattern, _ = _pattern(sought.names, sought.longer)
    for match in islice(pattern.finditer(html), MAX_TRIES):
        if match["name"]:
            yield match.start(), text_of_html(match[0])


@lru_cache(maxsize=1_000)
def _pattern(names: tuple[str, ...], longer: tuple[str, ...]) -> tuple[re.Pattern[str], frozenset[str]]:
    """Return the pattern of names in HTML, and the names that may be words at the start of a sentence."""
    either = f"(?P<longer>{_any_of(longer) if longer else '(?!)'})|(?P<name>{_any_of(names)})"
    pattern = re.compile(f"{_BEFORE}(?:{either}){_AFTER}")
    return pattern, frozenset(filter(needs_its_capital, names))


def _any_of(names: Iterable[str]) -> str:
    return "|".join(map(_written, sorted(names, key=lambda name: (-len(name), name))))


def _written(name: str) -> str:
    """Return the pattern of a name as HTML has it."""
    word = FIRST_WORD.match(name)
    end = word.end() if word else 0
    pattern = _in_both_forms(name[:end])
    for part in PART.finditer(name, end):
        if part.start() != end:
            break
        pattern += _between(normalised(part[1])) + _in_both_forms(part[2])
        end = part.end()
    return pattern + re.escape(escape(name[end:]))


def _between(separator: str) -> str:
    """Return the pattern of a separator between two words, of which one may be bold."""
    if separator in COMMAS:
        return rf"{_MARKUP}{separator}{_MARKUP}\s+{_MARKUP}"
    special = {" ": rf"{_MARKUP}\s+{_MARKUP}", "'": "['’]", "-": r"\s?[–—-]\s?"}
    return special.get(separator, rf"\s?{re.escape(escape(separator))}\s?")


def _in_both_forms(word: str) -> str:
    """Return the pattern of a word, whose accents may be characters of their own, as macOS writes them."""
    decomposed = unicodedata.normalize("NFD", word)
    return re.escape(word) if word == decomposed else f"(?:{re.escape(word)}|{re.escape(decomposed)})"


def _linked(body: Body, sought: Sought) -> Iterator[tuple[int, str]]:
    """Yield the place of each link to the team, and an empty name."""
    numbers = (at for at, target in enumerate(body.targets) if target and sought.leads_to_team(target.url))
    for number in islice(numbers, MAX_TRIES):
        opening = f"<a{LINK_MARK}{number}{LINK_MARK}"
        start = body.html.find(opening)
        if start >= 0:
            yield start, ""


def _sentence(
    html: str, blocks: tuple[re.Match[str], ...], at: int, start: int, name: str, *, is_weak: bool
) -> Sentence | None:
    """Return the sentence around a place, or None if the place is in code or a tag, or may not be a name."""
    first = blocks[at].end() if at >= 0 else 0
    last = blocks[at + 1].start() if at + 1 < len(blocks) else len(html)
    left, right = html[first:start], html[start:last]
    opened = blocks[at] if at >= 0 else None
    is_code = opened and opened[2] == "pre" and not opened[1]
    if is_code or left.rfind("<") > left.rfind(">") or _is_open(left):
        return None
    before, after = _plain(left[-MAX_AROUND:]), _plain(right[:MAX_AROUND])
    ends = tuple(sentence_ends(before + after))
    # A mark within the name (`Yes! Council`) does not end the sentence.
    length = len(before)
    before = before[max((end for end in ends if end <= length), default=0) :]
    if is_weak and not before.strip(_OPENING):
        return None
    if name.isupper() and " " not in name:
        around = before[-_MAX_SHOUTED:]
        if is_shouted(around + after[:_MAX_SHOUTED], len(around)):
            return None
    if is_listed(name, before, after[len(name) :]):
        return None
    ended = next((end - length for end in ends if end >= length + len(name)), len(after))
    following = after[:ended]
    text = _cut(before.lstrip(), following.rstrip())
    on_line = min(before, _plain(left[-MAX_AROUND:].rpartition(_BREAK)[2]), key=len)
    off_line = min(following, _plain(right[:MAX_AROUND].partition(_BREAK)[0]), key=len)
    is_whole = len(before) == length and ended == len(after)
    return Sentence(
        text=text,
        quoted=_with_context(html, blocks, at, text, name) if is_whole else text,
        heading=_heading(blocks, at),
        is_heading=opened is not None and opened[2][0] == "h" and not opened[1],
        line=_cut(on_line.lstrip(), off_line.rstrip()),
        name=name,
    )


def _with_context(html: str, blocks: tuple[re.Match[str], ...], at: int, text: str, name: str) -> str:
    """Return the text of a block; a cell's with the rest of its row, a team's name with the sentence below it."""
    if at < 0 or len(text) > MAX_SENTENCE // 2:
        return text
    if blocks[at][2] in _CELLS:
        first = next((index for index in range(at, -1, -1) if blocks[index][2] == "tr"), at)
        last = next((index for index in range(at, len(blocks)) if blocks[index][2] == "tr"), at)
        before = [_text_after(html, blocks, index) for index in range(first, at)]
        after = [_text_after(html, blocks, index) for index in range(at + 1, last)]
        return _cut(_BESIDE.join([*filter(None, before), ""]), _BESIDE.join([text, *filter(None, after)]))
    if blocks[at][2][0] == "h" and text.rstrip(".:") == name:
        below = next(filter(None, (_text_after(html, blocks, index) for index in range(at + 1, len(blocks)))), "")
        return _cut("", _BESIDE.join([name, below[: next(sentence_ends(below), len(below))]]) if below else name)
    return text


def _text_after(html: str, blocks: tuple[re.Match[str], ...], at: int) -> str:
    """Return the text between a tag of a block and the next."""
    end = blocks[at + 1].start() if at + 1 < len(blocks) else len(html)
    return _plain(html[blocks[at].end() : end][:MAX_AROUND]).strip()


def _is_open(left: str) -> bool:
    """Return whether a `<code>` is open at the end of a part of a block."""
    marks = CODE.findall(left)
    return bool(marks) and not marks[-1]


def _heading(blocks: tuple[re.Match[str], ...], at: int) -> str:
    for block in reversed(blocks[: at + 1]):
        if found := _HEADING_ID.match(block[0]):
            return found[1]
    return ""


def text_of_html(html: str) -> str:
    """Return the text of HTML on one line."""
    return " ".join(unescape(_TAG.sub("", html.replace(_BREAK, " "))).split())


def _plain(html: str) -> str:
    """Return the text of a part of a block, with a space at either end where the HTML has one."""
    text = unescape(_TAG.sub("", FOOTNOTE_MARK.sub("", html.replace(_BREAK, " "))))
    words = " ".join(text.split())
    if not words:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{words}{' ' if text[-1].isspace() else ''}"


def _cut(before: str, after: str) -> str:
    """Return the sentence around the place between two parts, shortened if it is too long."""
    if len(before) + len(after) <= MAX_SENTENCE:
        return before + after
    room = max(MAX_SENTENCE // 3, MAX_SENTENCE - len(after))
    if len(before) > room:
        before = "… " + before[-room:].partition(" ")[2]
    room = MAX_SENTENCE - len(before)
    if len(after) > room:
        after = after[:room].rpartition(" ")[0].rstrip(",;:–- ") + " …"
    return before + after
