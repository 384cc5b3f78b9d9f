"""Colours of pixels in screenshots."""

from collections.abc import Iterable


def differ(one: Iterable[int], other: Iterable[int]) -> bool:
    """Return whether two pixels differ by more than one step, because browsers dither colours."""
    return any(abs(first - second) > 1 for first, second in zip(one, other, strict=True))
