"""Markup of other tools, which is shown as written."""

import re

from weeknotes_site.content.markdown.slips.foreign.chats import CHATS
from weeknotes_site.content.markdown.slips.foreign.comments import COMMENTS
from weeknotes_site.content.markdown.slips.foreign.copied import COPIED
from weeknotes_site.content.markdown.slips.foreign.documents import DOCUMENTS
from weeknotes_site.content.markdown.slips.foreign.generators import GENERATORS
from weeknotes_site.content.markdown.slips.foreign.govspeak import GOVSPEAK
from weeknotes_site.content.markdown.slips.foreign.kind import Kind
from weeknotes_site.content.markdown.slips.page import Page, Passage

_KINDS = (*COMMENTS, *GENERATORS, *CHATS, *DOCUMENTS, *COPIED, *GOVSPEAK)


def find_foreign_markup(page: Page) -> None:
    """Warn about markup that another tool would understand."""
    for kind in _KINDS:
        if kind.is_line:
            for passage in page.paragraphs_with(*kind.signs):
                for start, line in passage.lines():
                    if found := kind.pattern.match(line):
                        _warn(kind, passage, found, start)
        else:
            for passage in page.passages_with(*kind.signs):
                for found in kind.pattern.finditer(passage.written if kind.has_code else passage.text):
                    _warn(kind, passage, found, found.start())


def _warn(kind: Kind, passage: Passage, found: re.Match[str], start: int) -> None:
    end = start + len(found[0])
    message = f"this is {kind.tool}, which is shown as written"
    # Code was only masked so that nothing is found in it.
    written = kind.pattern.match(passage.written, start)
    as_written = written if written and written.end() == end else found
    hint = kind.hint if isinstance(kind.hint, str) else kind.hint(as_written)
    passage.warn("foreign-markup", start, end, message, hint, kind.fix(as_written))
