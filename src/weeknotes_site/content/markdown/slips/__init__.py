"""Markup that does not mean what its writer meant: one rule a module.

A rule that is not sure says nothing. Each looks only at notes that hold one of its signs, and takes linear time.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markdown_it.token import Token

from weeknotes_site.content.markdown.findings import Findings
from weeknotes_site.content.markdown.slips.emoji import find_shortcodes
from weeknotes_site.content.markdown.slips.foreign import find_foreign_markup
from weeknotes_site.content.markdown.slips.headings import find_misplaced_headings
from weeknotes_site.content.markdown.slips.links import find_wordless_links
from weeknotes_site.content.markdown.slips.lists import find_lists_beside
from weeknotes_site.content.markdown.slips.page import Page
from weeknotes_site.content.markdown.slips.pasted_characters import find_invisible, find_wrong_encoding
from weeknotes_site.content.markdown.slips.pasted_marks import find_pasted_marks
from weeknotes_site.content.markdown.slips.pasted_tables import find_tabbed_tables
from weeknotes_site.content.markdown.slips.references import find_undefined_references
from weeknotes_site.content.markdown.slips.tables import find_glued_text
from weeknotes_site.content.markdown.slips.targets import find_spaced_targets

_RULES: tuple[Callable[[Page], None], ...] = (
    find_undefined_references,
    find_spaced_targets,
    find_wordless_links,
    find_foreign_markup,
    find_shortcodes,
    find_pasted_marks,
    find_tabbed_tables,
    find_invisible,
    find_wrong_encoding,
    find_lists_beside,
    find_glued_text,
    find_misplaced_headings,
)


def find_slips(tokens: Sequence[Token], body: str, references: Mapping[str, Any], findings: Findings) -> None:
    """Add a warning to the findings for everything in a body that was most likely meant otherwise."""
    page = Page(tokens=tokens, body=body, references=references, findings=findings)
    for rule in _RULES:
        rule(page)
