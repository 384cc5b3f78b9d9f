"""What is collected on the way through one body: links, problems, and where the reading is."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import accumulate

from msgspec import Struct, field

from weeknotes_site.content.markdown.fixes import fix_of
from weeknotes_site.content.markdown.rendered import Link
from weeknotes_site.content.source import Source
from weeknotes_site.diagnostics import Diagnostic, Fix, Place

MAX_OF_A_KIND = 50
"""How many problems with one code a note may have; nobody reads further, and a hostile note has thousands."""
MAX_SEARCH = 10_000
"""How many characters are searched for the place of a link."""


class Findings(Struct, kw_only=True, dict=True):
    """Lives no longer than the reading of one body."""

    source: Source
    first_line: int
    """The line of the file on which the body starts."""
    picture_hosts: frozenset[str]
    link_schemes: frozenset[str] = frozenset()
    """Those that the settings allow besides `ALLOWED_SCHEMES`."""
    links: list[Link] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    block: Sequence[int] = (0, 1)
    """The lines in the body, from 0, of the block that is being rendered: the first, and the first after it."""
    open_links: int = 0
    """How many links the text that is being rendered stands in."""
    html_line: int | None = None
    """The first line of the body, from 0, on which the note holds HTML of its own."""
    anchors: list[str] = field(default_factory=list)
    """The ids that the note's own HTML gives."""
    balanced: frozenset[str] = frozenset()
    """Tags that go with their content and are closed as often as they are opened."""
    gone: str = ""
    """The tag that is open and goes with its content; empty where none is."""
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
        """Note a problem with some text of the current block, or of a line of the body; `at` is its place where known.

        Without `fix`, it gets the one that its kind has in `fixes.py`.
        """
        self._kinds[code] += 1
        if self._kinds[code] <= MAX_OF_A_KIND:
            place = at or self.place(needle, line)
            self.diagnostics.append(severity(code, place, message, hint, fix or fix_of(code, self.source, place)))

    def report_at(
        self,
        severity: Callable[[str, Place, str, str, Fix | None], Diagnostic],
        code: str,
        place: Callable[[], Place],
        message: str,
        hint: str,
        fix: Callable[[Place], Fix | None] | None = None,
    ) -> None:
        """Note a problem at a place; place and fix are asked for only where the problem is told."""
        self._kinds[code] += 1
        if self._kinds[code] <= MAX_OF_A_KIND:
            at = place()
            own = fix(at) if fix else fix_of(code, self.source, at)
            self.diagnostics.append(severity(code, at, message, hint, own))

    def has_enough(self, code: str) -> bool:
        """Return whether so many problems have a code that further ones need not be looked for."""
        return self._kinds[code] >= MAX_OF_A_KIND

    def place(self, needle: str, line: int | None = None) -> Place:
        """Return where some text stands: after what was found before it, else anywhere in its block.

        `line` of the body, from 0, stands for the current block where it is given.
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
        """Return where a line of the body, from 0, starts in the file; the file's end for lines beyond it."""
        index = self.first_line - 1 + line
        return self._line_starts[index] if index < len(self._line_starts) else len(self.source.text)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.source.lines)][:-1]
