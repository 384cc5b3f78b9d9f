"""A site's logo, menu, footer, social image and extra stylesheets."""

from msgspec import Struct

from weeknotes_site.model.body import Body

SITE_CSS = "assets/site.css"
"""A site's own style sheet, among its static files."""


class Logo(Struct, frozen=True, kw_only=True):
    """A picture beside the site's title."""

    url: str
    alt: str
    """Empty if it adds nothing to the title."""
    width: int
    height: int
    """In any unit: only the ratio is used."""


class MenuLink(Struct, frozen=True, kw_only=True):
    """A link in the header."""

    title: str
    target: str
    is_elsewhere: bool
    """Whether `target` is an absolute address, and not one within the site."""


class Branding(Struct, frozen=True, kw_only=True):
    """The branding that every page shows."""

    logo: Logo | None = None
    menu: tuple[MenuLink, ...] = ()
    footer: Body = Body()
    social_image: str = ""
    """Its url within the site."""
    stylesheets: tuple[str, ...] = ()
    """Urls of the stylesheets loaded after the default one."""


DEFAULT_BRANDING = Branding()
