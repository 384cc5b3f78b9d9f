"""What ranges of days in another form mean: `2026-08-14 to 2026-08-01`, `2026-W33`, `3 May 2026 – 8 May 2026`."""

import re
from datetime import date

from weeknotes_site.content.dates.days import DateError, read_date
from weeknotes_site.model.week import Week
from weeknotes_site.regex import regex

TO = "to|until|till|through|bis|au|tan|tot|do"
"""Words between the first and the last day or week of a range."""
_BETWEEN = regex(rf" ?(?:\.{{2,3}}|->|[–—→]) ?| (?:{TO}|-) ", re.IGNORECASE)


def meant_days(written: str) -> tuple[date, date] | None:
    """Return the first and the last day of a range, in this order; None unless both are certain."""
    parts = _BETWEEN.split(" ".join(written.split()))
    if len(parts) == 1 and written.count("/") == 1:
        parts = written.split("/")
    meant = [_span(part.strip()) for part in parts]
    if len(meant) > 2 or not all(meant):
        return None
    days = sorted(day for span in meant for day in span or ())
    return days[0], days[-1]


def _span(written: str) -> tuple[date, date] | None:
    """Return the first and last day of a day or week, or None."""
    try:
        week = Week.parse(written)
    except ValueError:
        pass
    else:
        return week.monday, week.sunday
    try:
        day = read_date(written).day
    except DateError as failure:
        return (failure.meant[0],) * 2 if len(failure.meant) == 1 else None
    return day, day
