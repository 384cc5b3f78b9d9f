"""Check that a change keeps a note's letters and digits, except the marks of lists and headings."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html.parser import HTMLParser
from urllib.parse import unquote

from msgspec import Struct

from weeknotes_site.content.front_matter.block import split_front_matter
from weeknotes_site.content.front_matter.fixes import GUARDED
from weeknotes_site.content.markdown.render import render_markdown
from weeknotes_site.content.markdown.rendered import BodySettings
from weeknotes_site.content.markdown.slips.lists.items import LETTERS
from weeknotes_site.content.text.legacy_bytes import LINE_END
from weeknotes_site.content.text.source import Source, decode
from weeknotes_site.diagnostics import Problem
from weeknotes_site.regex import regex

_BOUNDARY = regex(r"^---[ \t]*$", re.MULTILINE)
_GUARDED = regex(rf"(?:{'|'.join(sorted(GUARDED))})[ \t]*:")
# `h2.` is a heading of Jira, `[x]` a box that is ticked.
_MARK = regex(
    rf"^[ \t\xa0]*(?:(?:\d{{1,9}}[.)]|h[1-6]\.|[-+*]?\[ ?[xX] ?\])[ \t\xa0]+|\[[xX]\](?=\w)"
    rf"|\d{{1,9}}[.)](?=[^\W\d_])|[{LETTERS}](?:[^\S\n]*\t|[^\S\n]{{3}}))"
)
_TORN = ("unclosed-code", "literal-asterisks", "broken-table")
_BLOCKS = frozenset(("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "br", "pre", "dt", "dd", "summary"))


def keeps_letters(path: str, before: bytes, after: bytes) -> bool:
    """Return whether two versions of a file show the same letters and digits, and have the same guarded keys.

    Text that became the address of a link, as in `[plan](our plan.pdf)`, counts as kept.
    """
    try:
        old, new = _read(path, before), _read(path, after)
    except Problem:
        return False
    if old.guarded != new.guarded:
        return False
    if old.body is None or new.body is None or old.is_headless != new.is_headless:
        return _letters_below_marks(old.text) == _letters_below_marks(new.text)
    if old.body == new.body:
        return True
    shown, will_show = _show(path, old.body), _show(path, new.body)
    if not (shown.is_whole and will_show.is_whole):
        return _letters(old.body) == _letters(new.body)
    if any(_exposes(old.body, new.body, href) for href in will_show.links - shown.links):
        return False
    is_kept = shown.text == will_show.text or shown.every_letter == will_show.every_letter
    # A note whose only text becomes a heading would lose its page.
    return is_kept and shown.is_blank == will_show.is_blank and will_show.errors <= shown.errors


class _Read(Struct, frozen=True, kw_only=True):
    text: str
    body: str | None
    """None if front matter and body cannot be separated."""
    is_headless: bool
    """Whether the front matter has no keys."""
    guarded: tuple[str, ...]
    """Lines of guarded keys, which only people should change."""


class _Shown(Struct, frozen=True, kw_only=True):
    text: str
    """All letters that readers see or hear, in order."""
    every_letter: Counter[str]
    """The same, with those of addresses."""
    links: frozenset[str]
    """Targets of its links within the site."""
    is_blank: bool
    is_whole: bool
    errors: frozenset[str]
    """Codes of the errors in the body, and of broken code, bold text and tables."""


def _read(path: str, raw: bytes) -> _Read:
    source, _ = decode(path, raw)
    is_headless = False
    body: str | None
    try:
        block, _ = split_front_matter(source)
        body, is_headless = block.body, not (block.entries or block.unparsed)
    except Problem:
        body = _body_below(source.text)
    above = source.text.count("\n") - (body or "").count("\n")
    guarded = tuple(_guarded_lines(LINE_END.split(raw.decode("utf-8-sig", "surrogateescape"))[: above + 1]))
    return _Read(text=source.text, body=body, is_headless=is_headless, guarded=guarded)


def _guarded_lines(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines of guarded keys, with the items and continuations below them."""
    is_guarded = False
    for line in lines:
        is_guarded = bool(_GUARDED.match(line)) or (is_guarded and line.startswith((" ", "\t", "- ")))
        if is_guarded:
            yield line


def _body_below(text: str) -> str | None:
    """Return the text below front matter that is not YAML; None for other errors."""
    parts = _BOUNDARY.split(text, maxsplit=2)
    return parts[2] if len(parts) == 3 and not parts[0] and parts[1].strip() else None


@lru_cache(maxsize=4)
def _show(path: str, body: str) -> _Shown:
    rendered = render_markdown(Source(path, body), body, 1, BodySettings())
    reader = _Reader()
    reader.feed(rendered.html)
    reader.close()
    shown = f"{rendered.outline.title}\n{''.join(reader.text)}"
    text = _letters_below_marks(shown)
    addresses = (*reader.addresses, *(link.href for link in rendered.outline.links))
    every_letter = Counter(text + "".join(_letters(unquote(one)) for one in addresses))
    return _Shown(
        text=text,
        every_letter=every_letter,
        links=frozenset(link.href for link in rendered.outline.links),
        is_blank=rendered.outline.is_blank,
        is_whole=rendered.is_whole,
        errors=frozenset(one.code for one in rendered.diagnostics if one.is_error or one.code in _TORN),
    )


class _Reader(HTMLParser):
    """Collects the text of a page, including that for screen readers, and the targets of its links."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.addresses: list[str] = []
        self._open: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.text.append("\n")
        for name, value in attrs:
            if name in ("alt", "title"):
                self.text.append(value or "")
            elif name == "href":
                self._open.append((value or "", len(self.text)))
            elif name == "src":
                self.addresses.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        """Add the address of a link, unless the address is also its text, which is written and counted once."""
        if tag == "a" and self._open:
            address, start = self._open.pop()
            words = _letters("".join(self.text[start:]))
            if not words or not _letters(unquote(address)).endswith(words):
                self.addresses.append(address)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def _exposes(before: str, after: str, href: str) -> bool:
    """Return whether a change turns code into a link, which may be broken."""
    return all(f"]({href})" in text or f"]({href} " in text for text in (before, after))


def _letters_below_marks(text: str) -> str:
    """Return the letters of lines, except the marks of lists and headings."""
    return "".join(_letters(_MARK.sub("", line, count=1)) for line in text.split("\n"))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
