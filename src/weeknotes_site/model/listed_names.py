"""Tell names with commas, `Parks, Trees and Zoo`, from longer lists: `We met Parks, Trees and Zoo Services`."""

from weeknotes_site.model.days import WEEKDAYS
from weeknotes_site.model.names import AND, COMMAS
from weeknotes_site.regex import regex

_MAX_BEFORE = 60
"""Maximum characters before a name that are searched for a word."""
_WORD = r"\w+(?:['’-]\w+)*"
_OPENING, _CLOSING = "\"'“‘«([", "\"'”’»)\\]"
_AND = rf"(?:(?:{AND}|y|أو|&)\s|و)"
"""In Arabic, `and` is a letter in front of the next word."""
_BEFORE = regex(rf"(?<![\w'’-])(\w[\w'’-]*+)[{_CLOSING}]*+(?:([{COMMAS}])|\s&)?\s[{_OPENING}]*+\Z")
_AFTER = regex(rf"[{_CLOSING}]*([{COMMAS}])?\s({_AND})?[{_OPENING}]*({_WORD})")
_HAS_AND = regex(rf"\s{_AND}")
_TEAM = "team"
_DAYS = frozenset(day.casefold() for day in WEEKDAYS)


def is_listed(name: str, before: str, after: str) -> bool:
    """Return whether a name with a comma may be part of a list or of a longer name.

    `before` and `after` are the text around it in its sentence.
    """
    last_comma = max(map(name.rfind, COMMAS))
    return last_comma >= 0 and (_continues_before(before) or _continues_after(after, name[last_comma:]))


def _continues_before(before: str) -> bool:
    """Return whether the word before a name belongs to it: `Culture, Parks, Trees and Zoo`, `City Parks, Trees …`."""
    found = _BEFORE.search(before[-_MAX_BEFORE:])
    if not found:
        return False
    word, comma = found.groups()
    if comma:
        return _may_be_name(word) and word.casefold() not in _DAYS
    opens_sentence = not before[: len(before) - len(found[0])].strip(f" {_OPENING}")
    return word[0].isupper() and not (opens_sentence or word.endswith(("'s", "’s")) or word.casefold() == _TEAM)


def _continues_after(after: str, last_part: str) -> bool:
    """Return whether the word after a name, of which the last part follows its last comma, belongs to it."""
    found = _AFTER.match(after)
    if not found:
        return False
    comma, conjunction, word = found.groups()
    if not (comma or conjunction):
        return word[0].isupper() and word.casefold() != _TEAM
    # After its own `and`, a second one adds another team: `Parks, Trees and Zoo and Finance`.
    adds_another = not comma and conjunction[0] != "&" and _HAS_AND.search(last_part)
    return _may_be_name(word) and not adds_another


def _may_be_name(word: str) -> bool:
    return word[0].isalpha() and not word[0].islower()
