"""A note's HTML with unresolved links, so that each page and feed can resolve them for itself."""

import re
from collections.abc import Callable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.regex import regex

LINK_MARK = "\x02"
"""Encloses a link's number in `Body.html`. Notes cannot contain it: reading removes control characters."""
DARK_THEME = "screen and (prefers-color-scheme: dark)"
"""Media query of the dark theme, as in the style sheet."""
FOOTNOTE_MARK = regex(r"<sup><a\b[^>]*>\d+</a></sup>")
"""The number of a footnote in a text, with its link."""

# Attributes are always in double quotes, in which there may be a `>`.
_PICTURE = regex(f'<img{LINK_MARK}(\\d+){LINK_MARK}((?:[^<>"]|"[^"]*")*)>')
_ALT = regex(r' alt="([^"]*)"')
_REFERENCE = regex(f"<a{LINK_MARK}(\\d+){LINK_MARK}>([^<]*)</a>")
_SLOT = regex(f"{LINK_MARK}(\\d+){LINK_MARK}")
_ATTRIBUTES = regex(r'(?: [a-z-]{1,40}="[^"]*")*')
_PIXELS = regex(r"[0-9]{1,5}")
_SIDE = regex(r' (width|height)="([^"]*)"')


class Target(Struct, frozen=True, array_like=True):
    """Target of a link or picture within the site."""

    url: str
    """The file within the site; empty if the fragment is on the same page."""
    fragment: str = ""
    attribute: str = "href"
    """`href` or `src`."""
    size: tuple[int, int] | None = None
    """A picture's width and height, if known, so that browsers reserve its space."""
    dark: str = ""
    """The url of a picture's drawing for the dark theme, if it has one."""


UNLINKED = Target(url="", attribute="")
"""Target of a reference without a matching note: its text stays as written, without a link."""


class BodyRef(Struct, frozen=True, array_like=True):
    """Reference to a body, which is loaded when a page or feed shows it: all bodies at once would take much memory."""

    path: str
    """The Markdown file, relative to the site's root."""
    digest: bytes
    """Digest of the file's bytes and path, and of the settings for reading it."""
    targets: tuple[Target | None, ...] = ()
    """The same as in `Body`."""


class Body(Struct, frozen=True):
    """Rendered Markdown: safe HTML in which the n-th link within the site is `<a` + mark + n + mark."""

    html: str = ""
    targets: tuple[Target | None, ...] = ()
    """Target of the n-th link; None for a broken one, of which only the text or alt text is shown.

    `UNLINKED` for a reference in prose without a matching note.
    """

    def resolve(self, address: Callable[[Target], str], *, has_themes: bool = False) -> str:
        """Return the HTML with the escaped address of every target.

        With `has_themes`, as on pages, browsers choose between a picture and its drawing for the dark theme.
        """

        def attribute(match: re.Match[str]) -> str:
            target = self.targets[int(match[1])]
            if not target:
                return ""
            rest = _ATTRIBUTES.match(match.string, match.end()) if target.size else None
            extent = _extent(target.size, dict(_SIDE.findall(rest[0]))) if target.size and rest else ""
            return f' {target.attribute}="{address(target)}"{extent}'

        def pair(picture: re.Match[str]) -> str:
            target = self.targets[int(picture[1])]
            if not target or not target.dark:
                return picture[0]
            dark = address(replace(target, url=target.dark))
            return f'<picture><source srcset="{dark}" media="{DARK_THEME}">{picture[0]}</picture>'

        html = _PICTURE.sub(self._alt_text, self.html) if None in self.targets else self.html
        html = _REFERENCE.sub(self._text, html) if UNLINKED in self.targets else html
        if has_themes and any(target and target.dark for target in self.targets):
            html = _PICTURE.sub(pair, html)
        return _SLOT.sub(attribute, html)

    def picture(self, number: int) -> "Body":
        """Return the n-th target alone, which is a picture; empty if the body does not show it."""
        found = (one[0] for one in _PICTURE.finditer(self.html) if int(one[1]) == number)
        return Body(next(found, ""), self.targets)

    def _text(self, reference: re.Match[str]) -> str:
        return reference[2] if self.targets[int(reference[1])] == UNLINKED else reference[0]

    def _alt_text(self, picture: re.Match[str]) -> str:
        if self.targets[int(picture[1])]:
            return picture[0]
        alt = _ALT.search(picture[2])
        return alt[1] if alt else ""


def is_wide(size: tuple[int, int]) -> bool:
    """Return whether a picture is wide enough for more space than text has."""
    width, height = size
    return 3 * width >= 4 * height


def _extent(size: tuple[int, int], written: Mapping[str, str]) -> str:
    """Return a picture's size as attributes, with a class for wide ones, which get more space.

    A width or height that the note has `written` stays, and gets the other one if it is in pixels.
    """
    width, height = size
    if not written:
        return f' width="{width}" height="{height}"' + (' class="wide"' if is_wide(size) else "")
    (side, length), *more = written.items()
    if more or not _PIXELS.fullmatch(length):
        return ""
    if side == "width":
        return f' height="{round(int(length) * height / width)}"'
    return f' width="{round(int(length) * width / height)}"'
