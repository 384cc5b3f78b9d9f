"""Notes whose text is still to be written."""

from weeknotes_site.content.markdown.slips.page import Page
from weeknotes_site.content.text.placeholders import PLACEHOLDER
from weeknotes_site.regex import regex

_MOST_PASSAGES = 60
_PLACEHOLDER = regex(rf"[\s*_()\[\]]{{0,9}}(?:{PLACEHOLDER}|\.{{2,9}}|…|[Xx]{{3,9}})[\s*_()\[\].:…!]{{0,9}}")


def find_placeholder_text(page: Page) -> None:
    """Warn about a note that has nothing but placeholders below its headings."""
    if len(page.passages) > _MOST_PASSAGES:
        return
    texts = [passage for passage in page.passages if passage.kind != "heading"]
    if texts and all(_PLACEHOLDER.fullmatch(passage.written) for passage in texts):
        first = texts[0]
        message = f"the whole text is only `{first.written.strip()}`, which reads like a placeholder"
        hint = "write it, or add `draft: true` until then"
        first.warn("placeholder", 0, len(first.written), message, hint)
