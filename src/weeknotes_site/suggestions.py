"""The known name that somebody who mistyped one most likely meant, found within a budget.

Comparing two names takes time in the square of their length, and whoever commits notes chooses how many names there
are and how long: so few are compared, only their beginnings, and those of a whole run are counted.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from heapq import nlargest

MAX_SUGGESTIONS = 20
"""How many suggestions a run looks for; whoever has more broken links mends some first."""
MAX_CANDIDATES = 200
MAX_COMPARED = 80
"""How many characters of a name are compared."""

_NEAR = 0.7

Suggest = Callable[[str, Iterable[str]], str | None]
"""`nearest`, or None once the budget is spent; the known names are then not even looked at."""


def suggester() -> Suggest:
    """Return `nearest` with a budget of its own, for one run."""
    budget = iter(range(MAX_SUGGESTIONS))

    def suggest(name: str, known: Iterable[str]) -> str | None:
        return None if next(budget, None) is None else nearest(name, known)

    return suggest


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the most similar of the known names, in any case; None where none is similar."""
    # Imported here, as most runs suggest nothing.
    from difflib import get_close_matches

    wanted = _compared(name)
    letters = Counter(wanted)
    bounds = {one: bound for one in known if (bound := _bound(wanted, letters, _compared(one))) >= _NEAR}
    candidates = nlargest(MAX_CANDIDATES, bounds, key=bounds.__getitem__)
    by_compared = {_compared(one): one for one in candidates}
    close = get_close_matches(wanted, by_compared, n=1, cutoff=_NEAR)
    return by_compared[close[0]] if close else None


def shared_letters(letters: Mapping[str, int], other: str) -> int:
    """Return how many letters, in any order, another name has in common with one whose letters are counted."""
    return sum(min(count, other.count(letter)) for letter, count in letters.items())


def _compared(name: str) -> str:
    return name[:MAX_COMPARED].casefold()


def _bound(wanted: str, letters: Mapping[str, int], other: str) -> float:
    """Return an upper bound of the ratio of two names: by their lengths, and where that is high enough by letters."""
    both = len(wanted) + len(other)
    by_length = 2 * min(len(wanted), len(other)) / both if both else 0.0
    return 2 * shared_letters(letters, other) / both if by_length >= _NEAR else by_length
