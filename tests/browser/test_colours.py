"""Every colour of the theme has enough contrast on every background. Needs no browser."""

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


TONES = tuple(
    (float(lightness), float(times or 1), float(most))
    for lightness, times, most in re.findall(
        r"--ground: oklch\(from .* ([\d.]+) min\((?:(\d+) \* )?c, ([\d.]+)\) h\)", CSS
    )
)
"""Of heads, light then dark: their lightness, what a colour's chroma is multiplied by, and the most they have."""
LIGHT_BLOCK, DARK_BLOCK = re.findall(r":root \{(.*?)\n\s*\}", CSS, re.DOTALL)[:2]
LIGHT = _palette(LIGHT_BLOCK)
DARK = LIGHT | _palette(DARK_BLOCK)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_has_a_contrast_of_at_least_4_5(palette: dict[str, str], text: str, ground: str) -> None:
    assert contrast(palette[text], palette[ground]) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("colour", [*ACCENTS, "ink"])
def test_text_on_a_head_has_that_contrast_with_or_without_a_team_colour(palette: dict[str, str], colour: str) -> None:
    is_team = colour in ACCENTS
    assert min(_contrasts_on_a_head(palette[colour], palette, is_team=is_team)) >= 4.5


def _brands_in_the_dark(brand: str) -> str:
    return for_dark_theme(brand, CONTRAST_OF_LINES)


@pytest.mark.parametrize(
    ("palette", "adapt"), [(LIGHT, for_light_theme), (DARK, _brands_in_the_dark)], ids=["light", "dark"]
)
def test_text_on_a_head_has_that_contrast_in_any_brand_colour(
    palette: dict[str, str], adapt: Callable[[str], str]
) -> None:
    brands = (f"#{red}{green}{blue}" for red, green, blue in itertools.product(("00", "55", "aa", "ff"), repeat=3))
    assert min(min(_contrasts_on_a_head(adapt(brand), palette, is_team=False)) for brand in brands) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_team_heads_are_equally_light_and_keep_their_hues(palette: dict[str, str]) -> None:
    heads = {name: _oklab(_toned(palette[name], TONES[palette is DARK])) for name in ACCENTS}
    lightness = [head[0] for head in heads.values()]
    assert max(lightness) - min(lightness) < 0.03
    for name, head in heads.items():
        assert math.hypot(*head[1:]) > 0.06
        turned = math.atan2(*head[:0:-1]) - math.atan2(*_oklab(palette[name])[:0:-1])
        assert abs(math.remainder(turned, math.tau)) < math.radians(15)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_focused_element_stands_out(palette: dict[str, str]) -> None:
    assert contrast(palette["on-focus"], palette["focus"]) >= 7
    assert contrast(palette["ink"], palette["paper"]) >= 7  # the ring


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_team_colours_differ_from_each_other_and_from_links(palette: dict[str, str]) -> None:
    """By distance in Oklab, in which 0.02 is the least that is seen side by side."""
    colours = [_oklab(palette[name]) for name in (*ACCENTS, "link")]
    assert min(math.dist(one, other) for one, other in itertools.combinations(colours, 2)) >= 0.1


@pytest.mark.parametrize("accent", ACCENTS)
def test_a_team_keeps_its_hue_in_both_themes(accent: str) -> None:
    light, dark = (math.atan2(*_oklab(palette[accent])[:0:-1]) for palette in (LIGHT, DARK))
    assert abs(math.remainder(light - dark, math.tau)) < math.radians(15)


def _contrasts_on_a_head(colour: str, palette: dict[str, str], *, is_team: bool) -> list[float]:
    """Return the contrast in a browser that can make a tone of a colour, and in one that cannot."""
    is_dark = palette is DARK
    tone = _toned(colour, TONES[is_dark]) if is_dark or is_team else colour
    otherwise = palette[palette["band"]] if is_dark else colour
    return [contrast(palette[palette["on-band"]], ground) for ground in (tone, otherwise)]


def _toned(colour: str, tone: tuple[float, float, float]) -> str:
    """Return a colour of a hue, but of this lightness and at most of this chroma; what no screen has is cut off."""
    lightness, times, most = tone
    _, *axes = _oklab(colour)
    chroma = math.hypot(*axes)
    green_red, blue_yellow = (one / chroma * min(times * chroma, most) if chroma else 0 for one in axes)
    long = (lightness + 0.3963377774 * green_red + 0.2158037573 * blue_yellow) ** 3
    medium = (lightness - 0.1055613458 * green_red - 0.0638541728 * blue_yellow) ** 3
    short = (lightness - 0.0894841775 * green_red - 1.2914855480 * blue_yellow) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(255 * _with_gamma(min(max(one, 0), 1))):02x}" for one in linear)


def _with_gamma(channel: float) -> float:
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


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
