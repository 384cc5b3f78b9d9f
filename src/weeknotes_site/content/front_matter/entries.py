"""Read the entries of front matter by key, and report unknown keys and invalid values."""

from collections.abc import Container, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import yaml
from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.content.dates.days import plausible_day_in_name
from weeknotes_site.content.dates.unknown_years import ANY_DATE, ANY_WEEK, with_closest
from weeknotes_site.content.dates.weeks import as_list
from weeknotes_site.content.front_matter.block import Block, Entry, node_place
from weeknotes_site.content.front_matter.fields import FieldError, Reader, week_hint
from weeknotes_site.content.front_matter.fixes import rewrite
from weeknotes_site.content.text.source import Source
from weeknotes_site.content.titles.facts import Sense
from weeknotes_site.content.titles.reading import read_title
from weeknotes_site.diagnostics import Diagnostic, Fix, Position, error, replacing, warning
from weeknotes_site.model.week import Week
from weeknotes_site.regex import regex
from weeknotes_site.suggestions import differ_by_a_typo, nearest

DRAFT = "draft"
_WRITE_DRAFT = f"write `{DRAFT}: true`, or delete the line"
_YEAR_OF_WEEK = regex(r"\d{4}(?=-W)")
_OTHER_NAMES = {
    **dict.fromkeys(("by", "writer", "writers", "contributors", "creator", "byline"), "author"),
    **dict.fromkeys(("name", "subject", "headline"), "title"),
    **dict.fromkeys(("description", "excerpt", "abstract", "intro"), "summary"),
    **dict.fromkeys(("categories", "category", "keywords", "labels", "topics"), "tags"),
    **dict.fromkeys(("lastmod", "modified", "last_modified", "last_modified_at"), "updated"),
    **dict.fromkeys(("day", "created", "published_on", "publish_date", "pubdate"), "date"),
    **dict.fromkeys(("language", "locale"), "lang"),
    **dict.fromkeys(("redirect_from", "aliases", "redirects"), "formerly"),
    **dict.fromkeys(("squad", "group", "department"), "team"),
}
"""Keys of other tools, with ours."""
_OTHER_WORDS = frozenset(
    (
        *("subtitle", "sub_title", "seo_title", "og_title", "untitled", "entitled", "weekday", "weekend", "surname"),
        *("translator", "translation", "author_url", "leading", "extended", "attended", "content", "extract"),
    )
)
"""Keys that only look like misspellings of ours."""
_HELD_BACK = {
    **dict.fromkeys(("published", "publish"), ("false", "no", "off", "never")),
    **dict.fromkeys(("private", "hidden", "unlisted", "wip"), ("true", "yes", "on")),
    **dict.fromkeys(("status", "state"), ("draft", "private", "unpublished", "wip")),
    "visibility": ("draft", "private", "hidden", "unlisted"),
}
"""Keys and values by which other tools hold a page back."""
_INTO_WEEK = {Sense.COMMENCING: timedelta(days=2), Sense.ENDING: timedelta(days=-2)}
"""Offset from the first or last day of a week, which may begin on a Sunday or end on a Monday."""
_LONGEST_RANGE = timedelta(days=27)
_FAR = timedelta(days=80)
_NULLS = ("", "~", "null", "Null", "NULL")


class Fields(Struct, frozen=True):
    """The valid values of front matter, and the positions of all its keys."""

    values: Mapping[str, Any]
    positions: Mapping[str, Position]
    empty: frozenset[str] = frozenset()
    """Keys without a value, which count as not given, except `draft`."""


def read_fields(source: Source, block: Block, readers: Mapping[str, Reader]) -> tuple[Fields, list[Diagnostic]]:
    """Read all entries that have a reader; report unknown keys and invalid values."""
    entries = block.entries
    values: dict[str, Any] = {}
    positions = {key: problem.place.position for key, problem in block.unparsed if key}
    diagnostics: list[Diagnostic] = []
    failures: list[tuple[Entry, FieldError]] = []
    empty: set[str] = set()
    for entry in entries:
        reader = readers.get(entry.key)
        if reader is None:
            is_slip = is_slip_of_draft(entry.key, readers) or is_held_back(entry, readers)
            explain = _slip_of_draft if is_slip else _unknown
            diagnostics.append(explain(entry, entries, readers))
            continue
        if is_empty(entry.node):
            positions[entry.key] = entry.place.position
            if entry.key == DRAFT:
                message = f"`{DRAFT}` takes `true` or `false`, but is empty"
                diagnostics.append(error("wrong-type", entry.place, message, _WRITE_DRAFT))
            else:
                empty.add(entry.key)
            continue
        place = entry.value_place
        positions[entry.key] = (place if place.source else entry.place).position
        try:
            values[entry.key] = reader(entry.key, entry.node)
        except FieldError as failure:
            failures += ((entry, one) for one in (failure, *failure.others))
    named = plausible_day_in_name(source.path)
    day = values["date"].day if "date" in values else named
    diagnostics += (_invalid(source, entry, failure, day, named) for entry, failure in failures)
    return Fields(values=values, positions=positions, empty=frozenset(empty)), diagnostics


def is_empty(node: yaml.Node) -> bool:
    """Return whether a value is null or empty quotes, which forms write for an empty field."""
    if not isinstance(node, yaml.ScalarNode):
        return False
    return not node.value.strip() or (not node.style and node.value in _NULLS)


