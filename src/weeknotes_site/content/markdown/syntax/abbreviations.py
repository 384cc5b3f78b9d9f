r"""Abbreviations: `*[MTFH]: Modern Tools for Housing` explains each MTFH in the note."""

from collections.abc import Container, Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from weeknotes_site.content.markdown.syntax.bare_urls import text_token
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
        state.env.setdefault("abbreviations", {}).setdefault(match[1], match[2])
        state.line = line + 1
    return True


def _mark_all(state: StateCore) -> None:
    meanings = state.env.get("abbreviations")
    if not meanings:
        return
    for token in state.tokens:
        if token.type == "inline" and token.children:
            token.children = [part for child in token.children for part in _mark(child, meanings)]


def _mark(token: Token, meanings: dict[str, str]) -> list[Token]:
    if token.type != "text":
        return [token]
    parts: list[Token] = []
    end = 0
    for start, word in _words(token.content, meanings):
        parts += [
            text_token(token.content[end:start]),
            Token("abbr_open", "abbr", 1, attrs={"title": meanings[word]}),
            text_token(word),
            Token("abbr_close", "abbr", -1),
        ]
        end = start + len(word)
    return [*parts, text_token(token.content[end:])] if parts else [token]


def _words(text: str, known: Container[str]) -> Iterator[tuple[int, str]]:
    """Yield known words with their positions, including `R&D`, and `MTFH` in `MTFH-led`."""
    end = 0
    for start, word in words_of(text):
        if start >= end and word in known:
            yield start, word
            end = start + len(word)
