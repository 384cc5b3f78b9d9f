"""Recognise names in text: where a name may end, and which names differ from ordinary words by their form."""

import unicodedata

from weeknotes_site.regex import regex

COMMAS = ",،"
AND = "and|or|und|oder|et|ou|a|ac|neu"
"""Words before the last item of a list, in English, German, French and Welsh."""
SEPARATOR = rf"(?:[!?)+#]{{0,2}}\s\(?|\s?[&+/]\s?|\s[–—-]\s|['’.-]|[{COMMAS}]\s)"
"""Separators between words of a name: `R&D`, `Children's Services`, `Go! Team`, `People - Payroll`, `Sport, Play`."""
PART = regex(rf"({SEPARATOR})(\w+)")
FIRST_WORD = regex(r"\w*")
_OPENS = regex(r"[^\W\d_a-z]\w*")
OPENS_INSIDE = r"[a-z0-9]{1,3}[A-Z]"
"""The start of a name with its capital inside the first word: `iPad Crew`, `5G Rollout`."""
_OPENS_INSIDE = regex(OPENS_INSIDE)
_NOT_WORD = regex(r"[\W_]+")
_DASHES = str.maketrans("–—", "--")
# Starts with a set, which is searched faster than a lookbehind.
SHOUTED = regex(r"[A-ZÀ-ÖØ-Þ]{2}(?<!\w..)[A-ZÀ-ÖØ-Þ]*(?:[ ,][A-ZÀ-ÖØ-Þ]{2,}(?:[’'][A-Z]+)?){2,}(?!\w)")
"""Words in capitals, `DO IT NOW`, in which no word is a name or an acronym."""
CODE = regex(r"<(/?)(?:code|kbd|samp|var|pre)\b")
"""The start or end of an element in which no word is a name."""


def searchable(name: str) -> str:
    """Return a name as it is searched for: composed, and without emoji or punctuation before its first word."""
    composed = unicodedata.normalize("NFC", name)
    before = _NOT_WORD.match(composed)
    return composed[before.end() :] if before else composed


def normalised(separator: str) -> str:
    """Normalise a separator for comparing names: spaces count only if there is nothing else."""
    return separator.strip().replace("’", "'").translate(_DASHES) or " "


def ends_before(separator: str, word: str) -> bool:
    """Return whether a name may end before a separator and a word.

    It may in `DP's` and `DP-led`, but not in `R&D`, `DP.csv` and the ticket `DP-12`.
    """
    if separator == "-":
        return not word[0].isdigit()
    return " " in separator or separator[0] == "/" or (separator in "'’" and word == "s")


def is_shouted(text: str, at: int) -> bool:
    """Return whether the word at a place is one of several in capitals: `WE DID IT ALL`."""
    return any(found.start() <= at < found.end() for found in SHOUTED.finditer(text))


def capital(text: str) -> str:
    """Return a text with a capital first letter."""
    return text[:1].upper() + text[1:]


def begins_with_capital(name: str) -> bool:
    """Return whether a name begins with a capital letter, or a letter of a script without capitals."""
    is_inside = _OPENS_INSIDE.match(name) is not None
    return is_inside or (_OPENS.match(name) is not None and not name[0].islower())


def is_unmistakable(name: str) -> bool:
    """Return whether a name has two or more words or is all in capitals, so that it is never an ordinary word."""
    if not begins_with_capital(name):
        return False
    letters = sum(map(str.isalpha, name))
    return len(name.split()) > 1 or (letters > 1 and name == name.upper() != name.lower())


def needs_its_capital(name: str) -> bool:
    """Return whether only its initial capital distinguishes a name from words: `Data platform`, but not `HR team`."""
    first, *rest = name.split()
    return bool(rest) and first[1:] == first[1:].lower() and not any(begins_with_capital(word) for word in rest)
