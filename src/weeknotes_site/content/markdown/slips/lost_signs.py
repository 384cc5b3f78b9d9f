"""Characters of sums, names and paths that Markdown reads as markup, so that they are not shown."""

import re

from weeknotes_site.content.markdown.slips.page import MASKED, Page, Passage, instead
from weeknotes_site.regex import regex

_PRODUCT = regex(r"(?<![\w*.,])\d[\d.,]{0,9}(?:\*\d[\d.,]{0,9}){2,5}(?![\w*])")
_TIMES = tuple(f"{digit}*" for digit in range(10))
_DUNDER = regex(r"(?<!\w)__[a-z][a-z\d]{1,20}__(?:\.py\b|\(\))")
_SHARE = regex(rf"(?<![^\s(\"“])(?<!\]\(){MASKED}{MASKED}[\w-][\w.$-]{{0,60}}[\\{MASKED}][^\s<>|\"”?*:;)]{{1,300}}")
_MORE = regex(r"[^\n]{0,300}\\")


def find_lost_signs(page: Page) -> None:
    """Warn about asterisks and underscores that are read as emphasis by mistake, and paths that lose a backslash."""
    for passage in page.passages_with(*_TIMES):
        _emphasised(passage, _PRODUCT, "*", "italic text")
    for passage in page.passages_with("__"):
        _emphasised(passage, _DUNDER, "__", "bold text")
    for passage in page.passages_with("\\\\"):
        for found in _SHARE.finditer(passage.text):
            _path(passage, found)


def _emphasised(passage: Passage, pattern: re.Pattern[str], mark: str, what: str) -> None:
    for found in pattern.finditer(passage.text):
        if not any(found[0] in text for text in passage.shown_text):
            message = f"`{mark}` makes {what} of a part of `{found[0]}`, and is not shown"
            fix = instead(f"`{found[0]}`", is_safe=False)
            escaped = found[0].replace(mark, "".join(f"\\{sign}" for sign in mark))
            hint = f"put it between backticks, or write `{escaped}`"
            passage.warn("lost-signs", *found.span(), message, hint, fix)


def _path(passage: Passage, found: re.Match[str]) -> None:
    written = passage.written[slice(*found.span())].rstrip(".,!")
    if not written.startswith("\\\\") or "`" in written:
        return
    message = "`\\\\` is shown as one backslash, so readers see another path"
    # A folder's name may have a space.
    fix = None if _MORE.match(passage.text, found.end()) else instead(f"`{written}`", is_safe=False)
    passage.warn("lost-signs", found.start(), found.start() + len(written), message, "put it between backticks", fix)
