"""The contents of a language's JSON file."""

from collections.abc import Mapping

from msgspec import Struct


class Dates(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How days are written; patterns name their parts in braces, as in `{day} {month} {year}`."""

    months: tuple[str, ...]
    months_short: tuple[str, ...]
    weekdays: tuple[str, ...]
    """Monday first."""
    day: str
    same_month: str
    """A span within one month: `{first}–{day} {month} {year}`."""
    same_year: str
    """The first day's month is `{first_month}`."""
    other_year: str
    """The first day's year is `{first_year}`."""


class Separators(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Separators between the items of a list."""

    pair: str
    """Between two of two."""
    middle: str
    last: str
    """Before the last of three or more."""


class Cldr(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Data of the Unicode CLDR about a language; `tests/cldr.py` extracts it."""

    dates: Dates
    conjunction: Separators
    """`A, B and C`."""
    disjunction: Separators
    """`A, B or C`."""
    group: str
    """Between thousands."""
    direction: str
    """`ltr` or `rtl`."""
    plurals: Mapping[str, int]
    """Each plural category with a number of that category."""


class Own(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Our own data about a language: where its style guides differ from CLDR, and what CLDR does not have."""

    name: str
    """In the language itself."""
    quotes: tuple[str, str]
    """Around quoted words."""
    comma: str = ", "
    """Between the items of a bare list."""
    colon: str = ": "
    """Between a name and its description."""
    first_of_month: str = ""
    """How the first day of a month is written, if not `1`."""
    dates: Mapping[str, str] = {}
    """Patterns of `Dates` to use instead of CLDR's."""
    break_after: str = " – "
    """Where a span of days may break, besides before the year; empty for any space."""
    before_vowels: Mapping[str, str] = {}
    """What a separator becomes before a vowel: in Welsh ` a ` becomes ` ac `."""
    conjunction: Separators | None = None
    disjunction: Separators | None = None
    glossary: Mapping[str, str] = {}
    """Phrases of titles with what they mean in English: the word for weeknotes, `week of`, `to`, small words."""
    letters: tuple[str, ...] = ()
    """Letters of two signs, in Welsh `ch` or `dd`; each sorts after its first sign, `ng` after `g`."""


class LanguageData(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A language's JSON file."""

    cldr: Cldr
    own: Own
