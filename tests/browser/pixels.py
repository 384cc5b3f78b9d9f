"""Colours of pixels in screenshots."""

from collections.abc import Iterable


def differ(one: Iterable[int], other: Iterable[int]) -> bool:
    """Return whether two pixels differ by more than one step: browsers dither colours that a screen cannot show."""
    return any(abs(first - second) > 1 for first, second in zip(one, other, strict=True))
