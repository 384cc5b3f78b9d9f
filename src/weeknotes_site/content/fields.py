"""Front matter against the types its fields want: every value is read as its field means it, never as YAML guesses."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import yaml
from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.content.dates import FIRST_YEAR, LAST_YEAR, DateError, read_date
from weeknotes_site.content.front_matter import Entry, node_place
from weeknotes_site.content.front_matter_fixes import write_key, write_value
from weeknotes_site.content.slugs import MAX_SLUG
from weeknotes_site.content.source import Source
from weeknotes_site.content.week_spans import weeks_of_span
from weeknotes_site.diagnostics import Diagnostic, Place, Position, error, nearest, replacing, warning
from weeknotes_site.model.days import Moment
from weeknotes_site.model.language import LANGUAGE_TAG
from weeknotes_site.model.team import Break
from weeknotes_site.model.week import Week, weeks_in_year

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_TEXT = 500
MAX_LIST = 50

PERMANENT_ID = re.compile(r"[!-~]{4,200}")
_NULLS = ("", "~", "null", "Null", "NULL")
_BOOLEANS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


class Fields(Struct, frozen=True):
    """The values of a front matter that could be read, and the positions of all keys that are given."""

    values: Mapping[str, Any]
    positions: Mapping[str, Position]


class FieldError(Exception):
    """A value that its field cannot take."""

    def __init__(self, code: str, message: str, hint: str, node: yaml.Node | None = None, *, meant: str = "") -> None:
        """`meant` is the value that was certainly meant, in plain YAML; empty where nothing is certain."""
        super().__init__(message)
        self.code, self.message, self.hint, self.node, self.meant = code, message, hint, node, meant


Reader = Callable[[str, yaml.Node], Any]


def read_fields(
    source: Source, entries: tuple[Entry, ...], readers: Mapping[str, Reader]
) -> tuple[Fields, list[Diagnostic]]:
    """Read every entry that has a reader; report unknown keys and wrong values, all of them."""
    values: dict[str, Any] = {}
    positions: dict[str, Position] = {}
    problems: list[Diagnostic] = []
    for entry in entries:
        reader = readers.get(entry.key)
        if reader is None:
            problems.append(_unknown(entry, entries, readers))
            continue
        if isinstance(entry.node, yaml.ScalarNode) and not entry.node.style and entry.node.value in _NULLS:
            positions[entry.key] = _position(entry.place)
            continue
        place = entry.value_place
        positions[entry.key] = _position(place if place.source else entry.place)
        try:
            values[entry.key] = reader(entry.key, entry.node)
        except FieldError as failure:
            place = node_place(source, failure.node) if failure.node else place
            fix = write_value(entry.key, place, failure.meant) if failure.meant else None
            problems.append(error(failure.code, place, failure.message, failure.hint, fix))
    if "date" in values:
        problems = [_with_year(one, values["date"].day) for one in problems]
    return Fields(values=values, positions=positions), problems


def _position(place: Place) -> Position:
    return Position(place.line, place.column, place.length)


def _unknown(entry: Entry, entries: Iterable[Entry], readers: Mapping[str, Reader]) -> Diagnostic:
    near = nearest(entry.key, readers)
    hint = f"did you mean `{near}`?" if near else "put it under `extra:` if a template needs it, else delete it"
    is_free = near and near not in {one.key for one in entries} and _can_read(readers[near], near, entry.node)
    fix = write_key(entry.place, near) if near and is_free else None
    return warning("unknown-key", entry.place, f"`{entry.key}` is not a key the site knows", hint, fix)


def _can_read(reader: Reader, key: str, node: yaml.Node) -> bool:
    """Return whether a key's value can be read as that of another key, maybe after a fix."""
    try:
        reader(key, node)
    except FieldError as failure:
        return bool(failure.meant)
    return True


def text(key: str, node: yaml.Node) -> str:
    """Read a line of text, its white space folded."""
    folded = " ".join(_scalar(key, node, "text").split())
    if len(folded) > MAX_TEXT:
        raise FieldError("value-too-long", f"`{key}` has more than {MAX_TEXT} characters", "shorten it", node)
    return folded


