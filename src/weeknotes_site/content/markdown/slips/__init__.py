"""Markup that probably does not mean what its writer intended, with one module per rule.

Rules that are not certain stay silent. Each examines only notes that contain one of its signs, and takes linear time.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markdown_it.token import Token
from msgspec.structs import replace

from weeknotes_site.content.markdown.findings import Findings
from weeknotes_site.content.markdown.slips.alerts import find_failed_alerts
from weeknotes_site.content.markdown.slips.characters import find_invisible, find_wrong_encoding
from weeknotes_site.content.markdown.slips.code import find_code_slips
from weeknotes_site.content.markdown.slips.comment_marks import find_comment_marks
from weeknotes_site.content.markdown.slips.edges import find_pasted_edges
from weeknotes_site.content.markdown.slips.emoji import find_shortcodes
from weeknotes_site.content.markdown.slips.emphasis import find_literal_asterisks
from weeknotes_site.content.markdown.slips.foreign import find_foreign_markup
from weeknotes_site.content.markdown.slips.headings import (
    find_blocks_between_rules,
    find_empty_headings,
    find_misplaced_headings,
    find_title_above_rule,
)
from weeknotes_site.content.markdown.slips.html_text import find_broken_comments, find_html_slips
from weeknotes_site.content.markdown.slips.links.brackets import find_broken_brackets, find_wordless_links
from weeknotes_site.content.markdown.slips.links.footnotes import find_failed_footnotes, find_unused_footnotes
from weeknotes_site.content.markdown.slips.links.references import (
    find_failed_abbreviations,
    find_undefined_references,
    find_unused_definitions,
)
from weeknotes_site.content.markdown.slips.links.targets import find_spaced_targets
from weeknotes_site.content.markdown.slips.lists.marks import find_list_marks
from weeknotes_site.content.markdown.slips.lists.nesting import (
    find_deep_lists,
    find_flat_lists,
    find_lists_beside,
    find_text_below_lists,
)
from weeknotes_site.content.markdown.slips.lists.pasted_marks import find_pasted_marks
from weeknotes_site.content.markdown.slips.lists.unmarked import find_unmarked_lists
from weeknotes_site.content.markdown.slips.lists.wiki_items import find_wiki_items
from weeknotes_site.content.markdown.slips.lost_signs import find_lost_signs
from weeknotes_site.content.markdown.slips.page import Page
from weeknotes_site.content.markdown.slips.placeholders import find_placeholder_text
from weeknotes_site.content.markdown.slips.tabbed_tables import find_tabbed_tables
from weeknotes_site.content.markdown.slips.tables import find_broken_tables, find_odd_rows
from weeknotes_site.content.markdown.slips.tildes import find_tildes

_RULES: tuple[Callable[[Page], None], ...] = (
    find_undefined_references,
    find_spaced_targets,
    find_wordless_links,
    find_foreign_markup,
    find_wiki_items,
    find_comment_marks,
    find_shortcodes,
    find_pasted_marks,
    find_pasted_edges,
    find_tabbed_tables,
    find_invisible,
    find_wrong_encoding,
    find_lists_beside,
    find_flat_lists,
    find_deep_lists,
    find_list_marks,
    find_unmarked_lists,
    find_text_below_lists,
    find_odd_rows,
    find_misplaced_headings,
    find_blocks_between_rules,
    find_empty_headings,
    find_title_above_rule,
    find_failed_alerts,
    find_broken_brackets,
    find_unused_definitions,
    find_unused_footnotes,
    find_failed_abbreviations,
    find_failed_footnotes,
    find_broken_tables,
    find_code_slips,
    find_literal_asterisks,
    find_lost_signs,
    find_html_slips,
    find_tildes,
    find_broken_comments,
    find_placeholder_text,
)

_TITLE_RULES = (find_foreign_markup, find_shortcodes, find_invisible, find_wrong_encoding, find_literal_asterisks)


def find_slips(
    tokens: Sequence[Token], body: str, env: Mapping[str, Any], findings: Findings, title: Sequence[Token]
) -> None:
    """Add a warning to the findings for all markup in a body that was probably meant otherwise.

    `title` are the tokens of a heading that was taken as the note's title.
    """
    page = Page(
        tokens=tokens,
        body=body,
        references=env.get("references", {}),
        repeated=[
            *(definition["map"][0] for definition in env.get("duplicate_refs", ())),
            *env.get("repeated_abbreviations", ()),
        ],
        findings=findings,
    )
    for rule in _RULES:
        rule(page)
    if title:
        heading = replace(page, tokens=title)
        for rule in _TITLE_RULES:
            rule(heading)
