"""Check for texts written in the other direction than that of their language."""

import unicodedata
from collections.abc import Iterable, Iterator

from weeknotes_site.checks.note_facts import NoteFacts
from weeknotes_site.diagnostics import Diagnostic, warning
from weeknotes_site.languages.direction import direction_of
from weeknotes_site.regex import regex

MIN_LETTERS = 20
"""Letters of a text that contradict its `lang`: a shorter one may be a name."""
_DIRECTIONS = {"L": "ltr", "R": "rtl", "AL": "rtl"}
"""Of letters, by their bidirectional class (Unicode, UAX 9)."""
RIGHT_TO_LEFT = regex("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""The blocks of letters that are written from right to left; most texts have none, which is quick to find."""


def find_other_directions(notes: Iterable[NoteFacts], language: str) -> Iterator[Diagnostic]:
    """Warn about notes in letters of the other direction than their `lang`, or without it the site's language.

    A note without `lang` is mostly in such letters; one with `lang` has hardly any others, as after copying a note.
    Names of other scripts are common in texts from right to left, so there it may have none of its own.
    """
    for note in notes:
        lang = note.file.fields.lang
        leads = [lead for _, lead in note.file.outline.leads] if note.file.outline else []
        text = " ".join((note.title, *(leads if lang else leads[:1])))
        direction = direction_of(lang or language)
        if direction == "auto" or (direction == "ltr" and not RIGHT_TO_LEFT.search(text)):
            continue
        letters = [found for sign in text if (found := _DIRECTIONS.get(unicodedata.bidirectional(sign)))]
        own = letters.count(direction)
        if lang:
            differs = len(letters) >= MIN_LETTERS and (own == 0 or (direction == "ltr" and own < len(letters) / 4))
        else:
            differs = own < len(letters) / 2
        if differs:
            way, example = ("right to left", "ar") if direction == "ltr" else ("left to right", "en")
            wrong = f"`{lang}` is not" if lang else f"without `lang` it counts as `{language}`"
            message = f"the text is written from {way}, but {wrong}"
            place = note.file.place("lang") if lang else note.file.whole
            hint = f"{'write its' if lang else 'add its'} language, such as `lang: {example}`"
            yield warning("missing-lang", place, message, hint)
