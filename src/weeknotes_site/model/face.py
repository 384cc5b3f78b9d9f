"""What makes a site its owner's, as far as it is not text of notes: a logo, links of its own, a line at the foot."""

from msgspec import Struct

from weeknotes_site.model.body import Body


class Logo(Struct, frozen=True, kw_only=True):
    """A picture beside the site's title."""

    url: str
    alt: str
    width: int
    height: int
    """In pixels, or in any unit: pages go by the ratio."""


class MenuLink(Struct, frozen=True, kw_only=True):
    """A link in the header."""

    title: str
    target: str
    is_elsewhere: bool
    """Whether `target` is an absolute address, and not one within the site."""


class Face(Struct, frozen=True, kw_only=True):
    """The parts of it that pages show."""

    logo: Logo | None = None
    menu: tuple[MenuLink, ...] = ()
    footer: Body = Body()
    social_image: str = ""
    """Its url within the site."""
    stylesheets: tuple[str, ...] = ()
    """The urls of those that come after the default one."""


DEFAULT_FACE = Face()
