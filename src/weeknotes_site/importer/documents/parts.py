"""The notes of one document, each with the values that apply to all of them."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from msgspec.structs import replace

from weeknotes_site.importer.clues.dates import WEEK_NUMBER, WEEKDAY
from weeknotes_site.importer.clues.titles import Title
from weeknotes_site.importer.documents.split import Part, later_dates, split_parts
from weeknotes_site.importer.found import FoundNote, title_clues
from weeknotes_site.model.days import WEEKDAYS

_ANY_YEAR = "2000"
_WEEKDAY = re.compile(rf"\b{WEEKDAY}\b", re.I)


def part_of(whole: FoundNote, part: Part, body: str) -> FoundNote:
    """Return one of several notes of a document, with the facts that all of them share."""
    title, how = part.title, "the title"
    remarks: tuple[str, ...] = ()
    if part.year:
        how = f"the title, with the year {part.year} of the document"
        remarks = tuple(_doubts(title))
    return replace(
        whole,
        key=f"{whole.key}#{title.text}",
        title=title.text,
        body=body,
        days=(*(one.clue(title.text, how) for one in title.days), *whole.days),
        teams=(*title_clues(title.team, title.subject, "the title"), *whole.teams),
        number=title.number,
        is_draft=whole.is_draft or bool(remarks),
        remarks=(
            *whole.remarks,
            *remarks,
            *other_dates(part.body, *(title.days[0].readings[:1] if title.days else ())),
        ),
    )


def other_dates(text: str, own: date | None = None) -> Iterator[str]:
    """Yield a remark if dates in a note's text may begin other notes."""
    if named := ", ".join(f"`{one}`" for one in islice(later_dates(text, own), 3)):
        yield f"{named} may begin another note; check where this one ends"


def _doubts(title: Title) -> Iterator[str]:
    """Yield the doubts about a title whose year comes from elsewhere."""
    if any(one.week and WEEK_NUMBER.match(title.text, one.start) for one in title.days):
        yield f"`{title.text}` is read as that week of the calendar year; check the week"
    named = _WEEKDAY.search(title.text)
    days = [day for one in title.days if not one.week for day in one.readings]
    if named and days and all(WEEKDAYS[day.weekday()][:3].lower() != named[0][:3].lower() for day in days):
        yield f"`{title.text}` is another day of the week; check the year"


def dates_without_year(text: str) -> str:
    """Return advice for a text with several headings that are dates without a year; empty for others."""
    _, parts = split_parts(text, _ANY_YEAR)
    if len(parts) < 2:
        return ""
    named = ", ".join(f"`{part.title.text.removesuffix(_ANY_YEAR).rstrip(' /.')}`" for part in parts[:3])
    return f"{named} have no year: write it into the file's name, as in `weeknotes-2023.md`"
