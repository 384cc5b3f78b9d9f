"""Weeks are ISO 8601 weeks, and a note dated on a Monday covers the week before."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weeknotes_site.model.days import span_in_words
from weeknotes_site.model.week import Week, cover_week, weeks_between, weeks_in_year

DAYS = st.dates(date(1990, 1, 8), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2022, 1, 21), "2022-W03"),
        (date(2022, 1, 23), "2022-W03"),
        (date(2022, 1, 24), "2022-W03"),
        (date(2022, 1, 25), "2022-W04"),
        (date(2024, 12, 31), "2025-W01"),
        (date(2027, 1, 1), "2026-W53"),
        (date(2021, 1, 4), "2020-W53"),
    ],
)
def test_a_date_gives_the_week_that_its_note_covers(day: date, week: str) -> None:
    assert str(cover_week(day)) == week


def test_a_monday_can_count_to_its_own_week() -> None:
    assert str(cover_week(date(2024, 12, 30), monday_covers_previous_week=False)) == "2025-W01"


@given(DAYS)
def test_only_mondays_depend_on_the_setting(day: date) -> None:
    differs = cover_week(day) != cover_week(day, monday_covers_previous_week=False)
    assert differs == (day.isoweekday() == 1)


@given(DAYS)
def test_a_week_contains_its_days_and_is_parsed_from_its_own_text(day: date) -> None:
    week = Week.of(day)
    assert week.monday <= day <= week.sunday
    assert week.friday == week.monday + timedelta(days=4)
    assert Week.parse(str(week)) == week
    assert week.next.previous == week.previous.next == week


@given(DAYS, DAYS)
def test_weeks_sort_by_time(one: date, other: date) -> None:
    assert (Week.of(one) < Week.of(other)) == (Week.of(one).monday < Week.of(other).monday)


@given(DAYS)
def test_a_week_is_complete_from_the_tuesday_after_it(day: date) -> None:
    week = Week.last_complete(day)
    assert week.tuesday_after <= day < week.next.tuesday_after


def test_some_years_have_53_weeks() -> None:
    assert [year for year in range(2015, 2033) if weeks_in_year(year) == 53] == [2015, 2020, 2026, 2032]


def test_weeks_between_crosses_new_year() -> None:
    assert [str(week) for week in weeks_between(Week(2020, 52), Week(2021, 1))] == ["2020-W52", "2020-W53", "2021-W01"]


@pytest.mark.parametrize("text", ["2022-W54", "2022-W00", "2021-W53", "W03", "3", "2022-03", "2022-W003", ""])
def test_an_invalid_week_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="week"):
        Week.parse(text)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2022, 1, 17), date(2022, 1, 21), "17–21 January 2022"),
        (date(2022, 1, 31), date(2022, 2, 4), "31 January – 4 February 2022"),
        (date(2020, 12, 28), date(2021, 1, 1), "28 December 2020 – 1 January 2021"),
    ],
)
def test_spans_repeat_a_month_or_year_only_if_it_differs(first: date, last: date, words: str) -> None:
    assert span_in_words(first, last) == words
