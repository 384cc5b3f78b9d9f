"""Readers of front matter values: each value is read by the type of its field, not by YAML's guess."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any, TypeVar

import yaml

from weeknotes_site.content.dates.days import DateError, read_date, with_ascii_digits
from weeknotes_site.content.dates.spans import meant_days
from weeknotes_site.content.dates.unknown_years import ANY_DATE
from weeknotes_site.content.dates.weeks import meant_week, weeks_of_span, weeks_without_year
from weeknotes_site.content.front_matter.fixes import as_value
from weeknotes_site.content.slugs import MAX_SLUG, SLUG
from weeknotes_site.content.text.characters import without_open_direction
from weeknotes_site.model.days import Moment
from weeknotes_site.model.language import find_mistake
from weeknotes_site.model.team import Break
from weeknotes_site.model.week import Week
from weeknotes_site.regex import regex

MAX_TEXT = 500
MAX_LIST = 50
MAX_TAGS = 30
MAX_AUTHORS = 20
BETWEEN_NAMES = regex(r"(?: ?, ?(?:and )?| (?:and|&) )(?![^()]{0,80}\))")
"""Not within round brackets, as in `Ann Lee (Parks and Leisure)`."""

PERMANENT_ID = regex(r"[!#-%(-;=?-~]{4,200}")
"""ASCII without spaces and what HTML escapes."""
_BETWEEN_THOUSANDS = regex(r"(?<=\d)[,.' ](?=\d{3}(?!\d))")
_COUNT = regex(r"[0-9]{1,6}")
_DIGITS = regex(r"[0-9]+")
_FRACTION = regex(r"\d[.,]\d{1,2}(?!\d)")
BETWEEN_WORDS = regex("[,;]")
_BETWEEN_DAYS = regex(r" (?:to|until|–|-) |/")
_SOME_DAYS = (date(2026, 12, 21), date(2027, 1, 3))
_BOOLEANS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


class FieldError(Exception):
    """An invalid value."""

    def __init__(
        self,
        code: str,
        message: str,
        hint: str,
        node: yaml.Node | None = None,
        *,
        meant: str = "",
        days: tuple[date, ...] = (),
        weeks: str = "",
    ) -> None:
        """`meant` is the certainly intended value in plain YAML, or empty.

        The rest of the note can complete some hints: `days` are what a date may mean; `weeks` is a week, or a list of
        weeks, with `YYYY` for the year, or `ANY_WEEK`.
        """
        super().__init__(message)
        self.code, self.message, self.hint, self.node, self.meant = code, message, hint, node, meant
        self.days, self.weeks = days, weeks
        self.others: tuple[FieldError, ...] = ()
        """Further invalid items of the same list."""


Reader = Callable[[str, yaml.Node], Any]
T = TypeVar("T")


def read_each(read: Callable[[yaml.Node], T], items: Iterable[yaml.Node]) -> tuple[T, ...]:
    """Read the items of a list. Raises the first FieldError, with those of the other items."""
    values, errors = [], []
    for item in items:
        try:
            values.append(read(item))
        except FieldError as failure:
            errors.append(failure)
    if errors:
        errors[0].others = tuple(errors[1:])
        raise errors[0]
    return tuple(values)


def text(key: str, node: yaml.Node) -> str:
    """Read a line of text with collapsed white space."""
    return _scalar(key, node, "text")


def texts(key: str, node: yaml.Node) -> tuple[str, ...]:
    """Read one text or a list of them."""
    return tuple(filter(None, read_each(partial(text, key), one_or_more(key, node))))


def words(key: str, node: yaml.Node) -> tuple[str, ...]:
    """Read a list of words, or words separated by commas."""
    if isinstance(node, yaml.ScalarNode):
        return tuple(filter(None, (part.strip() for part in BETWEEN_WORDS.split(text(key, node)))))
    return texts(key, node)


def tags(key: str, node: yaml.Node) -> tuple[str, ...]:
    """Read at most `MAX_TAGS` words."""
    return _at_most(MAX_TAGS, words(key, node), key, node)


def authors(key: str, node: yaml.Node) -> tuple[str, ...] | str:
    """Read a list of names as a tuple; a single text is kept, because it may be a team's name with a comma."""
    if isinstance(node, yaml.ScalarNode):
        written = text(key, node)
        _at_most(MAX_AUTHORS, tuple(BETWEEN_NAMES.split(written)), key, node)
        return written
    if names := _names_in_maps(node):
        hint = f"write `{key}: [{', '.join(map(as_value, names))}]`"
        raise FieldError("wrong-type", f"`{key}` takes names, not keys and values", hint, node)
    return _at_most(MAX_AUTHORS, texts(key, node), key, node)


