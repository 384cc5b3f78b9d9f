"""Names to the parts of addresses."""

import re
from functools import lru_cache

from slugify import slugify

from weeknotes_site.content.fields import MAX_SLUG

# Windows keeps these names for devices, with any ending.
_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d")


@lru_cache(maxsize=10_000)
def slug_of(name: str) -> str:
    """Return a name's slug, at most 80 characters; empty where it has no letter or digit to go by."""
    slug: str = slugify(name, replacements=[("+", "plus"), ("#", "sharp")], max_length=MAX_SLUG, word_boundary=True)
    return slug


def is_reserved(slug: str) -> bool:
    """Tell whether Windows could not hold a file of this name."""
    return _RESERVED.fullmatch(slug) is not None
