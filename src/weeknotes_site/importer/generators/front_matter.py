"""Front matter of other generators: YAML, TOML, JSON, Pelican's headers, or Notion's properties, as plain values."""

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from msgspec import Struct

from weeknotes_site.content.front_matter.block import split_front_matter
from weeknotes_site.content.front_matter.fields import anything
from weeknotes_site.content.text.source import Source
from weeknotes_site.diagnostics import Problem
from weeknotes_site.importer.clues.dates import find_days
from weeknotes_site.importer.clues.page_ids import notion_id
from weeknotes_site.model.word_lists import word_list

_YAML_OPENS = re.compile(r"---[ \t]*\n")
_NO_KEY = re.compile(r"---[ \t]*\n(?:\s*#[^\n]*\n)*\s*(?:[*_>|]|[^\s#\[{&!'\"-][^:=\n]*\n)")
"""A rule above text, not front matter: its first line, except headings and comments, has no key."""
_TOML_OPENS = re.compile(r"\+\+\+[ \t]*\n")
_TOML_BLOCK = re.compile(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*$\n?", re.S | re.M)
_NAMED_OPENS = re.compile(r"---[ \t]*(json|toml|yaml|js|javascript)[ \t]*\n", re.I)
_CALLOUT = re.compile(r"^<aside>\n(.{1,20000}?)\n</aside>$", re.M | re.S)
_LISTS = ("tags", "author", "authors", "category", "categories")
_DEEP = re.compile(r"(?:[\[{]\s*){16}")
_BETWEEN_NAMES = re.compile(r"[,;]")
_YAML_CLOSES = re.compile(r"^---[ \t]*$", re.M)
_WIKI_LINK = re.compile(
    r"\[\[(?:[^\[\]|#\n]{0,300}/)?([^\[\]|#/\n]{1,300})(?:#[^\[\]|\n]{0,300})?(?:\|([^\[\]\n]{1,300}))?\]\]"
)
MAX_BLOCK = 64_000
MAX_DEPTH = 16

_HEADER = re.compile(r"([A-Za-z][\w -]{0,30}):[ \t]*(.{0,2000})")
_PELICAN = frozenset(
    word_list("title; date; author; authors; category; tags; slug; summary; status; modified; lang; save_as; url")
)


class FrontMatter(Struct, frozen=True, kw_only=True):
    """A file's keys and the text below them."""

    values: Mapping[str, Any]
    """Texts, and lists and mappings of them, by keys in lower case."""
    body: str
    form: str
    """`yaml`, `toml`, `headers`, or empty where there is none."""
    failure: str = ""
    """Why it could not be read."""


def read_front_matter(path: str, text: str) -> FrontMatter:
    """Split a file; if it cannot be read, the result has the failure and the whole text."""
    if named := _NAMED_OPENS.match(text):
        text = _opened_as(named[1].lower(), text[named.end() :])
    if _YAML_OPENS.match(text) and not _NO_KEY.match(text):
        return _read_yaml(path, text)
    if text.startswith("{"):
        return _read_json(text)
    if _TOML_OPENS.match(text):
        return _read_toml(text)
    if notion_id(path):
        return _read_properties(text)
    if text.startswith("% "):
        return _read_title_block(text)
    return _read_headers(text)


def texts(value: Any) -> tuple[str, ...]:
    """Return a value as texts: one, or each of a list."""
    if isinstance(value, str):
        value = _WIKI_LINK.sub(lambda match: match[2] or match[1], value).strip()
        return (value,) if value else ()
    if isinstance(value, bool | int | float):
        return (str(value),)
    if isinstance(value, list | tuple):
        return tuple(text for one in value for text in texts(one))
    if isinstance(value, Mapping):
        return texts(value.get("name") or value.get("key") or value.get("title") or value.get("label") or "")
    return ()


def text(value: Any) -> str:
    """Return a value's first text on one line."""
    found = texts(value)
    return " ".join(found[0].split()) if found else ""


def _read_yaml(path: str, whole: str) -> FrontMatter:
    try:
        block, diagnostics = split_front_matter(Source(path, whole))
    except Problem as problem:
        return FrontMatter(values={}, body=_below(whole), form="yaml", failure=problem.diagnostics[0].message)
    if block.unparsed:
        # The report shows the whole block, as its readable part may mislead.
        return FrontMatter(values={}, body=_below(whole), form="yaml", failure=diagnostics[0].message)
    values = {entry.key.strip().lower(): anything(entry.key, entry.node) for entry in block.entries}
    failure = diagnostics[0].message if diagnostics else ""
    return FrontMatter(values=values, body=block.body.lstrip("\n"), form="yaml", failure=failure)


def _read_toml(whole: str) -> FrontMatter:
    match = _TOML_BLOCK.match(whole)
    if match is None:
        return FrontMatter(values={}, body=whole, form="toml", failure="it is opened and never closed")
    block = match[1]
    if len(block) > MAX_BLOCK or block.count("[") + block.count("{") > 500 or _DEEP.search(block):
        return FrontMatter(values={}, body=whole[match.end() :], form="toml", failure="it is too large or too deep")
    try:
        values = tomllib.loads(block)
    except (ValueError, RecursionError) as failure:
        return FrontMatter(values={}, body=whole[match.end() :], form="toml", failure=str(failure))
    plain = {key.lower(): _plain(value) for key, value in values.items()}
    return FrontMatter(values=plain, body=whole[match.end() :].lstrip("\n"), form="toml")


def _opened_as(kind: str, rest: str) -> str:
    """Return text whose front matter names its format (`---json`, in Eleventy) with that format's own fences."""
    block, _, below = rest.partition("\n---")
    if kind == "json":
        return f"{block}\n{below.lstrip()}"
    fence = "+++" if kind == "toml" else "---"
    return f"{fence}\n{block}\n{fence}\n{below.lstrip()}"


def _read_json(whole: str) -> FrontMatter:
    """Read a JSON object at the top of a file, as in Hugo; text that only starts with a bracket is left alone."""
    try:
        values, end = json.JSONDecoder().raw_decode(whole[:MAX_BLOCK])
    except (ValueError, RecursionError):
        return FrontMatter(values={}, body=whole, form="")
    plain = {key.lower(): _plain(value) for key, value in values.items()} if not _DEEP.search(whole[:end]) else {}
    failure = "" if plain else "it is too deep, or empty"
    return FrontMatter(values=plain, body=whole[end:].lstrip("\n"), form="json", failure=failure)


def _read_properties(whole: str) -> FrontMatter:
    """Read the lines that Notion writes below a page's title: `Date: January 20, 2023`."""
    first, _, rest = whole.partition("\n")
    if not first.startswith("# "):
        return FrontMatter(values={}, body=whole, form="")
    values: dict[str, Any] = {}
    lines = rest.lstrip("\n").split("\n")
    for line in lines[:60]:
        match = _HEADER.fullmatch(line.rstrip())
        if match is None:
            break
        values[match[1].strip().lower()] = match[2].strip()
    body = "\n".join(lines[len(values) :]).lstrip("\n") if lines[len(values) : len(values) + 1] in ([], [""]) else rest
    values = values if body != rest else {}
    listed = {key: tuple(one.strip() for one in values[key].split(",")) for key in _LISTS if key in values}
    title = {"title": first[2:].strip()}
    body = _CALLOUT.sub(_quoted, body.lstrip("\n"))
    return FrontMatter(values={**values, **listed, **title}, body=body, form="notion")


def _quoted(match: re.Match[str]) -> str:
    return "\n".join(f"> {line}".rstrip() for line in match[1].strip("\n").split("\n"))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return tuple(_plain(one) for one in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else str(value)


def _read_title_block(whole: str) -> FrontMatter:
    """Read pandoc's lines of title, authors and date: `% Housing Repairs`; the date is the third."""
    lines = whole.split("\n")
    parts: list[str] = []
    read = 0
    for line in lines:
        if line.startswith("%") and len(parts) < 3:
            parts.append(line[1:].strip())
        elif parts and line.startswith(" ") and line.strip():
            parts[-1] += f"{';' if len(parts) == 2 else ''} {line.strip()}"
        else:
            break
        read += 1
    if len(parts) != 3 or not find_days(parts[2]):
        return FrontMatter(values={}, body=whole, form="")
    authors = tuple(one.strip() for one in parts[1].split(";") if one.strip())
    body = "\n".join(lines[read:]).lstrip("\n")
    return FrontMatter(values={"title": parts[0], "authors": authors, "date": parts[2]}, body=body, form="pandoc")


def _read_headers(whole: str) -> FrontMatter:
    """Read `Key: value` lines at the top; two of them have to be Pelican's own, so that prose is left alone."""
    values: dict[str, Any] = {}
    lines = whole.split("\n")
    key, read = "", 0
    for line in lines[:60]:
        match = _HEADER.fullmatch(line.rstrip())
        if match:
            key = match[1].strip().lower()
            values[key] = match[2].strip()
        elif key and line.startswith((" ", "\t")) and line.strip():
            values[key] = f"{values[key]} {line.strip()}".strip()
        else:
            break
        read += 1
    if len(values.keys() & _PELICAN) < 2 or "date" not in values:
        return FrontMatter(values={}, body=whole, form="")
    for name in ("tags", "authors"):
        if name in values:
            values[name] = tuple(one.strip() for one in _BETWEEN_NAMES.split(values[name]))
    return FrontMatter(values=values, body="\n".join(lines[read:]).lstrip("\n"), form="headers")


def _below(whole: str) -> str:
    """Return the text below a block that could not be read."""
    closed = _YAML_CLOSES.search(whole, 4)
    return whole[closed.end() :].lstrip("\n") if closed else whole
