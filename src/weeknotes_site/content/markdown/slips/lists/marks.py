"""Lines meant as list items that run together, because Markdown does not read their marks here."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import groupby

from weeknotes_site.content.markdown.slips.lists.items import BULLETS, find_items, starts_run
from weeknotes_site.content.markdown.slips.page import Fixer, Line, Page, Passage, empty_line_above
from weeknotes_site.diagnostics import Edit, Fix, Place
from weeknotes_site.regex import regex

_BULLET = regex(r"([-+*])(?=[^\W\d_])")
_NUMBER = regex(r"(\d{1,3}[.)])(?=[^\W\d_])")
_BOX_BULLET = regex(r"([-+*])(?=\[[ xX]?\] )")
_BOX = regex(r"\[ ?([ xX]?) ?\] +(?=\S)|\[([ xX]?)\](?=\w)")
_ITEM = regex(r"[ \t>]*(?:[-+*]|\d{1,9}[.)]) +$")
_SPACED_NUMBER = regex(r"(\d{1,3})[.)] +(?=\S)")
_ANY_NUMBER = regex(r"(\d{1,3})[.)](?: |(?=[^\W\d_]))")
_LETTERED = regex(
    r"\(?([a-h]|\d{1,2})\)[ \t]+(?=\S)|([a-h])\.[ \t]+(?=\S)|\(?([ivx]{1,4})[.)][ \t]+(?=\S)|(\d{1,2})[-°º] +(?=\S)"
    r"|([\u2460-\u2473])\s*(?=\S)|(\d)\ufe0f?\u20e3\s*(?=\S)"
)
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_BOXES = regex(r"\n[ \t>]*(?:(?:[-+*]|\d{1,9}[.)]) *)?\[[ xX]?\]")
_SYMBOL = regex(
    # As quotes, these have no space after them, or the other quote of the pair.
    r"(?:[»›](?=\s)(?![^«‹]{0,500}[«‹])|[\u2190-\u21ff\u25b6-\u25c0\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff])"
    r"[\ufe0e\ufe0f\u200d\u2640\u2642\U0001f3fb-\U0001f3ff]{0,4}(?=\s*\w)"
)
# A literal first character makes the search several times as fast as `^` would be.
_SIGNS = regex(
    r"\n[ \t>]*(?:[-+*][\w\[]|\d{1,3}[.)]|\(?[a-h\d]{1,2}\)[ \t]|\(?[a-hivx]{1,4}[.)][ \t]|\d{1,2}[-°º] "
    r"|\d[\ufe0f\u20e3]|\[|[-+*] +\[(?:\]| ?[xX] |[xX]\]\w| \]\w)"
    r"|[»›\u2190-\u21ff\u2460-\u2473\u25b6-\u25c0\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff])"
)
# Not wrapped because it was full, and not after a joining word: `Meldepflicht und`, `-recht`.
_WHOLE = regex(r"(?![^\n]*\b(?:und|oder|sowie|bzw|and|or|et|ou|ac?|neu)\.?\Z)[^\n]{0,49}[\w.!?)]")
_WORDS = regex(r"[-+*](?:[^\W\d_]{3,50}(?:[.!?,]?\Z|,? [^\W\d_])|[^\W\d_]{1,2}(?: [^\W\d_]{1,50}){2})")
"""An item rather than an option: `-we painted the door`, not `-rf x`."""
_HARD_BREAK = ("  ", "\\")


def find_list_marks(page: Page) -> None:
    """Warn about lines that were meant as list items."""
    if not _SIGNS.search(f"\n{page.body}"):
        return
    # A single box outside a list may explain the symbol.
    has_boxes = cache(lambda: len(_BOXES.findall(f"\n{page.body}")) > 1)
    for passage in page.passages:
        if passage.kind == "paragraph":
            lines = tuple(passage.lines())
            _without_space(page, passage, lines)
            if "X" not in page.references:
                _boxes(passage, lines, has_several=has_boxes)
            _symbols(passage, lines)
            _letters(passage, lines)
            _numbers_in_text(passage, lines)


def _without_space(page: Page, passage: Passage, lines: Sequence[Line]) -> None:
    """Warn about `-One` and `1.One`, if several lines have it or it is next to a list item."""
    for start, line in lines:
        if found := _BOX_BULLET.match(line):
            _report_space(passage, start, found[1])
    items = find_items(lines, lambda line: _BULLET.match(line) or _NUMBER.match(line))
    counts = Counter(_kind(found) for _, found in items)
    above = passage.place(0, 1)
    mark_above = above.source[: above.column - 1].strip(" \t>")
    known = {number for number, _ in items}
    for number, found in items:
        start, line = lines[number]
        is_below_item = number and found[0] == mark_above
        is_certain = counts[_kind(found)] > 1 or is_below_item or _is_above_item(page, passage, line, number)
        if is_certain and not _is_emphasis(passage, number, line):
            _report_space(passage, start, found[0])
        elif not is_certain and found[0][0].isdigit():
            known.discard(number)
    for number, (start, line) in enumerate(lines):
        if number in known:
            continue
        # A small letter may continue a word or a command: `Haupt- und`, `-neben`.
        may_go_on = line[1:2].islower() and not (
            number and _WHOLE.fullmatch(lines[number - 1][1]) and _WORDS.match(line)
        )
        is_item = line[:1] == mark_above and _BULLET.match(line) and not may_go_on
        if is_item and not _is_emphasis(passage, number, line):
            _report_space(passage, start, line[0], is_safe=False)
        elif (found := _NUMBER.match(line)) and _is_in_sequence(lines, number, mark_above):
            _report_space(passage, start, found[0], is_safe=False)


def _kind(mark: re.Match[str]) -> str:
    """Return the mark, or the same for all numbers."""
    return "1" if mark[0][0].isdigit() else mark[0]


def _is_above_item(page: Page, passage: Passage, line: str, number: int) -> bool:
    """Return whether a line is directly above a list with its mark; `*` and a colon may explain one."""
    here, below = (page.line(passage.first + number + down) for down in (0, 1))
    margin = here.removesuffix(line)
    is_beside = margin != here and not margin.strip(" \t>") and below.startswith(f"{margin}{line[0]} ")
    return is_beside and line[0] in "-+" and not line.endswith(":")


def _is_in_sequence(lines: Sequence[Line], number: int, mark_above: str) -> bool:
    """Return whether a number is one more than that of the item above it, or one less than that of the line below."""
    texts = [line for _, line in lines]
    texts[0] = f"{mark_above} {texts[0]}" if _ANY_NUMBER.fullmatch(f"{mark_above} ") else texts[0]
    own = _number_of(texts[number])
    above = _number_of(texts[number - 1]) if number and _WHOLE.fullmatch(texts[number - 1].rstrip()) else 0
    below = _number_of(texts[number + 1]) if number + 1 < len(texts) and starts_run(lines, number) else 0
    return own in (above + 1 if above else None, below - 1)


def _number_of(line: str) -> int:
    found = _ANY_NUMBER.match(line)
    return int(found[1]) if found else 0


def _is_emphasis(passage: Passage, number: int, line: str) -> bool:
    """Return whether a line starts with a `*` that opens emphasis."""
    if line[0] != "*" or line.count("*") == 1:
        return False
    at, starts_line = 0, True
    for child in passage.children:
        if at == number and starts_line and child.content:
            return not child.content.startswith("*")
        starts_line = child.type in ("softbreak", "hardbreak")
        at += starts_line
    return True


def _report_space(passage: Passage, start: int, mark: str, *, is_safe: bool = True) -> None:
    message = f"the space after `{mark}` is missing, so this is not a list item"
    rest = passage.shown_from(start + len(mark))
    hint = f"write `{mark} {rest}`"
    passage.warn(
        "list-without-space", start, start + len(mark), message, hint, _insert(" ", len(mark), is_safe=is_safe)
    )


def _insert(text: str, after: int = 0, *, is_safe: bool = True) -> Fixer:
    """Return a fixer that inserts a text, `after` characters from a place that starts its line."""

    def fix(place: Place) -> Fix | None:
        if place.source[: place.column - 1].strip():
            return None
        at = place.column + after
        return Fix(edits=(Edit(place.line, at, place.line, at, text),), is_safe=is_safe)

    return fix


def _boxes(passage: Passage, lines: Sequence[Line], *, has_several: Callable[[], bool]) -> None:
    """Warn about checkboxes outside of a list, and about those with too many spaces or too few."""
    for number, (start, line) in enumerate(lines):
        found = _BOX.match(line)
        if not found:
            continue
        place = passage.place(start, start + found.end())
        is_item = not number and bool(_ITEM.match(place.source[: place.column - 1]))
        sign = found[1] or found[2] or " "
        box = f"[{sign}]"
        is_right = found[0].rstrip() == box and found[0] != box
        # `[]` may be an empty list in code, `[x]` a symbol that is explained.
        may_be_text = found[0][1] != " " if sign == " " else not is_item
        if is_right if is_item else found[1] is None:
            continue
        if may_be_text and not has_several():
            continue
        where = f"as `{box}` with a space after it" if is_item else "in a list item"
        message = f"`{found[0].strip()}` is a checkbox only {where}"
        hint = f"write `- {box} {passage.shown_from(start + found.end())}`"
        passage.warn("pasted-bullet", start, start + found.end(), message, hint, _with_box(box, is_item=is_item))


def _with_box(box: str, *, is_item: bool) -> Fixer:
    def fix(place: Place) -> Fix | None:
        if place.source[: place.column - 1].strip() and not is_item:
            return None
        text = f"{'' if is_item else '- '}{box} "
        return Fix(edits=(Edit(place.line, place.column, place.line, place.column + place.length, text),))

    return fix


def _symbols(passage: Passage, lines: Sequence[Line]) -> None:
    """Warn about lines that start with an arrow, a tick or an emoji, and so run together."""
    items = find_items(lines, lambda line: None if line[:1] in BULLETS else _SYMBOL.match(line))
    if len(items) < 2 or any(lines[number][1].endswith(_HARD_BREAK) for number, _ in items):
        return
    for number, found in items:
        start = lines[number][0]
        message = f"`{found[0]}` does not start a list item, so these lines run together"
        hint = f"write `- {passage.shown_from(start)}`"
        passage.warn("pasted-bullet", start, start + found.end(), message, hint, _insert("- "))


def _letters(passage: Passage, lines: Sequence[Line]) -> None:
    """Warn about `a)` and `b)`, or `(1)` and `(2)`, at the start of lines."""
    marked = [(start, found) for start, line in lines if (found := _LETTERED.match(line))]
    ranks = [_rank(found) for _, found in marked]
    if len(ranks) < 2 or ranks != list(range(1, len(ranks) + 1)):
        return
    for rank, (start, found) in enumerate(marked, 1):
        message = f"`{found[0].strip()}` does not start a list item, so these lines run together"
        hint = f"write `{rank}. {passage.shown_from(start + found.end())}`"
        passage.warn("pasted-bullet", start, start + found.end(), message, hint)


def _rank(found: re.Match[str]) -> int:
    """Return the number that a mark shows, or 0."""
    bracketed, letter, roman, number, circled, key = found.groups()
    if circled:
        return ord(circled) - 0x245F
    if digits := number or key or (bracketed if bracketed and bracketed.isdigit() else None):
        return int(digits)
    if roman:
        return _ROMAN.index(roman) if roman in _ROMAN else 0
    return ord(bracketed or letter) - ord("a") + 1


def _numbers_in_text(passage: Passage, lines: Sequence[Line]) -> None:
    """Warn about numbered lines below text, of which only a `1.` can start a list."""
    for start, rest, mark in _runs(lines):
        message = f"`{mark}` cannot start a list directly below text, so these lines run together"
        hint = f"put an empty line above `{passage.shown_from(start)}`"
        passage.warn("list-in-text", start, start + rest, message, hint, empty_line_above)


def _runs(lines: Sequence[Line]) -> Iterator[tuple[int, int, str]]:
    """Yield the start of each run of at least two numbered lines, the length of its mark, and its mark."""
    numbered = [(start, _SPACED_NUMBER.match(line)) for start, line in lines]
    for is_run, group in groupby(enumerate(numbered), lambda one: one[1][1] is not None):
        run = list(group)
        values = [int(found[1]) for _, (_, found) in run if found]
        # In many languages a date has a full stop: `3. Oktober`.
        is_below_text = run[0][0] > 0 and starts_run(lines, run[0][0])
        # A `1.` starts a list unless it is indented too far, of which another rule warns.
        is_list = (
            is_run and len(run) > 1 and values[:1] != [1] and values == list(range(values[0], values[0] + len(values)))
        )
        if is_list and is_below_text:
            start, found = run[0][1]
            if found:
                yield start, found.end(), found[0].strip()
