"""Metadata of web pages: in the head, in JSON-LD, and in lines around the text."""

import json
import re
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag

from weeknotes_site.importer.html.convert import text_of
from weeknotes_site.importer.html.tags import line_of

_BY = re.compile(r"^(?:by|posted by)\s+", re.I)
_DATES = ("article:published_time", "date", "dc.date", "dcterms.date", "pubdate", "publish-date")


def title_of(soup: BeautifulSoup, linked: dict[str, Any]) -> str:
    heading = soup.select_one("article h1, main h1, [role=main] h1") or soup.select_one("h1")
    named = _string(linked.get("headline")) or meta(soup, "og:title")
    return line_of(heading) or named or line_of(soup.title)


def day_of(soup: BeautifulSoup, linked: dict[str, Any]) -> tuple[str, str]:
    if published := _string(linked.get("datePublished")):
        return published, "the page's metadata"
    for name in _DATES:
        if published := meta(soup, name):
            return published, "the page's metadata"
    time = soup.select_one("article time[datetime], main time[datetime], time[datetime]")
    if time is not None:
        return str(time["datetime"]), "the page's `<time>`"
    dated = soup.select_one(
        "#footer > #timestamp, .dt-published, .published"
        ", .entry-date, .post-date, .date, time, [data-automation-id=publishedDate]"
    )
    return (line_of(dated)[:100], "the page's date line") if dated is not None else ("", "")


def authors_of(soup: BeautifulSoup, linked: dict[str, Any]) -> tuple[str, ...]:
    given = linked.get("author")
    people = given if isinstance(given, list) else [given]
    names = [_string(one.get("name") if isinstance(one, dict) else one) for one in people]
    names = list(filter(None, names)) or [one for one in metas(soup, "author") if "://" not in one]
    if not names:
        found = soup.select("[rel=author], .p-author, .byline .author, .author .fn, .author-name")
        # SharePoint shows authors above the text, and other people in it.
        places = "[data-automation-id=AuthorByLine] ", "[data-automation-id=pageHeader] ", ""
        found = found or next(filter(None, (soup.select(f"{one}.ms-Persona-primaryText") for one in places)), found)
        names = list(map(line_of, found[:5]))
    return tuple(dict.fromkeys(_BY.sub("", name) for name in names if name))


def address_of(soup: BeautifulSoup) -> str:
    canonical = soup.find("link", rel="canonical", href=True) or soup.select_one("a.p-canonical[href]")
    address = str(canonical["href"]) if isinstance(canonical, Tag) else meta(soup, "og:url")
    return address if address.startswith(("http://", "https://")) else ""


def meta(soup: BeautifulSoup, name: str) -> str:
    return next(metas(soup, name), "")


def metas(soup: BeautifulSoup, name: str) -> Iterator[str]:
    for tag in soup.find_all("meta", content=True):
        if str(tag.get("property") or tag.get("name") or "").lower() == name and str(tag["content"]).strip():
            yield str(tag["content"]).strip()


def json_ld(soup: BeautifulSoup) -> dict[str, Any]:
    """Return the metadata of a page's article from JSON-LD."""
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            data = json.loads(script.get_text()[:200_000])
        except (ValueError, RecursionError):
            continue
        graph = data.get("@graph", [data]) if isinstance(data, dict) else data
        for one in graph if isinstance(graph, list) else ():
            if isinstance(one, dict) and ("headline" in one or "datePublished" in one):
                return one
    return {}


def _string(value: object) -> str:
    return text_of(value) if isinstance(value, str) else ""
