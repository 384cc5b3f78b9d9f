r"""Abbreviations: `*[MTFH]: Modern Tools for Housing` explains each MTFH in the note."""

from collections.abc import Iterator, Mapping

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from weeknotes_site.content.markdown.syntax.bare_links import Part, split_token, text_token
from weeknotes_site.model.terms import TERM, words_of
from weeknotes_site.regex import regex

# Abbreviations are single words, so that one pass over a text is enough for any number of them.
_DEFINITION = regex(rf"\*\[({TERM})\]:[ \t]+(\S.*)")


def abbreviations_plugin(parser: MarkdownIt) -> None:
    """Add abbreviations to a parser."""
    parser.block.ruler.before("reference", "abbreviation", _define, {"alt": ["paragraph", "reference"]})
    parser.core.ruler.push("abbreviations", _mark_all)


def _define(state: StateBlock, line: int, _end: int, silent: bool) -> bool:
    start = state.bMarks[line] + state.tShift[line]
    if not state.src.startswith("*[", start) or state.is_code_block(line):
        return False
    match = _DEFINITION.fullmatch(state.src[start : state.eMarks[line]].rstrip())
    if not match:
        return False
    if not silent:
        if state.env.setdefault("abbreviations", {}).setdefault(match[1], match[2]) != match[2]:
            state.env.setdefault("repeated_abbreviations", []).append(line)
        state.line = line + 1
    return True


def _mark_all(state: StateCore) -> None:
    meanings = state.env.get("abbreviations")
    if not meanings:
        return
    for token in state.tokens:
        if token.type == "inline" and token.children:
            token.children = [part for child in token.children for part in _mark(child, meanings)]


def _mark(token: Token, meanings: Mapping[str, str]) -> list[Token]:
    return split_token(token, _find_words(token.content, meanings)) if token.type == "text" else [token]


def _find_words(text: str, meanings: Mapping[str, str]) -> Iterator[Part]:
    """Yield words with a meaning, including `R&D`, and `MTFH` in `MTFH-led`."""
    end = 0
    for start, word in words_of(text):
        if start >= end and word in meanings:
            end = start + len(word)
            opening = Token("abbr_open", "abbr", 1, attrs={"title": meanings[word]})
            yield start, end, [opening, text_token(word), Token("abbr_close", "abbr", -1)]
