"""Find values that lose their end, because YAML reads ` #` as the start of a comment."""

from collections.abc import Iterable, Iterator
from typing import Any

from weeknotes_site.content.front_matter.block import Entry
from weeknotes_site.content.front_matter.fixes import as_value, quoted
from weeknotes_site.content.text.source import Source
from weeknotes_site.diagnostics import Diagnostic, replacing, warning
from weeknotes_site.regex import regex

# A comment has a space after its `#`.
_HASHTAG = regex(r"(?:^|(?<=\s))#(?=\w)")
_NUMBER = regex(r"(?<=\s)#(?= \d{1,5}$)")
_ITEM = regex(r"\s*-\s+(?=#\w)")
_LISTS = ("tags", "ignore", "aliases", "formerly")


def find_lost_values(source: Source, entries: Iterable[Entry]) -> list[Diagnostic]:
    """Return warnings about values that are truncated by a hashtag."""
    return [found for entry in entries for found in (*_of_value(source, entry), *_of_items(source, entry))]


def _of_value(source: Source, entry: Entry) -> Iterator[Diagnostic]:
    node: Any = entry.node
    if not isinstance(node.value, str) or node.style or node.start_mark.line != node.end_mark.line:
        return
    place = entry.place
    text = source.line(place.line)
    start = place.column - 1 + place.length
    value = text[start:].lstrip(": \t")
    start = len(text) - len(value)
    # If the value is on a later line, the key's line may have a comment.
    if node.value and node.start_mark.line != entry.key_node.start_mark.line:
        return
    # `# 16` is the number of a weeknote, not a comment.
    lost = _HASHTAG.search(value) or (_NUMBER.search(value.rstrip()) if entry.key in ("title", "summary") else None)
    if not lost or value[: lost.start()].strip() != node.value:
        return
    written = value.strip()
    left = f"`{entry.key}` is `{node.value}`" if node.value else f"`{entry.key}` is empty"
    message = f"YAML reads `{written[lost.start() :]}` as a comment, so {left}"
    value_place, right = source.at(place.line, start + 1, len(written)), _in_full(entry.key, written)
    hint, fix = f"write `{entry.key}: {right}`", replacing(value_place, right, is_safe=False)
    yield warning("lost-to-comment", value_place, message, hint, fix)


def _of_items(source: Source, entry: Entry) -> Iterator[Diagnostic]:
    node: Any = entry.node
    if not isinstance(node.value, list) or not any(getattr(item, "value", None) == "" for item in node.value):
        return
    for number in range(entry.place.line + 1, len(source.lines) + 1):
        text = source.line(number)
        if not text.lstrip().startswith("-") or text.startswith("---"):
            return
        if found := _ITEM.match(text):
            written = text[found.end() :].strip()
            message = f"YAML reads `{written}` as a comment, so this item is empty"
            place, right = source.at(number, found.end() + 1, len(written)), as_value(written.lstrip("#"))
            fix = replacing(place, right, is_safe=False)
            yield warning("lost-to-comment", place, message, f"write `- {right}`", fix)


def _in_full(key: str, written: str) -> str:
    if key == "number":
        return written.lstrip("# ")
    if key in _LISTS:
        words = (word.strip("#,") for word in written.split())
        return f"[{', '.join(map(as_value, filter(None, words)))}]"
    return quoted(written)
