"""A note's headline: its title without team, date, number and `weeknotes`, which lists show next to it."""

import re
from functools import lru_cache

from weeknotes_site.languages import in_english
from weeknotes_site.model.days import MONTHS, SHORT_MONTHS, SHORT_WEEKDAYS
from weeknotes_site.model.note import Note
from weeknotes_site.model.sentences import sentence_ends
from weeknotes_site.regex import regex

MAX_SENTENCE = 100
"""Maximum characters of a summary that serve as a headline."""
BETWEEN_CLAUSES = ",;:–—-،؛"
OVERRUN = 20
"""A sentence may be this much longer, because leaving out a word or two helps no reader."""
TOO_SHORT = 15
"""A first sentence below this length (`Hello.`) is joined with the next one."""

_MONTH = rf"(?:{'|'.join((*MONTHS, *SHORT_MONTHS, 'sept')).lower()})\.?"
_WEEKDAY = rf"(?:(?:{'|'.join(SHORT_WEEKDAYS)})(?:(?:nes|rs|ur|s|r)?(?:day)?)\.?(?!\w))"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:,? ?[’']?\d{4}\b|,? ?[’']\d{2}\b| \d{2}\b)?"
_SPAN = rf" ?(?:–|—|-|to|until|&|and) ?(?:{_WEEKDAY},? )?"
_NUMERIC = (
    r"\d{4}[-/.]\d{2}[-/.]\d{2}(?:[t ]\d{1,2}:\d{2}(?::\d{2})?z?)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}"
    r"|\d{4}-?w\d{1,2}|20\d{2}(?:0\d|1[0-2])[0-3]\d|\d{1,2}\.\d{1,2}\.(?! ?\d)"
)
_IN_WORDS = (
    rf"{_DAY}(?: (?:{_MONTH})\b{_YEAR})?{_SPAN}{_DAY} (?:of )?(?:{_MONTH})(?!\w){_YEAR}"
    rf"|{_DAY} (?:of )?(?:{_MONTH})(?!\w){_YEAR}|{_DAY} [^\W\d]{{3,12}} \d{{4}}\b"
    rf"|(?:{_MONTH})(?!\w) {_DAY}(?!\d)(?:{_SPAN}{_DAY}(?!\d))?{_YEAR}|(?:{_MONTH})(?!\w) \d{{4}}"
    rf"|{_WEEKDAY},? \d{{1,2}}(?:st|nd|rd|th)"
)
_DATE = rf"(?:{_WEEKDAY},? )?(?:(?P<numeric>{_NUMERIC})|{_IN_WORDS})(?!\w)"
_FORM = r"(?:notes?|updates?|reports?|news|round-?up)\b"
_NAME = "\0"
"""Stands for each letter of a team's name."""
# A date, or one of these, shows that numbers, small words and marks beside it are not part of the headline.
_TOLD = (
    rf"{_NAME}+(?:[’']s?(?!\w))?"
    rf"|(?:\w{{1,20}} (?:team(?:[’']s)? )?)?(?:week|fortnight|month|sprint)(?:ly)? ?-? ?notes?\b"
    rf"|(?:weekly|fortnightly|monthly|team|programme) {_FORM}|this week\b"
    r"|w/[cbe]\b|week (?:commencing|beginning|starting|ending|ended)\b"
    r"|(?:week (?:of|no\.?|number) |weeks? ?|wks? ?|kw ?|w)#?\d{1,2}(?: ?[–—/&+-] ?#?\d{1,2})*+(?!\w)"
    r"|(?:(?:no\.?|№|n[°º]|issue|edition|sprint|iteration|updates?|episode) ?#?|#)\d{1,4}\b"
    r"|s(?:eason |eries )?\d{1,2},? ?e(?:p(?:isode)?\.?)? ?\d{1,3}\b"
)
_WEEK_OF_YEAR = r"(?:20\d{2}/\d{1,2}|\d{1,2}/20\d{2})(?!\w|[:./,]\d)"
_NUMBER = r"(?:(?:part|vol\.?|volume|season) )?\d{1,4}(?:st|nd|rd|th)?(?!\w|[:./,]\d)"
_SHORT_DATE = rf"\d{{1,2}}/\d{{1,2}}(?!\w|[:./,]\d)|(?:{_MONTH})(?!\w)"
_SMALL = (
    rf"(?:the|for|from|of|on|and|to|our|by|in|week|wk|number|team(?:[’']s)?|{_FORM})(?!\w)|{_WEEKDAY}"
    r"|[&+](?= ?#?\d)|[^\w$£€¥%+=@&]"
)
_MARK = r" ?(?:[:;|·•()\[\]–—]|[,.!](?!\S)|-(?!\S)|(?<= )-) ?"
_TOKEN = regex(
    rf"(?P<date>{_DATE})|(?P<told>{_TOLD})|(?P<number>{_NUMBER}|{_WEEK_OF_YEAR}|{_SHORT_DATE})|(?P<mark>{_MARK})|{_SMALL}"
)
_ONLY_NUMBER = regex(rf"(?:{_NUMBER}|{_WEEK_OF_YEAR}|{'|'.join(MONTHS).lower()})\W*|[\W_]*")
_BREAK = regex(r" ?(?:: | [–—|·•-] |; |, |[()\[\]]) ?")
_TEAM_WORD = regex(r"\b(?:team|équipe|tîm|فريق)\s+|\s+(?:team|équipe|tîm)\b", re.I)
_ONE_FORM = str.maketrans("’‘‐‑–-\xa0\u2009\u202f", "''       ")
"""Apostrophes and dashes, which titles and names of teams may write differently; the length stays the same."""
_FORMS = (" ?/ ?", r" (?:&|\+|and|und|et|ac?) ")
"""Other parts of names that titles vary."""
_VARIED = regex(f"({'|'.join(_FORMS)})", re.I)
_INSIDE_WORDS = regex(r"['’‐‑-]")
_BRACKETS = (("(", ")"), ("[", "]"))


