"""`[](https://…)`: a link without text."""

import re

from weeknotes_site.content.markdown.slips.page import Page

_WITHOUT_WORDS = re.compile(r"(?<![!\]])\[ ?\]\(([^()\s\x00]{1,500})(?:\s[^()\n\x00]{0,200})?\)")


def find_wordless_links(page: Page) -> None:
    """Warn about links without words."""
    for passage in page.passages_with("[](", "[ ]("):
        for found in _WITHOUT_WORDS.finditer(passage.text):
            message = "the link has no text, so readers cannot see or follow it"
            hint = f"write its text between the brackets: `[where it leads]({found[1]})`"
            passage.warn("link-without-words", found.start(), found.end(), message, hint)
