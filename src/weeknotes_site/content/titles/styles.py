"""Write a date in the style of another date in a title."""

from collections.abc import Callable
from datetime import date

from weeknotes_site.languages import Language, find_language, shipped_tags
from weeknotes_site.model.days import MONTHS


def restyle(text: str, old: date, new: date) -> str | None:
    """Write the new date in the style in which `text` writes the old one; None if the style is unknown."""
    for style in _STYLES:
        if style(old) == text:
            return style(new)
    return _in_another_language(text, old, new)


def respan(text: str, old: tuple[date, date], new: tuple[date, date]) -> str | None:
    """Write a range of days in the style in which `text` writes the old one, in any language, or None."""
    for tag in shipped_tags():
        language = find_language(tag)
        if language.span(*old) == text:
            return language.span(*new)
    return None


def _in_another_language(text: str, old: date, new: date) -> str | None:
    for tag in shipped_tags():
        language = find_language(tag)
        for year in (True, False):
            if _day(language, old, year=year) == text:
                return _day(language, new, year=year)
    return None


def _day(language: Language, day: date, *, year: bool) -> str:
    written = language.day(day)
    return written if year else written.removesuffix(f" {day.year}")


def _ordinal(number: int) -> str:
    ending = "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _month(day: date) -> str:
    return MONTHS[day.month - 1]


_BARE: tuple[Callable[[date], str], ...] = (
    lambda day: f"{day.day} {_month(day)}",
    lambda day: f"{day.day:02} {_month(day)}",
    lambda day: f"{_ordinal(day.day)} {_month(day)}",
    lambda day: f"{day.day} {_month(day)[:3]}",
    lambda day: f"{day.day:02} {_month(day)[:3]}",
    lambda day: f"{_ordinal(day.day)} {_month(day)[:3]}",
    lambda day: f"{_month(day)} {day.day}",
    lambda day: f"{_month(day)[:3]} {day.day}",
    lambda day: f"{_month(day)} {_ordinal(day.day)}",
)


def _with_year(bare: Callable[[date], str], pattern: str) -> Callable[[date], str]:
    return lambda day: f"{bare(day)}{day:{pattern}}"


def _in_numbers(mark: str, year: str, width: int) -> Callable[[date], str]:
    return lambda day: f"{day.day:0{width}}{mark}{day.month:0{width}}{mark}{day:{year}}"


_STYLES: tuple[Callable[[date], str], ...] = (
    date.isoformat,
    *(_in_numbers(mark, year, width) for width in (2, 1) for mark in "/.-" for year in ("%Y", "%y")),
    *(_with_year(bare, pattern) for bare in _BARE for pattern in (" %Y", ", %Y", " %y")),
    *_BARE,
)
