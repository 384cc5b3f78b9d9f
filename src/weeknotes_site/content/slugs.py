"""Names to the parts of addresses."""

import re
from functools import lru_cache

MAX_SLUG = 80

# Windows keeps these names for devices, with any ending.
_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
_PLAIN = re.compile(r"[A-Za-z0-9]++(?: [A-Za-z0-9]++)*+")
_IS_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@lru_cache(maxsize=10_000)
def slug_of(name: str) -> str:
    """Return a name's slug, at most 80 characters; empty where it has no letter or digit to go by."""
    if len(name) <= MAX_SLUG and _IS_SLUG.fullmatch(name):
        return name
    if len(name) <= MAX_SLUG and _PLAIN.fullmatch(name):
        return name.lower().replace(" ", "-")
    # Imported here: most names in a site's files are slugs already, or plain words.
    from slugify import slugify

    slug: str = slugify(name, replacements=[("+", "plus"), ("#", "sharp")], max_length=MAX_SLUG, word_boundary=True)
    return slug


def is_reserved(slug: str) -> bool:
    """Return whether Windows could not hold a file of this name."""
    return _RESERVED.fullmatch(slug) is not None
