"""Markdown that is not rendered because of an HTML tag directly above it, and unclosed tags and comments."""

import re

from weeknotes_site.content.markdown.slips.page import Page, empty_line_above, shown

_OPENS_BLOCK = re.compile(
    r"[ \t]*<(?:details|div|section|aside|center|summary|blockquote|p|td|article)\b", re.IGNORECASE
)
_STARTS_WITH_TAG = re.compile(r"[ \t]*</?[A-Za-z!]")
_MARKDOWN = re.compile(
    r"[ \t]*(?:[-*+] |\d{1,3}[.)] |#{1,6} )|[^*\n]{0,300}\*\*[^\s*][^*\n]{0,200}\*\*"
    r"|[^\[\n]{0,300}\[[^\[\]\n]{1,200}\]\(\S"
)
_FOLD = re.compile(r"<(/?)details\b", re.IGNORECASE)


def find_html_slips(page: Page) -> None:
    """Warn about Markdown within HTML, and about unclosed `<details>` and comments."""
    if "<" not in page.body:
        return
    folds: list[int] = []
    for token in page.tokens:
        if token.type == "html_block" and token.map:
            _in_block(page, token.content, token.map[0])
            for found in _FOLD.finditer(token.content):
                line = token.map[0] + token.content.count("\n", 0, found.start())
                folds = folds[:-1] if found[1] else [*folds, line]
    for line in folds:
        start = max(page.line(line).lower().find("<details"), 0)
        message = "`<details>` is never closed, so all text below it is folded away"
        page.warn_line("raw-html", line, start, start + len("<details"), message, "write `</details>` where it ends")
    for passage in page.passages_with("<!--"):
        at = passage.text.find("<!--")
        if at >= 0 and any("<!--" in text for text in passage.shown_text):
            message = "this comment is not closed, so its text is shown"
            passage.warn("raw-html", at, at + 4, message, "write `-->` at its end")


def _in_block(page: Page, content: str, first: int) -> None:
    lines = content.split("\n")
    if not _OPENS_BLOCK.match(lines[0]):
        return
    for number, line in enumerate(lines[1:], 1):
        if _MARKDOWN.match(line) and not _STARTS_WITH_TAG.match(line):
            text = page.line(first + number)
            start = len(text) - len(text.lstrip())
            message = "Markdown right below an HTML tag is shown as written"
            # The text between the tag and this line belongs to it.
            above = next((at for at in range(number, 0, -1) if _STARTS_WITH_TAG.match(lines[at - 1])), 1)
            top = page.line(first + above)
            hint = f"put an empty line above `{shown(top)}`"
            fix = empty_line_above if above == number else None
            page.warn_line("markdown-in-html", first + number, start, len(text.rstrip()), message, hint, fix)
            return
