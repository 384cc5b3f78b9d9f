"""`**` that does not make bold text: never closed, next to a space, or between a full stop and a letter."""

import re

from weeknotes_site.content.markdown.slips.page import MASKED, Page, Passage, instead

_LITERAL = re.compile(r"\*\*(?!\*)")
_PAIR = re.compile(r"(?<![\w*])\*\*([^*\n\x00]{1,200})\*\*(?!\*)")
_BEFORE_LETTER = re.compile(r"(?<![\w*])\*\*([^\s*][^*\n\x00]{0,200}[^\w\s*\x00])\*\*(?=\w)")
_ESCAPED = re.compile(r"\\\*\\\*([^\s*\\][^*\\\n]{0,200})\\\*\\\*")
_WORD = re.compile(r"[^\W\d_]{2}")
_OPENING = re.compile(r"(?<![\w*/])\*\*(?=[^\W_])")


def find_literal_asterisks(page: Page) -> None:
    """Warn about `**` that is shown as written."""
    for passage in page.passages_with("**"):
        if any(_LITERAL.search(text) for text in passage.shown_text) and "\\*" not in passage.written:
            _warn(passage)

    for passage in page.passages_with("\\*\\*"):
        for found in _ESCAPED.finditer(passage.written):
            if MASKED not in passage.text[found.start(1) : found.end(1)]:
                message = "backslashes keep this from being bold"
                fix = instead(f"**{found[1]}**", is_safe=False)
                passage.warn("literal-asterisks", *found.span(), message, f"write `**{found[1]}**`", fix)


def _warn(passage: Passage) -> None:
    if found := _first_shown(passage, _BEFORE_LETTER):
        message = f"`**` between `{found[1][-1]}` and a letter does not end bold text, so it is shown as written"
        hint = f"put a space after `{found[0]}`"
        passage.warn("literal-asterisks", *found.span(), message, hint, instead(f"{found[0]} "))
    elif (found := _first_shown(passage, _PAIR)) and found[1] != found[1].strip() and not _is_power(passage, found):
        message = "`**` next to a space does not make bold text, so it is shown as written"
        right = f"**{found[1].strip()}**"
        space = " " if passage.text[found.end() :][:1].isalnum() else ""
        passage.warn("literal-asterisks", *found.span(), message, f"write `{right}`", instead(f"{right}{space}"))
    elif found := _first_shown(passage, _OPENING):
        message = "`**` is never closed, so it is shown as written"
        passage.warn("literal-asterisks", *found.span(), message, "write `**` where the bold text ends, or delete it")


def _is_power(passage: Passage, found: re.Match[str]) -> bool:
    """Return whether both `**` may be operators, as in `2 ** 3 ** 2`."""
    around = passage.text[: found.start()].split()[-1:] + passage.text[found.end() :].split()[:1]
    has_spaces = found[1][0] == found[1][-1] == " "
    return has_spaces and len(around) == 2 and (not _WORD.search(found[1]) or any(map(str.isdigit, "".join(around))))


def _first_shown(passage: Passage, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """Return the first match whose text is shown as written."""
    for found in pattern.finditer(passage.text):
        if any(found[0].partition("\n")[0] in text for text in passage.shown_text):
            return found
    return None
