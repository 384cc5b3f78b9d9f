"""Slugs that are nearly alike, found without comparing each with each: a slip in a team's name makes a second team."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import lru_cache

from weeknotes_site.content.slugs import MAX_SLUG

# Numbers, letters, codes of languages and regions, and quarters of the compass tell names apart.
_STANDING_ALONE = re.compile(
    r"(?<![^-])(?:\d+|[a-z]{1,2}|eng|cym|wal|sco|nir|gbr|deu|fra|spa|ita|por|usa|emea|apac|latam|amer"
    r"|north|south|east|west|northern|southern|eastern|western|english|welsh|french|german|spanish)(?![^-])"
)
_NEAR = 0.88
_PIECE = 3

_Piece = tuple[str, int]
"""Letters that stand side by side, both ends among them, and how many times they stood in the slug before."""


class Lookalikes:
    """Slugs that are ranked, of each of which can be asked which other one may have been meant.

    Slugs that look alike share many pieces, so one of the rarest pieces of each is among the rarest of the other: only
    slugs that share such a piece are compared. ("Prefix filtering" is its name.)
    """

    def __init__(self, ranks: Mapping[str, tuple[bool, bool, int, str]]) -> None:
        self._ranks = ranks
        self._words = {slug: _STANDING_ALONE.sub("", slug) for slug in ranks}
        self._letters = _bags(ranks)
        self._first_above = _first_above(ranks)
        pieces = {slug: _counted(_pieces(slug)) for slug in ranks}
        often = Counter(piece for own in pieces.values() for piece in own)
        self._telling = {slug: _telling(slug, own, often) for slug, own in pieces.items()}
        # What differs in nothing but numbers is kept together, as none of it looks like the rest.
        self._sharing: dict[_Piece, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for slug, own in self._telling.items():
            for piece in own:
                self._sharing[piece][self._words[slug]].append(slug)

    def meant_by(self, slug: str) -> str | None:
        """Return the first slug, of those that rank higher, that looks like this one: it may be one with a slip in it.

        A different number, language or region is no slip.
        """
        first = self._first_above[slug]
        if first is None or self._look_alike(slug, first):
            return first  # where all look alike, as `team001` and so on, this saves comparing all
        rank = self._ranks[slug]
        higher = sorted(other for other in self._sharing_pieces(slug) if self._ranks[other] > rank)
        return next((other for other in higher if self._look_alike(slug, other)), None)

    def _sharing_pieces(self, slug: str) -> set[str]:
        """Return all that look like a slug, among some that do not."""
        found: set[str] = set()
        for piece in self._telling[slug]:
            found.update(*(others for words, others in self._sharing[piece].items() if words != self._words[slug]))
        return found

    def _look_alike(self, slug: str, other: str) -> bool:
        enough = _NEAR * (len(slug) + len(other))
        if 2 * (self._letters[slug] & self._letters[other]).bit_count() < enough:
            return False
        return self._words[slug] != self._words[other] and SequenceMatcher(None, slug, other).ratio() >= _NEAR


def _first_above(ranks: Mapping[str, tuple[bool, bool, int, str]]) -> dict[str, str | None]:
    """Return the first of all slugs that rank higher than each."""
    first: str | None = None
    above = {}
    for slug in sorted(ranks, key=ranks.__getitem__, reverse=True):
        above[slug] = first
        first = min(first or slug, slug)
    return above


def _pieces(slug: str) -> list[str]:
    between_ends = f"^{slug}$"
    return [between_ends[start : start + _PIECE] for start in range(len(between_ends) - _PIECE + 1)]


def _counted(parts: Iterable[str]) -> list[tuple[str, int]]:
    """Return each part with how often it came before, so that no two are equal."""
    seen: Counter[str] = Counter()
    counted = []
    for part in parts:
        counted.append((part, seen[part]))
        seen[part] += 1
    return counted


def _bags(slugs: Iterable[str]) -> dict[str, int]:
    """Return the letters of each slug as the bits of a number: two have as many in common as bits."""
    bits: dict[tuple[str, int], int] = defaultdict(lambda: 1 << len(bits))
    return {slug: sum(bits[letter] for letter in _counted(slug)) for slug in slugs}


def _telling(slug: str, pieces: list[_Piece], often: Counter[_Piece]) -> list[_Piece]:
    """Return the rarest pieces: so many that whatever looks like the slug has one of them among its own."""
    by_rarity = sorted(pieces, key=lambda piece: (often[piece], piece))
    return by_rarity[: max(len(pieces) - _shared_at_least(len(slug)) + 1, 0)]


@lru_cache(maxsize=MAX_SLUG)
def _shared_at_least(length: int) -> int:
    """Return how many pieces a slug of some length shares with any other that looks like it.

    Where `same` letters and both ends are the same in order, the other letters part them into at most one run more
    than there are others, and a run has two pieces less than letters.
    """
    shared = [
        same + 2 - (_PIECE - 1) * (length + other - 2 * same + 1)
        for other in range(length // 2, 2 * length + 1)
        for same in [_same_at_least(length + other)]
        if same <= min(length, other)
    ]
    return min(shared)


def _same_at_least(both: int) -> int:
    """Return how many letters of two slugs are the same where they are near, of as many as both have."""
    return next(same for same in range(both + 1) if 2 * same >= _NEAR * both)
