"""Check for texts written in the other direction than that of their language."""

import unicodedata
from collections.abc import Iterable, Iterator

from weeknotes_site.checks.note_facts import NoteFacts
from weeknotes_site.diagnostics import Diagnostic, warning
from weeknotes_site.languages.direction import direction_of

MIN_LETTERS = 20
"""Letters of a text that contradict its `lang`: a shorter one may be a name."""
_DIRECTIONS = {"L": "ltr", "R": "rtl", "AL": "rtl"}
"""Of letters, by their bidirectional class (Unicode, UAX 9)."""


def find_other_directions(notes: Iterable[NoteFacts], language: str) -> Iterator[Diagnostic]:
    """Warn about notes without `lang` whose title and summary are mostly in letters of the other direction."""
    direction = direction_of(language)
    for note in notes:
        leads = note.file.outline.leads if note.file.outline else ()
        text = f"{note.title} {leads[0][1] if leads else ''}"
        if note.file.fields.lang:
            yield from _contradicting(note, " ".join((note.title, *(lead for _, lead in leads))))
            continue
        if direction == "ltr" and text.isascii():
            continue
        letters = [found for sign in text if (found := _DIRECTIONS.get(unicodedata.bidirectional(sign)))]
        other = len(letters) - letters.count(direction)
        if direction != "auto" and other > len(letters) / 2:
            way, such_as = ("right to left", "ar") if direction == "ltr" else ("left to right", "en")
            message = f"the text is written from {way}, but without `lang` it counts as `{language}`"
            yield warning("missing-lang", note.file.whole, message, f"add its language, such as `lang: {such_as}`")


def _contradicting(note: NoteFacts, text: str) -> Iterator[Diagnostic]:
    """Warn about a note whose `lang` is of the other direction, as after copying a note.

    Names of other scripts are common in texts from right to left, so no letter may be of their own.
    """
    lang = note.file.fields.lang
    direction = direction_of(lang)
    if direction == "auto" or (direction == "ltr" and text.isascii()):
        return
    letters = [found for sign in text if (found := _DIRECTIONS.get(unicodedata.bidirectional(sign)))]
    own = letters.count(direction)
    if len(letters) >= MIN_LETTERS and (own == 0 or (direction == "ltr" and own < len(letters) / 4)):
        way, such_as = ("right to left", "ar") if direction == "ltr" else ("left to right", "en")
        message = f"the text is written from {way}, but `{lang}` is not"
        yield warning(
            "missing-lang", note.file.place("lang"), message, f"write its language, such as `lang: {such_as}`"
        )
