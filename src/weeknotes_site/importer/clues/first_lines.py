"""Read days from the first lines of a text."""

from collections.abc import Iterator

from msgspec.structs import replace

from weeknotes_site.importer.clues.dates import clues_in
from weeknotes_site.importer.clues.titles import read_title
from weeknotes_site.importer.found import DayClue
from weeknotes_site.importer.text.headings import without_marks
from weeknotes_site.model.days import WEEKDAYS

_LINKS = ("](", "][", "]:", "://", "href=")
_ABOUT_DATES = frozenset(
    (
        *(day.casefold() for day in WEEKDAYS),
        *(day[:3].casefold() for day in WEEKDAYS),
        *("date", "dated", "for", "from", "of", "on", "posted", "published", "the", "to", "week", "written", "–", "-"),
    )
)


def opening_days(body: str) -> tuple[DayClue, ...]:
    """Return the dates of the first lines that are nothing but a date, such as the heading `17/02/20 - 21/02/20`."""
    lines = [line for line in body.split("\n")[:8] if line.strip()][:3]
    return tuple(one for line in lines for one in _days_of_line(line.strip()))


def _days_of_line(line: str) -> Iterator[DayClue]:
    """Yield the days of a line that is mostly a date; next to unrelated words, it does not name a week."""
    bare = without_marks(line)
    title = read_title(bare)
    others = title.without_dates().casefold().split()
    if len(bare) > 80 or any(one in bare for one in _LINKS) or not (title.is_weeknote or len(others) <= 3):
        return
    is_heading = bare != line or title.is_weeknote or all(one.strip(":,.()") in _ABOUT_DATES for one in others)
    for one in clues_in(bare, "the first lines"):
        if one.is_typed:  # others are of another day: "Last time: 13 January 2023"
            yield replace(one, is_typed=is_heading)
