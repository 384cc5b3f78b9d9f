"""Convert names to slugs."""

import unicodedata
from collections.abc import Container
from functools import lru_cache
from itertools import count

from weeknotes_site.regex import regex

MAX_SLUG = 80

# Device names on Windows, with any extension.
_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in range(10)))
)
_PLAIN = regex(r"[A-Za-z0-9]++(?: [A-Za-z0-9]++)*+")
SLUG = regex(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@lru_cache(maxsize=10_000)
def slug_of(name: str) -> str:
    """Return a name's slug, at most `MAX_SLUG` characters; empty if it has no letter or digit."""
    if len(name) <= MAX_SLUG and SLUG.fullmatch(name):
        return name
    if len(name) <= MAX_SLUG and _PLAIN.fullmatch(name):
        return name.lower().replace(" ", "-")
    # Imported here: most names in a site's files are slugs already, or plain words.
    from slugify import slugify

    slug: str = slugify(name, replacements=[("+", "plus"), ("#", "sharp")], max_length=MAX_SLUG, word_boundary=True)
    return slug


def unused_slug(slug: str, taken: Container[str]) -> str:
    """Return a slug that is unused and can be a file name: the given one, with a number if needed."""
    if slug not in taken and not is_reserved(slug):
        return slug
    return next(one for number in count(2) if (one := f"{slug}-{number}") not in taken)


def with_and_without_team(slug: str) -> tuple[str, str, str]:
    """Return a name's slug as it is, and without and with "team" at its end."""
    return slug, slug.removesuffix("-team"), f"{slug}-team"


def is_reserved(slug: str) -> bool:
    """Return whether Windows reserves this file name."""
    return slug in _RESERVED


def look_alike(*paths: str) -> bool:
    """Return whether paths look the same, because only the storage of their accents differs (Unicode NFC and NFD)."""
    return len(paths) > 1 and len({unicodedata.normalize("NFC", path) for path in paths}) == 1
