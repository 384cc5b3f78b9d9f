"""Sort names in a language: accents and case only decide between names that are otherwise equal."""

import re
import unicodedata

_AFTER = "\U0010ffff"
"""Sorts a letter of two characters after all words that begin with its first character."""
# Letters that Unicode does not take apart, as CLDR's root collation orders them.
_SAME_AS = str.maketrans(
    {"æ": "ae", "ð": "d", "ø": "o", "þ": "th", "đ": "d", "ħ": "h", "ı": "i", "ł": "l", "œ": "oe", "ŧ": "t"}
)


class Collation:
    """Sort keys by the letters of an alphabet."""

    def __init__(self, letters: tuple[str, ...]) -> None:
        longest_first = sorted(letters, key=len, reverse=True)
        self._letters = re.compile("|".join(map(re.escape, longest_first))) if letters else None
        # `ng` comes after `g`, all others after their first sign.
        self._places = {letter: (letter[-1] if letter == "ng" else letter[0]) + _AFTER for letter in letters}

    def key(self, text: str) -> tuple[str, str]:
        """Return the sort key of a text: its letters, then the text itself."""
        folded = text.casefold()
        if self._letters is None and folded.isascii():
            return folded, folded
        apart = unicodedata.normalize("NFD", folded).translate(_SAME_AS)
        letters = "".join(sign for sign in apart if not unicodedata.combining(sign))
        if self._letters:
            letters = self._letters.sub(lambda found: self._places[found[0]], letters)
        return letters, folded
