"""Find headings that a team has probably reworded; `check` suggests joining them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from weeknotes_site.config import Threads
from weeknotes_site.content.markdown.rendered import Outline
from weeknotes_site.content.markdown.topics import topic_of
from weeknotes_site.diagnostics import Diagnostic, Place, warning
from weeknotes_site.model.note import Note
from weeknotes_site.regex import regex
from weeknotes_site.site.threads import Naming, by_team, excluded_topics, group_sections, read_naming
from weeknotes_site.suggestions import differ_by_a_typo

MIN_SHARED = 3
"""Minimum number of words that two headings share if one has a word more."""
MIN_LETTERS = 5
"""Minimum length of words that differ in one letter."""
MAX_WORDS = 12
MAX_OFFERS = 20
"""Maximum number of suggestions for a team."""
_WORD = regex(r"\w+")
# Words without a subject; headings that differ only in these are similar.
_SMALL_WORDS = """
a an the of for to in on at by with and or our your their its this that from into about up
y yr ar am der die das und für von zu le la les de des du et pour el los las para con
"""
_SMALL = frozenset(_SMALL_WORDS.split())


class _Heading(Struct, frozen=True):
    key: str
    text: str
    """Its spelling in the newest note."""
    words: frozenset[str]
    notes: frozenset[str]
    """Urls of the notes with it."""
    path: str
    line: int
    """Its line in the newest note."""


def find_reworded(outlined: Iterable[tuple[Note, Outline]], settings: Threads) -> Iterator[Diagnostic]:
    """Yield a warning for each pair of a team's headings that look alike; `outlined` is in time order."""
    excluded = excluded_topics(settings.exclude)
    for series in by_team(pair for pair in outlined if not pair[0].draft).values():
        team = series[0][0].team
        naming = read_naming(team.threads)
        headings = [one for one in _headings(series, naming) if one.key not in excluded]
        apart = [frozenset(naming.key(text, topic_of(text)) for text in group) for group in team.threads.apart]
        pairs = (
            (one, other)
            for one, other in _pairs(headings, settings.notes)
            if not any({one.key, other.key} <= group for group in apart)
        )
        yield from (_offer(*pair) for pair, _ in zip(pairs, range(MAX_OFFERS), strict=False))


def _headings(series: Iterable[tuple[Note, Outline]], naming: Naming) -> Iterator[_Heading]:
    for key, places in group_sections(series, naming).items():
        note, section = places[-1]
        text = note.headings[section.heading].text
        words = frozenset(_stem(word) for word in _WORD.findall(text.casefold()) if word not in _SMALL)
        if 0 < len(words) <= MAX_WORDS:
            yield _Heading(key, text, words, frozenset(one.url for one, _ in places), note.path, section.line)


def _pairs(headings: Iterable[_Heading], least: int) -> Iterator[tuple[_Heading, _Heading]]:
    """Yield pairs of similar headings that together have enough notes for a thread, the one with more notes first."""
    ranked = sorted(headings, key=lambda one: (-len(one.notes), one.key))
    same: dict[frozenset[str], list[_Heading]] = defaultdict(list)
    without: dict[frozenset[str], list[tuple[str, _Heading]]] = defaultdict(list)
    for one in ranked:
        for other in _candidates(one, same, without):
            if not one.notes & other.notes and len(one.notes) + len(other.notes) >= least:
                yield other, one
                break
        same[one.words].append(one)
        for word in one.words:
            without[one.words - {word}].append((word, one))


def _candidates(
    one: _Heading,
    same: Mapping[frozenset[str], list[_Heading]],
    without: Mapping[frozenset[str], list[tuple[str, _Heading]]],
) -> Iterator[_Heading]:
    yield from same.get(one.words, ())[:1]
    if len(one.words) >= MIN_SHARED:
        yield from (other for word, other in without.get(one.words, ())[:1] if not _has_digit(word))
    for word in one.words:
        rest = one.words - {word}
        if len(rest) >= MIN_SHARED and not _has_digit(word):
            yield from same.get(rest, ())[:1]
        yield from (other for its, other in without.get(rest, ())[:MAX_OFFERS] if _is_slip(word, its))


def _is_slip(word: str, other: str) -> bool:
    """Return whether one of two long words is probably a misspelling of the other."""
    is_word = min(len(word), len(other)) >= MIN_LETTERS and not _has_digit(word + other)
    return is_word and differ_by_a_typo(word, other)


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))


def _stem(word: str) -> str:
    return word[:-1] if len(word) > MIN_LETTERS - 1 and word.endswith("s") and not word.endswith("ss") else word


def _offer(one: _Heading, other: _Heading) -> Diagnostic:
    count = f"{len(one.notes)} notes" if len(one.notes) > 1 else "another note"
    message = f"the heading `{other.text}` is almost `{one.text}`, which the team has in {count}"
    rule = f'[["{one.text}", "{other.text}"]]'
    hint = f"write the same, or add to `_team.md`: `threads: {{join: {rule}}}`, or `apart:` if they differ in subject"
    return warning("reworded-heading", Place(path=other.path, line=other.line), message, hint)
