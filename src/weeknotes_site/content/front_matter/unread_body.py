"""Find front matter with wrong fences, and the text below it, so that both can still be checked."""

from itertools import pairwise

from weeknotes_site.content.front_matter.fixes import KNOWN
from weeknotes_site.content.front_matter.yaml_errors import key_of_wrong_line
from weeknotes_site.content.text.source import Source
from weeknotes_site.regex import regex

LOOKS_LIKE_A_KEY = regex(r"[A-Za-z_-]{1,50}[ \t]{0,3}:(\s|$)")

# Three hyphens as word processors, exports and other tools write them, U+2010 to U+2015 among them.
_LIKE_FENCE = regex(r"(?:\\?[-\u2010-\u2015\u2212_*=~;]){1,10}")
_INVISIBLE = "\u200b\u2060\ufeff"
_BOUNDARY = regex(r"---[ \t]*")


def with_fences(source: Source) -> Source | None:
    """Return a text with its probable fences, on the same lines; None if they are unclear."""
    lines = source.lines
    first = opening_below(source) or source.first_line
    opening = source.line(first).strip()
    if not is_like_fence(opening):
        return None
    below = last_key(source, first) + 1
    exact = next((number for number in range(first + 1, len(lines) + 1) if lines[number - 1].rstrip() == "---"), 0)
    last = below if is_like_fence(source.line(below)) or source.line(below).strip() == "..." else exact or below
    block = lines[first : last - 1]
    is_closed = source.line(last).strip() in ("", "...") or is_like_fence(source.line(last))
    if not is_closed or not any(map(LOOKS_LIKE_A_KEY.match, block)):
        return None
    fenced = ("---", *("" for _ in lines[1:first]), *block, "---", *lines[last:])
    return Source(source.path, "\n".join(fenced))


def is_fence(line: str) -> bool:
    """Return whether a line is `---`, which starts and ends front matter."""
    return bool(_BOUNDARY.fullmatch(line))


def is_like_fence(line: str) -> bool:
    """Return whether a line was probably meant as `---`."""
    return bool(_LIKE_FENCE.fullmatch(line.strip().strip(_INVISIBLE)))


def block_below(source: Source, first: int) -> int:
    """Return the line below text that starts front matter, or 0."""
    fences = (number for number, line in enumerate(source.lines, 1) if number > first and is_fence(line))
    return next((number for number in fences if is_known_key(source.line(number + 1))), 0)


def is_known_key(line: str) -> bool:
    """Return whether a line starts with a key of notes or team files."""
    key, colon, _ = line.partition(":")
    return (bool(colon) and key.strip().casefold() in KNOWN) or bool(key_of_wrong_line(line))


def find_body(source: Source) -> tuple[str, int]:
    """Return the text below invalid front matter, and the line on which it starts."""
    first = opening_below(source) or source.first_line
    opening = source.line(first).strip()
    if (below := block_below(source, first)) and not is_like_fence(opening):
        end = last_key(source, below) + 1
        return "\n".join((*source.lines[: below - 1], *([""] * (end - below + 1)), *source.lines[end:])), 1
    if opening[:3] in ("---", "+++") or is_like_fence(opening):
        ends = (opening, opening[:3])
        closing = (number for number, line in enumerate(source.lines, 1) if number > first and line.rstrip() in ends)
        last = next(closing, None) or last_key(source, first)
    else:
        last = last_key(source, first - 1)
        last += is_fence(source.line(last + 1))
    return "\n".join(source.lines[last:]), last + 1


def opening_below(source: Source) -> int | None:
    """Return the line that starts front matter below an empty block, or None."""
    fences = [number for number, line in enumerate(source.lines, 1) if is_fence(line)]
    if len(fences) < 3 or any(map(str.strip, source.lines[: fences[1] - 1][fences[0] :])):
        return None
    for opening, closing in pairwise(fences[1:]):
        keys = [line for line in source.lines[opening : closing - 1] if line.strip()]
        if keys:
            return opening if LOOKS_LIKE_A_KEY.match(keys[0]) else None
    return None


def first_key(source: Source, opening: int) -> int:
    """Return the line of the first key below an opening line and empty lines, or else the line below it."""
    below = (number for number, line in enumerate(source.lines[opening:], opening + 1) if line.strip())
    first = next(below, opening + 1)
    return first if is_known_key(source.line(first)) else opening + 1


def last_key(source: Source, opening: int) -> int:
    """Return the last line below an opening line that looks like front matter."""
    last = opening
    first = first_key(source, opening)
    for number, line in enumerate(source.lines[first - 1 :], first):
        if len(line.strip()) > 1 and is_like_fence(line):
            break
        if not (
            LOOKS_LIKE_A_KEY.match(line)
            or key_of_wrong_line(line)
            or (last > opening and line.startswith((" ", "-", "#")))
        ):
            break
        last = number
    return last
