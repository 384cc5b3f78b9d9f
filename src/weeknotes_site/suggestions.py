"""Find the most similar known name for a misspelled one, within a budget.

Comparing two names is quadratic in their length, and notes determine the number and length of names. So only the
beginnings of a few candidates are compared, and `suggester` limits the suggestions of a run. `nearest` is for short,
fixed lists.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from heapq import nlargest

MAX_SUGGESTIONS = 20
"""Maximum suggestions in a run."""
MAX_CANDIDATES = 200
MAX_COMPARED = 80
"""Characters of a name that are compared."""

_NEAR = 0.7

Suggest = Callable[[str, Iterable[str]], str | None]
"""`nearest` with a budget: returns None, without iterating over the known names, once it is spent."""


def suggester() -> Suggest:
    """Return `nearest` with the budget of one run."""
    budget = iter(range(MAX_SUGGESTIONS))

    def suggest(name: str, known: Iterable[str]) -> str | None:
        return None if next(budget, None) is None else nearest(name, known)

    return suggest


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the most similar known name, ignoring case, or None."""
    # Imported here: most runs suggest nothing.
    from difflib import get_close_matches

    wanted = _compared(name)
    letters = Counter(wanted)
    bounds = {other: bound for other in known if (bound := _bound(wanted, letters, _compared(other))) >= _NEAR}
    candidates = nlargest(MAX_CANDIDATES, bounds, key=bounds.__getitem__)
    by_compared = {_compared(candidate): candidate for candidate in candidates}
    close = get_close_matches(wanted, by_compared, n=1, cutoff=_NEAR)
    return by_compared[close[0]] if close else None


def differ_by_a_typo(first: str, second: str) -> bool:
    """Return whether two words differ by at most one letter added, removed, changed or swapped with the next."""
    short, long = sorted((first, second), key=len)
    at = next((index for index, pair in enumerate(zip(short, long, strict=False)) if pair[0] != pair[1]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return swapped or short[at + 1 :] == long[at + 1 :]


def shared_letters(letters: Mapping[str, int], other: str) -> int:
    """Return how many letters, in any order, two names have in common; one is given as letter counts."""
    return sum(min(count, other.count(letter)) for letter, count in letters.items())


def _compared(name: str) -> str:
    return name[:MAX_COMPARED].casefold()


def _bound(wanted: str, letters: Mapping[str, int], other: str) -> float:
    """Return an upper bound of the similarity of two names: by length and, if that is high enough, by letters."""
    both = len(wanted) + len(other)
    by_length = 2 * min(len(wanted), len(other)) / both if both else 0.0
    return 2 * shared_letters(letters, other) / both if by_length >= _NEAR else by_length
