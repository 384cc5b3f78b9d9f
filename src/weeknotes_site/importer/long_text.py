"""Split a document with many notes at their opening lines."""

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from weeknotes_site.importer.titles import Title, is_opening, read_title

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HEADING = re.compile(r"(#{1,6})[ \t]+(\S.*)")
_BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)(.{1,200})\1:?")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,100})\]:")
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,100})\]")

SHORTEST_GAP = 4
"""Days between two weekly notes at the least; a note of one week may have a heading for each day."""


class Part(Struct, frozen=True, kw_only=True):
    """A note in a document."""

    title: Title
    body: str


def split_parts(text: str) -> tuple[str, tuple[Part, ...]]:
    """Return the text above the first opening line, and each note from one opening line to the next."""
    lines = text.split("\n")
    openings = list(_openings(lines)) or _dates_alone(lines)
    if not openings:
        return text.strip(), ()
    ends = [at for at, _ in openings[1:]] + [len(lines)]
    bodies = ["\n".join(lines[at + 1 : end]).strip("\n") for (at, _), end in zip(openings, ends, strict=True)]
    parts = tuple(
        Part(title=read_title(line), body=body)
        for (_, line), body in zip(openings, _with_footnotes(bodies), strict=True)
    )
    return "\n".join(lines[: openings[0][0]]).strip(), parts


def without_marks(line: str) -> str:
    """Return a heading's or bold line's text."""
    line = line.strip()
    if heading := _HEADING.fullmatch(line):
        line = heading[2].rstrip("# \t")
    if bold := _BOLD_LINE.fullmatch(line):
        line = bold[2].strip()
    return _ESCAPED.sub(r"\1", line)


def _openings(lines: list[str]) -> Iterator[tuple[int, str]]:
    return ((at, text) for at, text in _headings(lines) if is_opening(text))


def _dates_alone(lines: list[str]) -> list[tuple[int, str]]:
    """Return headings that are only a date, if there are several that are not all in one week."""
    found = []
    days = []
    for at, text in _headings(lines):
        title = read_title(text)
        if len(title.days) == 1 and not title.without_dates():
            found.append((at, text))
            days.append(title.days[0].readings[0])
    is_by_week = all(abs((after - before).days) >= SHORTEST_GAP for before, after in pairwise(days))
    return found if len(found) > 1 and is_by_week else []


def _headings(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines that are marked as headings or stand alone, without their marks."""
    is_code = False
    for at, line in enumerate(lines):
        if _FENCE.match(line):
            is_code = not is_code
        if is_code or len(line) > 400:
            continue
        text = without_marks(line)
        if text and (text != line.strip() or _stands_alone(lines, at)):
            yield at, text


def _stands_alone(lines: list[str], at: int) -> bool:
    before = lines[at - 1] if at else ""
    after = lines[at + 1] if at + 1 < len(lines) else ""
    return not before.strip() and not after.strip()


def _with_footnotes(bodies: list[str]) -> list[str]:
    """Give each note the footnotes it refers to, which documents keep at their very end."""
    defined: dict[str, str] = {}
    texts = []
    for body in bodies:
        kept = []
        for block in body.split("\n\n"):
            if (match := _FOOTNOTE.match(block)) and match[1] not in defined:
                defined[match[1]] = block
            else:
                kept.append(block)
        texts.append("\n\n".join(kept).strip("\n"))
    return [
        "\n\n".join([text, *(defined[one] for one in dict.fromkeys(_REFERENCE.findall(text)) if one in defined)])
        for text in texts
    ]
