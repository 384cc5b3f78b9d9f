"""Recognise names in text: where a name may end, and which names differ from ordinary words by their form."""

import re

SEPARATOR = r"(?:\s?[&+/]\s?|\s|['’.-])"
"""Separators between two words of a name: `R&D`, `Children's Services`, `No-Code`."""
PART = re.compile(rf"({SEPARATOR})(\w+)")
FIRST_WORD = re.compile(r"\w*")
_OPENS = re.compile(r"[^\W\d_a-z]\w*")
# Starts with a set, which is searched faster than a lookbehind.
SHOUTED = re.compile(r"[A-ZÀ-ÖØ-Þ](?<!\w.)[A-ZÀ-ÖØ-Þ]+(?:[ ,][A-ZÀ-ÖØ-Þ]{2,}(?:[’'][A-Z]+)?){2,}(?!\w)")
"""Words in capitals, `DO IT NOW`, in which no word is a name or an acronym."""
_ENDS_HERE = frozenset(" -/")


def normalised(separator: str) -> str:
    """Normalise a separator for comparing names: spaces count only if there is nothing else."""
    return separator.strip().replace("’", "'") or " "


def ends_before(separator: str, word: str) -> bool:
    """Return whether a name may end before a separator and a word: not in `R&D` and `DP.csv`, but in `DP's`."""
    return separator[0] in _ENDS_HERE or separator[-1] == " " or (separator in "'’" and word == "s")


def capital(text: str) -> str:
    """Return a text with a capital first letter."""
    return text[:1].upper() + text[1:]


def begins_with_capital(name: str) -> bool:
    """Return whether a name begins with a capital letter, or a letter of a script without capitals."""
    return _OPENS.match(name) is not None and not name[0].islower()


def is_told_by_form(name: str) -> bool:
    """Return whether a name is two words or more, or all in capitals: never an ordinary word."""
    if not begins_with_capital(name):
        return False
    letters = sum(map(str.isalpha, name))
    return len(name.split()) > 1 or (letters > 1 and name == name.upper() != name.lower())


def needs_its_capital(name: str) -> bool:
    """Return whether only its initial capital distinguishes a name from words: `Data platform`, but not `HR team`."""
    first, *rest = name.split()
    return bool(rest) and first[1:] == first[1:].lower() and not any(begins_with_capital(word) for word in rest)
