"""Find glossary words that other facts about a note do not cover: words in small letters, `C++`, `.NET`.

Acronyms are counted, and other words with a capital letter hashed, in every note and for other purposes too. These
words are known before notes are read, so that a note keeps only those that it contains.
"""

from collections.abc import Container

from weeknotes_site.model.names import is_shouted
from weeknotes_site.model.terms import words_of

_MAX_TRIES = 20
"""Maximum places of a text where a term is looked for as a word."""
_MAX_AROUND = 60
"""Maximum characters before and after a place that are examined."""


def find_used_terms(plain: str, terms: frozenset[str], defined: Container[str]) -> tuple[str, ...]:
    """Return the terms that a body's plain text contains, without those that it defines by `*[sprint]: …`."""
    text = plain.replace("’", "'") if terms else ""
    return tuple(sorted(term for term in terms if term in text and term not in defined and _is_used(term, text)))


def _is_used(term: str, text: str) -> bool:
    """Return whether a text contains a term as a word, or its plural, outside longer words and text in capitals."""
    at = -1
    for _ in range(_MAX_TRIES):
        at = text.find(term, at + 1)
        if at < 0:
            return False
        first, last = max(at - _MAX_AROUND, 0), at + len(term) + _MAX_AROUND
        end = text.find(" ", at + len(term), last)
        around = text[max(text.rfind(" ", first, at) + 1, first) : end if end >= 0 else last]
        is_word = any(word in (term, f"{term}s") for _, word in words_of(around))
        if is_word and (term.islower() or not is_shouted(text[first:last], at - first)):
            return True
    return False
