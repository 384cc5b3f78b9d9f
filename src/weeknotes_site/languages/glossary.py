"""Translate dates and key words in titles to English, so that the English rules can parse them.

What is recognised in a title (dates, weeks, the word for weeknotes) is looked for in English. So in a title in another
language, these words are replaced first, and the result is mapped back to the original title.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from msgspec import Struct

from weeknotes_site.languages.language import DEFAULT, Language, find_language, shipped_tags
from weeknotes_site.regex import regex

_TELLING = ("week", "issue", "no")
"""Prefixes of the meanings that identify a language: its words for weeks, weeknotes and issues."""
_WORD = regex(r"[^\W_]+(?:[’'][^\W_]+)*")
_DAY_DOT_MONTH = regex(r"\d\.\s([^\W\d_]+)")
_DOT_AFTER_DAY = regex(r"(?<=\d)\.(?=\s?[–—-]|\s[^\W\d])")
_LONGEST = 4
"""Maximum words of a phrase in a glossary."""


class English(Struct, frozen=True):
    """A text with the words that matter in English."""

    text: str
    replaced: tuple[tuple[int, int, int, int], ...] = ()
    """Start and end of each replacement, here and in the original text."""

    def start(self, at: int) -> int:
        """Return the original index of the start of a part that starts at an index here."""
        return self._written(at, is_end=False)

    def end(self, at: int) -> int:
        """Return the original index of the end of a part that ends at an index here."""
        return self._written(at, is_end=True)

    def _written(self, at: int, *, is_end: bool) -> int:
        shift = 0
        for begins, ends, was, stopped in self.replaced:
            if at <= begins:
                break
            if at < ends:
                return stopped if is_end else was
            shift = stopped - ends
        return at + shift


def in_english(text: str) -> English:
    """Return a text with months, weekdays and the glossary's words of its language in English, if it has any."""
    tag = _language_of(text, _WORD.findall(text.casefold()))
    if not tag:
        return English(text)
    words = list(_WORD.finditer(text))
    parts: list[str] = []
    replaced: list[tuple[int, int, int, int]] = []
    length = end = 0
    for begins, ends, new in _replacements(text, words, tag):
        between = text[end:begins]
        length += len(between)
        replaced.append((length, length + len(new), begins, ends))
        parts += (between, new)
        length += len(new)
        end = ends
    return English("".join((*parts, text[end:])), tuple(replaced))


@cache
def month_names() -> frozenset[str]:
    """Return the names of months in all languages, long and short, case folded."""
    return frozenset(name for tag in shipped_tags() for name in _months(find_language(tag)))


@cache
def weekday_names() -> frozenset[str]:
    """Return the names of weekdays in all languages, case folded."""
    return frozenset(name.casefold() for tag in shipped_tags() for name in find_language(tag).dates.weekdays)


def _replacements(text: str, words: list[re.Match[str]], tag: str) -> Iterator[tuple[int, int, str]]:
    """Yield the replacements in order: start, end, text."""
    glossary = _glossary(tag)
    found: list[tuple[int, int, str]] = []
    if tag in _with_dots():
        found += ((dot.start(), dot.end(), "") for dot in _DOT_AFTER_DAY.finditer(text))
    comma = find_language(tag).comma.strip()
    if comma != ",":
        found += ((at, at + len(comma), ",") for at in range(len(text)) if text.startswith(comma, at))
    first_words = _first_words(tag)
    at = 0
    while at < len(words):
        taken = 1
        if words[at][0].casefold() not in first_words:
            at += 1
            continue
        for count in range(min(_LONGEST, len(words) - at), 0, -1):
            begins, ends = words[at].start(), words[at + count - 1].end()
            new = glossary.get(" ".join(text[begins:ends].casefold().split()))
            if new is not None:
                found.append((begins, ends, new))
                taken = count
                break
        at += taken
    yield from sorted(found)


def _language_of(text: str, words: list[str]) -> str:
    """Return the language of the months, weeks or weeknotes in a text; of several, the one with most words in it."""
    telling = _telling()
    candidates = {tag for word in telling.keys() & words for tag in telling[word]}
    if "." not in text:  # otherwise the dot after a day is optional
        candidates = {tag for tag in candidates if not _changed_words(tag).isdisjoint(words)}
    if "." in text and (dotted := _DAY_DOT_MONTH.search(text)):
        candidates |= {tag for tag in _with_dots() if dotted[1].casefold() in _glossary(tag)}
    if not candidates:
        return ""
    return max(sorted(candidates), key=lambda tag: sum(word in _first_words(tag) for word in words))


@cache
def _telling() -> Mapping[str, tuple[str, ...]]:
    """Return the languages that each word identifies, except words that are also English."""
    english = {month.casefold() for month in find_language(DEFAULT).dates.months}
    found: dict[str, tuple[str, ...]] = {}
    for tag in shipped_tags():
        language = find_language(tag)
        if tag.startswith(DEFAULT):
            continue
        glossary = language.data.own.glossary
        weeks = {phrase.split()[0].casefold() for phrase, new in glossary.items() if new.startswith(_TELLING)}
        for word in {*_months(language), *weeks} - {*english, "no"}:
            found[word] = (*found.get(word, ()), tag)
    return found


@cache
def _with_dots() -> tuple[str, ...]:
    """Return the languages that write a dot after a day's number."""
    return tuple(tag for tag in shipped_tags() if find_language(tag).dates.day.startswith("{day}."))


@cache
def _glossary(tag: str) -> Mapping[str, str]:
    """Return what phrases of a language mean in English, case folded."""
    language, english = find_language(tag), find_language(DEFAULT)
    weekdays = zip(language.dates.weekdays, english.dates.weekdays, strict=True)
    return {
        **{name.casefold(): meaning for name, meaning in weekdays},
        **{name: english.dates.months[number] for name, number in _months(language).items()},
        **{phrase.casefold(): meaning for phrase, meaning in language.data.own.glossary.items()},
    }


@cache
def _first_words(tag: str) -> frozenset[str]:
    """Return the words that phrases begin with."""
    return frozenset(found[0] for phrase in _glossary(tag) if (found := _WORD.match(phrase)))


@cache
def _changed_words(tag: str) -> frozenset[str]:
    """Return the words that begin a phrase with other words in English; `weeknotes` is both German and English."""
    glossary = _glossary(tag)
    return frozenset(word for word in _first_words(tag) if glossary.get(word, "").casefold() != word)


def _months(language: Language) -> dict[str, int]:
    """Return the names of months, long and short, with their places in the year."""
    dates = language.dates
    return {
        name.casefold().rstrip("."): number
        for names in (dates.months_short, dates.months)
        for number, name in enumerate(names)
    }
