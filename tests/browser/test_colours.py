"""Every colour of the theme can be read on every ground it stands on. Needs no browser."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "static/assets/weeknotes.css").read_text("utf-8")
GROUNDS = ("paper", "shade")
ACCENTS = tuple(f"accent-{number}" for number in range(1, 13))
TEXTS = ("ink", "quiet", "link", "visited", *ACCENTS)


def _palette(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


LIGHT_BLOCK, DARK_BLOCK = re.findall(r":root \{(.*?)\n\s*\}", CSS, re.DOTALL)[:2]
LIGHT = _palette(LIGHT_BLOCK)
DARK = LIGHT | _palette(DARK_BLOCK)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_has_a_contrast_of_four_and_a_half(palette: dict[str, str], text: str, ground: str) -> None:
    assert contrast(palette[text], palette[ground]) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_what_has_the_focus_stands_out(palette: dict[str, str]) -> None:
    assert contrast(palette["on-focus"], palette["focus"]) >= 7
    assert contrast(palette["ink"], palette["paper"]) >= 7  # the ring


def test_no_two_teams_colours_are_the_same() -> None:
    for palette in (LIGHT, DARK):
        assert len({palette[accent] for accent in ACCENTS}) == len(ACCENTS)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio that WCAG 2 defines."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
