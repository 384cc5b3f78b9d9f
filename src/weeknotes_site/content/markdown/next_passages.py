"""Find passages under "Next": under a heading, or after a label at the start of a paragraph or list item."""

from collections.abc import Iterable, Sequence
from itertools import accumulate

from markdown_it.token import Token
from msgspec import Struct

from weeknotes_site.content.markdown.next_words import MAX_WORDS, says_next
from weeknotes_site.content.markdown.outline import plain_text
from weeknotes_site.model.note import Heading
from weeknotes_site.model.passage import Passage, Section

MAX_PASSAGES = 20
LOWEST = 6
"""The level of the lowest heading."""
MARK = "next_passage"
"""Type of the marker tokens around a labelled passage during rendering."""
MARK_SIGN = "\x04"
"""The marker in the HTML; notes cannot contain it, because control characters are removed."""

_LISTS = ("bullet_list_open", "ordered_list_open")
_EMPHASIS = {"strong_open": "strong_close", "em_open": "em_close"}
_DASHES = ("-", "–", "—")


class Labelled(Struct, frozen=True):
    """A paragraph or list item that starts with a label, and its continuation."""

    first: int
    """Index of its first token."""
    behind: int
    """Index of the token after it."""
    under: str
    is_item: bool


def find_labelled(tokens: Sequence[Token]) -> list[Labelled]:
    """Return passages that start with a label, in reading order, except those in a section "Next"."""
    found: list[Labelled] = []
    under, passed = "", 0
    skipped = LOWEST + 1  # the heading level of the current section "Next"
    for index, token in enumerate(tokens):
        if token.type == "heading_open" and not token.level:
            level = int(token.tag[1])
            skipped = LOWEST + 1 if level <= skipped else skipped
            under = str(token.attrs["id"])
            if says_next(plain_text(tokens[index + 1])):
                skipped = min(level, skipped)
        elif token.type == "paragraph_open" and skipped > LOWEST and index >= passed:
            one = _labelled(tokens, index, under)
            found += [one] if one else []
            passed = one.behind if one else passed
    return found[:MAX_PASSAGES]


def with_marks(tokens: Sequence[Token], labelled: Iterable[Labelled]) -> list[Token]:
    """Return the tokens with markers around each passage."""
    marked: list[Token] = []
    at = 0
    for place in (place for one in labelled for place in (one.first, one.behind)):
        marked += [*tokens[at:place], Token(MARK, "", 0, block=True)]
        at = place
    return [*marked, *tokens[at:]]


def take_marks(html: str) -> tuple[str, list[tuple[int, int]]]:
    """Return HTML without markers, and the start and end of each passage in it."""
    parts = html.split(MARK_SIGN)
    ends = list(accumulate(map(len, parts)))
    return "".join(parts), list(zip(ends[:-1:2], ends[1:-1:2], strict=True))


def find_pieces(pieces: Iterable[str], html: str) -> list[tuple[int, int]]:
    """Return the start and end of each piece in a body's HTML; -1 for a missing one."""
    return [(at := html.find(piece), at + len(piece)) for piece in pieces]


def next_passages(
    labelled: Iterable[Labelled],
    places: Iterable[tuple[int, int]],
    sections: Iterable[Section],
    headings: Sequence[Heading],
) -> tuple[Passage, ...]:
    """Return all passages under "Next", in reading order; `places` are those of the labelled ones."""
    passages = [
        Passage(start, end, one.under, one.is_item)
        for one, (start, end) in zip(labelled, places, strict=True)
        if start >= 0
    ]
    end = 0
    for section in sections:
        if section.start >= end and says_next(headings[section.heading].text):
            passages.append(Passage(section.start, section.end))
            end = section.end
    return tuple(sorted(passages, key=lambda passage: passage.start)[:MAX_PASSAGES])


def _labelled(tokens: Sequence[Token], index: int, under: str) -> Labelled | None:
    """Return the passage of the paragraph that starts at a token; None if it has no label or no text."""
    is_item = bool(index) and tokens[index - 1].type == "list_item_open"
    if tokens[index].level and not is_item:
        return None
    has_text = _read_label(tokens[index + 1])
    if has_text is None:
        return None
    if is_item:
        behind = _behind(tokens, index - 1)
        return Labelled(index - 1, behind, under, True) if has_text or behind > index + 4 else None
    behind = index + 3 if has_text else _behind(tokens, index + 3)
    if behind == index + 3 and not has_text:
        return None
    if tokens[behind - 1].type == "paragraph_close" and tokens[behind - 2].content.rstrip().endswith(":"):
        behind = _behind(tokens, behind, _LISTS)
    return Labelled(index, behind, under, False)


def _behind(tokens: Sequence[Token], index: int, kinds: tuple[str, ...] = ()) -> int:
    """Return the index after the block that starts at a token, or the token's if none starts there."""
    wanted = kinds or ("paragraph_open", "list_item_open", *_LISTS)
    if index >= len(tokens) or tokens[index].type not in wanted:
        return index
    level = tokens[index].level
    closing = tokens[index].type.replace("_open", "_close")
    return next(at + 1 for at in range(index, len(tokens)) if tokens[at].type == closing and tokens[at].level == level)


def _read_label(inline: Token) -> bool | None:
    """Return whether text follows the label at the start of a paragraph; None without a label."""
    start = inline.content[: MAX_WORDS + 5]
    if ":" not in start and not start.startswith(("*", "_")):
        return None
    children = [child for child in inline.children or () if child.type != "text" or child.content]
    closing = _EMPHASIS.get(children[0].type) if children else None
    if not closing:
        label, colon, rest = children[0].content.partition(":") if children else ("", "", "")
        return bool(rest.strip()) or len(children) > 1 if colon and says_next(label) else None
    end = next((at for at, child in enumerate(children) if child.type == closing), 0)
    label = "".join(child.content for child in children[1:end])
    rest = children[end + 1].content.lstrip() if end + 1 < len(children) else ""
    if not says_next(label):
        return None
    if label.rstrip().endswith(":") or rest.startswith((":", *_DASHES)) or _breaks(children[end + 1 :]):
        return bool(rest.strip(": -–—")) or len(children) > end + 2
    return None


def _breaks(rest: Sequence[Token]) -> bool:
    return not rest or rest[0].type in ("softbreak", "hardbreak")
