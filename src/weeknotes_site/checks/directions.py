"""Check for texts written in the other direction than that of their language."""

import unicodedata
from collections.abc import Iterable, Iterator

from weeknotes_site.checks.note_facts import NoteFacts
from weeknotes_site.diagnostics import Diagnostic, warning
from weeknotes_site.languages.direction import direction_of

_DIRECTIONS = {"L": "ltr", "R": "rtl", "AL": "rtl"}
"""Of letters, by their bidirectional class (Unicode, UAX 9)."""


def find_other_directions(notes: Iterable[NoteFacts], language: str) -> Iterator[Diagnostic]:
    """Warn about notes without `lang` whose title and summary are mostly in letters of the other direction."""
    direction = direction_of(language)
    for note in notes:
        leads = note.file.outline.leads if note.file.outline else ()
        text = f"{note.title} {leads[0][1] if leads else ''}"
        if note.file.fields.lang or (direction == "ltr" and text.isascii()):
            continue
        letters = [found for sign in text if (found := _DIRECTIONS.get(unicodedata.bidirectional(sign)))]
        other = len(letters) - letters.count(direction)
        if direction != "auto" and other > len(letters) / 2:
            way, such_as = ("right to left", "ar") if direction == "ltr" else ("left to right", "en")
            message = f"the text is written from {way}, but without `lang` it counts as `{language}`"
            yield warning("missing-lang", note.file.whole, message, f"add its language, such as `lang: {such_as}`")
