"""A body for the rules: passages of running text, each with its place in the file."""

import string
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import accumulate
from operator import add
from typing import Any

from markdown_it.token import Token
from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.content.markdown.findings import Findings
from weeknotes_site.content.markdown.html.urls import is_relative
from weeknotes_site.diagnostics import Edit, Fix, Place, replacing, warning
from weeknotes_site.regex import regex

MASKED = "\x00"
"""Placeholder for code and escaped text; notes cannot contain it."""
_PLAIN = f"{string.ascii_letters} ".encode()
_BACKTICKS = regex(r"`+")
_ESCAPE = regex(r"\\[!-/:-@\[-`{-~]")
_LABEL = regex(r"[ \t>]{0,20}\[([^\[\]\n]{1,200})\]:")
Fixer = Callable[[Place], Fix | None]
"""Return the fix for a place, or None."""
Line = tuple[int, str]
"""Where a line starts in its passage, and its text."""
MAX_SHOWN = 60
"""Maximum characters of a line in a hint."""


class Passage(Struct, frozen=True, dict=True):
    """The source of one paragraph, heading or cell, without the marks of lists and quotes around it."""

    findings: Findings
    written: str
    first: int
    """The line of the body, from 0, on which it starts."""
    kind: str
    """The block with this text: `paragraph`, `heading`, `td` and so on."""
    children: Sequence[Token] = ()
    """Its tokens from the parser."""

    @cached_property
    def shown_text(self) -> tuple[str, ...]:
        """Its text without code, addresses and emphasis."""
        return tuple(child.content for child in self.children if child.type == "text")

    @cached_property
    def text(self) -> str:
        """The source with code and escaped characters masked, of the same length."""
        text = self.written
        if "\\" in text:
            text = _ESCAPE.sub(MASKED * 2, text)
        return _without_code(text) if "`" in text else text

    def shown_from(self, start: int) -> str:
        """Return the rest of a line for a hint."""
        end = self.written.find("\n", start)
        return shown(self.written[start : end if end >= 0 else None])

    def lines(self) -> Iterator[Line]:
        """Yield each line of the text with its start, without indentation."""
        starts = self._starts if "\n" in self.written else (0,)
        for start, line in zip(starts, self.text.split("\n"), strict=True):
            bare = line.lstrip(" \t")
            yield start + len(line) - len(bare), bare

    @cached_property
    def _written_lines(self) -> list[str]:
        return self.written.split("\n")

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self._written_lines)][:-1]

    def warn(self, code: str, start: int, end: int, message: str, hint: str, fix: Fixer | None = None) -> None:
        """Warn about a part of the text; `fix` is called with its place if that is certain."""
        written = self.written[start:end]

        def fix_at(place: Place) -> Fix | None:
            return fix(place) if fix and place.written == written else None

        own = fix_at if fix else None
        self.findings.report_at(warning, code, lambda: self.place(start, end), message, hint, own)

    def suggest(self, code: str, start: int, end: int, message: str, right: str, *, is_safe: bool = True) -> None:
        """Warn about a part of the text, with what to write instead, which is also the fix."""
        self.warn(code, start, end, message, f"write `{right}`", instead(right, is_safe=is_safe))

    def place(self, start: int, end: int) -> Place:
        """Return the place of a part of the text in the file; of several lines, only the first."""
        line = bisect_right(self._starts, start) - 1
        in_line = start - self._starts[line]
        content = self._written_lines[line]
        number = self.findings.first_line + self.first + line
        source = self.findings.source.line(number)
        shift = max(source.rfind(content) if content.strip() else 0, 0)
        return self.findings.source.at(number, shift + in_line + 1, min(end - start, len(content) - in_line))


