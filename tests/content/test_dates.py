"""ISO dates are read as written; any other form is an error that lists its possible meanings."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weeknotes_site.content.dates.days import DateError, read_date, readings
from weeknotes_site.model.days import Moment


@given(st.dates(date(1990, 1, 1), date(2199, 12, 31)))
def test_an_iso_date_is_noon_utc_of_its_day(day: date) -> None:
    assert read_date(day.isoformat()) == Moment(day, datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2022-01-24 09:30", datetime(2022, 1, 24, 9, 30, tzinfo=UTC)),
        ("2022-01-24T09:30:15Z", datetime(2022, 1, 24, 9, 30, 15, tzinfo=UTC)),
        ("2022-01-24T23:30:00+02:00", datetime(2022, 1, 24, 23, 30, tzinfo=timezone(timedelta(hours=2)))),
        ("2022-01-24 09:30 +01:00", datetime(2022, 1, 24, 9, 30, tzinfo=timezone(timedelta(hours=1)))),
    ],
)
def test_a_time_may_follow_the_day(text: str, moment: datetime) -> None:
    assert read_date(text) == Moment(date(2022, 1, 24), moment)


@given(st.dates(date(1990, 1, 1), date(2069, 12, 31)), st.sampled_from([".", "/", "-", " "]))
def test_the_readings_of_a_date_include_day_first(day: date, separator: str) -> None:
    assert day in readings(f"{day.day}{separator}{day.month:02}{separator}{day.year}")


@given(st.text(max_size=40) | st.from_regex(r"\s*20\d{2}-\d{1,2}-\d{1,2}([T ]\d{1,2}:\d{2})?\s*", fullmatch=True))
def test_any_text_is_a_date_or_an_error_with_a_hint(text: str) -> None:
    try:
        moment = read_date(text)
    except DateError:
        return
    assert moment.at.tzinfo is not None
    assert text.strip().startswith(moment.day.isoformat())


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Fri, 20/11/2026", "2026-11-20"),
        ("Thursday 05/11/2026", "2026-11-05"),
        ("Monday 05/11/2026", "2026-05-11"),
        ("Freitag, 20. November 2026", "2026-11-20"),
        ("Friday 2026-11-20", "2026-11-20"),
    ],
)
def test_a_weekday_confirms_a_date(text: str, day: str) -> None:
    with pytest.raises(DateError) as raised:
        read_date(text)
    assert [meant.isoformat() for meant in raised.value.meant] == [day]
    assert raised.value.is_certain


@pytest.mark.parametrize("text", ["Thursday 20 November 2026", "jeudi 20 novembre 2026", "Thu 20/11/2026"])
def test_a_weekday_that_contradicts_the_date_is_reported(text: str) -> None:
    with pytest.raises(DateError, match="2026-11-20 is a Friday") as raised:
        read_date(text)
    assert not raised.value.is_certain


def test_many_weekdays_are_not_a_date() -> None:
    with pytest.raises(DateError):
        read_date("Mon " * 10_000 + "20/11/2026")
