"""Links that readers cannot see or follow: without words, or with brackets that almost make a link."""

import re

from markdown_it.common.utils import normalizeReference
from msgspec.structs import replace

from weeknotes_site.content.markdown.slips.page import Fixer, Page, Passage, instead
from weeknotes_site.content.markdown.urls import is_relative
from weeknotes_site.diagnostics import replacing

_WITHOUT_WORDS = re.compile(r"(?<![!\]])\[ ?\]\(([^()\s\x00]{1,500})(?:\s[^()\n\x00]{0,200})?\)")
_TARGET = r"((?:https?://|mailto:)[^\s()<>\x00]{1,500}|[^\s()<>\x00]{1,200}\.(?:md|pdf|docx|xlsx|png|jpe?g))"
_APART = re.compile(rf"(!?\[([^\[\]\n\x00]{{1,200}})\])(?: {{1,3}}|\n[ \t]{{0,8}})\({_TARGET}\)")
_REVERSED = re.compile(r"(?<![\w\])])\(([^()\n\x00]{1,200})\)\[(https?://[^\s\[\]\x00]{1,500})\](?![(\[])")
_UNCLOSED = re.compile(r"(\[[^\[\]\n\x00]{1,200}\]\()(https?://[^\s()<>\x00]{1,500})(?=\s|$)(?![^()\n\x00]{0,300}\))")
_REST_OF_TARGET = re.compile(r"\n[ \t]{0,8}[^\s()<>\x00]{1,300}\)")
_WITHOUT_BRACKET = re.compile(
    r"\[(?<![\w\]!]\[)([^\[\]()\n\x00]{0,200}[^\s\[\]()\x00])\((https?://[^\s()<>\x00]{1,500})\)(?![^\[\]\n\x00]{0,300}\])"
)


def find_wordless_links(page: Page) -> None:
    """Warn about links without words."""
    for passage in page.passages_with("[](", "[ ]("):
        for found in _WITHOUT_WORDS.finditer(passage.text):
            message = "the link has no text, so readers cannot see or follow it"
            hint = f"write its text between the brackets: `[where it leads]({found[1]})`"
            passage.warn("link-without-words", found.start(), found.end(), message, hint)


def find_broken_brackets(page: Page) -> None:
    """Warn about brackets and a target that were meant as a link."""
    for passage in page.passages_with("] ", "]\n"):
        _apart(page, passage)
    for passage in page.passages_with(")[http"):
        _reversed(passage)
    for passage in page.passages_with("(http"):
        _unclosed(passage)
        _without_bracket(passage)


def _apart(page: Page, passage: Passage) -> None:
    for found in _APART.finditer(passage.text):
        if normalizeReference(found[2]) in page.references:
            continue
        right = f"{found[1]}({found[3]})"
        is_one_line = "\n" not in found[0]
        message = f"a {'space' if is_one_line else 'line end'} before `(` keeps this from being a link"
        fix = _checked(right, found[3]) if is_one_line else None
        passage.warn("link-as-text", found.start(), found.end(), message, f"write `{right}`", fix)


def _checked(right: str, target: str) -> Fixer:
    """Return a fixer that is dropped later if the target is a file that does not exist."""
    attribute = "src" if right.startswith("!") else "href"
    checked = target if is_relative(target) else ""
    return lambda place: replace(replacing(place, right), target=checked, attribute=attribute)


def _reversed(passage: Passage) -> None:
    for found in _REVERSED.finditer(passage.text):
        right = f"[{found[1]}]({found[2]})"
        message = "round and square brackets are the wrong way round, so this is not a link"
        passage.warn("link-as-text", found.start(), found.end(), message, f"write `{right}`", instead(right))


def _unclosed(passage: Passage) -> None:
    for found in _UNCLOSED.finditer(passage.text):
        right = f"{found[1]}{found[2]})"
        message, hint = "the `)` after the address is missing, so this is not a link", f"write `{right}`"
        if _REST_OF_TARGET.match(passage.text, found.end()):
            message, hint = "a line ends within the address, so this is not a link", "write the address on one line"
            passage.warn("link-as-text", found.start(), found.end(), message, hint)
        else:
            fix = instead(right, is_safe=False)
            passage.warn("link-as-text", found.start(), found.end(), message, hint, fix)


def _without_bracket(passage: Passage) -> None:
    for found in _WITHOUT_BRACKET.finditer(passage.text):
        right = f"[{found[1]}]({found[2]})"
        message = "the `]` before the address is missing, so this is not a link"
        passage.warn("link-as-text", found.start(), found.end(), message, f"write `{right}`", instead(right))
