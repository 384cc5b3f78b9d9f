"""Markup of other tools: Liquid, Hugo, Kramdown, wikis, LaTeX, Slack, Jira. It is shown as it stands."""

import re
from collections.abc import Callable

from msgspec import Struct

from weeknotes_site.content.markdown.slips.page import Page, shown

_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|heic)$", re.IGNORECASE)
_SAFE = re.compile(r"[\w./-]+")


class _Kind(Struct, frozen=True):
    """One sort of markup."""

    signs: tuple[str, ...]
    pattern: re.Pattern[str]
    tool: str
    hint: Callable[[re.Match[str]], str]
    is_line: bool = False
    """Whether it means something only at the start of a line."""


def find_foreign_markup(page: Page) -> None:
    """Warn about markup that another tool would read."""
    for kind in _KINDS:
        for passage in page.passages_with(*kind.signs):
            if kind.is_line and passage.kind != "paragraph":
                continue
            for start, text in passage.lines() if kind.is_line else ((0, passage.text),):
                found = [one for one in (kind.pattern.match(text),) if one]
                for match in found if kind.is_line else kind.pattern.finditer(text):
                    message = f"this is {kind.tool}, which is shown as it stands"
                    passage.warn(
                        "foreign-markup", start + match.start(), start + match.end(), message, kind.hint(match)
                    )


def _delete(_: re.Match[str]) -> str:
    return "delete it, or put it between backticks if it is to be shown"


def _wiki(found: re.Match[str]) -> str:
    target = found[2].strip()
    words = (found[3] or target).strip()
    if found[1]:
        what = "What it shows" if _PICTURE.search(target) else words
        return f"write `![{what}]({_destination(target)})`" if _PICTURE.search(target) else f"write `[{what}](…)`"
    return f"write `[{words}](…)`, with its file or address between the round brackets"


def _destination(target: str) -> str:
    return target if _SAFE.fullmatch(target) else f"<{target}>"


def _link(words: str, address: str) -> str:
    return f"write `[{words.strip()}]({address})`"


_KINDS = (
    _Kind(
        ("{{", "{%"),
        re.compile(r"\{\{[^{}\n\x00]{0,200}\}\}|\{%[^{}\n\x00]{0,200}%\}"),
        "a tag of a template language",
        _delete,
    ),
    _Kind(
        ("{:", "{.", "{#"),
        re.compile(r"\{:\s?[.#A-Za-z][^{}\n\x00]{0,100}\}|(?<!\{)\{[.#][A-Za-z][\w .#=-]{0,100}\}"),
        "an attribute of Kramdown or Pandoc",
        lambda _: "delete it",
    ),
    _Kind(
        ("[[",),
        re.compile(r"(!?)\[\[([^\[\]|\n\x00]{1,200})(?:\|([^\[\]|\n\x00]{1,200}))?\]\](?![(\[:])"),
        "a link of a wiki",
        _wiki,
    ),
    _Kind(
        ("$$",),
        re.compile(r"(?<!\$)\$\$(?!\$)[^$\x00]{1,500}\$\$(?!\$)"),
        "a formula of LaTeX",
        lambda _: "write it in words or between backticks, or show it as a picture",
    ),
    _Kind(
        (":::",),
        re.compile(r":{3,10}(?:\s*\{?[.\w -]{0,50}\}?)?$"),
        "a fence of another Markdown",
        lambda _: "delete the line; a note in a box starts with `> [!NOTE]`",
        is_line=True,
    ),
    _Kind(
        ("[TOC]", "[toc]", "[[_TOC_]]"),
        re.compile(r"\[(?:TOC|toc)\]$|\[\[_TOC_\]\]$"),
        "a table of contents of another tool",
        lambda _: "delete it: the page lists its headings by itself",
        is_line=True,
    ),
    _Kind(
        ("<http",),
        re.compile(r"<(https?://[^\s<>|\x00]{1,500})\|([^<>|\n\x00]{1,200})>"),
        "a link of Slack",
        lambda found: _link(found[2], found[1]),
    ),
    _Kind(
        ("|http",),
        re.compile(r"\[([^\[\]|\n\x00]{1,200})\|(https?://[^\s\[\]|\x00]{1,500})\]"),
        "a link of Jira or Confluence",
        lambda found: _link(found[1], found[2]),
    ),
    _Kind(
        tuple(f"h{level}. " for level in range(1, 7)),
        re.compile(r"h([1-6])\. (\S.{0,200})"),
        "a heading of Jira or Confluence",
        lambda found: f"write `{'#' * max(int(found[1]), 2)} {shown(found[2])}`",
        is_line=True,
    ),
)
