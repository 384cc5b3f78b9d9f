"""A plain page: text that belongs to no team and no week, such as "About"."""

from msgspec import Struct


class PlainPage(Struct, frozen=True, kw_only=True):
    """A plain page that can be published."""

    path: str
    """Its file, relative to the site's root, with `/` between its parts."""
    url: str
    """Its page within the site."""
    title: str
    """Empty if the file has none; the page is then named after the file."""
    lang: str
    is_draft: bool
    formerly: tuple[str, ...] = ()
    """Former paths of it that nothing else has."""