class Page(Struct, frozen=True, kw_only=True, dict=True):
    """Arguments of all rules."""

    tokens: Sequence[Token]
    body: str
    references: Mapping[str, Any]
    """The definitions `[label]: address`, by the label as the library folds it."""
    findings: Findings
    repeated: Sequence[int] = ()
    """Lines of the body, from 0, that define a label or abbreviation again."""

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All running text, in reading order."""
        return tuple(
            Passage(
                self.findings,
                token.content,
                token.map[0],
                self.tokens[at - 1].type.removesuffix("_open"),
                token.children or (),
            )
            for at, token in enumerate(self.tokens)
            if token.type == "inline" and token.map
        )

    @cached_property
    def types(self) -> frozenset[str]:
        """The types of all tokens."""
        return frozenset(token.type for token in self.tokens)

    @cached_property
    def labelled(self) -> Mapping[str, int]:
        """The lines that start with `[label]:`, by the label."""
        lines = ((number, _LABEL.match(line)) for number, line in enumerate(self.body.split("\n")))
        return {found[1].strip().casefold(): number for number, found in lines if found}

    @cached_property
    def _marks(self) -> frozenset[str]:
        """Characters and pairs of characters in the body, except letters and spaces.

        Most signs are not among them, so most searches can be skipped.
        """
        marks = _marks_of(self.body)
        return frozenset(("", *marks, *map(add, marks, marks[1:])))

    def holds(self, sign: str) -> bool:
        """Return whether the body contains a sign; most are ruled out without a search."""
        ((_, mark),) = _with_marks((sign,))
        return mark in self._marks and sign in self.body

    def passages_with(self, *signs: str) -> tuple[Passage, ...]:
        """Return the passages that contain any of these signs."""
        if _all_marks(signs).isdisjoint(self._marks):
            return ()
        present = [sign for sign, mark in _with_marks(signs) if mark in self._marks and sign in self.body]
        if len(present) == 1:
            only = present[0]
            return tuple([one for one in self.passages if only in one.written])
        return tuple(one for one in self.passages if any(sign in one.written for sign in present)) if present else ()

    def paragraphs_with(self, *signs: str) -> tuple[Passage, ...]:
        """Return the paragraphs that contain any of these signs."""
        return tuple(one for one in self.passages_with(*signs) if one.kind == "paragraph")

    def warn_line(
        self, code: str, line: int, start: int, end: int, message: str, hint: str, fix: Fixer | None = None
    ) -> None:
        """Warn about some characters of a line of the body; lines and characters count from 0."""
        number = self.findings.first_line + line
        self.findings.report_at(
            warning, code, lambda: self.findings.source.at(number, start + 1, end - start), message, hint, fix
        )

    def warn_whole_line(self, code: str, line: int, message: str, hint: str, fix: Fixer | None = None) -> None:
        """Warn about a line of the body, from 0, without its indentation."""
        number = self.findings.first_line + line
        self.findings.report_at(warning, code, lambda: self.findings.source.whole_line(number), message, hint, fix)

    def line(self, line: int) -> str:
        """Return a line of the body, from 0."""
        return self.findings.source.line(self.findings.first_line + line)


def _marks_of(text: str) -> str:
    return text.encode("utf-8", "surrogatepass").translate(None, _PLAIN).decode("utf-8", "ignore")


@cache
def _with_marks(signs: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return each sign with its first two marks."""
    return tuple((sign, _marks_of(sign)[:2]) for sign in signs)


@cache
def _all_marks(signs: tuple[str, ...]) -> frozenset[str]:
    return frozenset(mark for _, mark in _with_marks(signs))


def instead(text: str, *, is_safe: bool = True) -> Fixer:
    """Return a fixer that replaces a place with some text."""
    return lambda place: replacing(place, text, is_safe=is_safe)


def linking(fixer: Fixer, target: str, *, is_picture: bool) -> Fixer:
    """Return a fixer of a link or picture that is dropped later if its target is a file that does not exist."""

    def fix(place: Place) -> Fix | None:
        found = fixer(place)
        attribute = "src" if is_picture else "href"
        return replace(found, target=target, attribute=attribute) if found and is_relative(target) else found

    return fix


def empty_line_above(place: Place) -> Fix | None:
    """Add an empty line above a place; None in a quote, which it would end."""
    if place.source.lstrip().startswith(">"):
        return None
    return Fix(edits=(Edit(place.line, 1, place.line, 1, "\n"),))


def indent_of(line: str, signs: str | None = None) -> int:
    """Return the number of spaces, or of any of `signs`, at the start of a line."""
    return len(line) - len(line.lstrip(signs))


def shown(text: str) -> str:
    """Return a text for a hint, shortened if it is long."""
    text = text.strip()
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN].rstrip()}…"


def _without_code(text: str) -> str:
    """Mask code between backticks; runs that nothing closes stay (CommonMark 0.31, 6.1)."""
    runs = [(run.start(), run.end()) for run in _BACKTICKS.finditer(text)]
    by_length: dict[int, list[int]] = {}
    for at in range(len(runs) - 1, -1, -1):
        by_length.setdefault(runs[at][1] - runs[at][0], []).append(at)
    parts = []
    end = at = 0
    while at < len(runs):
        start, after = runs[at]
        later = by_length[after - start]
        while later and later[-1] <= at:
            later.pop()
        if not later:
            at += 1
            continue
        close = later[-1]
        code = text[start : runs[close][1]]
        parts += [text[end:start], "\n".join(MASKED * len(line) for line in code.split("\n"))]
        end, at = runs[close][1], close + 1
    return "".join(parts) + text[end:]