def _names_in_maps(node: yaml.Node) -> list[str]:
    """Return the `name` of each mapping, as other tools have authors; empty if an author is not a mapping with one."""
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    names = [
        value.value
        for one in items
        if isinstance(one, yaml.MappingNode)
        for key, value in one.value
        if key.value == "name" and isinstance(value, yaml.ScalarNode) and value.value.strip()
    ]
    return names if len(names) == len(items) else []


def _at_most(most: int, values: tuple[str, ...], key: str, node: yaml.Node) -> tuple[str, ...]:
    if len(values) > most:
        raise FieldError("value-too-long", f"`{key}` has more than {most} values", "shorten the list", node)
    return values


def day(key: str, node: yaml.Node) -> Moment:
    """Read an ISO date with an optional time."""
    written = _scalar(key, node, "a date")
    try:
        return read_date(written)
    except DateError as failure:
        meant = [f"`{key}: {day.isoformat()}`" for day in failure.meant]
        such = "a date such as " if failure.pattern == ANY_DATE else ""
        hint = f"write {' or '.join(meant)}" if meant else f"write {such}`{key}: {failure.pattern}`"
        certain = failure.meant[0].isoformat() if failure.is_certain else ""
        message = f"{failure.message}: it goes into `week:`" if failure.is_week and key == "date" else failure.message
        raise FieldError(failure.code, message, hint, node, meant=certain, days=failure.meant) from None


def only_day(key: str, node: yaml.Node) -> date:
    """Read an ISO date."""
    return day(key, node).day


def weeks(key: str, node: yaml.Node) -> tuple[Week, ...]:
    """Read one week or a list of them; return them in order."""
    read = partial(_week, key, is_list=not isinstance(node, yaml.ScalarNode))
    return tuple(sorted(set(read_each(read, one_or_more(key, node)))))


def _week(key: str, node: yaml.Node, *, is_list: bool) -> Week:
    written = _scalar(key, node, "a week")
    try:
        return Week.parse(written)
    except ValueError as failure:
        span, meant = weeks_of_span(written), meant_week(_bare(with_ascii_digits(written)))
        weeks = "" if span or meant else weeks_without_year(written)
        hint = f"write a list: `{key}: {span}`" if span else week_hint(key, meant or weeks)
        certain = "" if is_list else span or meant
        raise FieldError("invalid-week", str(failure), hint, node, meant=certain, weeks=weeks) from None


def week_hint(key: str, weeks: str) -> str:
    """Return the hint for an invalid week; `weeks` are what to write, or empty."""
    return f"write the ISO year and week: `{key}: {weeks}`" if weeks else "check the year"


def number(key: str, node: yaml.Node) -> int:
    """Read a number without a sign."""
    written = _scalar(key, node, "a number")
    if not _COUNT.fullmatch(written):
        found = _DIGITS.findall(_BETWEEN_THOUSANDS.sub("", with_ascii_digits(written)))
        is_certain = found and _COUNT.fullmatch(found[0]) and not _FRACTION.search(written)
        whole = "write a whole number of at most six digits" if found else "write digits only"
        hint = f"write `{key}: {int(found[0])}`" if is_certain else whole
        raise FieldError("wrong-type", f"`{key}` takes a number, not `{written}`", hint, node)
    return int(written)


def boolean(key: str, node: yaml.Node) -> bool:
    """Read true or false."""
    written = _scalar(key, node, "`true` or `false`")
    if written.casefold() not in _BOOLEANS:
        raise FieldError(
            "wrong-type",
            f"`{key}` takes `true` or `false`, not `{written}`",
            f"write `{key}: {str(_BOOLEANS.get(_bare(written).casefold(), True)).lower()}`",
            node,
        )
    return _BOOLEANS[written.casefold()]


def _bare(written: str) -> str:
    """Return a value without quotes that are not YAML's, and without punctuation at its end."""
    return written.strip(" \"'“”„‘’‚«».!")


def slug(key: str, node: yaml.Node) -> str:
    """Read a slug: lower-case letters, digits and single hyphens, at most `MAX_SLUG` characters."""
    written = _scalar(key, node, "a slug")
    if not SLUG.fullmatch(written) or len(written) > MAX_SLUG:
        hint = f"use at most {MAX_SLUG} lower-case letters, digits and hyphens, for example `{key}: winter-review`"
        raise FieldError("invalid-slug", f"`{written[:MAX_SLUG]}` cannot be part of an address", hint, node)
    return written


def language(key: str, node: yaml.Node) -> str:
    """Read a language tag (BCP 47)."""
    written = _scalar(key, node, "a language tag")
    wrong, right = find_mistake(written)
    if wrong:
        hint = f"write `{key}: {right}`" if right else f"write `{key}: en` for English, `{key}: cy` for Welsh"
        raise FieldError("invalid-language", wrong, hint, node, meant=right)
    return written


