"""Lists and headings with marks of a word processor or a chat, which Markdown does not know."""

import re

from weeknotes_site.content.markdown.slips.page import Page, Passage

_MARK_AND_SPACE = re.compile(r"([-*+]|#{1,6}|\d{1,9}[.)])([\u00a0\u2002\u2003\u2007\u2009\u202f\u3000])[^\S\n]*(?=\S)")
# The last two are what Word's symbol font has for a bullet and a square.
_BULLET = re.compile(r"(?:[•●○◦▪▫■□‣⁃∙➢\uf0b7\uf0a7][^\S\n]*|·[^\S\n]+|[o§][^\S\n]*\t[^\S\n]*)(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})[.)][^\S\n]*\t[^\S\n]*(?=\S)")
_DASH = re.compile(r"[–—][^\S\n]+(?=\S)")
_ITEM = re.compile(r"[ \t>]*[-*+] +$")
_BULLETS = "•●○◦▪▫■□‣⁃∙➢\uf0b7\uf0a7·\t"


def find_pasted_marks(page: Page) -> None:
    """Warn about bullets that Markdown does not know, and about marks without a plain space after them."""
    for passage in page.passages_with("\u00a0", "\u2002", "\u2003", "\u2007", "\u2009", "\u202f", "\u3000"):
        if passage.kind == "paragraph":
            _odd_spaces(passage)
    for passage in page.passages_with(*_BULLETS, "–", "—"):
        if passage.kind == "paragraph":
            _bullets(passage)


def _odd_spaces(passage: Passage) -> None:
    for start, line in passage.lines():
        if found := _MARK_AND_SPACE.match(line):
            what = "heading" if found[1][0] == "#" else "list item"
            message = f"a no-break space follows `{found[1]}`, so this is not a {what}"
            hint = f"write `{found[1]} {passage.shown_from(start + found.end())}` with a plain space"
            passage.warn("no-break-space", start + found.start(2), start + found.end(), message, hint)


def _bullets(passage: Passage) -> None:
    lines = tuple(passage.lines())
    has_dashes = sum(bool(_DASH.match(line)) for _, line in lines) > 1
    for start, line in lines:
        found = _BULLET.match(line) or (_DASH.match(line) if has_dashes else None)
        number = _NUMBER.match(line)
        if number:
            message = f"`{number[0].strip()}` and a tab do not start a list item here"
            hint = f"write `{number[1]}. {passage.shown_from(start + number.end())}`, with an empty line above the list"
            passage.warn("pasted-bullet", start, start + number.end(), message, hint)
        elif found:
            place = passage.place(start, start + found.end())
            rest = passage.shown_from(start + found.end())
            message = f"`{found[0].strip()}` is not a list marker"
            hint = f"write `- {rest}`"
            if _ITEM.match(place.source[: place.column - 1]):
                message, hint = f"`{found[0].strip()}` is a second bullet", f"delete it: `- {rest}`"
            passage.warn("pasted-bullet", start, start + found.end(), message, hint)
