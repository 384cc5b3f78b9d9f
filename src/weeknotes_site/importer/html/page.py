"""Read a saved page: its article, by landmarks, and the metadata in its head."""

import json
import re
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag
from msgspec import Struct

from weeknotes_site.importer.html.confluence import Metadata, take_metadata
from weeknotes_site.importer.html.convert import Converted, parse_html, text_of, to_markdown
from weeknotes_site.importer.html.google_docs import is_google_document, untangle
from weeknotes_site.importer.html.notion import Properties, is_list, take_properties
from weeknotes_site.importer.html.tags import classes_of, line_of

_BY = re.compile(r"^(?:by|posted by)\s+", re.I)
_LEFT = ("header", "footer", "nav", "aside")
_NO_ARTICLE = re.compile(
    r"(?:^|[-_ ])(?:comments?|sidebar|share|sharing|related|breadcrumbs?|cookie|newsletter|pagination|skip-link"
    r"|post-navigation|site-footer|site-header|sharedaddy|jp-relatedposts)(?:$|[-_ ])",
    re.I,
)
_ARTICLES = (
    "article",
    "[role=article]",
    "[itemprop=articleBody]",
    "main",
    "[role=main]",
    "#spPageCanvasContent",
    "#content",
    ".entry-content",
)


_DATES = ("article:published_time", "date", "dc.date", "dcterms.date", "pubdate", "publish-date")


class Page(Struct, frozen=True, kw_only=True):
    """A page's article and metadata."""

    title: str
    converted: Converted
    site: str = ""
    authors: tuple[str, ...] = ()
    day: str = ""
    day_how: str = ""
    address: str = ""
    tags: tuple[str, ...] = ()
    file_day: str = ""
    """When it was created or last edited, if it does not say when it was published."""
    file_day_how: str = ""
    is_space: bool = False
    """Whether the site's name is that of a team's own space in a wiki."""
    team: str = ""
    unused: tuple[str, ...] = ()
    """Names of properties that no note has."""
    is_list: bool = False
    """Whether it only lists other pages."""
    is_document: bool = False
    """Whether it is a word processor's page, the whole of which is meant."""


def read_page(html: str) -> Page:
    """Read a page; of several articles on it, the longest is meant."""
    soup = parse_html(html)
    if wiki := take_metadata(soup):
        return _wiki_page(soup, wiki)
    if properties := take_properties(soup):
        return _workspace_page(soup, properties)
    is_document = is_google_document(soup)
    linked = _json_ld(soup)
    # All of these before the tree is changed.
    title, (day, day_how), authors = _title(soup, linked), _day(soup, linked), _authors(soup, linked)
    site = _meta(soup, "og:site_name") or line_of(soup.select_one("[data-automationid=SiteHeaderTitle]"))  # SharePoint
    address = _address(soup)
    tags = tuple(dict.fromkeys(filter(None, (*_metas(soup, "article:tag"), *_tags_below(soup)))))
    article = untangle(soup) if is_document else _article(soup)
    if not is_document:
        _drop_title(article, title)
    return Page(
        title=title,
        converted=to_markdown(article),
        site=site,
        authors=authors,
        day=day,
        day_how=day_how,
        address=address,
        tags=tags,
        file_day=_meta(soup, "dcterms.created"),
        file_day_how="the day it was created",
        is_document=is_document,
    )


def _wiki_page(soup: BeautifulSoup, wiki: Metadata) -> Page:
    article = soup.select_one("#main-content") or _article(soup)
    return Page(
        title=wiki.title,
        site=wiki.space,
        authors=(wiki.author,) if wiki.author else (),
        file_day=wiki.created or wiki.modified,
        file_day_how=f"the day it was {'created' if wiki.created else 'last edited'}",
        is_space=True,
        converted=to_markdown(article),
    )


def _workspace_page(soup: BeautifulSoup, properties: Properties) -> Page:
    body = soup.select_one("article.page .page-body") or soup
    return Page(
        title=line_of(soup.select_one("h1.page-title")),
        authors=properties.authors,
        day=properties.day,
        day_how="the page's properties",
        file_day=properties.file_day,
        file_day_how="the day it was created",
        tags=properties.tags,
        team=properties.team,
        unused=properties.unused,
        is_list=is_list(soup),
        converted=to_markdown(body),
    )


