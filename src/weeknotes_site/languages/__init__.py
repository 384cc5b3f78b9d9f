"""The languages of pages and feeds: words, dates, numbers, lists and the order of letters.

Each language has three files next to the code: `cy.po` with its words (compiled to `cy.mo`), `labels/cy.json` with
headings and labels that have a meaning, and `cy.json` with the rest. Nothing here depends on notes or pages.
"""

from weeknotes_site.languages.direction import direction_of
from weeknotes_site.languages.glossary import English, in_english, month_names, weekday_names
from weeknotes_site.languages.headings import known_labels
from weeknotes_site.languages.language import (
    DEFAULT,
    Language,
    find_language,
    is_shipped,
    name_of,
    shipped_tags,
    translation_warning,
)

__all__ = [
    "DEFAULT",
    "English",
    "Language",
    "direction_of",
    "find_language",
    "in_english",
    "is_shipped",
    "known_labels",
    "month_names",
    "name_of",
    "shipped_tags",
    "translation_warning",
    "weekday_names",
]
