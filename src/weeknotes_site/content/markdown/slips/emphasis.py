"""`**` that does not make text bold: never closed, next to a space, or between punctuation and a letter."""

import re
from collections.abc import Container, Sequence

from weeknotes_site.content.markdown.slips.page import MASKED, Page, Passage, instead
from weeknotes_site.regex import regex

_MARK = regex(r"(?<!\*)(?!(?<=\s)\*\*\s)\*{2,3}(?!\*)")
_LITERAL = regex(r"\*\*(?!\*)")
_PAIR = regex(r"(?<![\w*])\*\*([^*\n\x00]{1,200})\*\*(?!\*)")
# Latin letters and digits before it may be those of a power, `2**(3)**4`.
_BESIDE_LETTER = regex(r"(?<![A-Za-z\d_*])\*\*([^\s*\x00](?:[^*\n\x00]{0,200}[^\s*\x00])?)\*\*(?!\*)")
_ESCAPED = regex(r"\\\*\\\*([^\s*\\][^*\\\n]{0,200})\\\*\\\*")
# Every pair, also where the first `**` is the second of another.
_ANY_PAIR = regex(r"(?=(\*\*[^*\n]{1,202}\*\*))")
_WORD = regex(r"[^\W\d_]{2}")
_OPENING = regex(r"(?<![\w*/])\*\*(?=[^\W_])")


def find_literal_asterisks(page: Page) -> None:
    """Warn about `**` that is shown as written."""
    for passage in page.passages_with("**"):
        if any(_LITERAL.search(text) for text in passage.shown_text) and "\\*" not in passage.written:
            _warn(passage)

    for passage in page.passages_with("\\*\\*"):
        for found in _ESCAPED.finditer(passage.written):
            if MASKED not in passage.text[found.start(1) : found.end(1)]:
                message = "backslashes keep this from being bold"
                passage.suggest("literal-asterisks", *found.span(), message, f"**{found[1]}**", is_safe=False)


def _warn(passage: Passage) -> None:
    marks = [mark.start() for mark in _MARK.finditer(passage.text)]
    # With an odd number, it is not certain which belong together.
    is_safe = len(marks) % 2 == 0
    shown = frozenset(pair for text in passage.shown_text for pair in _ANY_PAIR.findall(text))
    if _warn_beside_letter(passage, marks[::2], shown, is_safe=is_safe):
        return
    found = next((pair for pair in _PAIR.finditer(passage.text) if pair[0] in shown), None)
    if found and found[1] != found[1].strip() and not _is_power(passage, found):
        message = "`**` next to a space does not make bold text, so it is shown as written"
        right = f"**{found[1].strip()}**"
        space = " " if passage.text[found.end() :][:1].isalnum() else ""
        passage.warn(
            "literal-asterisks", *found.span(), message, f"write `{right}`", instead(f"{right}{space}", is_safe=is_safe)
        )
    elif found := _OPENING.search(passage.text):
        message = "`**` is never closed, so it is shown as written"
        passage.warn("literal-asterisks", *found.span(), message, "write `**` where the bold text ends, or delete it")


def _warn_beside_letter(passage: Passage, openings: Sequence[int], shown: Container[str], *, is_safe: bool) -> bool:
    """Warn about the first pair of `**` with one between a sign and a letter; `shown` are the pairs that are shown."""
    text = passage.text
    for found in filter(None, (_BESIDE_LETTER.match(text, start) for start in openings)):
        before, after = text[max(found.start() - 1, 0) : found.start()], text[found.end() : found.end() + 1]
        left = " " if before.isalnum() and not _is_word(found[1][0]) else ""
        right = " " if _is_word(after) and not _is_word(found[1][-1]) else ""
        if (left or right) and found[0] in shown:
            sign, verb, side = (found[1][-1], "end", "after") if right else (found[1][0], "start", "before")
            message = f"`**` between `{sign}` and a letter does not {verb} bold text, so it is shown as written"
            fix = instead(f"{left}{found[0]}{right}", is_safe=is_safe)
            hint = f"put a space {'before and after' if left and right else side} `{found[0]}`"
            passage.warn("literal-asterisks", *found.span(), message, hint, fix)
            return True
    return False


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _is_power(passage: Passage, found: re.Match[str]) -> bool:
    """Return whether both `**` may be operators, as in `2 ** 3 ** 2`."""
    around = passage.text[: found.start()].split()[-1:] + passage.text[found.end() :].split()[:1]
    has_spaces = found[1][0] == found[1][-1] == " "
    return has_spaces and len(around) == 2 and (not _WORD.search(found[1]) or any(map(str.isdigit, "".join(around))))