def headline_of(note: Note) -> str:
    """Return a title without team, date, number and `weeknotes`; empty if nothing is left."""
    team = note.team
    return headline(note.title, (team.name, team.slug, *team.formerly, *team.aliases)) if note.title else ""


@lru_cache(maxsize=4_000)
def headline(title: str, names: tuple[str, ...]) -> str:
    """Return a title without these names of its team, a date and a number."""
    written = " ".join(title.split())
    english = in_english(_hide_names(written, names))
    start = _start(english.text)
    if start == len(english.text) or _ONLY_NUMBER.fullmatch(english.text.lower()):
        return ""
    end = _end(english.text, start)
    if not start and end == len(english.text):
        return written
    return _tidied(written[english.start(start) : english.end(end)])


def first_sentence(text: str, most: int = MAX_SENTENCE) -> str:
    """Return the first sentence of a summary, or two if the first is very short.

    A long one ends in "…" after a clause in its second half, else after a word.
    """
    ends = sentence_ends(text[: 2 * most])
    sentence = text[: next((end for end in ends if end >= TOO_SHORT), len(text))].strip()
    if len(sentence) <= most + OVERRUN:
        return sentence
    cut = sentence[: most - 1]
    clause = max(cut.rfind(f"{mark} ", most // 2) for mark in BETWEEN_CLAUSES)
    end = clause if clause > 0 else cut.rfind(" ")
    return cut[: end if end > 0 else None].rstrip(f" {BETWEEN_CLAUSES}") + "…"


def _hide_names(title: str, names: tuple[str, ...]) -> str:
    """Return a title with `_NAME` for each letter of the names in it."""
    for name in _pattern(names).finditer(title.translate(_ONE_FORM)):
        title = title[: name.start()] + _NAME * len(name[0]) + title[name.end() :]
    return title


@lru_cache(maxsize=1_000)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of these names in titles with `_ONE_FORM`."""
    without_team = (_TEAM_WORD.sub("", name) for name in names)
    each = {name.translate(_ONE_FORM).lower() for name in (*names, *without_team) if name}
    either = "|".join(map(_in_any_form, sorted(each, key=lambda name: (-len(name), name)))) or "(?!)"
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.I)


def _in_any_form(name: str) -> str:
    """Return the pattern of a name, with slashes and `and` in each of their forms."""
    parts = _VARIED.split(name)
    return "".join(
        (_FORMS[0] if "/" in part else _FORMS[1]) if at % 2 else re.escape(part) for at, part in enumerate(parts)
    )


def _start(title: str) -> int:
    """Return the offset after `Repairs weeknotes 17, 21 January 2022:` in a title, or 0 if it starts differently.

    A word or number that could be the headline's own (`24/7: repairs`, `Number 10`) is left out only next to a date,
    a name of the team, or `weeknotes`.
    """
    # `re.I` would take twice as long.
    small = title.lower()
    small = small if len(small) == len(title) else title
    start = at = 0
    is_told = is_new = False
    while token := _TOKEN.match(small, at):
        kind, at = token.lastgroup, token.end()
        if kind == "mark":
            start, is_new = (at, False) if is_new else (start, is_new)
        elif kind == "number":
            is_new = is_told
        elif kind:
            if kind == "date" and _is_parted(title, at, token, is_told=is_told, is_first=not start):
                start = at
            is_told = is_new = True
    return at if at == len(title) and is_told else start


def _is_parted(title: str, at: int, date: re.Match[str], *, is_told: bool, is_first: bool) -> bool:
    """Return whether the words after a date begin a headline rather than continue its sentence."""
    if title[at : at + 1] != " ":
        return False
    return bool(date["numeric"]) or (is_told and (is_first or not title[at + 1 : at + 2].islower()))


def _end(title: str, start: int) -> int:
    """Return the offset before a date, a name or `weeknotes` at the end of a title."""
    end = len(title)
    for mark in reversed(tuple(_BREAK.finditer(title, start))):
        rest = title[mark.end() :]
        if rest and _start(rest) == len(rest):
            end = mark.start()
    return end


def _tidied(text: str) -> str:
    """Return a part of a title with balanced brackets and a capital first letter."""
    text = text.strip(" ,:;|·–—-")
    for opening, closing in _BRACKETS:
        missing = text.count(opening) - text.count(closing)
        text = text + closing * missing if missing >= 0 else text.removesuffix(closing)
    word = _INSIDE_WORDS.sub("", text.partition(" ")[0].rstrip(",!?…"))
    return text[0].upper() + text[1:] if word.isalpha() and word.islower() else text
