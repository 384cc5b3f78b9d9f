"""Headings in a list item due to their indentation, and text that becomes a heading by a line of hyphens."""

from collections.abc import Sequence
from html import unescape

from weeknotes_site.content.markdown.html.comments import without_comments
from weeknotes_site.content.markdown.slips.page import Page, empty_line_above, indent_of, shown
from weeknotes_site.diagnostics import Edit, Fix, Place
from weeknotes_site.regex import regex

_MIN_WORDS = 6
_RULE = 3
"""Hyphens that make a rule (CommonMark 0.31, 4.1)."""
_SIGNATURE = "--"
"""Above the signature of a mail (RFC 3676, 4.3)."""
_CODE_INDENT = 4
KEYS = regex(
    r"(?:(?:team|date|author|title|week|number|summary|tags|draft|updated|slug|lang|id|name|aliases|rhythm|breaks|ended):"
    r"(?:[ \t].*)?(?:\n|$))+$"
)
"""Lines that are all keys of notes or team files."""
_FIRST = regex(r"\s*+(\S[^\n]{0,500})\n(=++)[ \t]*+(?:\n|$)")
_ENDS_SENTENCE = (".", "!", "?", "…")


def find_misplaced_headings(page: Page) -> None:
    """Warn about headings that were meant to be elsewhere, or not to be headings."""
    if not any(token.type == "heading_open" and (token.level or token.markup in "-=#") for token in page.tokens):
        return
    _numbered_as_headings(page)
    items: list[int] = []
    for at, token in enumerate(page.tokens):
        if token.type == "list_item_open":
            items.append(token.map[0] if token.map else -1)
        elif token.type == "list_item_close":
            items.pop()
        elif token.type == "heading_open" and token.map:
            text = page.tokens[at + 1].content
            if token.level and items and token.markup.startswith("#"):
                _in_item(page, token.map[0], items[-1])
            elif not token.level and token.markup in ("-", "="):
                _underlined_text(page, token.map, token.markup, text)


def find_blocks_between_rules(page: Page) -> None:
    """Warn about front matter between rules, which is not a heading: an empty line is below it, or `***`."""
    for at, rule in enumerate(page.tokens[:-4]):
        if rule.type != "hr" or rule.level or not rule.map:
            continue
        start, text, _, end = page.tokens[at + 1 : at + 5]
        is_below = start.type == "paragraph_open" and start.map is not None and start.map[0] == rule.map[1]
        if is_below and end.type == "hr" and KEYS.match(text.content):
            _second_block(page, rule.map[1], text.content)


def _second_block(page: Page, line: int, text: str) -> None:
    message = "this is a second block of front matter, which is shown as text"
    hint = "move its keys into the block at the top of the file"
    if "date:" in text:
        hint += "; if another note begins here, move that into a file of its own"
    page.warn_line("text-as-heading", line, 0, len(page.line(line)), message, hint)


def find_empty_headings(page: Page) -> None:
    """Warn about headings without text."""
    for passage in page.passages:
        if passage.kind == "heading" and not _shown_text(passage.written):
            line = page.line(passage.first)
            start = max(line.find("#"), 0)
            message = "this heading has no text, so the page gets an empty one"
            hint = "write its text, or delete it"
            page.warn_line("empty-heading", passage.first, start, len(line.rstrip()), message, hint)


def _shown_text(heading: str) -> str:
    if "<!--" in heading:
        heading = without_comments(heading)
    return (unescape(heading) if "&" in heading else heading).strip()


def find_title_above_rule(page: Page) -> None:
    """Warn about a sentence at the start of the note that a line of `=` makes the title."""
    found = _FIRST.match(page.body) if page.holds("\n=") else None
    if found and found[1].rstrip().endswith(_ENDS_SENTENCE) and len(found[1].split()) >= _MIN_WORDS:
        line = page.body.count("\n", 0, found.start(2))
        message = f"`{shown(found[2])}` directly below text turns it into the title"
        hint = f"put an empty line above `{shown(found[2])}`, or delete it"
        page.warn_line("text-as-heading", line, 0, len(found[2]), message, hint)


def _numbered_as_headings(page: Page) -> None:
    """Warn about `# One` above `# Two` and so on, which other tools read as numbered lists."""
    found = {
        token.map[0]
        for token in page.tokens
        if token.type == "heading_open" and token.markup == "#" and not token.level and token.map
    }
    for line in sorted(line for line in found if line + 1 in found and line - 1 not in found):
        text = page.line(line).strip().removeprefix("#")
        message = "headings directly below each other are numbered lists in Jira and MediaWiki, but not here"
        page.warn_line("foreign-markup", line, 0, 1, message, f"write `1. {shown(text)}`")


def _in_item(page: Page, line: int, item: int) -> None:
    text = page.line(line)
    indent = indent_of(text, " ")
    if line == item or not indent or not page.line(line - 1).strip():
        return
    message = "the heading is indented, so it is part of the list item above"
    hint = f"put an empty line above it and write `{shown(text)}` at the start of its line"
    fix = None if indent_of(page.line(line + 1), " ") >= _CODE_INDENT else _at_start_of_line
    page.warn_line("heading-in-list", line, 0, indent, message, hint, fix)


def _at_start_of_line(place: Place) -> Fix:
    """Move a heading to the margin, below the list; the place is its indentation."""
    return Fix(edits=(Edit(place.line, 1, place.line, place.length + 1, "\n"),))


def _underlined_text(page: Page, lines: Sequence[int], mark: str, text: str) -> None:
    if mark == "-" and KEYS.match(text):
        _second_block(page, lines[0], text)
        return
    underline = lines[1] - 1
    written = page.line(underline).strip()
    if mark == "-" and len(written) < _RULE and _is_no_underline(text, written):
        message = f"`{shown(written)}` directly below text turns it into a heading"
        hint = f"delete it{' with the signature below it' if written == _SIGNATURE else ''}"
        start = page.line(underline).find(mark)
        page.warn_line("text-as-heading", underline, start, start + len(written), message, hint)
        return
    is_sentence = text.endswith(_ENDS_SENTENCE) and len(text.split()) >= _MIN_WORDS
    if "\n" not in text and not is_sentence:
        return
    message = f"`{shown(written)}` directly below text turns all of it into a heading"
    hint = f"put an empty line above `{shown(written)}`"
    start = page.line(underline).find(mark)
    fix = empty_line_above if mark == "-" and len(written) >= _RULE else None
    page.warn_line("text-as-heading", underline, start, start + len(written), message, hint, fix)


def _is_no_underline(text: str, written: str) -> bool:
    """Return whether a hyphen is the mark of an empty item, or two are those of a signature."""
    return written != _SIGNATURE or text.endswith((*_ENDS_SENTENCE, ",", ":"))
