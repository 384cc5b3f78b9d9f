"""Links that readers cannot see or follow: without words, or with brackets that almost make a link."""

import re

from markdown_it.common.utils import normalizeReference

from weeknotes_site.content.markdown.slips.page import MASKED, Fixer, Page, Passage, instead, linking
from weeknotes_site.regex import regex

_WITHOUT_WORDS = regex(r"(?<![!\]])\[ ?\]\(([^()\s\x00]{1,500})(?:\s[^()\n\x00]{0,200})?\)")
_FILE = r"[^\s()<>\x00]{1,200}\.(?:md|pdf|docx|xlsx|png|jpe?g)(?:#[^\s()<>\x00]{0,100})?"
_TARGET = rf"((?:https?://|mailto:)[^\s()<>\x00]{{1,500}}|{_FILE})"
_APART = regex(rf"(!?\[([^\[\]\n\x00]{{1,200}})\])(?:[^\S\n]{{1,3}}|\n[ \t]{{0,8}})\({_TARGET}\)")
_MARK_APART = regex(
    r"![ \t]{1,3}(\[[^\[\]\n\x00]{1,200}\]\(([^\s()<>\x00]{1,200}\.(?:png|jpe?g|gif|webp|avif))\))", re.IGNORECASE
)
_WIDE = regex(r"(!?\[[^\[\]\n\x00]{1,200}\])（([^\s()<>（）\x00]{1,500})[)）]")
_REVERSED = regex(rf"(?<![\w\])])\(([^()\n\x00]{{1,200}})\)\[(https?://[^\s\[\]\x00]{{1,500}}|{_FILE})\](?![(\[])")
_UNCLOSED = regex(
    rf"(!?\[[^\[\]\n\x00]{{1,200}}\]\()(https?://(?:[^\s()<>\x00]|\([^\s()<>\x00]{{0,200}}\)){{1,500}}|{_FILE})"
    r"(?=\s|$)(?![^()\n\x00]{0,300}\))"
)
_REST_OF_TARGET = regex(r"\n[ \t]{0,8}[^\s()<>\x00]{1,300}\)")
_HALF = regex(rf"(!?\[[^\[\]\n\x00]{{1,200}}\]\()<{_TARGET}\)")
_OPEN_TITLE = regex(rf"(!?\[[^\[\]\n\x00]{{1,200}}\]\(){_TARGET} \"([^\"()\n\x00]{{1,200}})\)")
_ESCAPED = regex(r"\\\[([^\[\]\\\n]{1,200})\\?\]\\?\((https?://[^\s()<>\\]{1,500})\\?\)")
_ENDS_SENTENCE = ".,;:!?"
_WITHOUT_BRACKET = regex(
    r"\[(?<![\w\]!]\[)([^\[\]()\n\x00]{0,200}[^\s\[\]()\x00])\((https?://[^\s()<>\x00]{1,500})\)(?![^\[\]\n\x00]{0,300}\])"
)


def find_wordless_links(page: Page) -> None:
    """Warn about links without words."""
    for passage in page.passages_with("[](", "[ ]("):
        for found in _WITHOUT_WORDS.finditer(passage.text):
            message = "the link has no text, so readers cannot see or follow it"
            hint = f"write its text between the brackets: `[where it leads]({found[1]})`"
            passage.warn("link-without-words", *found.span(), message, hint)


def find_broken_brackets(page: Page) -> None:
    """Warn about brackets and a target that were meant as a link."""
    for passage in page.passages_with("] ", "]\n", "]\u00a0", "]\u202f"):
        _apart(page, passage)
    for passage in page.paragraphs_with("! [", "!\t["):
        _mark_apart(passage)
    for passage in page.passages_with("]（"):
        _warn_each(passage, _WIDE, "`（` and `）` do not make a link", r"\1(\2)")
    for passage in page.passages_with(")["):
        message = "round and square brackets are the wrong way round, so this is not a link"
        _warn_each(passage, _REVERSED, message, r"[\1](\2)")
    for passage in page.passages_with("]("):
        if any("](" in text for text in passage.shown_text):
            _around_target(passage)
    for passage in page.passages_with("(http"):
        message = "the `]` before the address is missing, so this is not a link"
        _warn_each(passage, _WITHOUT_BRACKET, message, r"[\1](\2)")
    for passage in page.passages_with("\\["):
        _escaped(passage)


def _warn_each(passage: Passage, pattern: re.Pattern[str], message: str, template: str) -> None:
    """Warn about links whose target is the pattern's second group; the template is of what they should be."""
    for found in pattern.finditer(passage.text):
        right = found.expand(template)
        passage.warn("link-as-text", *found.span(), message, f"write `{right}`", _writing(right, found[2]))


def _apart(page: Page, passage: Passage) -> None:
    for found in _APART.finditer(passage.text):
        if normalizeReference(found[2]) in page.references:
            continue
        right = f"{found[1]}({found[3]})"
        is_one_line = "\n" not in found[0]
        message = f"a {'space' if is_one_line else 'line end'} before `(` keeps this from being a link"
        fix = _writing(right, found[3]) if is_one_line else None
        passage.warn("link-as-text", *found.span(), message, f"write `{right}`", fix)


def _mark_apart(passage: Passage) -> None:
    """Warn about a `!` apart from the brackets of a picture; after words, it may end their sentence."""
    for start, line in passage.lines():
        if found := _MARK_APART.match(line):
            message = "a space after `!` keeps this from being a picture"
            right = f"!{found[1]}"
            fix = _writing(right, found[2])
            passage.warn("link-as-text", start, start + found.end(), message, f"write `{right}`", fix)


def _writing(right: str, target: str, *, is_safe: bool = True) -> Fixer:
    return linking(instead(right, is_safe=is_safe), target, is_picture=right.startswith("!"))


def _around_target(passage: Passage) -> None:
    """Warn about targets whose `)`, `>` or second `"` is missing."""
    _unclosed(passage)
    _warn_each(passage, _HALF, "the `>` after the target is missing, so this is not a link", r"\1\2)")
    for found in _OPEN_TITLE.finditer(passage.text):
        message = 'the second `"` of the title is missing, so this is not a link'
        right = f'{found[1]}{found[2]} "{found[3].strip()}")'
        passage.warn("link-as-text", *found.span(), message, f"write `{right}`", _writing(right, found[2]))


def _unclosed(passage: Passage) -> None:
    for found in _UNCLOSED.finditer(passage.text):
        target = found[2].rstrip(_ENDS_SENTENCE)
        end = found.start(2) + len(target)
        right = f"{found[1]}{target})"
        message, hint = "the `)` after the address is missing, so this is not a link", f"write `{right}`"
        fix: Fixer | None = _writing(right, target, is_safe=False)
        if _REST_OF_TARGET.match(passage.text, found.end()):
            message, hint = "a line ends within the address, so this is not a link", "write the address on one line"
            fix = None
        passage.warn("link-as-text", found.start(), end, message, hint, fix)


def _escaped(passage: Passage) -> None:
    """Warn about a link whose brackets an export has escaped; in code it is masked as a whole."""
    for found in _ESCAPED.finditer(passage.written):
        if MASKED not in passage.text[found.start(1) : found.end(1)]:
            right = f"[{found[1]}]({found[2]})"
            message = "the backslash keeps this from being a link"
            passage.suggest("link-as-text", *found.span(), message, right, is_safe=False)
