"""A channel and its items, independent of RSS and Atom."""

from datetime import datetime

from msgspec import Struct

from weeknotes_site.config import Config
from weeknotes_site.model.identity import id_in_language, permanent_id
from weeknotes_site.render.feeds.style import style_sheet_of


class Channel(Struct, frozen=True, kw_only=True):
    """Metadata of a feed."""

    id: str
    page: str
    """Url of its page within the site."""
    title: str
    description: str
    site_title: str
    base_url: str
    language: str
    style_sheet: str
    """Its url within the site."""


class Item(Struct, frozen=True, kw_only=True):
    """A note or a week in a feed."""

    id: str
    link: str
    title: str
    summary: str
    content: str
    published: datetime
    updated: datetime
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


def make_channel(config: Config, name: str, page: str, title: str, description: str) -> Channel:
    """Return the channel of a feed; its permanent id is made from `name`."""
    return Channel(
        id=id_in_language(permanent_id(config.site_id, name), config.edition),
        page=page,
        title=title,
        description=description,
        site_title=config.title,
        base_url=config.base_url,
        language=config.language,
        style_sheet=style_sheet_of(config),
    )
