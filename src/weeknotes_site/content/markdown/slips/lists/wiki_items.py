"""`** Lifts` directly below `* Boilers`: items of the second level and below, as wikis have them."""

from weeknotes_site.content.markdown.slips.foreign.kind import at_margin
from weeknotes_site.content.markdown.slips.page import Fixer, Page, Passage, shown
from weeknotes_site.diagnostics import Edit, Fix
from weeknotes_site.regex import regex

_ITEM = regex(r"(\*{2,5}|\+{2,5}|-{2,5}) [^\s*+-][^*+\n]{0,300}$")
_SIGN = regex(r"\n[ \t>]*(?:\*\*|\+\+|--)[*+-]{0,3} ")
_MARK = regex(r"[*+-](?= )")
_FOOTNOTE_MARK = regex(r"\w\*\*(?![\w*])")


def find_wiki_items(page: Page) -> None:
    """Warn about list items whose level is the number of their marks."""
    if not _SIGN.search(f"\n{page.body}"):
        return
    # `lifts**` refers to a footnote that starts with `**`.
    if any(_FOOTNOTE_MARK.search(text) for passage in page.passages_with("**") for text in passage.shown_text):
        return
    for passage in page.paragraphs_with("** ", "++ ", "-- "):
        _in_paragraph(passage)


def _in_paragraph(passage: Passage) -> None:
    items = [(start, found) for start, line in passage.lines() if (found := _ITEM.match(line))]
    if not items:
        return
    place = passage.place(0, 1)
    above = _MARK.match(place.source[: place.column - 1].lstrip(" \t>"))
    for start, found in items:
        mark = found[1]
        # A single one could be a footnote, and `--` after a quotation the name of its source.
        if (above and above[0] == mark[0]) or (len(items) > 1 and mark[0] != "-"):
            rest = shown(passage.written[start + len(mark) :].partition("\n")[0])
            hint = f"write `{'  ' * (len(mark) - 1)}- {rest}`"
            message = "this is a nested list item of a wiki, which is shown as written"
            passage.warn("foreign-markup", start, start + len(found[0]), message, hint, _nested(mark))


def _nested(mark: str) -> Fixer:
    """Return a fixer that indents an item for its level, below an item at the margin."""
    text = f"{'  ' * (len(mark) - 1)}{mark[0]}"
    return at_margin(lambda place: Fix(edits=(Edit(place.line, 1, place.line, len(mark) + 1, text),)))
