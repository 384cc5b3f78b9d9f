"""Lines without marks that run together: short ones below a bold one, and lines that all begin with a label or time."""

import re
from collections.abc import Sequence

from weeknotes_site.content.markdown.slips.edges import MAIL_HEADER
from weeknotes_site.content.markdown.slips.page import Page, Passage
from weeknotes_site.regex import regex

_BOLD_LINE = regex(r"(\*\*|__)(?=\S)[^*_\n]{1,60}\1:?\s*")
_MIN_LINES = 2
_SHORT = regex(r"[^\W_a-z][^\n]{0,39}[^\s.,;:!?…\\-]")
"""A short line that is not wrapped text, nor one of several sentences written on a line each."""

_BOLD_LABEL = regex(r"(\*\*|__)(?=\S)[^*_:\n]{1,40}(?::\1|\1:)(?=\s+\S)")
_PLAIN_LABEL = regex(r"[^\W\d_a-z][^\W_]{0,20}\.?(?:[ /&-]{1,3}[^\W_]{1,20}){0,2}[ \xa0\u202f]?:(?=\s+\S)")
"""In text that was wrapped, lines rarely begin with a word and a colon, and never all of them."""
_QUESTION = regex(r"[^\W\d_a-z]:")
"""`Q:` above `A:`."""
_TIME = regex(r"\d{1,2}:\d{2}(?: ?[ap]\.?m\.?)?(?: ?[-–] ?\d{1,2}:\d{2}(?: ?[ap]\.?m\.?)?)?:?(?=\s+[^\W\d_])")
_MIN_ALL = 3
_HARD_BREAKS = ("  ", "\\")
_SENTENCE_ENDS = (".", "!", "?", "…")


def find_unmarked_lists(page: Page) -> None:
    """Warn about short lines below one that is bold as a whole, and about lines that all begin with a label or time."""
    for passage in page.paragraphs_with("**", "__"):
        if "\n" in passage.written and _is_list(passage):
            start, first = next(passage.lines())
            message = "this line and those below it run together"
            hint = f"put an empty line below `{first.strip()}`, and `- ` at the start of each line of the list"
            passage.warn("list-in-text", start, start + len(first.rstrip()), message, hint)
    for passage in page.paragraphs_with(":"):
        lines = tuple(passage.lines())
        end = _end_of_label([line for _, line in lines]) if len(lines) > 1 else 0
        start = lines[0][0]
        place = passage.place(start, start + end)
        if end and ">" not in place.source[: place.column - 1]:  # a quote has the lines of others
            hint = "put `- ` at the start of each line, or an empty line between them"
            passage.warn("list-in-text", start, start + end, "these lines run together", hint)


def _end_of_label(lines: Sequence[str]) -> int:
    """Return the length of the label or time before the first of lines that each have one; 0 if they do not."""
    if any(line.endswith(_HARD_BREAKS) for line in lines) or all(map(MAIL_HEADER.fullmatch, lines[:2])):
        return 0
    if bold := _BOLD_LABEL.match(lines[0]):
        return bold.end() if any(map(_BOLD_LABEL.match, lines[1:])) else 0
    asked = _end_of_all(_QUESTION, lines)
    if asked or len(lines) < _MIN_ALL:
        return asked
    are_sentences = any(line.endswith(_SENTENCE_ENDS) for line in lines[:-1])  # some write one on each line
    return _end_of_all(_TIME, lines) or (0 if are_sentences else _end_of_all(_PLAIN_LABEL, lines))


def _end_of_all(pattern: re.Pattern[str], lines: Sequence[str]) -> int:
    """Return where a pattern ends in the first line, if it matches all; else 0."""
    first = pattern.match(lines[0])
    return first.end() if first and all(map(pattern.match, lines)) else 0


def _is_list(passage: Passage) -> bool:
    (_, first), *lines = passage.lines()
    return (
        len(lines) >= _MIN_LINES
        and bool(_BOLD_LINE.fullmatch(first))
        and not first.endswith("  ")
        and all(_SHORT.fullmatch(line) for _, line in lines)
    )
