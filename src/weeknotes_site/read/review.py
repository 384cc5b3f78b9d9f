"""What a careful colleague would remark on: warnings about notes that can be published as they are."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from weeknotes_site.diagnostics import Diagnostic, warning
from weeknotes_site.read.notes import Identified

FUTURE_DAYS = 7


def review(notes: Iterable[Identified], as_of: date) -> list[Diagnostic]:
    """Look at every note that has no error, as of a day."""
    return [problem for note in notes for problem in _future_date(note, as_of)]


def _future_date(note: Identified, as_of: date) -> Iterator[Diagnostic]:
    day, _ = note.file.fields.get("date")
    if day > as_of + timedelta(days=FUTURE_DAYS):
        message = f"`{day.isoformat()}` is more than a week ahead of {as_of.isoformat()}"
        hint = "check the year and the month; to hold a note back write `draft: true`"
        yield warning("future-date", note.file.place("date"), message, hint)
