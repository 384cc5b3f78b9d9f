"""Call Markdown rules only at characters at which they can match; the library calls every rule everywhere.

Only the first characters of each rule's syntax are listed here. An unlisted rule is called everywhere, so that a new
rule is slow but works.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

BLOCK_STARTS: Mapping[str, str] = {
    "abbreviation": "*",
    "blockquote": ">",
    "code": "",  # only if the line is indented
    "fence": "`~",
    "footnote_def": "[",
    "heading": "#",
    "hr": "*-_",
    "html_block": "<",
    "list": "*+-0123456789",
    "reference": "[",
}
"""First characters of each block, after an indentation of less than `_CODE_INDENT`."""
INLINE_STARTS: Mapping[str, str] = {
    "autolink": "<",
    "backticks": "`",
    "emphasis": "*_",
    "entity": "&",
    "escape": "\\",
    "footnote_ref": "[",
    "html_inline": "<",
    "image": "!",
    "link": "[",
    "newline": "\n",
    "strikethrough": "~",
}
BlockRule = Callable[[StateBlock, int, int, bool], bool]
InlineRule = Callable[[StateInline, bool], bool]

_CODE_INDENT = 4
_ENDS_A_LABEL = "]"


def call_rules_selectively(parser: MarkdownIt) -> None:
    """Make a complete parser faster; no rule can be added or disabled afterwards."""
    parser.block.ruler = _BlockRuler(parser.block.ruler)  # type: ignore[assignment]
    if INLINE_STARTS.keys() >= set(parser.inline.ruler.get_active_rules()) - {"text"}:
        parser.inline = _Inline(parser.inline)


class _Ruler(Protocol):
    """The methods of a ruler that parsers use."""

    def getRules(self, chainName: str = "") -> Any: ...  # noqa: N802, N803

    def get_active_rules(self) -> list[str]: ...


class _Selecting:
    """Replaces a complete ruler; each chain is one rule, which selects the candidates."""

    def __init__(self, ruler: _Ruler) -> None:
        self._ruler = ruler
        self._active = ruler.get_active_rules()

    def get_active_rules(self) -> list[str]:
        """Return the names of the original rules."""
        return self._active


class _BlockRuler(_Selecting):
    """The ruler of blocks."""

    def __init__(self, ruler: _Ruler) -> None:
        super().__init__(ruler)
        self._chains: dict[str, list[BlockRule]] = {}

    def getRules(self, chainName: str = "") -> list[BlockRule]:  # noqa: N802, N803
        """Return a chain's rules as one rule."""
        if chainName not in self._chains:
            names = dict(zip(self._ruler.getRules(""), self._active, strict=True))
            rules = [(names[rule], rule) for rule in self._ruler.getRules(chainName)]
            self._chains[chainName] = [_block_rule(rules)] if rules else []
        return self._chains[chainName]


def _block_rule(rules: Sequence[tuple[str, BlockRule]]) -> BlockRule:
    everything = tuple(rule for _, rule in rules)
    anywhere = tuple(rule for name, rule in rules if name not in BLOCK_STARTS)
    by_start = {
        start: tuple(rule for name, rule in rules if name not in BLOCK_STARTS or start in BLOCK_STARTS[name])
        for start in "".join(BLOCK_STARTS.values())
    }

    def ask(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        if state.sCount[line] - state.blkIndent >= _CODE_INDENT:
            candidates = everything
        else:
            start = state.bMarks[line] + state.tShift[line]
            candidates = by_start.get(state.src[start : start + 1], anywhere)
        for rule in candidates:  # noqa: SIM110
            if rule(state, line, end, silent):
                return True
        return False

    return ask


class _InlineRuler(_Selecting):
    """The ruler of paragraphs, with one chain."""

    def __init__(self, ruler: _Ruler) -> None:
        super().__init__(ruler)
        self._rules = [_inline_rule(list(zip(self._active, ruler.getRules(""), strict=True)))]

    def getRules(self, chainName: str = "") -> list[InlineRule]:  # noqa: N802, N803
        """Return the rules as one rule."""
        return [] if chainName else self._rules


def _inline_rule(rules: Sequence[tuple[str, InlineRule]]) -> InlineRule:
    text = tuple(rule for name, rule in rules if name == "text")
    by_start = {
        start: tuple(rule for name, rule in rules if start in INLINE_STARTS.get(name, ""))
        for start in _stops(name for name, _ in rules)
    }

    def ask(state: StateInline, silent: bool) -> bool:
        for rule in by_start.get(state.src[state.pos], text):  # noqa: SIM110
            if rule(state, silent):
                return True
        return False

    return ask


class _Line(StateInline):
    """The state of a paragraph, with the sorted positions `stops` at which plain text may end."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token], stops: str) -> None:
        super().__init__(src, md, env, tokens)
        self.stops: list[int] = []
        at = -1
        for stop in stops:
            at = src.index(stop, at + 1)
            self.stops.append(at)


def _text(state: _Line, silent: bool) -> bool:
    """Consume text up to the next stop; the library searches for it with a pattern each time."""
    start = state.pos
    following = bisect_left(state.stops, start)
    end = state.stops[following] if following < len(state.stops) else state.posMax
    if end == start:
        return False
    if not silent:
        state.append_pending(state.src[start:end])
    state.pos = end
    return True


class _Inline(ParserInline):
    """The library's inline parser, skipped for lines that are only text."""

    def __init__(self, complete: ParserInline) -> None:
        super().__init__()
        stops = "".join(_stops(complete.ruler.get_active_rules()))
        complete.ruler.at("text", _text)  # type: ignore[arg-type]
        self.ruler = _InlineRuler(complete.ruler)  # type: ignore[assignment]
        self.ruler2 = complete.ruler2
        self.terminator_re = re.compile(f"[{re.escape(stops)}]")
        self._no_stops = bytes(set(range(256)) - set(stops.encode()))

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Append the tokens of a line."""
        # Ten times as fast as a pattern.
        stops = src.encode("utf-8", "surrogatepass").translate(None, self._no_stops)
        if stops:
            return self._parse(_Line(src, md, env, tokens, stops.decode()))
        if src:
            tokens.append(Token("text", "", 0, content=src))
        return tokens

    def _parse(self, line: _Line) -> list[Token]:
        self.tokenize(line)
        for finish in self.ruler2.getRules(""):
            finish(line)
        return line.tokens


def _stops(names: Iterable[str]) -> set[str]:
    """Return the characters that can end plain text."""
    return {_ENDS_A_LABEL}.union(*(INLINE_STARTS.get(name, "") for name in names))