def texts(key: str, node: yaml.Node) -> tuple[str, ...]:
    """Read one text or a list of them."""
    if isinstance(node, yaml.ScalarNode):
        one = text(key, node)
        return (one,) if one else ()
    return tuple(filter(None, (text(key, item) for item in _items(key, node))))


def words(key: str, node: yaml.Node) -> tuple[str, ...]:
    """Read a list of words, also written `one, two`."""
    if isinstance(node, yaml.ScalarNode):
        return tuple(filter(None, (part.strip() for part in text(key, node).split(","))))
    return texts(key, node)


def authors(key: str, node: yaml.Node) -> tuple[str, ...] | str:
    """Read a list of names as a tuple; a single text stays one, as it may name a team with a comma in it."""
    return text(key, node) if isinstance(node, yaml.ScalarNode) else texts(key, node)


def day(key: str, node: yaml.Node) -> Moment:
    """Read an ISO date, maybe with a time."""
    written = _scalar(key, node, "a date")
    try:
        return read_date(written)
    except DateError as failure:
        meant = [f"`{key}: {one.isoformat()}`" for one in failure.meant]
        hint = f"write {' or '.join(meant)}" if meant else f"write `{key}: YYYY-MM-DD`"
        certain = failure.meant[0].isoformat() if failure.is_certain else ""
        raise FieldError(failure.code, failure.message, hint, node, meant=certain) from None


def only_day(key: str, node: yaml.Node) -> date:
    """Read an ISO date."""
    return day(key, node).day


def weeks(key: str, node: yaml.Node) -> tuple[Week, ...]:
    """Read one week or a list of them; they come back in order."""
    items = [node] if isinstance(node, yaml.ScalarNode) else _items(key, node)
    return tuple(sorted({_week(key, item) for item in items}))


def _week(key: str, node: yaml.Node) -> Week:
    written = _scalar(key, node, "a week")
    try:
        week = Week.parse(written)
    except ValueError as failure:
        hint = f"write the ISO year and week: `{key}: {_example_week(written.strip())}`"
        if span := weeks_of_span(written):
            hint = f"write a list: `{key}: {span}`"
        raise FieldError("invalid-week", str(failure), hint, node) from None
    if not FIRST_YEAR <= week.year <= LAST_YEAR:
        message = f"the year {week.year} is not between {FIRST_YEAR} and {LAST_YEAR}"
        raise FieldError("invalid-week", message, "check the year", node)
    return week


def _with_year(problem: Diagnostic, day: date) -> Diagnostic:
    """Let the hint for a week without a year name the year in which that week is nearest to the note's date."""
    bare = re.search(r"YYYY-W(\d\d)", problem.hint)
    if problem.code != "invalid-week" or not bare:
        return problem
    number = int(bare[1])
    years = [year for year in range(day.year - 1, day.year + 2) if 1 <= number <= weeks_in_year(year)]
    if not years:
        return problem
    week = min((Week(year, number) for year in years), key=lambda week: abs(week.friday - day))
    fix = replacing(problem.place, str(week), is_safe=False)
    return replace(problem, hint=problem.hint.replace(bare[0], str(week)), fix=fix)


def _example_week(written: str) -> str:
    if bare := re.fullmatch(r"(?:[Ww](?:eek)?)?\s*(\d{1,2})", written):
        return f"YYYY-W{int(bare[1]):02}"
    if numbered := re.match(r"(\d{4})-?[Ww]", written):
        return str(Week(int(numbered[1]), weeks_in_year(int(numbered[1]))))
    return "2022-W03"


def number(key: str, node: yaml.Node) -> int:
    """Read a count without a sign."""
    written = _scalar(key, node, "a number").strip()
    if not re.fullmatch(r"[0-9]{1,6}", written):
        found = re.search(r"[0-9]{1,6}", written)
        hint = f"write `{key}: {int(found[0])}`" if found else "write digits only"
        raise FieldError("wrong-type", f"`{key}` wants a number, this is `{written}`", hint, node)
    return int(written)


