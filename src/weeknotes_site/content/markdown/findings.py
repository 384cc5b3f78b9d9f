"""Links and diagnostics found while rendering one body, and the current position."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import accumulate

from msgspec import Struct, field

from weeknotes_site.content.markdown.fixes import fix_of
from weeknotes_site.content.markdown.rendered import BodySettings, Link
from weeknotes_site.content.text.source import Source
from weeknotes_site.diagnostics import Diagnostic, Fix, Place

MAX_OF_A_KIND = 50
"""Maximum diagnostics with the same code per note; a hostile note may have thousands."""
MAX_SEARCH = 10_000
"""Characters searched for the place of a link."""


class Findings(Struct, kw_only=True, dict=True):
    """State of rendering one body."""

    source: Source
    first_line: int
    """Line number of the start of the body."""
    settings: BodySettings
    links: list[Link] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    block: Sequence[int] = (0, 1)
    """Lines of the current block in the body, from 0; the end is exclusive."""
    open_links: int = 0
    """Number of links around the current text."""
    html_line: int | None = None
    """First line of the body, from 0, with raw HTML."""
    anchors: list[str] = field(default_factory=list)
    """Ids in raw HTML."""
    balanced: frozenset[str] = frozenset()
    """Balanced tags that are removed with their content."""
    gone: str = ""
    """The open tag that is removed with its content, or empty."""
    tables: int = 0
    codes: int = 0
    _found_in: int = 0
    _found_at: int = 0
    _kinds: Counter[str] = field(default_factory=Counter)

    def report(
        self,
        severity: Callable[[str, Place, str, str, Fix | None], Diagnostic],
        code: str,
        needle: str,
        message: str,
        hint: str,
        *,
        line: int | None = None,
        at: Place | None = None,
        fix: Fix | None = None,
    ) -> None:
        """Add a diagnostic for a text in the current block, or in a line of the body; `at` is its place if known.

        The default `fix` comes from `fixes.py`, by code.
        """
        own = (lambda _: fix) if fix else None
        self.report_at(severity, code, lambda: at or self.place(needle, line), message, hint, own)

    def report_at(
        self,
        severity: Callable[[str, Place, str, str, Fix | None], Diagnostic],
        code: str,
        place: Callable[[], Place],
        message: str,
        hint: str,
        fix: Callable[[Place], Fix | None] | None,
    ) -> None:
        """Add a diagnostic; its place and fix are computed only if needed."""
        self._kinds[code] += 1
        if self._kinds[code] <= MAX_OF_A_KIND:
            at = place()
            own = fix(at) if fix else fix_of(code, self.source, at)
            self.diagnostics.append(severity(code, at, message, hint, own))

    def has_at(self, line: int, code: str) -> bool:
        """Return whether there is a diagnostic with a code at a line of the body, from 0."""
        return any(one.code == code and one.place.line == self.first_line + line for one in self.diagnostics)

    def has_enough(self, code: str) -> bool:
        """Return whether there are already the maximum diagnostics with a code."""
        return self._kinds[code] >= MAX_OF_A_KIND

    def place(self, needle: str, line: int | None = None) -> Place:
        """Return the place of a text: after the last found one, else anywhere in its block.

        If `line` of the body (from 0) is given, it is used instead of the current block.
        """
        first, last = self.block if line is None else (line, line + 1)
        start, end = self._offset(first), self._offset(max(last, first + 1))
        starts = (self._found_at, start) if self._found_in == start else (start,)
        for begin in starts:
            position = self.source.text.find(needle, begin, min(end, begin + MAX_SEARCH))
            if position >= 0:
                self._found_in, self._found_at = start, position + len(needle)
                number = bisect_right(self._line_starts, position)
                return self.source.at(number, position - self._line_starts[number - 1] + 1, len(needle))
        return self.source.whole_line(self.first_line + first)

    def _offset(self, line: int) -> int:
        """Return the offset of a line of the body, from 0, or of the end for lines after it."""
        index = self.first_line - 1 + line
        return self._line_starts[index] if index < len(self._line_starts) else len(self.source.text)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.source.lines)][:-1]
