"""Comments of other tools, whose text is shown."""

import re

from weeknotes_site.content.markdown.slips.foreign.kind import Kind
from weeknotes_site.content.markdown.slips.page import Fixer, instead, shown
from weeknotes_site.regex import regex


def _text(found: re.Match[str]) -> str:
    """Return the comment's text; empty if it goes on below."""
    return (found[1] or "").strip().lstrip("#<> ")


def _hint(found: re.Match[str]) -> str:
    text = _text(found)
    if not text or "\n" in text:
        return "write `<!--` and `-->`, which pages leave out with the text between them"
    return f"write `<!-- {shown(text)} -->`, which pages leave out"


def _as_comment(found: re.Match[str]) -> Fixer | None:
    text = _text(found)
    # A fix of several lines would see the first line alone.
    if not text or "--" in text or set("\n\x00") & set(text):
        return None
    return instead(f"<!-- {text} -->", is_safe=False)


def _kind(sign: str, pattern: re.Pattern[str], tool: str, *, is_line: bool = False) -> Kind:
    """Return a kind of comment, whose text is the first group of its pattern; without it, the text goes on below."""
    return Kind((sign,), pattern, tool, _hint, is_line=is_line, fix=_as_comment)


COMMENTS = (
    _kind("{/*", regex(r"\{/\*(?:([^{}]{0,300})\*/\})?"), "an MDX comment"),
    _kind("{#", regex(r"(?<!\{)\{#(?=[ -])(?:([^{}#]{0,300})#\})?"), "a Jinja comment"),
    _kind("{!--", regex(r"(?<!\{)\{!--(?:([^{}]{0,300})--\})?"), "a template comment"),
    _kind("<%", regex(r"<%(?:--|#)(?:([^<>%]{0,300}?)(?:--)?%>)?"), "a template comment"),
    _kind("<#--", regex(r"<#--(?:([^<>]{0,300}?)-->)?"), "a template comment"),
    _kind("/* ", regex(r"/\* ([^*]{1,300})\*/$"), "a comment of program code", is_line=True),
    _kind("%%", regex(r"%%([^%\n]{1,300})%%"), "an Obsidian comment"),
    _kind("%%", regex(r"%%()(?:$|[^%\n]{1,300}$)"), "the start or end of an Obsidian comment", is_line=True),
    _kind("[//]:", regex(r"\[//\]:([^\n]{0,300})"), "a comment without its brackets", is_line=True),
    _kind("[comment]:", regex(r"\[comment\]:([^\n]{0,300})"), "a comment without its brackets", is_line=True),
)
"""Comments of editors, template languages and program code."""
