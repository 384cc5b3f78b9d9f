"""Our own words in a note's HTML: names of tables and code for screen readers, and titles of alerts.

They are in English in the note cache, and translated when a page shows them.
"""

import re

from weeknotes_site.languages import Language
from weeknotes_site.regex import regex

_LABEL = regex(
    r'(?<= aria-label=")(Table|Code|Footnotes|Footnote|Back to footnote reference|done|to do)'
    r'(?: (\d+))?(?:, place (\d+))?(?=")'
)
_ALERT = regex(r'(?<=<p class="markdown-alert-title">)(Note|Tip|Important|Warning|Caution)(?=</p>)')


def in_language(html: str, language: Language) -> str:
    """Return a body's HTML with our own words in a language."""
    if language.is_source:
        return html
    if ' aria-label="' in html:
        html = _LABEL.sub(lambda found: _label(language, found), html)
    if 'class="markdown-alert-title"' in html:
        html = _ALERT.sub(lambda found: _alert(language, found[0]), html)
    return html


def _label(language: Language, found: re.Match[str]) -> str:
    kind, number, place = found.groups()
    labels = {
        "Table": language.gettext("Table %(number)s"),
        "Code": language.gettext("Code %(number)s"),
        "Footnotes": language.gettext("Footnotes"),
        "Footnote": language.gettext("Footnote %(number)s"),
        "Back to footnote reference": language.gettext("Back to footnote reference %(number)s"),
        "done": language.pgettext("a task", "done"),
        "to do": language.pgettext("a task", "to do"),
    }
    label = labels[kind]
    if place:
        label = language.gettext("Back to footnote reference %(number)s, place %(place)s")
    return label % {"number": number, "place": place}


def _alert(language: Language, title: str) -> str:
    titles = {
        "Note": language.pgettext("an alert", "Note"),
        "Tip": language.pgettext("an alert", "Tip"),
        "Important": language.pgettext("an alert", "Important"),
        "Warning": language.pgettext("an alert", "Warning"),
        "Caution": language.pgettext("an alert", "Caution"),
    }
    return titles[title]
