"""Teams whose names differ by a slip: `data-platfrom` beside `data-platform`."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from heapq import nlargest

from weeknotes_site.suggestions import MAX_CANDIDATES, shared_letters

MAX_COMPARISONS = 2_000
"""How many pairs of names a run compares letter by letter: ten times as many as fifty teams need."""

# Numbers, letters, codes of languages and regions, and quarters of the compass tell names apart.
_STANDING_ALONE = re.compile(
    r"(?<![^-])(?:\d+|[a-z]{1,2}|eng|cym|wal|sco|nir|gbr|deu|fra|spa|ita|por|usa|emea|apac|latam|amer"
    r"|north|south|east|west|northern|southern|eastern|western|english|welsh|french|german|spanish)(?![^-])"
)
_NEAR = 0.88

Rank = tuple[bool, bool, int, str]


def find_similar(slugs: Iterable[str], ranks: Mapping[str, Rank]) -> dict[str, str]:
    """Return, for those of `slugs` that look like a slip in another, the highest-ranking slug they look like.

    A different number, language or region is no slip. Looked for among the slugs that rank highest, so that the time
    grows with the number of slugs and not with its square.
    """
    highest = nlargest(MAX_CANDIDATES, ranks, key=ranks.__getitem__)
    budget = iter(range(MAX_COMPARISONS))
    found: dict[str, str] = {}
    for slug in sorted(slugs):
        for other in _candidates(slug, [one for one in highest if ranks[one] > ranks[slug]]):
            if next(budget, None) is None:
                return found
            if SequenceMatcher(None, slug, other, autojunk=False).ratio() >= _NEAR:
                found[slug] = other
                break
    return found


def _candidates(slug: str, others: Iterable[str]) -> Iterable[str]:
    """Yield the others whose lengths and letters allow them to be as near as they must."""
    letters = Counter(slug)
    words = _STANDING_ALONE.sub("", slug)
    for other in others:
        enough = _NEAR * (len(slug) + len(other)) / 2
        if min(len(slug), len(other)) < enough or shared_letters(letters, other) < enough:
            continue
        if words != _STANDING_ALONE.sub("", other):
            yield other
