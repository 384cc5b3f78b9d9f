"""One document with many notes: split at the lines that open one."""

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from msgspec import Struct

from weeknotes_site.importer.titles import Title, is_opening, read_title

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HEADING = re.compile(r"(#{1,6})[ \t]+(\S.*)")
_BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)(.{1,200})\1:?")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_DEFINED = re.compile(r"^\[(\^[^\]\s]{1,100}|[^\[\]\n^][^\[\]\n]{0,100})\]:[^\n]*", re.M)
_USED = re.compile(r"\[(\^[^\]\s]{1,100}|[^\[\]\n^][^\[\]\n]{0,100})\]")

SHORTEST_GAP = 4
"""Days between two weekly notes at the least; a note of one week may have a heading for each day."""


class Part(Struct, frozen=True, kw_only=True):
    """One note's share of a document."""

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
        for (_, line), body in zip(openings, _with_definitions(bodies), strict=True)
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
    """Return headings that are a date and no more, where there are several and they are not of one week's days."""
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


def _with_definitions(bodies: list[str]) -> list[str]:
    """Give each note the footnotes and addresses it refers to, which documents keep at their very end."""
    used = [set(_USED.findall(_DEFINED.sub("", body))) for body in bodies]
    wanted = set().union(*used)
    defined: dict[str, str] = {}
    texts = []
    for body in bodies:
        kept: list[str] = []
        footnote = ""
        for block in body.split("\n\n"):
            match = _DEFINED.match(block)
            if match and match[1].startswith("^") and match[1] in wanted and match[1] not in defined:
                footnote = match[1]
                defined[footnote] = block
            elif footnote and block.startswith("    "):
                defined[footnote] += f"\n\n{block}"
            else:
                footnote = ""
                kept.append(block)
        texts.append("\n\n".join(kept).strip("\n"))
    for match in (match for text in texts for match in _DEFINED.finditer(text)):
        if not match[1].startswith("^"):
            defined.setdefault(match[1], match[0])
    return [_with_those(text, labels, defined) for text, labels in zip(texts, used, strict=True)]


def _with_those(text: str, labels: Collection[str], defined: Mapping[str, str]) -> str:
    """Add the definitions that a note needs and does not have."""
    own = {match[1] for match in _DEFINED.finditer(text)}
    return "\n\n".join([text, *(block for label, block in defined.items() if label in labels and label not in own)])
