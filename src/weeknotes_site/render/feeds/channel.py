"""A channel and its items, independent of RSS and Atom."""

from datetime import datetime

from msgspec import Struct


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
