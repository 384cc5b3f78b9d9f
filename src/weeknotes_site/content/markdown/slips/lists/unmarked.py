"""Short lines below a bold one that were meant as its list, but run together."""

from weeknotes_site.content.markdown.slips.page import Page, Passage
from weeknotes_site.regex import regex

_BOLD_LINE = regex(r"(\*\*|__)(?=\S)[^*_\n]{1,60}\1:?\s*")
_MIN_LINES = 2
_SHORT = regex(r"[^\W_a-z][^\n]{0,39}[^\s.,;:!?…\\-]")
"""A short line that is not wrapped text, nor one of several sentences written on a line each."""


def find_unmarked_lists(page: Page) -> None:
    """Warn about short lines directly below a line that is bold as a whole."""
    for passage in page.paragraphs_with("**", "__"):
        if "\n" in passage.written and _is_list(passage):
            start, first = next(passage.lines())
            message = "this line and those below it run together"
            hint = f"put an empty line below `{first.strip()}`, and `- ` at the start of each line of the list"
            passage.warn("list-in-text", start, start + len(first.rstrip()), message, hint)


def _is_list(passage: Passage) -> bool:
    (_, first), *lines = passage.lines()
    return (
        len(lines) >= _MIN_LINES
        and bool(_BOLD_LINE.fullmatch(first))
        and not first.endswith("  ")
        and all(_SHORT.fullmatch(line) for _, line in lines)
    )
