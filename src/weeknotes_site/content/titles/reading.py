"""Parse dates, weeks and numbers in titles: `w/c 5 August`, `Weeknotes 20/01/2023`, `weeknote 17`.

Dates in other titles (`What is left before 10 November`) are topics of the note, and ignored.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec.structs import replace

from weeknotes_site.content.dates.days import readings
from weeknotes_site.content.titles.facts import MAX_TITLE, Sense, TitleDate, TitleFacts
from weeknotes_site.languages import English, in_english
from weeknotes_site.model.days import COMPUTABLE_YEARS, SHORT_WEEKDAYS
from weeknotes_site.regex import regex

_DIGIT = regex(r"\d")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?:\d{4}|[’']\d{2}|\d{2}(?=\s*(?:$|[,:;)–—-])))\b)"
_TO = r"\s*(?:–|—|-|\bto\b|\buntil\b|&|\band\b)\s*"
_DATE = regex(
    rf"""(?<![\w./-])(?:
      (?P<iso>\d{{4}}-\d{{2}}-\d{{2}})
    | (?P<numeric>\d{{1,2}}(?P<mark>[./-])\d{{1,2}}(?P=mark)(?:\d{{4}}|\d{{2}}))
    | (?:(?P<first>{_DAY})(?:\s+(?P<first_month>{_MONTH}))?{_YEAR}?{_TO})?
      (?P<day>{_DAY})\s+(?:of\s+)?(?P<month>{_MONTH})(?P<year>{_YEAR}?)
    | (?P<us_month>{_MONTH})\s+(?P<us_first>{_DAY})(?:{_TO}(?P<us_last>{_DAY}))?(?P<us_year>{_YEAR}?)
    )(?![\w/])(?![.-]\d)""",
    re.I | re.X,
)
_ISO_WEEK = regex(r"\b(\d{4})-?W(\d{1,2})\b", re.I)
_WEEK_NUMBER = regex(r"\bweek\s+(\d{1,2})\b(?!\s*(?:/|of\b))", re.I)

_NOTE = r"\bweek\s*-?\s*notes?\b"
_WEEKDAY = rf"(?:(?:{'|'.join(SHORT_WEEKDAYS)})[a-z]*\.?,?\s+)?(?:the\s+)?"
_BETWEEN = r"[\s,:;|#(\[–—-]*"
_COMMENCING = regex(rf"\b(?:w/?[cb]|week\s+(?:commencing|beginning|starting))[\s:]+(?:on\s+)?{_WEEKDAY}$", re.I)
_ENDING = regex(rf"\b(?:w/?e|week[\s-]+(?:ending|ended|to))[\s:]+(?:on\s+)?{_WEEKDAY}$", re.I)
_WEEK_OF = regex(rf"\bweek\s+of[\s:]+{_WEEKDAY}$", re.I)
_AFTER_NOTE = regex(
    rf"{_NOTE}{_BETWEEN}(?:(?:no\.?|number)?\s*\d{{1,4}}[\s,:;|–—-]+)?(?:(?:for|from|of|on)\s+)?{_WEEKDAY}$", re.I
)
_NOTHING_BUT_A_WEEKDAY = regex(rf"\s*{_WEEKDAY}\s*", re.I)
_BEFORE_NOTE = regex(rf"\W*(?:[\w &]+\s)?{_NOTE}", re.I)
_NUMBER = regex(rf"{_NOTE}{_BETWEEN}(?:(?:no\.?\s*|number\s+)\(?)?(\d{{1,3}})(?=\s*$|\s*[,:;|)\]–—]|\s+-\s|\s+$)", re.I)


def read_title(title: str, near: date) -> TitleFacts:
    """Parse a title; a date without a year gets the year closest to `near`."""
    written = title[:MAX_TITLE]
    if not _DIGIT.search(written):
        return TitleFacts()
    english = in_english(written)
    title = english.text
    dates = (*_weeks(title), *_dates(title, near))
    facts = TitleFacts(dates=dates, number=find_number(title, dates), week_number=_find_week_number(title))
    return _as_written(facts, english, written) if english.replaced else facts


def _as_written(facts: TitleFacts, english: English, written: str) -> TitleFacts:
    """Return facts of a translated title with indexes and texts of the original."""
    dates = []
    for title_date in facts.dates:
        start, end = english.start(title_date.start), english.end(title_date.end)
        follows = written[:start].strip(" ,:;–—-|(").casefold() if title_date.follows else ""
        dates.append(replace(title_date, start=start, text=written[start:end], follows=follows))
    number, week_number = facts.number, facts.week_number
    if number:
        number = (number[0], english.start(number[1]))
    if week_number:
        start = english.start(week_number[1])
        week_number = (week_number[0], start, written[start : english.end(week_number[1] + len(week_number[2]))])
    return TitleFacts(dates=tuple(dates), number=number, week_number=week_number)


def find_number(title: str, dates: Iterable[TitleDate]) -> tuple[int, int] | None:
    """Return the note's number in a title and its index, or None."""
    for title_date in dates:
        # A number before a date (`Weeknotes: 17 24.01.2021`) ends where the date begins.
        title = title[: title_date.start] + "|" * len(title_date.text) + title[title_date.end :]
    match = _NUMBER.search(title)
    return (int(match[1]), match.start(1)) if match else None


