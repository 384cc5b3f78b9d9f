"""Pages of Notion's HTML export: a table above the text has the page's properties."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from msgspec import Struct

from weeknotes_site.importer.html.tags import classes_of, line_of

_DATES = ("date", "week ending", "published", "publish date", "published on", "day", "week")
_AUTHORS = ("author", "authors", "by", "written by", "writer", "owner", "person", "people")
_TEAMS = ("team", "squad", "project", "service")
_TAGS = ("tags", "tag", "topics", "keywords")
_KIND = re.compile(r"^property-row-(\w{1,40})$")
_NO_DATES = ("created_time", "last_edited_time")
_NAMES = frozenset((*_DATES, *_AUTHORS, *_TEAMS, *_TAGS))
_USED_KINDS = frozenset(("date", "created_by", "last_edited_by", *_NO_DATES))


class Properties(Struct, frozen=True, kw_only=True):
    """Properties of a page."""

    day: str
    file_day: str
    """When the page was created."""
    authors: tuple[str, ...]
    team: str
    tags: tuple[str, ...]
    unused: tuple[str, ...]
    """Names of the others."""


class _Property(Struct, frozen=True):
    name: str
    kind: str
    values: tuple[str, ...]


def take_properties(soup: BeautifulSoup) -> Properties | None:
    """Return a page's properties, and remove their table; None for pages of others."""
    if soup.select_one("article.page .page-body") is None:
        return None
    found = list(_rows(soup))
    for table in soup.select("table.properties"):
        table.decompose()
    day = _values(found, _DATES) or next((one.values for one in found if one.kind == "date"), ())
    created = next((one.values for one in found if one.kind in _NO_DATES), ())
    return Properties(
        day=day[0].lstrip("@") if day else "",
        file_day=created[0].lstrip("@") if created else "",
        authors=_values(found, _AUTHORS) or next((one.values for one in found if one.kind == "created_by"), ()),
        team=next(iter(_values(found, _TEAMS)), ""),
        tags=_values(found, _TAGS),
        unused=tuple(one.name for one in found if one.values and not (one.name in _NAMES or one.kind in _USED_KINDS)),
    )


def is_list(soup: BeautifulSoup) -> bool:
    """Return whether a page only lists the pages of a database."""
    body = soup.select_one("article.page .page-body")
    table = body.select_one("table.collection-content") if body is not None else None
    return body is not None and table is not None and len(table.get_text()) * 2 > len(body.get_text())


def _rows(soup: BeautifulSoup) -> Iterator[_Property]:
    for row in soup.select("table.properties tr"):
        name, value = row.find("th"), row.find("td")
        if isinstance(name, Tag) and isinstance(value, Tag):
            kinds = (match[1] for one in classes_of(row) if (match := _KIND.match(one)))
            parts = value.select(".user, .selected-value, time, a") or [value]
            texts = (line_of(one).lstrip("@") for one in parts)
            yield _Property(name.get_text().strip().casefold(), next(kinds, ""), tuple(filter(None, texts)))


def _values(found: list[_Property], names: tuple[str, ...]) -> tuple[str, ...]:
    return next((one.values for name in names for one in found if one.name == name and one.values), ())
