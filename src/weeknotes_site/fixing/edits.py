"""Apply edits to the bytes of a file; everything outside their ranges stays, including BOM and line ends."""

import codecs
from collections.abc import Iterable

from weeknotes_site.content.text.legacy_bytes import FORBIDDEN, LINE_END
from weeknotes_site.diagnostics import Edit, Fix, Position
from weeknotes_site.regex import regex

# Without these characters, a CR and an LF that are two line ends would become one.
_BETWEEN_LINE_ENDS = regex(f"(?<=\r){FORBIDDEN.pattern}+\n")

_Span = tuple[int, int, str]


class Text:
    """A file's text with its own line ends, addressed by the lines and columns that diagnostics use."""

    def __init__(self, raw: bytes) -> None:
        """Decode UTF-8, keeping invalid bytes."""
        self._bom = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
        self._text = raw.decode("utf-8-sig", "surrogateescape")
        ends = list(LINE_END.finditer(self._text))
        self._line_end = ends[0][0] if ends else "\n"
        self._starts = [0, *(end.end() for end in ends)]
        self._stops = [*(end.start() for end in ends), len(self._text)]

    def cut(self, position: Position) -> str:
        """Return the text at a position."""
        start = self._offset(position.line, position.column)
        return self._text[start : self._end(position.line, position.column + position.length)]

    def apply(self, fixes: Iterable[Fix]) -> tuple[bytes, tuple[Fix, ...]]:
        """Return the new bytes and the fixes in them; of fixes that overlap, the first in the file wins."""
        placed = sorted(((self._spans(fix), fix) for fix in fixes if fix.edits), key=lambda one: one[0])
        taken: list[_Span] = []
        applied = []
        for spans, fix in placed:
            if not any(_overlap(one, other) for one in spans for other in taken):
                taken += spans
                applied.append(fix)
        return self._bom + self._replace(sorted(taken)).encode("utf-8", "surrogateescape"), tuple(applied)

    def _spans(self, fix: Fix) -> list[_Span]:
        return sorted(map(self._span, fix.edits))

    def _span(self, edit: Edit) -> _Span:
        text = edit.text.replace("\n", self._line_end)
        if edit.counts_all:
            start = self._starts[edit.line - 1] + edit.column - 1
            if not text and _BETWEEN_LINE_ENDS.match(self._text, start):
                text = " "
            return start, start + edit.end_column - edit.column, text
        end = self._end(edit.end_line, edit.end_column)
        return min(self._offset(edit.line, edit.column), end), end, text

    def _replace(self, spans: Iterable[_Span]) -> str:
        parts = []
        done = 0
        for start, end, text in spans:
            parts += [self._text[done:start], text]
            done = end
        return "".join((*parts, self._text[done:]))

    def _offset(self, line: int, column: int) -> int:
        """Return the index of a place; characters that reading removes have no column."""
        if line > len(self._starts):
            return len(self._text)
        start, stop = self._starts[line - 1], self._stops[line - 1]
        text = self._text[start:stop]
        if FORBIDDEN.search(text):
            kept = [index for index, char in enumerate(text) if not FORBIDDEN.match(char)]
            return start + (kept[column - 1] if column <= len(kept) else len(text))
        return min(start + column - 1, stop)

    def _end(self, line: int, column: int) -> int:
        """Return the index of the end of a range, right after its last character."""
        return self._offset(line, column) if column == 1 else min(self._offset(line, column - 1) + 1, self._stop(line))

    def _stop(self, line: int) -> int:
        return self._stops[line - 1] if line <= len(self._stops) else len(self._text)


def _overlap(one: _Span, other: _Span) -> bool:
    return one[0] == other[0] or (one[0] < other[1] and other[0] < one[1])
