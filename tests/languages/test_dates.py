"""Days and spans of days are written as in CLDR, for every week that a note can cover."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from babel import Locale
from babel.dates import format_date

import cldr
from weeknotes_site.languages import find_language, shipped_tags
from weeknotes_site.model.week import Week, weeks_between

WEEKS = list(weeks_between(Week(2019, 1), Week(2030, 52)))
OTHERWISE = {
    # French writes ranges out in sentences: "du 9 au 13 novembre 2026".
    ("fr", "d"): ("'du' d 'au' ", "d MMMM y"),
    ("fr", "M"): ("'du' d MMMM 'au' ", "d MMMM y"),
    ("fr", "y"): ("'du' d MMMM y 'au' ", "d MMMM y"),
    # CLDR has a comma before the first of the two years alone.
    ("cy", "y"): ("d MMMM y – ", "d MMMM y"),
}
"""Where a style guide differs from CLDR, in CLDR's own patterns."""
WEEK_OTHERWISE = {
    # CLDR has "Woche 46 des Jahres 2026"; beside a number, "KW 46/2026" is usual.
    "de": "KW %(number)s/%(year)s",
    "cy": "wythnos %(number)s, %(year)s",
    # CLDR has "سنة"; the other pages say "عام".
    "ar": "الأسبوع %(number)s من عام %(year)s",
}
"""The same for a week with its year."""


def spans() -> Iterator[tuple[date, date]]:
    """Yield the days of every week, and of every two weeks together."""
    for week in WEEKS:
        yield week.monday, week.friday
        yield week.monday, week.next.friday


@pytest.mark.parametrize("tag", shipped_tags())
def test_each_day_is_written_as_in_cldr(tag: str) -> None:
    language = find_language(tag)
    locale = cldr.locale_of(tag)
    days = [day for week in WEEKS for day in (week.monday, week.friday, week.sunday)]
    assert [language.day(day) for day in days] == [
        first_of_month(format_date(day, "long", locale), tag) for day in days
    ]


@pytest.mark.parametrize("tag", shipped_tags())
def test_each_week_is_written_as_in_cldr(tag: str) -> None:
    language = find_language(tag)
    locale = cldr.locale_of(tag)
    assert [language.span(*span) for span in spans()] == [written(tag, locale, *span) for span in spans()]


def written(tag: str, locale: Locale, first: date, last: date) -> str:
    """Return a span of days by CLDR's interval pattern of the greatest part in which they differ."""
    field = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    start, end = OTHERWISE.get((tag, field)) or (
        pattern.replace("MMM", "MMMM") for pattern in cldr.span_patterns(locale, field)
    )
    before, after = format_date(first, start, locale), format_date(last, end, locale)
    return first_of_month(before, tag) + first_of_month(after, tag)


def first_of_month(text: str, tag: str) -> str:
    """Write the first day of a month as French does."""
    if tag != "fr":
        return text
    words = text.split(" ")
    return " ".join("1er" if word == "1" else word for word in words)


@pytest.mark.parametrize("tag", shipped_tags())
def test_a_week_of_a_year_is_named_as_in_cldr(tag: str) -> None:
    named = find_language(tag).gettext("Week %(number)s of %(year)s")
    pattern = cldr.locale_of(tag).datetime_skeletons["yw"].pattern.replace("'", "")
    cldrs = re.sub(r"\bw\b", "%(number)s", pattern).replace("Y", "%(year)s")
    assert named.casefold() == WEEK_OTHERWISE.get(tag, cldrs).casefold()


def test_the_cldr_data_of_each_language_is_up_to_date() -> None:
    for tag in shipped_tags():
        assert cldr.extract(tag) == cldr.read(tag)["cldr"], f"run `python tests/cldr.py` for {tag}"


def test_dates_are_written_as_in_the_docs() -> None:
    week = Week(2026, 46)
    assert {tag: find_language(tag).span(week.monday, week.friday) for tag in shipped_tags()} == {
        "ar": "9–13 نوفمبر 2026",
        "cy": "9–13 Tachwedd 2026",
        "de": "9.–13. November 2026",
        "en": "9–13 November 2026",
        "en-US": "November 9–13, 2026",
        "fr": "du 9 au 13 novembre 2026",
    }
