"""A note's headline: its title without team, date, number and `weeknotes`, which lists show next to it."""

import re
from collections.abc import Iterator
from functools import lru_cache

from weeknotes_site.languages import in_english
from weeknotes_site.model.days import MONTHS, WEEKDAYS
from weeknotes_site.model.note import Note
from weeknotes_site.model.sentences import sentence_ends

MAX_SENTENCE = 140
"""Maximum characters of a summary that serve as a headline."""
OVERRUN = 20
"""A sentence may be this much longer, because leaving out a word or two helps no reader."""
TOO_SHORT = 15
"""A first sentence below this length (`Hello.`) is joined with the next one."""

_MONTH = rf"(?:{'|'.join((*MONTHS, *(month[:3] for month in MONTHS), 'Sept'))})\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:,? ?[’']?\d{4}\b|,? ?[’']\d{2}\b| \d{2}\b)?"
_SPAN = r" ?(?:–|—|-|to|until|&|and) ?"
_DATE = (
    rf"\d{{4}}[-/.]\d{{2}}[-/.]\d{{2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}}|\d{{4}}-?W\d{{1,2}}"
    rf"|{_DAY}(?: (?:{_MONTH})\b{_YEAR})?{_SPAN}{_DAY} (?:of )?(?:{_MONTH})(?!\w){_YEAR}"
    rf"|{_DAY} (?:of )?(?:{_MONTH})(?!\w){_YEAR}|{_DAY} [^\W\d]{{3,12}} \d{{4}}\b"
    rf"|(?:{_MONTH})(?!\w) {_DAY}(?!\d)(?:{_SPAN}{_DAY}(?!\d))?{_YEAR}|(?:{_MONTH})(?!\w) \d{{4}}"
)
_WEEKNOTE = r"week(?:ly)? ?-? ?notes?\b"
_NOTES = rf"(?:\w{{1,20}} )?{_WEEKNOTE}|(?:weekly|team|programme) (?:notes?|updates?)\b"
_WEEK = r"w/[cbe]\b|week(?: (?:commencing|beginning|starting|ending|ended|of|no\.?|number))?\b|\bwk\b"
_NUMBER = r"(?:(?:no\.?|number|issue|edition|episode) ?)?#?\d{1,4}(?:st|nd|rd|th)?\b|s\d{1,2} ?e\d{1,3}\b"
_DAYS = "|".join(WEEKDAYS)
_SMALL = rf"(?:the|for|from|of|on|and|to|our|by|in|{_DAYS})\b"
_NOT_NEWS = re.compile(rf"(?>{_DATE}|{_NOTES}|{_WEEK}|{_NUMBER}|{_SMALL}|[ :,;|·•()\[\]#/–—-])++", re.I)
_WEEKNOTES = re.compile(_WEEKNOTE, re.I)
_MARK = r"[ :,;|(\[#–—-]"
_AFTER_WEEKNOTES = re.compile(
    rf"(?:{_MARK}*+(?!{_DATE})(?>{_NUMBER})(?= ?(?:$|[:,;|()–—-]|{_DATE})))?"
    rf"(?:{_MARK}*+(?:(?:for|from|of|on|the|{_DAYS}) ){{0,3}}(?>{_DATE}|{_WEEK}(?: ?\d{{1,2}}\b)?))*+[ :,;|)\]–—-]*+",
    re.I,
)
_AFTER_NAME = re.compile(r"(?:[’']s)?[ :,|–—-]+")
_PARTED = re.compile(r"[\d:,;|–—)\]-]")
_BREAK = re.compile(r" ?(?:: | [–—|·•-] |; |, |[()\[\]]) ?")


def headline_of(note: Note) -> str:
    """Return a title without team, date, number and `weeknotes`; empty if nothing is left."""
    team = note.team
    return headline(note.title, (team.name, team.slug, *team.formerly, *team.aliases)) if note.title else ""


@lru_cache(maxsize=4_000)
def headline(title: str, names: tuple[str, ...]) -> str:
    """Return a title without these names of its team, a date and a number."""
    written = " ".join(title.split())
    english = in_english(written)
    title = english.text
    names = tuple(sorted((name.casefold() for name in names if name), key=len, reverse=True))
    opens = _opening(title, names)
    pieces = [(opens + start, opens + end) for start, end in _pieces(title[opens:])]
    first, last = (pieces[0], pieces[-1]) if pieces else ((0, 0), (0, 0))
    while pieces and _is_nothing(title[slice(*pieces[0])], names):
        del pieces[0]
    # A number at the end is the headline's own: `Moved: 400`.
    while pieces and not (piece := title[slice(*pieces[-1])]).isdigit() and _is_nothing(piece, names):
        del pieces[-1]
    if not pieces:
        return ""
    start = pieces[0][0] if opens or pieces[0] != first else 0
    end = pieces[-1][1] if pieces[-1] != last else len(title)
    return written if end - start == len(title) else _tidied(written[english.start(start) : english.end(end)])


def first_sentence(text: str, most: int = MAX_SENTENCE) -> str:
    """Return the first sentence of a summary, or two if the first is very short; shortened at a word if it is long."""
    ends = sentence_ends(text[: 2 * most])
    sentence = text[: next((end for end in ends if end >= TOO_SHORT), len(text))].strip()
    if len(sentence) <= most + OVERRUN:
        return sentence
    cut = sentence[: most - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut else cut}".rstrip(" ,;:–—-") + "…"


def _opening(title: str, names: tuple[str, ...]) -> int:
    """Return the offset after `Repairs weeknotes 17, 21 January 2022` in a title, or 0 if it starts differently."""
    start = _after_name(title, names)
    notes = _WEEKNOTES.search(title, start)
    if not notes or (notes.start() != start and not _is_nothing(title[start : notes.start()], ())):
        return 0
    found = _AFTER_WEEKNOTES.match(title, notes.end())
    end = found.end() if found else notes.end()
    # What follows at once is a sentence (`Weeknotes are back`), unless a number, a date or a mark parts it.
    return end if end == len(title) or _PARTED.search(title[notes.end() : end]) else 0


def _after_name(title: str, names: tuple[str, ...]) -> int:
    folded = title.casefold()
    for name in names:
        if folded.startswith(name):
            between = _AFTER_NAME.match(title, len(name))
            return between.end() if between else len(name)
    return 0


def _pieces(title: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the parts of a title between its marks."""
    start = 0
    for mark in _BREAK.finditer(title):
        if mark.start() > start:
            yield start, mark.start()
        start = mark.end()
    if start < len(title):
        yield start, len(title)


def _is_nothing(piece: str, names: tuple[str, ...]) -> bool:
    rest = piece.casefold()
    for name in names:
        rest = rest.replace(name, " ")
    rest = rest.strip()
    return not rest or _NOT_NEWS.fullmatch(rest) is not None


def _tidied(text: str) -> str:
    """Return a part of a title with its brackets in pairs, and a capital at the start."""
    text = text.strip(" ,:;|·–—-")
    text += ")" * (text.count("(") - text.count(")"))
    word = text.split(maxsplit=1)[0]
    return text[0].upper() + text[1:] if word.isalpha() and word.islower() else text
