"""Comments of Google Docs and Word that were copied with their text: `the plan[a]`, and `[a]Is it?` at the end."""

import re

from markdown_it.common.utils import normalizeReference

from weeknotes_site.content.markdown.slips.foreign.kind import deleted
from weeknotes_site.content.markdown.slips.page import MASKED, Page, Passage
from weeknotes_site.regex import regex

# Google Docs counts in letters, Word writes initials and a number; exports escape the brackets.
_LABEL = r"\\?\[((?!x\])[a-z]{1,2}|[A-Z]{1,4}\d{1,3})\\?\]"
_COMMENT = regex(rf"^[ \t]{{0,3}}{_LABEL}(?=[^\W\d_])[^\n]{{1,2000}}", re.MULTILINE)
_MARK = regex(rf"(?<=[^\s\\]){_LABEL}(?![(\[:])|(?<=[^\s\\] ){_LABEL}(?![(\[:])")


def find_comment_marks(page: Page) -> None:
    """Warn about marks of comments whose text is in the note as well, and about that text."""
    if not page.holds("[") or not _COMMENT.search(page.body):
        return
    passages = page.passages_with("[")
    comments = {found[1]: (passage, found) for passage in passages for found in _comments(page, passage)}
    marked = set()
    for passage in passages if comments else ():
        for found in _MARK.finditer(passage.written):
            label = found[1] or found[2]
            if label in comments and not _is_code(passage, found):
                marked.add(label)
                message = f"this is the mark of a comment from {_tool(label)}, which is shown as written"
                fix = deleted(found) if _is_whole(*comments[label]) else None
                passage.warn("foreign-markup", *found.span(), message, "delete it", fix)
    for label in sorted(marked):
        passage, found = comments[label]
        message = f"this is a comment from {_tool(label)}, which is shown as written"
        fix = deleted(found) if _is_whole(passage, found) else None
        passage.warn("foreign-markup", *found.span(), message, "delete it", fix)


def _comments(page: Page, passage: Passage) -> list[re.Match[str]]:
    if passage.kind != "paragraph":
        return []
    return [
        found
        for found in _COMMENT.finditer(passage.written)
        if normalizeReference(found[1]) not in page.references and not _is_code(passage, found)
    ]


def _is_whole(passage: Passage, found: re.Match[str]) -> bool:
    """Return whether a comment ends with its line: the paragraph does, or another comment is below."""
    rest = passage.written[found.end() :]
    return not rest or _COMMENT.match(rest, 1) is not None


def _is_code(passage: Passage, found: re.Match[str]) -> bool:
    at = found.start(1) if found[1] else found.start(2)
    return passage.text[at] == MASKED


def _tool(label: str) -> str:
    return "Google Docs" if label.islower() else "Word"
