"""Warn about values that would not be shown as meant: Markdown in titles and tags, addresses that lead nowhere."""

import html
import re
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from weeknotes_site.config.contacts import is_address, meant_contact, names_page
from weeknotes_site.content.front_matter.block import Entry, node_place
from weeknotes_site.content.front_matter.fields import BETWEEN_WORDS
from weeknotes_site.content.front_matter.fixes import as_value, rewrite_whole
from weeknotes_site.content.markdown.slips.characters import without_invisible
from weeknotes_site.content.markdown.slips.emoji import with_emoji
from weeknotes_site.content.text.characters import in_right_encoding, without_open_direction
from weeknotes_site.content.text.source import Source
from weeknotes_site.diagnostics import Diagnostic, Place, warning
from weeknotes_site.regex import regex

_TEXTS = ("title", "summary", "name", "lead", "author")
_SHOWN = (*_TEXTS, "tags")
_HAS_SIGN = regex(r"[*<&:#;|\[\]“”„‘’,\u00ad\u200b-\uffff]|[ÂÃâð].")
_BOLD = regex(r"\*\*(?=[^\s*])([^*]{1,300})(?<!\s)\*\*")
_LINK = regex(r"!?\[([^\[\]]{1,300})\]\([^()\s]{0,500}\)")
_COMMENT = regex(r" ?<![-\u2010-\u2015]{1,2}[^<>]{0,500}[-\u2010-\u2015]{1,2}>")
_TAG = regex(
    r"</?(?:b|i|em|strong|br|span|p|u|a|code|sup|sub|mark|small|div|font)(?:\s[^<>]{0,300})?/?>", re.IGNORECASE
)
_ENTITY = regex(r"&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8}\d?);", re.IGNORECASE)
# First name and surname, at least.
_NAME = regex(r"[^\W\d_][\w.'’-]*(?: [\w.'’-]+){1,4}")
# A hashtag, a word in curly quotes, half a list, or several tags in one.
_ODD_TAG = regex(r"#\w|[“”„\"]|\[|[^\[]*\]$|[^;|]*[;|]")
_BETWEEN_TAGS = regex(r"[;|,]|(?<=\s)(?=#)")
_AROUND_TAG = " #“”„‘’\"'[]"


class _Kind(Struct, frozen=True):
    code: str
    message: str
    without: Callable[[str], str]
    """Returns a value as it should be."""


_KINDS = (
    _Kind("markup-in-value", "a comment in `{}` is shown", lambda value: _COMMENT.sub("", value)),
    _Kind("markup-in-value", "a link in `{}` is shown as written", lambda value: _LINK.sub(r"\1", value)),
    _Kind("markup-in-value", "`**` in `{}` is shown as written", lambda value: _BOLD.sub(r"\1", value)),
    _Kind("markup-in-value", "HTML in `{}` is shown as written", lambda value: _TAG.sub("", value)),
    _Kind(
        "markup-in-value",
        "an HTML entity in `{}` is shown as written",
        lambda value: _ENTITY.sub(lambda found: html.unescape(found[0]), value),
    ),
    _Kind("emoji-shortcode", "the name of an emoji in `{}` is shown as written", with_emoji),
    _Kind("wrong-encoding", "`{}` is in the wrong encoding", in_right_encoding),
    _Kind("invisible-character", "`{}` contains an invisible character", without_invisible),
    _Kind(
        "invisible-character",
        "`{}` contains a character that changes the direction of the text after it",
        without_open_direction,
    ),
)


def find_odd_values(source: Source, entries: Iterable[Entry]) -> list[Diagnostic]:
    """Return warnings about values that would be shown with marks, each with the value as it should be."""
    shown = [entry for entry in entries if entry.key in _SHOWN]
    names = [found for entry in shown if entry.key == "author" for found in _names_on_lines(source, entry)]
    return [*names, *(found for entry in shown for found in _of_entry(source, entry))]


def _of_entry(source: Source, entry: Entry) -> Iterator[Diagnostic]:
    is_list = isinstance(entry.node.value, list)
    for one in entry.items:
        value = getattr(one, "value", None)  # keys and values where a list is wanted are pairs
        if not isinstance(value, str) or not _HAS_SIGN.search(value):
            continue
        place = node_place(source, one)
        tags = [value] if is_list else BETWEEN_WORDS.split(value)
        is_odd = any(_ODD_TAG.match(tag.strip()) for tag in tags)
        if entry.key == "tags" and is_odd and not _ENTITY.search(value):
            yield _odd_tag(place, value, is_list=is_list)
        else:
            yield from _of_text(place, entry.key, value, is_list=is_list)


def _of_text(place: Place, key: str, value: str, *, is_list: bool) -> Iterator[Diagnostic]:
    """Yield the first kind of mark in a value, with the value without any."""
    first, right = None, value
    for kind in _KINDS:
        without = kind.without(right)
        first = first or (kind if without != right else None)
        right = without
    if first:
        right = " ".join(right.split())
        written = as_value(right) if is_list else f"{key}: {as_value(right)}"
        hint = f"write `{written}`" if right else "delete it"
        fix = rewrite_whole(place, value, right and as_value(right))
        yield warning(first.code, place, first.message.format(key), hint, fix)


def _names_on_lines(source: Source, entry: Entry) -> Iterator[Diagnostic]:
    """Yield a warning about names on lines of their own that do not make a list."""
    start, end = entry.node.start_mark, entry.node.end_mark
    if not isinstance(entry.node.value, str) or start.line == end.line:
        return
    below = range(entry.place.line + 1, end.line + 2)
    lines = [source.line(number).strip().lstrip("-*• ").strip() for number in below]
    first = source.line(entry.place.line).partition(":")[2].strip(" |>+-")
    names = [line for line in (first, *lines) if line and not line.startswith("---")]
    value = " ".join(entry.node.value.split())
    names = [name for name in names if name in value]
    if len(names) > 1 and all(map(_is_name, names)):
        message = f"`{value}` is read as one person"
        hint = f"write `author: [{', '.join(map(as_value, names))}]`"
        yield warning("several-names", entry.place, message, hint)


def _is_name(text: str) -> bool:
    return bool(_NAME.fullmatch(text)) and not (text[0].islower() or text.split()[-1][0].islower())


def _odd_tag(place: Place, value: str, *, is_list: bool) -> Diagnostic:
    tags = [tag for part in _BETWEEN_TAGS.split(value) if (tag := part.strip(_AROUND_TAG))]
    right = ", ".join(map(as_value, tags))
    hint = f"write `{right}`" if is_list else f"write `tags: [{right}]`"
    meant = right if is_list else f"[{right}]"
    fix = rewrite_whole(place, value, meant) if tags else None
    message = f"`{value}` is shown as the name of one tag"
    return warning("odd-tag", place, message, hint if tags else "delete it", fix)


def find_odd_addresses(_: Source, entries: Iterable[Entry]) -> list[Diagnostic]:
    """Return warnings about addresses with slips; `contact` may also be text, such as the name of a channel."""
    found = []
    for entry in entries:
        value = entry.node.value
        if entry.key not in ("contact", "feedback") or not isinstance(value, str) or not value or is_address(value):
            continue
        meant = meant_contact(value)
        if not meant and entry.key == "contact" and not names_page(value):
            continue
        message = f"`{value}` is not an address, so `{entry.key}` leads nowhere"
        hint = f"write `{entry.key}: {meant}`" if meant else "write a URL with `https://`, or a mail address"
        place = entry.value_place
        found.append(warning("odd-address", place, message, hint, rewrite_whole(place, value, meant)))
    return found