def _invalid(source: Source, entry: Entry, failure: FieldError, day: date | None, named: date | None) -> Diagnostic:
    """Return the error for an invalid value; `day` is the note's date, or if `named`, the one in its file's name."""
    place = node_place(source, failure.node) if failure.node else entry.value_place
    hint, fix = failure.hint, rewrite(entry.key, place, failure.meant) if failure.meant else None
    is_one_of_several = len(failure.days) > 1 and named in failure.days
    if entry.key == "date" and named and (is_one_of_several or ANY_DATE in hint):
        hint = f"write `date: {named}`, as in the file's name"
        fix = replacing(place, str(named), is_safe=False) if is_one_of_several else fix
    elif day and failure.code == "invalid-week" and (meant := _meant_weeks(failure, day)):
        hint = week_hint(entry.key, meant)
        # A list would be nested in another.
        is_whole = not isinstance(entry.node, yaml.SequenceNode) or not meant.startswith("[")
        fix = replacing(place, meant, is_safe=False) if is_whole else None
    elif day and failure.code == "invalid-week" and _is_far(failure.meant or with_closest(failure.weeks, day), day):
        hint, fix = week_hint(entry.key, str(Week.of(day))), None
    elif day and failure.code in ("invalid-date", "invalid-week"):
        hint, weeks = with_closest(hint, day), with_closest(failure.weeks, day)
        if weeks and _YEAR_OF_WEEK.sub("YYYY", weeks) == failure.weeks:
            fix = replacing(place, weeks, is_safe=False)
    return error(failure.code, place, failure.message, hint, fix)


def _meant_weeks(failure: FieldError, day: date) -> str:
    """Return the week, or a list of weeks, of days in words such as `w/c 2 Nov`; else empty."""
    written = failure.node.value if isinstance(failure.node, yaml.ScalarNode) else ""
    found = read_title(written, day).dates if not failure.meant and failure.weeks == ANY_WEEK else ()
    if len(found) != 1 or not found[0].sense:
        return ""
    shift = _INTO_WEEK.get(found[0].sense, timedelta())
    days = sorted((one + shift for one in found[0].days), key=lambda one: abs(one - day))
    # Days of a range are closer to each other than two readings of `02/11/2026`.
    is_range = len(days) > 1 and abs(days[0] - days[1]) <= _LONGEST_RANGE
    first, last = Week.of(min(days)), Week.of(max(days))
    if len(days) > 1 and not is_range and any(map(str.isalpha, written)):
        return ""  # a span of months
    if not is_range or first == last:
        return str(Week.of(days[0]))
    weeks = [first]
    while weeks[-1] < last:
        weeks.append(weeks[-1].next)
    return as_list(weeks)


def _is_far(week: str, day: date) -> bool:
    """Return whether a week is so far from the note's date that something else was probably meant, such as a month."""
    try:
        return abs(Week.parse(week).monday - day) > _FAR
    except ValueError:
        return False


MEANT_DATE = "did you mean `date`?"
"""The hint for a misspelled `date`."""


def is_slip_of_draft(key: str, known: Container[str]) -> bool:
    """Return whether an unknown key is at most one typo away from `draft`, so that the note may be one."""
    return DRAFT in known and key not in known and differ_by_a_typo(key.casefold(), DRAFT)


def is_held_back(entry: Entry, known: Container[str]) -> bool:
    """Return whether another tool would hold the note back for a key, such as `published: false`."""
    value = entry.node.value if isinstance(entry.node, yaml.ScalarNode) else ""
    return DRAFT in known and str(value).casefold() in _HELD_BACK.get(entry.key.casefold(), ())


def _letters(key: str) -> str:
    """Return a key without case, invisible characters, hyphens and underscores."""
    return "".join(filter(str.isalnum, key.casefold()))


def _slip_of_draft(entry: Entry, entries: Iterable[Entry], readers: Mapping[str, Reader]) -> Diagnostic:
    if is_held_back(entry, readers):
        message = f"`{entry.key}: {entry.node.value}` does not hold a note back here"
        return error("unknown-key", entry.place, message, _WRITE_DRAFT)
    message = f"`{entry.key}` may mean `{DRAFT}`, which decides whether the note is published"
    return error("unknown-key", entry.place, message, _WRITE_DRAFT, _rename(entry, DRAFT, entries, readers))


def _unknown(entry: Entry, entries: Iterable[Entry], readers: Mapping[str, Reader]) -> Diagnostic:
    word = entry.key.casefold().replace("-", "_")
    near = None if word in _OTHER_WORDS else nearest(entry.key, readers)
    other = _OTHER_NAMES.get(word, "")
    meant = near or (other if other in readers else "")
    without = "move it under `extra:` if a template needs it, else delete it" if "extra" in readers else "delete it"
    hint = f"did you mean `{meant}`?" if meant else without
    if meant in {other.key for other in entries}:
        hint = f"delete it, or move its value to `{meant}`, which is also given"
    fix = _rename(entry, meant, entries, readers) if meant else None
    if fix and not near:
        # Two such keys may mean the same one.
        is_alone = sum(other.key not in readers for other in entries) == 1
        fix = replace(fix, is_safe=False) if is_alone else None
    elif fix and not differ_by_a_typo(_letters(entry.key), _letters(meant)):
        fix = replace(fix, is_safe=False)
    return warning("unknown-key", entry.place, f"unknown key `{entry.key}`", hint, fix)


def _rename(entry: Entry, key: str, entries: Iterable[Entry], readers: Mapping[str, Reader]) -> Fix | None:
    """Return a fix that renames an entry's key; None if that key exists, or the value is not valid for it."""
    is_free = key not in {other.key for other in entries} and _can_read(readers[key], key, entry.node)
    return rewrite(key, entry.place, key) if is_free else None


def _can_read(reader: Reader, key: str, node: yaml.Node) -> bool:
    """Return whether a value is valid for a key, possibly after a fix."""
    try:
        reader(key, node)
    except FieldError as failure:
        return bool(failure.meant)
    return True
