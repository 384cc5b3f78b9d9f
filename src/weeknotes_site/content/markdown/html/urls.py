"""Classify link targets by their form."""

from weeknotes_site.regex import regex

ALLOWED_SCHEMES = ("http", "https", "mailto", "tel")

_SCHEME = regex(r"([A-Za-z][A-Za-z0-9+.\-]*):")
# Browsers remove these from a URL before parsing its scheme (WHATWG URL, 4.4).
_IGNORED = regex("[\x00-\x20]")
_IGNORED_CHARACTERS = "".join(map(chr, range(0x21)))


def scheme_of(url: str) -> str:
    """Return the scheme in lower case, as parsed by browsers, or empty."""
    match = _SCHEME.match(url) or _SCHEME.match(_IGNORED.sub("", url))
    return match[1].lower() if match else ""


def is_relative(url: str) -> bool:
    """Return whether a target is a path or fragment without scheme and host."""
    return not scheme_of(url) and not starts_at_root(url)


def starts_at_root(url: str) -> bool:
    """Return whether a target starts with `/` or `//`."""
    return url.lstrip(_IGNORED_CHARACTERS).startswith(("/", "\\"))
