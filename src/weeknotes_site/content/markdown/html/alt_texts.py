"""Find alt texts that do not describe their picture."""

import re

from weeknotes_site.regex import regex

_FILE_NAME = regex(
    r"(?:img|dsc[nf]?|pxl|mvimg|image|picture|photo|screen ?shot)[ _-]?\d[\d _.:-]{0,40}"
    r"(?:at [\d.: \u202f\xa0]{1,20}(?:[ap]m)?)?|[\w -]{1,60}\.(?:png|jpe?g|gif|webp|heic)",
    re.IGNORECASE,
)
_SAYS_NOTHING = (
    *("image", "picture", "photo", "screenshot", "img", "graphic", "alt", "alt text", "untitled"),
    *("bild", "foto", "grafik", "photographie", "capture d’écran", "capture d'écran", "llun", "delwedd", "صورة"),
)
_BY_MACHINE = (
    "description automatically generated",
    "automatisch generierte beschreibung",
    "description générée automatiquement",
)
"""How alt texts end that Word generates."""


def wrong_alt(alt: str, src: str) -> str:
    """Return what is wrong with the alt text of a picture, or an empty string."""
    if not alt:
        return "the picture has no alt text"
    name = src.rpartition("/")[2]
    says_nothing = {*_SAYS_NOTHING, name.casefold(), name.rpartition(".")[0].casefold()}
    is_made_up = alt.casefold().rstrip(".").endswith(_BY_MACHINE)
    if alt.casefold() in says_nothing or is_made_up or _FILE_NAME.fullmatch(alt):
        return f"`{alt}` does not describe the picture"
    return ""
