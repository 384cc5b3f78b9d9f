"""Lists and headings with marks of a word processor or a chat, which Markdown does not know."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from msgspec.structs import replace

from weeknotes_site.content.markdown.slips.lists.items import BULLETS, DASHES, LETTERS, SYMBOLS, find_items, list_mark
from weeknotes_site.content.markdown.slips.page import Fixer, Line, Page, Passage, instead
from weeknotes_site.diagnostics import Fix, Place
from weeknotes_site.regex import regex

_MARK_AND_SPACE = regex(
    r"(?![-+]\s*\d)([-*+]|#{1,6}|\d{1,9}[.)])([\u00a0\u2002\u2003\u2007\u2009\u202f\u3000])[^\S\n]*(?=\S)"
)
_BULLET = regex(rf"(?:[{BULLETS}{SYMBOLS}][^\S\n]*|·[^\S\n]+|(?!§\s*\d)[o§](?:[^\S\n]*\t[^\S\n]*|[^\S\n]{{3,}}))(?=\S)")
# Each of these can also be a word, a sign or punctuation, so one line with it says nothing.
_IN_PAIRS = regex(rf"(?:[{DASHES}][^\S\n]+|[·・](?=\w)|(?!§\s*\d)[{LETTERS}][^\S\n]*\t[^\S\n]*)(?=\S)")
_ESCAPED = regex(r"\\([-*+]) (?=\S)")
_ESCAPED_LINE = regex(r"\n[ \t>]*\\[-*+] \S")
_NUMBER = regex(r"(\d{1,3})[.)][^\S\n]*\t[^\S\n]*(?=\S)")
_LETTER_O = regex(r"o +(?=\S)")
_WORD_O = regex(r"[^\W\d_],? o [^\W\d_]")
_ITEM = regex(r"[ \t>]*[-*+] +$")
_INNER_DASH = regex(r"\S [–—] ?\S|[?!]")
_ENDS_SENTENCE = (".", "?", "!", "…", "»", "”", '"')
_ODD_SPACES = ("\u00a0", "\u2002", "\u2003", "\u2007", "\u2009", "\u202f", "\u3000")
# Of the characters of symbol fonts those that the programs have in their menus.
_SIGNS = (
    *BULLETS,
    *DASHES,
    *"·・\t\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf071\uf0a8\uf06e\uf06c\uf0e0\uf0f0\uf06f\uf075\uf077\uf0be\uf02d",
    "\no ",
)


def find_pasted_marks(page: Page) -> None:
    """Warn about bullets that Markdown does not know, and about marks without a plain space after them."""
    spaced = [
        (passage, start, found)
        for passage in page.paragraphs_with(*_ODD_SPACES)
        for start, found in _odd_spaces(passage)
    ]
    # A single number can be a date: `3. Oktober`.
    has_numbers = sum(found[1][0].isdigit() for *_, found in spaced) > 1
    for passage, start, found in spaced:
        if has_numbers or not found[1][0].isdigit():
            _warn_space(passage, start, found)
    _escaped(page)
    # In several languages `o` is a word, which then also stands within lines.
    may_be_o = cache(lambda: not _WORD_O.search(page.body))
    for passage in page.paragraphs_with(*_SIGNS):
        _bullets(passage, may_be_o=may_be_o)


def _escaped(page: Page) -> None:
    """Warn about list marks after a backslash, as exports of plain text have them, if there are several."""
    if "\\" not in page.body or len(_ESCAPED_LINE.findall(f"\n{page.body}")) < 2:
        return
    for passage in page.paragraphs_with("\\- ", "\\* ", "\\+ "):
        for start, _ in passage.lines():
            if found := _ESCAPED.match(passage.written, start):
                message = f"the backslash keeps `{found[1]}` from starting a list item"
                hint = f"write `{found[1]} {passage.shown_from(found.end())}`"
                passage.warn("pasted-bullet", start, start + 1, message, hint, instead(""))


def _odd_spaces(passage: Passage) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield the marks with an odd space after them: of numbers only those where a list can start."""
    lines = tuple(passage.lines())
    items = {number for number, _ in find_items(lines, _MARK_AND_SPACE.match)}
    for number, (start, line) in enumerate(lines):
        if (found := _MARK_AND_SPACE.match(line)) and (number in items or not found[1][0].isdigit()):
            yield start, found


