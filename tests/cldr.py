"""Extract CLDR data: `python tests/cldr.py` rewrites `cldr` in the JSON file of each language.

Babel brings CLDR. Its date patterns become ours, because pages need whole dates and spans alone.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from babel import Locale

FOLDER = Path(__file__).parents[1] / "src/weeknotes_site/languages"
REGIONS = {"en": "en_GB", "en-US": "en_US"}
"""Where the language's plain tag stands for one of its regions."""

_PART = re.compile(r"'([^']*)'|(d+|M+|L+|y+)")
_NAMES = {"d": "day", "M": "month", "L": "month", "y": "year"}
_FIRST_NAMES = {"d": "first", "M": "first_month", "L": "first_month", "y": "first_year"}
# Narrow spaces, and marks of direction: pages set their own.
_SPACES = str.maketrans({"\u202f": " ", "\u00a0": " ", "\u200e": None, "\u200f": None})


def locale_of(tag: str) -> Locale:
    """Return Babel's data for a language."""
    return Locale.parse(REGIONS.get(tag, tag), sep="_")


def read(tag: str) -> dict[str, Any]:
    """Return a language's file."""
    content: dict[str, Any] = json.loads((FOLDER / f"{tag}.json").read_text("utf-8"))
    return content


def extract(tag: str) -> dict[str, Any]:
    """Return the `cldr` part of a language's file."""
    locale = locale_of(tag)
    return {
        "dates": _dates(locale),
        "conjunction": _separators(locale.list_patterns["standard"]),
        "disjunction": _separators(locale.list_patterns["or"]),
        "group": locale.number_symbols["latn"]["group"],
        "direction": locale.text_direction,
        "plurals": _plurals(locale),
    }


def span_patterns(locale: Locale, field: str) -> tuple[str, str]:
    """Return the patterns of a span's two days; `field` is the greatest part in which they differ: `d`, `M` or `y`.

    CLDR has thin spaces around a dash. Within a month they look like none, and differ between its releases.
    """
    space = "" if field == "d" else " "
    first, last = (pattern.replace("\u2009", space) for pattern in locale.interval_formats["yMMMd"][field])
    return first, last


def _dates(locale: Locale) -> dict[str, Any]:
    spans = {field: span_patterns(locale, field) for field in "dMy"}
    return {
        "months": [locale.months["format"]["wide"][number] for number in range(1, 13)],
        "months_short": [locale.months["format"]["abbreviated"][number] for number in range(1, 13)],
        "weekdays": [locale.days["format"]["wide"][number] for number in range(7)],
        "day": _pattern(str(locale.date_formats["long"].pattern), _NAMES),
        **{
            name: _pattern(spans[field][0], _FIRST_NAMES) + _pattern(spans[field][1], _NAMES)
            for name, field in (("same_month", "d"), ("same_year", "M"), ("other_year", "y"))
        },
    }


def _pattern(cldr: str, names: Mapping[str, str]) -> str:
    def part(found: re.Match[str]) -> str:
        return "{" + names[found[2][0]] + "}" if found[2] else found[1] or "'"

    return _PART.sub(part, cldr.translate(_SPACES))


def _separators(patterns: Mapping[str, str]) -> dict[str, str]:
    def between(pattern: str) -> str:
        return pattern.removeprefix("{0}").removesuffix("{1}")

    return {"pair": between(patterns["2"]), "middle": between(patterns["middle"]), "last": between(patterns["end"])}


def _plurals(locale: Locale) -> dict[str, int]:
    found: dict[str, int] = {}
    for number in (1, 0, *range(2, 120)):
        found.setdefault(locale.plural_form(number), number)
    return found


def main() -> None:
    for path in sorted(FOLDER.glob("*.json")):
        written = {**read(path.stem), "cldr": extract(path.stem)}
        path.write_text(as_json(written), "utf-8")


def as_json(content: Mapping[str, Any]) -> str:
    """Return a language's file as text."""
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    main()
