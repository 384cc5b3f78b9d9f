"""Check front matter for depth, anchors, aliases and tags before it is passed to a YAML library.

A library may recurse or expand without limit, and its own limits differ between releases. This scans the tokens of YAML
1.1 in linear time without recursion. It handles quotes, comments, plain and block scalars, so that brackets in text do
not count as nesting.
"""

import re

from msgspec import Struct

from weeknotes_site.regex import regex

MAX_DEPTH = 16

# Line ends of YAML 1.1 (section 4.2); `decode` has already converted CR to LF.
_BREAKS = "\n\x85\u2028\u2029"
_BLANKS = " \t" + _BREAKS
_GAP = regex(rf"[{_BLANKS}]*+")
_GAP_AND_COMMENTS = regex(rf"(?:[{_BLANKS}]|#[^{_BREAKS}]*+)*+")
_WORD = regex(rf"(?:[^{_BLANKS}:]|:(?![{_BLANKS}]|\Z))*+")
_WORD_IN_FLOW = regex(rf"(?:[^{_BLANKS}:,\[\]{{}}]|:(?![{_BLANKS}]|\Z|[,\[\]{{}}]))*+")
_QUOTED = {'"': regex(r'"(?:[^"\\]|\\.)*+"?', re.DOTALL), "'": regex(r"'(?:[^']|'')*+'?")}
_BLOCK_HEADER = regex(rf"[|>][-+]?([1-9]?)[^{_BREAKS}]*+")
_DOCUMENT = regex(rf"(?:---|\.\.\.)(?=[{_BLANKS}]|\Z)")
_LINE = regex(rf"[{_BREAKS}]( *+)([^{_BREAKS}]?)[^{_BREAKS}]*+")
# Each level of nesting needs a bracket, or an indicator or space at the start of a line.
_LEADING_INDICATORS = regex(r"^[ \t\-?:]{8,}", re.MULTILINE)
_CODES = {"&": "yaml-alias", "*": "yaml-alias", "!": "yaml-tag", "%": "invalid-yaml"}


class Refused(Struct, frozen=True):
    """A refused token and its position; line and column count from 0."""

    code: str
    mark: str
    line: int
    column: int


def find_refused(block: str) -> Refused | None:
    """Return the first refused token in a block, or None."""
    return scan_block(block, MAX_DEPTH) if _may_be_refused(block) else None


def _may_be_refused(block: str) -> bool:
    """Return False, quickly, for ordinary front matter."""
    return (
        any(mark in block for mark in "&*!%\x85\u2028\u2029")
        or block.count("[") + block.count("{") > MAX_DEPTH // 2
        or _LEADING_INDICATORS.search(block) is not None
    )


def scan_block(block: str, max_depth: int) -> Refused | None:
    """Return the first refused token in a block, without a quick check, or None."""
    return _Scanner(block).find(max_depth)