def permanent_id(key: str, node: yaml.Node) -> str:
    """Read an id; see `PERMANENT_ID`."""
    written = _scalar(key, node, "an id")
    if not PERMANENT_ID.fullmatch(written):
        hint = "write a URN, for example `id: urn:uuid:…`, or delete it"
        raise FieldError("invalid-id", f"`{written[:MAX_SLUG]}` cannot be a permanent id", hint, node)
    return written


def one_of(*known: str) -> Reader:
    """Return a reader of one of a set of words."""

    def read(key: str, node: yaml.Node) -> str:
        written = _scalar(key, node, "a word")
        if written not in known:
            hint = f"write one of {', '.join(f'`{word}`' for word in known)}"
            raise FieldError("wrong-type", f"`{written}` is not a valid {key}", hint, node)
        return written

    return read


def breaks(key: str, node: yaml.Node) -> tuple[Break, ...]:
    """Read a list of days and ranges, such as `2026-12-21 to 2027-01-03`."""
    return read_each(partial(_break, key), one_or_more(key, node))


def _break(key: str, node: yaml.Node) -> Break:
    written = _scalar(key, node, "dates")
    code, message = "wrong-type", f"`{written}` is not a range of days"
    parts = _BETWEEN_DAYS.split(written)
    try:
        days = [read_date(part).day for part in parts]
        if len(days) < 3 and days[0] <= days[-1]:
            return Break(first=days[0], last=days[-1])
    except DateError as failure:
        code = failure.code
        if len(parts) > 1 or failure.is_week:
            message = failure.message
    meant = meant_days(written)
    first, last = meant or _SOME_DAYS
    such = "" if meant else "a day or a range such as "
    hint = f"write {such}`{first.isoformat()} to {last.isoformat()}`"
    raise FieldError(code, message, hint, node)


def anything(key: str, node: yaml.Node) -> Any:
    """Read any value under `extra:`; scalars stay text."""
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [anything(key, item) for item in node.value]
    return {str(name.value): anything(key, value) for name, value in _pairs(node)}


def mapping(key: str, node: yaml.Node) -> Mapping[str, Any]:
    """Read a mapping of anything."""
    if not isinstance(node, yaml.MappingNode):
        raise FieldError("wrong-type", f"`{key}` takes keys and values", f"indent `name: value` under `{key}:`", node)
    read: Mapping[str, Any] = anything(key, node)
    return read


def names(key: str, node: yaml.Node) -> Mapping[str, str]:
    """Read one name per language, by language tag."""
    if not isinstance(node, yaml.MappingNode):
        hint = f"write `{key}: {{cy: Llwyfan Data}}`; a single name goes under `name`"
        raise FieldError("wrong-type", f"`{key}` takes a name for each language", hint, node)
    return {_tag(key, tag): text(key, name) for tag, name in _pairs(node)}


def _tag(key: str, node: yaml.Node) -> str:
    written = _scalar(key, node, "a language tag")
    wrong, right = find_mistake(written)
    if wrong:
        hint = f"write `{right}`" if right else f"write `{key}: {{cy: Llwyfan Data}}`, with `cy` for Welsh"
        raise FieldError("invalid-language", wrong, hint, node)
    return written


def _pairs(node: yaml.Node) -> list[tuple[yaml.Node, yaml.Node]]:
    """Return the names and values of a mapping. Raises FieldError for a name that is given twice."""
    seen = set()
    for name, _ in node.value:
        if str(name.value) in seen:
            raise FieldError("duplicate-key", f"duplicate key `{name.value}`", "delete one of them", name)
        seen.add(str(name.value))
    return list(node.value)


def _scalar(key: str, node: yaml.Node, wanted: str) -> str:
    """Return a scalar with collapsed white space, at most `MAX_TEXT` characters, and no open direction change."""
    if isinstance(node, yaml.ScalarNode):
        folded = " ".join(without_open_direction(str(node.value)).split())
        if len(folded) > MAX_TEXT:
            raise FieldError("value-too-long", f"`{key}` has more than {MAX_TEXT} characters", "shorten it", node)
        return folded
    what = "a list" if isinstance(node, yaml.SequenceNode) else "keys and values"
    raise FieldError("wrong-type", f"`{key}` takes {wanted}, not {what}", f"write one value after `{key}:`", node)


def one_or_more(key: str, node: yaml.Node) -> list[yaml.Node]:
    """Return the items of a list without empty ones, or a single value as one item."""
    if isinstance(node, yaml.ScalarNode):
        return [node]
    if not isinstance(node, yaml.SequenceNode):
        raise FieldError("wrong-type", f"`{key}` takes a list", f"write `{key}: [one, two]`", node)
    if len(node.value) > MAX_LIST:
        raise FieldError("value-too-long", f"`{key}` has more than {MAX_LIST} values", "shorten the list", node)
    return [item for item in node.value if not isinstance(item, yaml.ScalarNode) or item.value.strip()]