def boolean(key: str, node: yaml.Node) -> bool:
    """Read true or false."""
    written = _scalar(key, node, "`true` or `false`").strip()
    if written.casefold() not in _BOOLEANS:
        raise FieldError(
            "wrong-type",
            f"`{key}` wants `true` or `false`, this is `{written}`",
            f"write `{key}: true`",
            node,
        )
    return _BOOLEANS[written.casefold()]


def slug(key: str, node: yaml.Node) -> str:
    """Read a slug: lower-case letters, digits and single hyphens, 80 at most."""
    written = _scalar(key, node, "a slug").strip()
    if not SLUG.fullmatch(written) or len(written) > MAX_SLUG:
        hint = f"use small letters, digits and hyphens, {MAX_SLUG} at most, for example `{key}: winter-review`"
        raise FieldError("invalid-slug", f"`{written[:MAX_SLUG]}` cannot be part of an address", hint, node)
    return written


def language(key: str, node: yaml.Node) -> str:
    """Read a language tag (BCP 47)."""
    written = _scalar(key, node, "a language tag").strip()
    if not LANGUAGE_TAG.fullmatch(written):
        raise FieldError("invalid-language", f"`{written}` is not a language tag", f"write `{key}: cy` for Welsh", node)
    return written


def permanent_id(key: str, node: yaml.Node) -> str:
    """Read an id: visible ASCII without spaces."""
    written = _scalar(key, node, "an id").strip()
    if not PERMANENT_ID.fullmatch(written) or set(written) & set("<>\"'&"):
        hint = "write a URN, for example `id: urn:uuid:…`, or leave it out"
        raise FieldError("invalid-id", f"`{written[:MAX_SLUG]}` cannot be a permanent id", hint, node)
    return written


def one_of(*known: str) -> Reader:
    """Make a reader of a word from a fixed set."""

    def read(key: str, node: yaml.Node) -> str:
        written = _scalar(key, node, "a word").strip()
        if written not in known:
            hint = f"write one of {', '.join(f'`{one}`' for one in known)}"
            raise FieldError("wrong-type", f"`{written}` is no {key}", hint, node)
        return written

    return read


def breaks(key: str, node: yaml.Node) -> tuple[Break, ...]:
    """Read a list of days and spans of days: `2026-12-21 to 2027-01-03`."""
    items = [node] if isinstance(node, yaml.ScalarNode) else _items(key, node)
    return tuple(_break(key, item) for item in items)


def _break(key: str, node: yaml.Node) -> Break:
    written = _scalar(key, node, "dates")
    parts = re.split(r"\s+(?:to|until|–|-)\s+|/", written.strip())
    try:
        days = [read_date(part).day for part in parts]
    except DateError as failure:
        raise FieldError(failure.code, failure.message, "write `2026-12-21 to 2027-01-03`", node) from None
    if len(days) > 2 or days[0] > days[-1]:
        raise FieldError("wrong-type", f"`{written}` is not a span of days", "write `2026-12-21 to 2027-01-03`", node)
    return Break(first=days[0], last=days[-1])


def anything(key: str, node: yaml.Node) -> Any:
    """Read what stands under `extra:`: texts, lists and mappings of texts."""
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [anything(key, item) for item in node.value]
    return {str(name.value): anything(key, value) for name, value in node.value}


def mapping(key: str, node: yaml.Node) -> Mapping[str, Any]:
    """Read a mapping of anything."""
    if not isinstance(node, yaml.MappingNode):
        raise FieldError("wrong-type", f"`{key}` wants keys and values", f"indent `name: value` under `{key}:`", node)
    read: Mapping[str, Any] = anything(key, node)
    return read


def _scalar(key: str, node: yaml.Node, wanted: str) -> str:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    what = "a list" if isinstance(node, yaml.SequenceNode) else "keys and values"
    raise FieldError("wrong-type", f"`{key}` wants {wanted}, this is {what}", f"write one value after `{key}:`", node)


def _items(key: str, node: yaml.Node) -> list[yaml.Node]:
    if not isinstance(node, yaml.SequenceNode):
        raise FieldError("wrong-type", f"`{key}` wants a list", f"write `{key}: [one, two]`", node)
    if len(node.value) > MAX_LIST:
        raise FieldError("value-too-long", f"`{key}` has more than {MAX_LIST} values", "shorten the list", node)
    return list(node.value)
