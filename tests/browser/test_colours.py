"""Every colour of the theme can be read on every ground it stands on. Needs no browser."""

import itertools
import math
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from weeknotes_site.model.contrast import CONTRAST_OF_LINES, for_dark_theme, for_light_theme

CSS = (Path(__file__).parents[2] / "static/assets/weeknotes.css").read_text("utf-8")
GROUNDS = ("paper", "shade")
ACCENTS = tuple(f"accent-{number}" for number in range(1, 13))
TEXTS = ("ink", "quiet", "link", "visited", *ACCENTS)


def _palette(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (?:var\(--)?(#[0-9a-f]{6}|\d+%|[a-z]+)\)?;", block))


LIGHT_BLOCK, DARK_BLOCK = re.findall(r":root \{(.*?)\n\s*\}", CSS, re.DOTALL)[:2]
LIGHT = _palette(LIGHT_BLOCK)
DARK = LIGHT | _palette(DARK_BLOCK)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_has_a_contrast_of_four_and_a_half(palette: dict[str, str], text: str, ground: str) -> None:
    assert contrast(palette[text], palette[ground]) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("colour", [*ACCENTS, "ink"])
def test_text_has_that_contrast_on_a_head_in_a_teams_colour_or_without_one(
    palette: dict[str, str], colour: str
) -> None:
    assert _contrast_on_a_head(palette[colour], palette) >= 4.5


def _brands_in_the_dark(brand: str) -> str:
    return for_dark_theme(brand, CONTRAST_OF_LINES)


@pytest.mark.parametrize(
    ("palette", "adapt"), [(LIGHT, for_light_theme), (DARK, _brands_in_the_dark)], ids=["light", "dark"]
)
def test_text_has_that_contrast_on_a_head_in_any_brand(palette: dict[str, str], adapt: Callable[[str], str]) -> None:
    brands = (f"#{red}{green}{blue}" for red, green, blue in itertools.product(("00", "55", "aa", "ff"), repeat=3))
    assert min(_contrast_on_a_head(adapt(brand), palette) for brand in brands) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_what_has_the_focus_stands_out(palette: dict[str, str]) -> None:
    assert contrast(palette["on-focus"], palette["focus"]) >= 7
    assert contrast(palette["ink"], palette["paper"]) >= 7  # the ring


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_teams_colours_are_told_apart_from_each_other_and_from_links(palette: dict[str, str]) -> None:
    """By distance in Oklab, in which 0.02 is the least that is seen side by side."""
    colours = [_oklab(palette[name]) for name in (*ACCENTS, "link")]
    assert min(math.dist(one, other) for one, other in itertools.combinations(colours, 2)) >= 0.1


@pytest.mark.parametrize("accent", ACCENTS)
def test_a_team_keeps_its_hue_in_both_themes(accent: str) -> None:
    light, dark = (math.atan2(*_oklab(palette[accent])[:0:-1]) for palette in (LIGHT, DARK))
    assert abs(math.remainder(light - dark, math.tau)) < math.radians(15)


def _contrast_on_a_head(colour: str, palette: dict[str, str]) -> float:
    return contrast(palette[palette["on-band"]], _mixed(colour, palette["paper"], _share(palette["band"])))


def _share(percent: str) -> float:
    return int(percent.rstrip("%")) / 100


def _mixed(colour: str, ground: str, share: float) -> str:
    channels = ([int(one[at : at + 2], 16) for at in (1, 3, 5)] for one in (colour, ground))
    return "#" + "".join(
        f"{round(top * share + below * (1 - share)):02x}" for top, below in zip(*channels, strict=True)
    )


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio that WCAG 2 defines."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _without_gamma(red), _without_gamma(green), _without_gamma(blue)


def _without_gamma(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _oklab(colour: str) -> tuple[float, float, float]:
    """Return lightness and two axes of hue; the numbers are those of Oklab's definition."""
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )
