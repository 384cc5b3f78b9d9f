"""Convert names to slugs."""

import re
from functools import lru_cache

MAX_SLUG = 80

# Device names on Windows, with any extension.
_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in range(10)))
)
_PLAIN = re.compile(r"[A-Za-z0-9]++(?: [A-Za-z0-9]++)*+")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


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


def is_reserved(slug: str) -> bool:
    """Return whether Windows reserves this file name."""
    return slug in _RESERVED