def _warn_space(passage: Passage, start: int, found: re.Match[str]) -> None:
    what = "heading" if found[1][0] == "#" else "list item"
    message = f"a no-break space follows `{found[1]}`, so this is not a {what}"
    hint = f"write `{found[1]} {passage.shown_from(start + found.end())}` with a plain space"
    passage.warn("no-break-space", start + found.start(2), start + found.end(), message, hint)


def _bullets(passage: Passage, *, may_be_o: Callable[[], bool]) -> None:
    lines = tuple(passage.lines())
    pairs = _in_pairs(lines)
    uses_o = _uses_o_as_bullet([line for _, line in lines]) and may_be_o()
    for at, (start, line) in enumerate(lines):
        found = _BULLET.match(line) or pairs.get(at)
        is_letter = not found and uses_o
        found = _LETTER_O.match(line) if is_letter else found
        if number := _NUMBER.match(line):
            message = f"`{number[0].strip()}` and a tab do not start a list item here"
            hint = f"write `{number[1]}. {passage.shown_from(start + number.end())}`, with an empty line above the list"
            passage.warn("pasted-bullet", start, start + number.end(), message, hint, _marked(passage))
        elif found and any(map(str.isalnum, passage.written[start + found.end() :].partition("\n")[0])):
            _warn(passage, start, found, is_safe=not is_letter)


def _in_pairs(lines: Sequence[Line]) -> Mapping[int, re.Match[str]]:
    """Return the lines with marks that count only if several lines have them, by the number of the line."""
    items = find_items(lines, lambda line: _BULLET.match(line) or _IN_PAIRS.match(line))
    dashed = [line.rstrip() for _, line in lines if line[:1] in DASHES]
    # Many languages begin direct speech with a dash.
    is_talk = all(line.endswith(_ENDS_SENTENCE) for line in dashed) and any(map(_INNER_DASH.search, dashed))
    counts = Counter(_kind(found) for _, found in items)
    return {
        number: found for number, found in items if counts[_kind(found)] > 1 and not (is_talk and found[0][0] in DASHES)
    }


def _kind(found: re.Match[str]) -> str:
    """Return the mark, or the same for all dashes."""
    return DASHES if found[0][0] in DASHES else found[0][0]


def _uses_o_as_bullet(lines: Sequence[str]) -> bool:
    """Return whether all lines below the first are items with an `o`."""
    if len(lines) < 3 or not all(map(_LETTER_O.match, lines[1:])):
        return False
    return lines[0].endswith(":") or bool(_LETTER_O.match(lines[0]))


def _warn(passage: Passage, start: int, found: re.Match[str], *, is_safe: bool) -> None:
    place = passage.place(start, start + found.end())
    rest = passage.shown_from(start + found.end())
    message = f"`{found[0].strip()}` is not a list marker"
    hint, fix = f"write `- {rest}`", _marked(passage, is_safe=is_safe)
    if _ITEM.match(place.source[: place.column - 1]):
        message, hint = f"`{found[0].strip()}` is a second bullet", f"delete it: `- {rest}`"
        fix = instead("")
    passage.warn("pasted-bullet", start, start + found.end(), message, hint, fix)


def _marked(passage: Passage, *, is_safe: bool = True) -> Fixer:
    def fix(place: Place) -> Fix | None:
        mended = list_mark(passage.findings.source, place)
        return replace(mended, is_safe=is_safe) if mended else None

    return fix
