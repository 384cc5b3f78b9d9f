"""Markup of other tools: Liquid, Hugo, Kramdown, wikis, LaTeX, Slack, Jira. Pages show such markup unchanged."""

import re
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.content.markdown.slips.page import Fixer, Page, instead, shown
from weeknotes_site.diagnostics import Edit, Fix, Place, replacing

_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|heic)$", re.IGNORECASE)
_SAFE = re.compile(r"[\w./#-]+")


class _Kind(Struct, frozen=True):
    """One sort of markup."""

    signs: tuple[str, ...]
    pattern: re.Pattern[str]
    tool: str
    hint: Callable[[re.Match[str]], str]
    """Returns what to do instead, given a match in text without its code."""
    is_line: bool = False
    """Whether it means something only at the start of a line."""
    fix: Callable[[re.Match[str]], Fixer | None] = lambda _: None
    """Returns what mends it, where that is clear."""


def find_foreign_markup(page: Page) -> None:
    """Warn about markup that another tool would read."""
    for kind in _KINDS:
        for passage in page.passages_with(*kind.signs):
            if kind.is_line and passage.kind != "paragraph":
                continue
            for start, text in passage.lines() if kind.is_line else ((0, passage.text),):
                found = [one for one in (kind.pattern.match(text),) if one]
                for match in found if kind.is_line else kind.pattern.finditer(text):
                    at, end = start + match.start(), start + match.end()
                    message = f"this is {kind.tool}, which is shown as written"
                    # What is code was masked only so that nothing is found in it.
                    as_written = kind.pattern.match(passage.written, at, end) or match
                    passage.warn("foreign-markup", at, end, message, kind.hint(as_written), kind.fix(as_written))


def _delete(_: re.Match[str]) -> str:
    return "delete it, or put it between backticks if it is to be shown"


def _deleted(_: re.Match[str]) -> Fixer:
    """Return a fixer that deletes the markup, and its line if there is nothing else on it."""

    def fix(place: Place) -> Fix:
        if place.source.strip() == place.source[place.column - 1 :][: place.length]:
            return Fix(edits=(Edit(place.line, 1, place.line + 1, 1),), is_safe=False)
        before = place.source[: place.column - 1]
        spaces = len(before) - len(before.rstrip(" ")) if not place.source[place.column - 1 + place.length :] else 0
        edit = Edit(place.line, place.column - spaces, place.line, place.column + place.length)
        return Fix(edits=(edit,), is_safe=False)

    return fix


def _wiki_link(found: re.Match[str]) -> Fixer | None:
    """Return a fixer that links to the note of that name; it is dropped later if there is none."""
    if found[1]:
        return None  # only a person can write the alt text
    path, mark, fragment = found[2].strip().partition("#")
    target = f"{path if path.endswith('.md') else f'{path}.md'}{mark}{fragment}"
    words = (found[3] or found[2]).strip()
    if not path or set("<>") & set(target):
        return None
    link = f"[{words}]({_destination(target)})"
    return lambda place: replace(replacing(place, link, is_safe=not found[3]), target=target)


def _link_to(words: int, address: int) -> Callable[[re.Match[str]], Fixer]:
    """Return a fixer that writes a Markdown link from two groups of a match."""
    return lambda found: instead(f"[{found[words].strip()}]({found[address]})", is_safe=False)


def _jira_heading(found: re.Match[str]) -> Fixer:
    mark = f"h{found[1]}."
    marks = "#" * max(int(found[1]), 2)

    def fix(place: Place) -> Fix | None:
        stands_alone = not place.source[: place.column - 1]
        return replacing(replace(place, length=len(mark)), marks) if stands_alone else None

    return fix


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
        "a template tag",
        _delete,
    ),
    _Kind(
        ("{:", "{.", "{#"),
        re.compile(r"\{:\s?[.#A-Za-z][^{}\n\x00]{0,100}\}|(?<!\{)\{[.#][A-Za-z][\w .#=-]{0,100}\}"),
        "a Kramdown or Pandoc attribute",
        lambda _: "delete it",
        fix=_deleted,
    ),
    _Kind(
        ("[[",),
        re.compile(r"(!?)\[\[([^\[\]|\n\x00]{1,200})(?:\|([^\[\]|\n\x00]{1,200}))?\]\](?![(\[:])"),
        "a wiki link",
        _wiki,
        fix=_wiki_link,
    ),
    _Kind(
        ("$$",),
        re.compile(r"(?<!\$)\$\$(?!\$)[^$\x00]{1,500}\$\$(?!\$)"),
        "a LaTeX formula",
        lambda _: "write it in words or between backticks, or show it as a picture",
    ),
    _Kind(
        (":::",),
        re.compile(r":{3,10}(?:\s*\{?[.\w -]{0,50}\}?)?$"),
        "a fence from another Markdown dialect",
        lambda _: "delete the line; a note in a box starts with `> [!NOTE]`",
        is_line=True,
    ),
    _Kind(
        ("[TOC]", "[toc]", "[[_TOC_]]"),
        re.compile(r"\[(?:TOC|toc)\]$|\[\[_TOC_\]\]$"),
        "a table of contents from another tool",
        lambda _: "delete it: the page lists its headings by itself",
        is_line=True,
        fix=_deleted,
    ),
    _Kind(
        ("<http",),
        re.compile(r"<(https?://[^\s<>|\x00]{1,500})\|([^<>|\n\x00]{1,200})>"),
        "a Slack link",
        lambda found: _link(found[2], found[1]),
        fix=_link_to(2, 1),
    ),
    _Kind(
        ("|http",),
        re.compile(r"\[([^\[\]|\n\x00]{1,200})\|(https?://[^\s\[\]|\x00]{1,500})\]"),
        "a Jira or Confluence link",
        lambda found: _link(found[1], found[2]),
        fix=_link_to(1, 2),
    ),
    _Kind(
        tuple(f"h{level}. " for level in range(1, 7)),
        re.compile(r"h([1-6])\. (\S.{0,200})"),
        "a Jira or Confluence heading",
        lambda found: f"write `{'#' * max(int(found[1]), 2)} {shown(found[2])}`",
        is_line=True,
        fix=_jira_heading,
    ),
)