class _Scanner:
    """Scan YAML tokens and track only their nesting."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = self.line_start = 0
        self.indents: list[int] = []
        """Columns of open block mappings and lists."""
        self.keys: list[int | None] = [None]
        """Starts of possible keys: outside brackets, then in each open bracket."""
        self.key_allowed = True

    @property
    def in_flow(self) -> bool:
        """Whether a bracket is open."""
        return len(self.keys) > 1

    @property
    def depth(self) -> int:
        """Number of open mappings and lists."""
        return len(self.indents) + len(self.keys) - 1

    def find(self, max_depth: int) -> Refused | None:
        """Return the first refused token, or None."""
        while True:
            self._skip_gap()
            if self.at >= len(self.text):
                return None
            mark, start, column = self.text[self.at], self.at, self.at - self.line_start
            if not column and _DOCUMENT.match(self.text, start):
                self._start_document()
                continue
            while not self.in_flow and self.indents and column < self.indents[-1]:
                self.indents.pop()
            if mark in "&*!" or (mark == "%" and not column):
                return self._refused(_CODES[mark], start, column)
            self._read_token(mark, column)
            if self.depth > max_depth:
                return self._refused("front-matter-too-deep", start, column)

    def _start_document(self) -> None:
        self.at += 3
        self.indents, self.keys, self.key_allowed = [], [None], True

    def _refused(self, code: str, start: int, column: int) -> Refused:
        line = sum(self.text.count(mark, 0, start) for mark in _BREAKS)
        return Refused(code, self.text[start], line, column)

    def _go(self, end: int) -> bool:
        """Advance to `end`, and return whether that crossed a line end."""
        last_break = max(self.text.rfind(mark, self.at, end) for mark in _BREAKS)
        self.at = end
        if last_break < 0:
            return False
        self.line_start = last_break + 1
        return True

    def _skip_gap(self) -> None:
        if self._go(_end(_GAP_AND_COMMENTS, self.text, self.at)) and not self.in_flow:
            self.key_allowed = True

    def _read_token(self, mark: str, column: int) -> None:
        before_blank = self.text[self.at + 1 : self.at + 2] in ("", *_BLANKS)
        if mark in "[{":
            self._note_key()
            self.keys.append(None)
            self._step(key_allowed=True)
        elif mark in "]}":
            self.keys = self.keys[:-1] or [None]
            self._step(key_allowed=False)
        elif mark == ",":
            self.keys[-1] = None
            self._step(key_allowed=True)
        elif (mark in "-?" and before_blank) or (mark == "?" and self.in_flow):
            self.keys[-1] = None
            self._open_block(column)
            self._step(key_allowed=True)
        elif mark == ":" and (before_blank or self.in_flow):
            self._read_colon(column)
        elif mark in "|>" and not self.in_flow:
            self._read_block_scalar()
        else:
            self._note_key()
            self._read_scalar(mark)

    def _step(self, *, key_allowed: bool) -> None:
        self.at += 1
        self.key_allowed = key_allowed

    def _note_key(self) -> None:
        if self.key_allowed:
            self.keys[-1] = self.at

    def _open_block(self, column: int) -> None:
        if not self.in_flow and column > (self.indents[-1] if self.indents else -1):
            self.indents.append(column)

    def _read_colon(self, column: int) -> None:
        key, self.keys[-1] = self.keys[-1], None
        has_key = key is not None and key >= self.line_start
        self._open_block(key - self.line_start if key is not None and has_key else column)
        self._step(key_allowed=not has_key and not self.in_flow)

    def _read_scalar(self, mark: str) -> None:
        if mark in _QUOTED:
            self._go(_end(_QUOTED[mark], self.text, self.at))
        else:
            self._read_plain()
        self.key_allowed = False

    def _read_plain(self) -> None:
        """Read words up to an indicator, a comment, or a line that is indented no deeper than the block."""
        word = _WORD_IN_FLOW if self.in_flow else _WORD
        indent = self.indents[-1] if self.indents else -1
        end = max(_end(word, self.text, self.at), self.at + 1)
        while True:
            self._go(end)
            next_word = _end(_GAP, self.text, end)
            last_break = max(self.text.rfind(mark, end, next_word) for mark in _BREAKS)
            is_left = last_break >= 0 and not self.in_flow and next_word - last_break - 1 <= indent
            if next_word == end or is_left or self.text[next_word : next_word + 1] == "#":
                return
            if next_word == last_break + 1 and _DOCUMENT.match(self.text, next_word):
                return
            end = _end(word, self.text, next_word)
            if end == next_word:
                return

    def _read_block_scalar(self) -> None:
        """Read `|` or `>` and all lines indented at least as deep as the first, or as the header says."""
        parent = self.indents[-1] if self.indents else -1
        header = _BLOCK_HEADER.match(self.text, self.at)
        least = max(parent, 0) + int(header[1]) if header and header[1] else 0
        end, blanks = _end(_BLOCK_HEADER, self.text, self.at), 0
        while line := _LINE.match(self.text, end):
            spaces = len(line[1])
            if not line[2] and not least:
                blanks = max(blanks, spaces)
            elif line[2]:
                least = least or max(spaces, blanks, parent + 1, 1)
                if spaces < least:
                    break
            end = line.end()
        self._go(end)
        self.key_allowed = True


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start
