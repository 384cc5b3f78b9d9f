"""Adapt a site's colour so that links in it are readable in the light and in the dark theme."""

from collections.abc import Iterator
from itertools import pairwise

LIGHT = ("#fdfcfa", "#f3f0ea")
DARK = ("#161513", "#22201d")
"""The backgrounds of links: `--paper` and `--shade` of the default stylesheet."""
CONTRAST = 4.5
"""Minimum contrast of text (WCAG 2.2, 1.4.3)."""
CONTRAST_IN_THE_DARK = 7
"""More than the minimum: thin light letters on black look dimmer than their measured contrast."""
CONTRAST_OF_LINES = 3
"""Minimum contrast of lines and symbols (WCAG 2.2, 1.4.11)."""

_STEPS = 255


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, relative luminance)."""
    dark, light = sorted((_luminance(_channels(one)), _luminance(_channels(other))))
    return (light + 0.05) / (dark + 0.05)


def least_contrast(colour: str, backgrounds: tuple[str, ...]) -> float:
    """Return a colour's lowest contrast on any of the backgrounds."""
    return min(contrast(colour, background) for background in backgrounds)


def for_light_theme(colour: str) -> str:
    """Return the nearest darker shade that can be read in the light theme; the colour itself if it can."""
    return next(shade for shade in _shades(colour, 0) if least_contrast(shade, LIGHT) >= CONTRAST)


def for_dark_theme(colour: str, least: float = CONTRAST_IN_THE_DARK) -> str:
    """Return the nearest lighter tint of at least this contrast in the dark theme; the colour itself if it has it."""
    return next(tint for tint in _shades(colour, 255) if least_contrast(tint, DARK) >= least)


def _shades(colour: str, goal: int) -> Iterator[str]:
    """Yield a colour, then its mixtures with black (`goal` 0) or white (255): these glare less than its own hue."""
    for step in range(_STEPS + 1):
        mixed = (channel + (goal - channel) * step / _STEPS for channel in _channels(colour))
        yield "#" + "".join(f"{round(channel):02x}" for channel in mixed)


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[start:end], 16) for start, end in pairwise((1, 3, 5, 7)))
    return red, green, blue


def _luminance(channels: tuple[int, int, int]) -> float:
    linear = [_linear(channel / 255) for channel in channels]
    return sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
