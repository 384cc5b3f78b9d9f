"""Stylesheet for feeds opened in a browser, which explains feeds in the site's language."""

from collections.abc import Iterator

from weeknotes_site.config import Config
from weeknotes_site.languages import find_language
from weeknotes_site.model.output import Kind
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext

STYLE_SHEET = "assets/feed.css"
"""The theme's stylesheet, with English text."""
_IN_WORDS = "assets/feed-words.css"

_CSS = """\
@import "{theme}";

:root {{
  direction: {direction};
}}

:root::before {{
  content: "{words}";
}}
"""


def style_sheet_of(config: Config) -> str:
    """Return the url of the stylesheet of feeds, in their language."""
    return config.to_files + STYLE_SHEET if find_language(config.language).is_source else _IN_WORDS


def plan_feed_style(config: Config) -> Iterator[PlannedFile]:
    """Plan the stylesheet with text if the site's language is not English."""
    language = find_language(config.language)
    if not language.is_source:
        source = "the style sheet of feeds"
        yield PlannedFile(path=_IN_WORDS, kind=Kind.ASSET, source=source, make=_css, args=())


def _css(site: SiteContext, _url: str) -> bytes:
    words = site.language.gettext(
        "This is a feed. It is meant for a feed reader, Slack or Teams: copy its address from the bar above and paste "
        "it there. What that means is on the Subscribe page of the site."
    )
    escaped = words.replace("\\", r"\\").replace('"', r"\"")
    theme = f"../{site.config.to_files}{STYLE_SHEET}" if site.config.edition else "feed.css"
    return _CSS.format(theme=theme, direction=site.language.direction, words=escaped).encode()
