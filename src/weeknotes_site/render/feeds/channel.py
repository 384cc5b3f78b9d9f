"""A channel and its items, before they are written as RSS or Atom."""

from datetime import datetime

from msgspec import Struct


class Channel(Struct, frozen=True, kw_only=True):
    """What a feed says of itself."""

    id: str
    page: str
    """The page that it belongs to, within the site."""
    title: str
    description: str
    site_title: str
    base_url: str
    language: str
    style_sheet: str
    """Its url within the site."""


class Item(Struct, frozen=True, kw_only=True):
    """One note, or one week, in a feed."""

    id: str
    link: str
    title: str
    summary: str
    content: str
    published: datetime
    updated: datetime
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