def _tags_below(soup: BeautifulSoup) -> Iterator[str]:
    """Yield the tags below a post of Tumblr, and remove them and its date."""
    if (line := soup.select_one("#footer > #timestamp")) is None or line.parent is None:
        return
    yield from map(line_of, line.parent.select(".tag"))
    line.parent.decompose()


def _article(soup: BeautifulSoup) -> Tag:
    for selector in _ARTICLES:
        found = [tag for tag in soup.select(selector) if not tag.find_parent(_is_no_article)]
        if found:
            article = max(found, key=lambda tag: len(tag.get_text()))
            break
    else:
        article = soup.body or soup
    # Microformats say that this is the whole of it (Medium's export); other names also stand on teasers.
    inner = article.select_one(".e-content") if "h-entry" in classes_of(article) else None
    likely = article.select_one("[itemprop=articleBody], .entry-content, .post-content, .e-content")
    if inner is None and likely is not None and len(likely.get_text()) * 2 > len(article.get_text()):
        inner = likely
    article = inner or article
    for tag in article.select("[data-automation-id=pageHeader]"):
        tag.decompose()
    for tag in article.find_all(True):
        if not tag.decomposed and (tag.name in _LEFT or _is_no_article(tag)):
            tag.decompose()
    return article


def _is_no_article(tag: Tag) -> bool:
    if tag.name in ("body", "html", "article", "main"):
        return False
    names = [*classes_of(tag), tag.get("id"), tag.get("role")]
    return any(_NO_ARTICLE.search(str(name)) for name in names if name)


def _drop_title(article: Tag, title: str) -> None:
    heading = article.find(["h1", "h2", "h3", "h4"])
    if not isinstance(heading, Tag) or line_of(heading) != title:
        return
    if heading.name != "h1" and _has_text_before(heading, article):
        return
    for rule in heading.find_all_previous("hr"):
        rule.decompose()
    heading.decompose()


def _has_text_before(heading: Tag, article: Tag) -> bool:
    return any(text.strip() and article in text.parents for text in heading.find_all_previous(string=True))


def _title(soup: BeautifulSoup, linked: dict[str, Any]) -> str:
    heading = soup.select_one("article h1, main h1, [role=main] h1") or soup.select_one("h1")
    named = _string(linked.get("headline")) or _meta(soup, "og:title")
    return line_of(heading) or named or line_of(soup.title)


def _day(soup: BeautifulSoup, linked: dict[str, Any]) -> tuple[str, str]:
    if published := _string(linked.get("datePublished")):
        return published, "the page's metadata"
    for name in _DATES:
        if published := _meta(soup, name):
            return published, "the page's metadata"
    time = soup.select_one("article time[datetime], main time[datetime], time[datetime]")
    if time is not None:
        return str(time["datetime"]), "the page's `<time>`"
    dated = soup.select_one(
        "#footer > #timestamp, .dt-published, .published"
        ", .entry-date, .post-date, .date, time, [data-automation-id=publishedDate]"
    )
    return (line_of(dated)[:100], "the page's date line") if dated is not None else ("", "")


def _authors(soup: BeautifulSoup, linked: dict[str, Any]) -> tuple[str, ...]:
    given = linked.get("author")
    people = given if isinstance(given, list) else [given]
    names = [_string(one.get("name") if isinstance(one, dict) else one) for one in people]
    names = list(filter(None, names)) or [one for one in _metas(soup, "author") if "://" not in one]
    if not names:
        found = soup.select(
            "[rel=author], .p-author, .byline .author, .author .fn, .author-name, .ms-Persona-primaryText"
        )
        names = list(map(line_of, found[:5]))
    return tuple(dict.fromkeys(_BY.sub("", name) for name in names if name))


def _address(soup: BeautifulSoup) -> str:
    canonical = soup.find("link", rel="canonical", href=True) or soup.select_one("a.p-canonical[href]")
    address = str(canonical["href"]) if isinstance(canonical, Tag) else _meta(soup, "og:url")
    return address if address.startswith(("http://", "https://")) else ""


def _meta(soup: BeautifulSoup, name: str) -> str:
    return next(_metas(soup, name), "")


def _metas(soup: BeautifulSoup, name: str) -> Iterator[str]:
    for tag in soup.find_all("meta", content=True):
        if str(tag.get("property") or tag.get("name") or "").lower() == name and str(tag["content"]).strip():
            yield str(tag["content"]).strip()


def _json_ld(soup: BeautifulSoup) -> dict[str, Any]:
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
