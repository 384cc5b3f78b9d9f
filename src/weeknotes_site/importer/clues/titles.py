"""Parse the title of a note: its team, number and dates."""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.importer.clues.dates import WEEKDAY, Written, find_days
from weeknotes_site.importer.clues.partial_dates import partial_dates
from weeknotes_site.importer.found import Clue, title_clues
from weeknotes_site.languages import weekday_names

_SAYS_WEEKNOTES = re.compile(r"week[\s-]?notes?\b", re.I)
_WORD = re.compile(r"[\w']+")
_BETWEEN_PARTS = re.compile(r"\s[–—|/-]+\s|:\s")
_POSSESSIVE = re.compile(r"['’]s?$")
_ARTICLE = re.compile(r"^(?:the|an?)(?:\s|$)", re.I)
MAX_TITLE = 140

WEEKNOTE = re.compile(
    r"week[\s-]?notes?\b|weekly\s(?:notes|update|report)\b|sprint\s?notes?\b|notes\sfor\sthe\sweek\b"
    r"|w/c\b|w/e\b|week\s(?:commencing|beginning|ending)\b",
    re.I,
)
_NUMBER = re.compile(r"(?:#|no\.?\s?|number\s)?(?<![\w.])(\d{1,3})(?![\w%])", re.I)
_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SPELT = {name: number for number, name in enumerate((*_UNITS, *_TEENS), 1)} | {
    name: 10 * number for number, name in enumerate(_TENS, 2)
}
_SPELT_NUMBER = re.compile(
    rf"\s(?:number\s)?({'|'.join(_SPELT)})(?:[\s-]({'|'.join(_UNITS[:9])}))?\s{{0,3}}(?=$|[:.,;(|–—-]|\x00)", re.I
)
"""A number in words right after the word for weeknotes; "Weeknotes: one step further" has none."""
_EDGES = " \t–—-|/:,;.·•#()[]"
_GENERIC = frozenset(
    (
        *("all", "blog", "delivery", "digital", "monthly", "my", "new", "note", "notes", "of", "our", "post", "posts"),
        *("product", "programme", "project", "report", "service", "sprint", "team", "teams", "the", "this", "update"),
        *("updates", "week", "week's", "weekly", "weeknote", "weeknotes", "weeks"),
    )
)
_WEEKDAY = re.compile(rf"\(?{WEEKDAY}[.,]?\)?", re.I)
_TRAILING = re.compile(r"(?:\s(?:updates?|reports?|blog|weekly|monthly|sprint|notes?))+$", re.I)
_MAX_TEAM_WORDS = 8


class Title(Struct, frozen=True, kw_only=True):
    """The parts of a title."""

    text: str
    team: str
    """The text before the word for weeknotes, without qualifiers."""
    subject: str = ""
    """The text after it: a team or a headline, which only other notes can show."""
    number: int | None = None
    days: tuple[Written, ...]
    is_weeknote: bool
    """Whether it says "weeknotes" or the like."""

    def without_dates(self) -> str:
        """Return the title with its dates taken out."""
        text = self.text
        for one in reversed(self.days):
            text = text[: one.start] + text[one.end :]
        text = " ".join(text.split()).strip(" \t–—-|/:,;")
        return "" if _WEEKDAY.fullmatch(text) or text.casefold() in weekday_names() else text


def read_title(text: str) -> Title:
    """Split a title into its parts."""
    text = " ".join(text[:1_000].split())
    days = tuple(find_days(text))
    blanked = text
    for start, end in (*((one.start, one.end) for one in days), *partial_dates(text)):
        blanked = blanked[:start] + "\x00" * (end - start) + blanked[end:]
    word = WEEKNOTE.search(blanked)
    if word is None:
        # "w/c" and "week ending" are part of the date they stand before.
        span = next((WEEKNOTE.match(text, one.start) for one in days), None)
        return Title(text=text, days=days, team=_team(text[: days[0].start]) if span else "", is_weeknote=bool(span))
    before, after = blanked[: word.start()], blanked[word.end() :]
    number = _NUMBER.search(after.replace("\x00", " ")) or _NUMBER.search(before.replace("\x00", " "))
    rest = after.replace("\x00", " ")
    rest = _NUMBER.sub("", rest, count=1) if number else rest
    spelt = None if number else _SPELT_NUMBER.match(after)
    rest = rest[spelt.end() :] if spelt else rest
    return Title(
        text=text,
        team=_team(before),
        subject=" ".join(rest.split()).strip(_EDGES),
        number=int(number[1])
        if number
        else sum(_SPELT[one.lower()] for one in spelt.groups("") if one)
        if spelt
        else None,
        days=days,
        is_weeknote=True,
    )


def is_opening(line: str) -> bool:
    """Return whether a single line opens a note: it contains "weeknotes", and a date or number."""
    if not 0 < len(line) <= MAX_TITLE or (line.rstrip().endswith((".", "!", "?", ";")) and not line[-2:-1].isdigit()):
        return False
    title = read_title(line)
    if not title.is_weeknote or not (title.days or title.number is not None):
        return False
    if not title.days:
        # "as we said in weeknote 16" is prose: a title with only a number has nothing but a name before it.
        return line[:1].isupper() and not title.subject and (bool(title.team) or WEEKNOTE.match(line) is not None)
    return _could_name(line[: title.days[0].start])


def _could_name(before: str) -> bool:
    """Return whether the words before a date are a name and "weeknotes" rather than a sentence."""
    words = before.split()
    if len(words) > _MAX_TEAM_WORDS + 3:
        return False
    is_written_large = all(len(word) <= 3 or not word[0].islower() or WEEKNOTE.match(word) for word in words)
    return is_written_large or (len(words) <= 5 and bool(_SAYS_WEEKNOTES.search(before)))


def is_generic(name: str) -> bool:
    """Return whether a name could be any team's: `Weeknotes`, `Our team`."""
    words = _WORD.findall(name.casefold())
    return not words or all(word in _GENERIC or word.isdigit() for word in words)


def team_clues(title: Title, labels: Iterable[Clue], site: Iterable[Clue], how: str = "the title") -> Iterator[Clue]:
    """Yield the possible teams of a post, the most trusted first; `how` says where the title was found."""
    yield from title_clues(title.team, "", how)
    yield from labels
    yield from title_clues("", title.subject, how)
    yield from site


def as_uncertain(labels: Iterable[Clue]) -> Iterator[Clue]:
    """Yield uncertain team clues, which count only if other notes agree."""
    return (replace(one, is_sure=False) for one in labels if not is_generic(one.value))


def site_clues(name: str, how: str) -> Iterator[Clue]:
    """Yield the team that a site's name may be the name of."""
    if name:
        whole = read_title(name)
        yield Clue(whole.team or name, how, is_sure=bool(whole.is_weeknote and whole.team))


def _team(before: str) -> str:
    text = " ".join(_NUMBER.sub(" ", before.replace("\x00", " ")).split()).strip(_EDGES)
    parts = [part for part in _BETWEEN_PARTS.split(text) if not is_generic(part)]
    name = parts[0].strip(_EDGES) if parts else ""
    name = _POSSESSIVE.sub("", name)
    name = _ARTICLE.sub("", name)
    name = _TRAILING.sub("", name)
    return name if 0 < len(name.split()) <= _MAX_TEAM_WORDS and not name.islower() else ""
