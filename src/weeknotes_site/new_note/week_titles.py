"""Continue titles that count weeks, in any words: `Week 47`, `W47: the sofa`, `2026/47`."""

from collections.abc import Iterable, Sequence

from weeknotes_site.content.dates.days import with_ascii_digits, with_digits_of
from weeknotes_site.model.week import Week
from weeknotes_site.new_note.schedule import RECENT, NotePlan
from weeknotes_site.regex import regex

_YEAR, _SHORT_YEAR = "\0", "\1"
"""Placeholders for the week's year; titles have no control characters."""
_A_YEAR = regex(r"(?<!\d)\d{4}(?!\d)|(?<=[/’'])\d\d(?!\d)")
_NUMBER = regex(r"\d+")
_MARKS = regex(r"\W*")
_OPENING = " :;,.|([{–—-\"'“„«‘"


def title_by_week(plan: NotePlan) -> str:
    """Return the last title with the number of the new week; empty unless all recent titles have their week's number.

    The week is the one that a note covers, else that of its date.
    """
    covered = _next_title([(note.title, note.week) for note in plan.before], plan.week)
    return covered or _next_title([(note.title, Week.of(note.date)) for note in plan.before], Week.of(plan.day))


def _next_title(titles: Sequence[tuple[str, Week]], week: Week) -> str:
    """Return the last title with another week; the text after it is dropped where it differs between notes."""
    recent = titles[-RECENT:]
    if len({of for _, of in recent}) < 2:
        return ""
    split = [_around_week(*one) for one in recent]
    before = next((text for text in split[-1] if all(text in one for one in split)), None)
    if before is None:
        return ""
    has_zero = any(_around_week(*one).get(before, ("", ""))[0].startswith("0") for one in titles)
    number = f"{week.number:02}" if has_zero else str(week.number)
    title = before + number + _shared(one[before][1] for one in split)
    title = title.replace(_YEAR, str(week.year)).replace(_SHORT_YEAR, f"{week.year % 100:02}")
    return with_digits_of(recent[-1][0], title)


def _around_week(title: str, week: Week) -> dict[str, tuple[str, str]]:
    """Return each number that is the week's, with the text after it, by the text before it."""
    placeholders = {str(week.year): _YEAR, f"{week.year % 100:02}": _SHORT_YEAR}
    title = _A_YEAR.sub(lambda year: placeholders.get(year[0], year[0]), with_ascii_digits(title))
    found = ((match, title[match.end() :]) for match in _NUMBER.finditer(title) if int(match[0]) == week.number)
    # In `21st`, the letters change with the number.
    return {title[: match.start()]: (match[0], after) for match, after in found if not after[:1].isalpha()}


def _shared(texts: Iterable[str]) -> str:
    """Return the text after the number if all notes have the same, else only its closing brackets and marks."""
    different = set(texts)
    if len(different) == 1:
        return different.pop()
    marks = {marks[0].rstrip(_OPENING) for text in different if (marks := _MARKS.match(text))}
    return marks.pop() if len(marks) == 1 else ""