def _find_week_number(title: str) -> tuple[int, int, str] | None:
    match = _WEEK_NUMBER.search(title)
    return (int(match[1]), match.start(), match[0]) if match else None


def _weeks(title: str) -> Iterator[TitleDate]:
    for match in _ISO_WEEK.finditer(title):
        try:
            monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        except ValueError:
            continue
        if monday.year in COMPUTABLE_YEARS:
            yield TitleDate(text=match[0], start=match.start(), sense=Sense.WEEK, days=(monday,), has_year=True)


def _dates(title: str, near: date) -> Iterator[TitleDate]:
    for match in _DATE.finditer(title):
        before, after = title[: match.start()], title[match.end() :]
        sense = _sense(before, after)
        follows = "" if sense or after.strip(" .)") else before.strip(" ,:;–—-|(").casefold()
        days, has_year = _days(match, near)
        if (sense or follows) and days:
            yield TitleDate(
                text=match[0], start=match.start(), sense=sense, days=days, has_year=has_year, follows=follows
            )


def _sense(before: str, after: str) -> Sense | None:
    for pattern, sense in ((_COMMENCING, Sense.COMMENCING), (_ENDING, Sense.ENDING), (_WEEK_OF, Sense.WEEK)):
        if pattern.search(before):
            return sense
    alone = _NOTHING_BUT_A_WEEKDAY.fullmatch(before) and (not after.strip(" .") or _BEFORE_NOTE.match(after))
    return Sense.DAY if alone or _AFTER_NOTE.search(before) else None


def _days(match: re.Match[str], near: date) -> tuple[tuple[date, ...], bool]:
    if match["iso"] or match["numeric"]:
        return readings(match["iso"] or match["numeric"]), True
    month = match["month"] or match["us_month"]
    year = (match["year"] or match["us_year"] or "").strip(" ,’'")
    last = _in_year(match["day"] or match["us_last"] or match["us_first"], month, year, near)
    first = match["first"] or (match["us_first"] if match["us_last"] else "")
    if last and first:
        opens = _in_year(first, match["first_month"] or month, "", last[0])
        return tuple(dict.fromkeys((*last, *opens))), bool(year)
    return last, bool(year)


def _in_year(day: str, month: str, year: str, near: date) -> tuple[date, ...]:
    years = [year] if year else [str(near.year + shift) for shift in (-1, 0, 1)]
    found = [one for year in years for one in readings(f"{day} {month.rstrip('.')} {year}")]
    return (min(found, key=lambda one: abs(one - near)),) if found else ()
