"""A note's HTML, with its links still open, so that each place that shows it can point them its own way."""

import re
from collections.abc import Callable

from msgspec import Struct

LINK_MARK = "\x02"
"""Stands around a link's number in `Body.html`. Notes cannot contain it: reading refuses control characters."""

# Attributes are always in double quotes, in which there may be a `>`.
_PICTURE = re.compile(f'<img{LINK_MARK}(\\d+){LINK_MARK}((?:[^<>"]|"[^"]*")*)>')
_ALT = re.compile(r' alt="([^"]*)"')
_REFERENCE = re.compile(f"<a{LINK_MARK}(\\d+){LINK_MARK}>([^<]*)</a>")
_SLOT = re.compile(f"{LINK_MARK}(\\d+){LINK_MARK}")


class Target(Struct, frozen=True, array_like=True):
    """Where a link or picture within the site leads."""

    url: str
    """The file within the site; empty where the fragment is on the same page."""
    fragment: str = ""
    attribute: str = "href"
    """`href` or `src`."""
    size: tuple[int, int] | None = None
    """A picture's width and height, where its file tells, so that the page keeps its place."""


UNLINKED = Target(url="", attribute="")
"""Of a reference that no note fits: its text stays as written, without a link."""


class BodyRef(Struct, frozen=True, array_like=True):
    """A body that is looked up when a page or feed shows it: all of them at once would take much memory."""

    path: str
    """The Markdown file, relative to the site's root."""
    digest: bytes
    """Of the file's bytes and path, and of the settings it is read by."""
    targets: tuple[Target | None, ...] = ()
    """As `Body` has them."""


class Body(Struct, frozen=True):
    """Rendered Markdown: safe HTML in which the n-th link within the site is `<a` + mark + n + mark."""

    html: str = ""
    targets: tuple[Target | None, ...] = ()
    """The n-th link's target; None where it leads nowhere: then its text is shown, or its alt text.

    `UNLINKED` for a reference in prose that no note fits.
    """

    def resolve(self, address: Callable[[Target], str]) -> str:
        """Return the HTML with an address, already escaped, for every target."""

        def attribute(match: re.Match[str]) -> str:
            target = self.targets[int(match[1])]
            if not target:
                return ""
            return f' {target.attribute}="{address(target)}"{_extent(target.size)}'

        html = _PICTURE.sub(self._alt_text, self.html) if None in self.targets else self.html
        html = _REFERENCE.sub(self._text, html) if UNLINKED in self.targets else html
        return _SLOT.sub(attribute, html)

    def _text(self, reference: re.Match[str]) -> str:
        return reference[2] if self.targets[int(reference[1])] == UNLINKED else reference[0]

    def _alt_text(self, picture: re.Match[str]) -> str:
        if self.targets[int(picture[1])]:
            return picture[0]
        alt = _ALT.search(picture[2])
        return alt[1] if alt else ""


def _extent(size: tuple[int, int] | None) -> str:
    """Return a picture's size as attributes, with a class by which a page gives wide ones more room."""
    if not size:
        return ""
    width, height = size
    return f' width="{width}" height="{height}"' + (' class="wide"' if 3 * width >= 4 * height else "")
