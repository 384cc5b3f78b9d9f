"""Read the settings; an invalid one gets its default and a diagnostic."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from weeknotes_site.config import Config, IgnoredCode
from weeknotes_site.config.checks import MENU_EXAMPLE, check_base_url, check_branding, check_ignored, check_values
from weeknotes_site.config.file import find_table, read_lines
from weeknotes_site.config.languages import check_languages
from weeknotes_site.config.locate import Locator, may_have_login
from weeknotes_site.config.strings import toml_string
from weeknotes_site.diagnostics import Diagnostic, Place, error, in_order
from weeknotes_site.regex import regex
from weeknotes_site.suggestions import nearest

_PLACE = regex(r" - at `\S+`$")
_MISSING = regex(r"Object missing required field `(\w+)`")
_UNKNOWN = regex(r"Object contains unknown field `(.+)`")


def read_config(root: Path, *, base_url: str | None = None) -> tuple[Config, tuple[Diagnostic, ...]]:
    """Read the settings and their diagnostics; an invalid setting gets its default.

    Raises Problem if the file cannot be read.
    """
    path, table = find_table(root)
    written = _locator(root, path)
    diagnostics: list[Diagnostic] = []
    config: Config = _convert(Config, table, "", written, diagnostics)
    if base_url is not None:
        config = msgspec.structs.replace(config, base_url=base_url)
    diagnostics += check_base_url(config.base_url, written if base_url is None else Locator("--base-url", []))
    diagnostics += [*check_values(config, written), *check_ignored(config, written)]
    if wrong := tuple(check_languages(config.languages, config.translations, table, written)):
        config = msgspec.structs.replace(config, languages=(), translations={})
        diagnostics += wrong
    elif config.languages:
        config = msgspec.structs.replace(config, language=config.languages[0])
    if wrong := tuple(check_branding(config, written)):
        config = msgspec.structs.replace(config, logo=None, brand="", footer="", menu=(), social_image="")
    diagnostics += wrong
    if config.base_url:
        config = msgspec.structs.replace(config, base_url=config.base_url.rstrip("/") + "/")
    return config, in_order(diagnostics)


def find_setting(root: Path, key: str) -> Place:
    """Return the place of a setting."""
    path, _ = find_table(root)
    return _locator(root, path).key(key)


def _locator(root: Path, path: str) -> Locator:
    return Locator(path, read_lines(root, path) if path else [])


def _convert(
    kind: type[Any], table: Mapping[str, Any], prefix: str, locate: Locator, diagnostics: list[Diagnostic]
) -> Any:
    """Convert key by key, because msgspec stops at the first error of a mapping."""
    types = get_type_hints(kind)
    fields = {field.encode_name: (field.name, types[field.name]) for field in msgspec.structs.fields(kind)}
    values = {}
    for key, value in table.items():
        place = locate.key(prefix + key)
        if key not in fields:
            hint = _hint(key, prefix, fields)
            diagnostics.append(error("unknown-setting", place, f"`{prefix}{key}` is not a setting", hint))
            continue
        name, expected = fields[key]
        if isinstance(expected, type) and issubclass(expected, msgspec.Struct) and isinstance(value, dict):
            values[name] = _convert(expected, value, f"{prefix}{key}.", locate, diagnostics)
            continue
        if tables := _tables(expected, value):
            each = {tag: f"{prefix}{key}.{tag}." for tag in value}
            values[name] = {tag: _convert(tables, value[tag], each[tag], locate, diagnostics) for tag in value}
            continue
        try:
            values[name] = _converted(value, expected)
        except msgspec.ValidationError as failure:
            reason = _choices(expected) or _plain_message(str(failure))
            message = f"invalid value for `{prefix}{key}`: {reason}"
            typical = _EXAMPLES.get(prefix + key) or _EXAMPLES.get(key) or _example(expected)
            example = _as_meant(expected, value) or typical
            hint = f"write `{locate.as_written(prefix + key)} = {example}`"
            if isinstance(expected, type) and issubclass(expected, msgspec.Struct):
                hint = f"write `{prefix}{key}.{_part_of(expected, value)}`"
            if place.source.lstrip().startswith("["):
                hint = f"write `{prefix}{key} = {example}` above the first `[…]`{_ELSEWHERE.get(prefix + key, '')}"
            diagnostics.append(error("wrong-setting", place, message, hint))
    return kind(**values)


def _converted(value: Any, expected: Any) -> Any:
    """Return a value in the type of its setting. Raises ValidationError if it is not that."""
    converted = msgspec.convert(value, expected)
    if expected is int and abs(converted) > _MAX_NUMBER:
        raise msgspec.ValidationError(f"the number is larger than {_MAX_NUMBER:,}")
    return converted


def _tables(expected: Any, value: Any) -> type[msgspec.Struct] | None:
    """Return the type of the tables that a table consists of; None if the setting or its value is something else."""
    kind = next(iter(get_args(expected)[1:]), None) if get_origin(expected) is dict else None
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and isinstance(value, dict):
        return kind if all(isinstance(one, dict) for one in value.values()) else None
    return None


_MAX_NUMBER = 10_000
"""Larger numbers are mistakes, and the largest cannot be stored."""


def _part_of(table: type[msgspec.Struct], value: Any) -> str:
    """Return a setting of a table, with the value that was given to the whole table if it is valid for the setting."""
    types = get_type_hints(table)
    fields = {field.encode_name: types[field.name] for field in msgspec.structs.fields(table)}
    if isinstance(value, bool) and (name := next((name for name, expected in fields.items() if expected is bool), "")):
        return f"{name} = {str(value).lower()}"
    name, expected = next(iter(fields.items()))
    texts = [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
    items = _as_meant(expected, ",".join(texts)) if texts else _as_meant(expected, value)
    return f"{name} = {items or _example(expected)}"


def _hint(key: str, prefix: str, fields: Iterable[str]) -> str:
    if not prefix and key in _HEADINGS:
        return f"delete the line `[{_HEADINGS[key]}]`: settings need no such line, except in `pyproject.toml`"
    if near := _MEANT.get(prefix + key) or nearest(key, fields):
        return f"did you mean `{near}`?"
    if prefix and any(key == field.encode_name for field in msgspec.structs.fields(Config)):
        return f"move it above the first `[…]`, because below `[{prefix.rstrip('.')}]` it is part of that"
    known = tuple(fields)
    if len(known) > _MAX_LISTED:
        return "delete it; `docs/settings.md` of Weeknotes lists every setting"
    return f"use one of {', '.join(f'`{name}`' for name in known)}"


_HEADINGS = {"tool": "tool.weeknotes", "weeknotes": "weeknotes"}
"""Tables that other tools put around their settings."""
_MAX_LISTED = 10
"""Maximum names in a hint; more would be cut off."""
_MEANT = {
    "colour": "brand",
    "color": "brand",
    "name": "title",
    "url": "base_url",
    "repo": "repository",
    "navigation": "menu",
}
"""Settings by the names that other tools and people use for them."""
_ELSEWHERE = {"glossary": ", and move the words into `glossary.toml`"}
"""Where the lines below `[glossary]` belong."""
_EXAMPLES = {
    "languages": '["en", "cy"]',
    "translations": '{ cy = { title = "Nodiadau wythnosol" } }',
    "logo": '{ file = "logo.svg", alt = "Your organisation" }',
    "menu": MENU_EXAMPLE,
    "checks.ignore": '[{ code = "vague-link", before = 2026-11-23 }]',
}


def _plain_message(failure: str) -> str:
    words = {
        "`str`": "text",
        "`int`": "a number",
        "`bool`": "`true` or `false`",
        "`array`": "a list",
        "`object | null`": "a table",
        "`object`": "a table",
    }
    for theirs, ours in words.items():
        failure = failure.replace(theirs, ours)
    failure = _MISSING.sub(r"an entry has no `\1`", _PLACE.sub("", failure))
    failure = _UNKNOWN.sub(r"`\1` is not part of an entry", failure).replace("Invalid RFC3339 encoded", "expected a")
    return failure[0].lower() + failure[1:]


def _choices(expected: Any) -> str:
    choices = [f'`"{choice}"`' for choice in get_args(expected) if choice] if get_origin(expected) is Literal else []
    return f"expected {', '.join(choices[:-1])} or {choices[-1]}" if choices else ""


def _as_meant(expected: Any, value: Any) -> str:
    """Return a value as the setting takes it; empty if that is unclear, or may show a password."""
    # Imported here: only errors need its patterns.
    from weeknotes_site.config.slips import WORDS

    written = value.strip() if isinstance(value, str) and not may_have_login(value) else ""
    if expected is bool:
        return WORDS.get(written.casefold(), "")
    if get_origin(expected) is Literal:
        near = nearest(written, filter(None, get_args(expected)))
        return f'"{near}"' if near else ""
    if expected is int:
        return written if written.isascii() and written.isdecimal() else ""
    is_list = get_origin(expected) is tuple and {str, IgnoredCode}.issuperset(_kinds(expected))
    items = [item.strip() for item in written.split(",") if item.strip()]
    return f"[{', '.join(map(toml_string, items))}]" if is_list and items else ""


def _kinds(expected: Any) -> Iterator[Any]:
    """Yield the types of a list's items."""
    for item in get_args(expected):
        yield from get_args(item) or ((item,) if item is not ... else ())


def _example(expected: Any) -> str:
    if expected is bool:
        return "true"
    if get_origin(expected) is Literal:
        return f'"{next(filter(None, get_args(expected)))}"'
    if expected is int:
        return "3"
    if expected is str:
        return '"…"'
    return "2026-11-23" if "date" in str(expected) and "tuple" not in str(expected) else '["…"]'
