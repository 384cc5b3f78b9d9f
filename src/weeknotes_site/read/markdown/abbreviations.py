r"""`*[MTFH]: Modern Tools for Housing` explains MTFH wherever the note says it."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_DEFINITION = re.compile(r"\*\[([^\]\n]{1,60})\]:[ \t]+(\S.*)")
# One word each, so that a text is read once however many abbreviations a note defines.
_WORD = re.compile(r"\w+(?:[&./'’-]\w+)*")


def abbreviations_plugin(parser: MarkdownIt) -> None:
    """Teach a parser abbreviations."""
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
    for match in _WORD.finditer(token.content):
        meaning = meanings.get(match[0])
        if meaning is None:
            continue
        parts += [
            _text(token.content[end : match.start()]),
            Token("abbr_open", "abbr", 1, attrs={"title": meaning}),
            _text(match[0]),
            Token("abbr_close", "abbr", -1),
        ]
        end = match.end()
    return [*parts, _text(token.content[end:])] if parts else [token]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
