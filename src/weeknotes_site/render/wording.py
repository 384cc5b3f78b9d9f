"""Words of templates in the site's language: the functions behind `{% trans %}`, and filters for lists and days."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from markupsafe import Markup, escape

from weeknotes_site.languages import Language, direction_of
from weeknotes_site.model.names import capital
from weeknotes_site.regex import regex

_NO_BREAK = "\u00a0"
_YEAR = regex(r" \d{4}$")


def template_globals(language: Language) -> dict[str, Any]:
    """Return the functions that `{% trans %}` calls: messages are HTML, their values are escaped.

    The number that selects the plural is shown as `num`, with thousands grouped.
    """
    known: dict[str, Markup] = {}

    def gettext(message: str, **values: object) -> Markup:
        if not values:
            if message not in known:
                known[message] = _filled(language.gettext(message), values)
            return known[message]
        return _filled(language.gettext(message), values)

    def ngettext(singular: str, plural: str, number: int, **values: object) -> Markup:
        return _filled(language.ngettext(singular, plural, number), {**values, "num": language.number(number)})

    def pgettext(context: str, message: str, **values: object) -> Markup:
        return _filled(language.pgettext(context, message), values)

    def npgettext(context: str, singular: str, plural: str, number: int, **values: object) -> Markup:
        form = language.npgettext(context, singular, plural, number)
        return _filled(form, {**values, "num": language.number(number)})

    return {
        "gettext": gettext,
        "ngettext": ngettext,
        "pgettext": pgettext,
        "npgettext": npgettext,
        "comma": language.comma,
        "colon": language.colon,
    }


def template_filters(language: Language) -> dict[str, Callable[..., Any]]:
    """Return the filters that depend on the language."""
    own = language.data.own

    def commas(items: Iterable[object]) -> str:
        return language.comma.join(map(str, items))

    def between(items: Iterable[str], kind: str = "and") -> list[str]:
        return language.between(tuple(items), kind)

    def unbroken(days: str) -> str:
        if not own.break_after:
            return days
        return escape(f"{_NO_BREAK}{own.break_after.strip()} ").join(map(_glued, days.split(own.break_after)))

    def direction(lang: str) -> str:
        return direction_of(lang or language.tag)

    return {
        "commas": commas,
        "between": between,
        "unbroken": unbroken,
        "capital": capital,
        "number": language.number,
        "direction": direction,
    }


def _filled(message: str, values: Mapping[str, object]) -> Markup:
    # `Markup % values` escapes the same, in three times the time.
    return Markup(message % {name: escape(value) for name, value in values.items()})  # noqa: S704 - escaped


def _glued(days: str) -> Markup:
    """Return `9–13 November 2026`, in which lines break only before the year."""
    found = _YEAR.search(days)
    year = found.start() if found else len(days)
    return Markup('<span class="whole">%s</span>%s') % (days[:year], days[year:])
