"""The stylesheet with the colour of a site, because pages may not contain styles."""

from collections.abc import Iterator

from weeknotes_site.config import Config
from weeknotes_site.model.contrast import CONTRAST_OF_LINES, for_dark_theme, for_light_theme
from weeknotes_site.model.output import Kind
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.site.branding import BRAND_CSS

_CSS = """\
/* Made from `brand` in the settings. */
:root {{
  --brand: {light};
  --link: {light};
}}

@media screen and (prefers-color-scheme: dark) {{
  :root {{
    --brand: {line_in_the_dark};
    --link: {link_in_the_dark};
  }}
}}

/* The line at the top is in the colour of the head, instead of the teams'. */
.strip {{
  display: none;
}}
"""


def plan_brand(config: Config) -> Iterator[PlannedFile]:
    """Plan the stylesheet if a colour is set, once for all languages."""
    if config.brand and not config.edition:
        source = "the stylesheet that `brand` makes"
        yield PlannedFile(path=BRAND_CSS, kind=Kind.ASSET, source=source, make=_css, args=(config.brand,))


def _css(_site: SiteContext, _url: str, brand: str) -> bytes:
    css = _CSS.format(
        light=for_light_theme(brand),
        line_in_the_dark=for_dark_theme(brand, CONTRAST_OF_LINES),
        link_in_the_dark=for_dark_theme(brand),
    )
    return css.encode()
