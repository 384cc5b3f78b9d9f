"""Find names of teams and folders that are probably misspelled or copies, like `data-platfrom` and `parks - Copy`."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from heapq import nlargest

from weeknotes_site.regex import regex
from weeknotes_site.suggestions import MAX_CANDIDATES, shared_letters

MAX_COMPARISONS = 2_000
"""Maximum pairs of names compared in a run: ten times as many as fifty teams need."""

# Names that differ in numbers, letters, languages, regions or compass directions are different teams.
_DISTINCTIVE = regex(
    r"(?<![^-])(?:\d+|[a-z]{1,2}|eng|cym|wal|sco|nir|gbr|deu|fra|spa|ita|por|usa|emea|apac|latam|amer"
    r"|north|south|east|west|northern|southern|eastern|western|english|welsh|french|german|spanish)(?![^-])"
)
_NEAR = 0.88
_COPY = regex(
    r"(?:Copy|Kopie|Copie) (?:\(\d{1,2}\) )?(?:of|von|de) (.{1,100})"
    r"|(.{1,100}?)(?: [-–] (?:Copy|Kopie|Copie)(?: ?\(\d{1,2}\))?| copy(?: \d{1,2})?| ?\(\d{1,2}\))",
    re.I,
)
"""Names that Windows, macOS and browsers give to copies."""

Rank = tuple[bool, bool, int, str]


def copied_from(folder: str) -> str:
    """Return the name of the folder that this one is a copy of, judging by its name; empty if it is no copy."""
    found = _COPY.fullmatch(folder)
    return (found[1] or found[2]).strip() if found else ""


def is_similar(slug: str, other: str) -> bool:
    """Return whether a slug is probably a misspelling of another."""
    return slug in find_similar([slug], {slug: (False, False, 0, slug), other: (True, True, 0, other)})


def find_similar(slugs: Iterable[str], ranks: Mapping[str, Rank]) -> dict[str, str]:
    """Return the highest-ranking similar slug for each probably misspelled one.

    A different number, language or region is not a misspelling. Only the highest-ranking slugs are candidates, so that
    the time is linear in the number of slugs.
    """
    highest = nlargest(MAX_CANDIDATES, ranks, key=ranks.__getitem__)
    budget = iter(range(MAX_COMPARISONS))
    found: dict[str, str] = {}
    for slug in sorted(slugs):
        for other in _candidates(slug, [candidate for candidate in highest if ranks[candidate] > ranks[slug]]):
            if next(budget, None) is None:
                return found
            if SequenceMatcher(None, slug, other, autojunk=False).ratio() >= _NEAR:
                found[slug] = other
                break
    return found


def _candidates(slug: str, others: Iterable[str]) -> Iterable[str]:
    """Yield the others that can be similar enough, by length and letters."""
    letters = Counter(slug)
    words = _DISTINCTIVE.sub("", slug)
    for other in others:
        enough = _NEAR * (len(slug) + len(other)) / 2
        if min(len(slug), len(other)) < enough or shared_letters(letters, other) < enough:
            continue
        if words != _DISTINCTIVE.sub("", other):
            yield other
