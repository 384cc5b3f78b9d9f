"""Read a saved page, of the web, of Confluence, Notion or Google Docs: its article, by landmarks, and its metadata."""

import html as html_text
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from bs4 import BeautifulSoup, Tag
from msgspec.structs import replace

from weeknotes_site.importer.clues.dates import clues_in, given_day
from weeknotes_site.importer.documents.mail_text import without_people
from weeknotes_site.importer.documents.notes import Document, notes_of
from weeknotes_site.importer.found import DayClue, Reading, not_published, only_skipped
from weeknotes_site.importer.html.convert import parse_html, to_markdown
from weeknotes_site.importer.html.tags import classes_of, line_of
from weeknotes_site.importer.pages.confluence import Metadata, take_metadata
from weeknotes_site.importer.pages.google_docs import is_google_document, untangle
from weeknotes_site.importer.pages.metadata import address_of, authors_of, day_of, json_ld, meta, metas, title_of
from weeknotes_site.importer.pages.notion import Properties, is_list, take_properties
from weeknotes_site.importer.sources.decode import decode_text
from weeknotes_site.importer.sources.files import SourceFiles, read_document

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
_DRAFT = "draft_"
"""Prefix of the names of drafts in Medium's export."""
_TUMBLR_LIST = "posts_index.html"


def read_html(files: SourceFiles, path: str, *, with_drafts: bool) -> Reading:
    """Read a saved page, or a document that Google Docs has saved as one."""
    name = PurePosixPath(path).name
    is_draft = name.startswith(_DRAFT)
    if is_draft and not with_drafts:
        return only_skipped(path, not_published())
    soup = parse_html(decode_text(read_document(files, path), is_html=True))
    if name == _TUMBLR_LIST or is_list(soup):
        return only_skipped(path, "it is a list of pages, not a note")
    return notes_of(replace(_read_page(path, soup), is_draft=is_draft), files)


def _read_page(path: str, soup: BeautifulSoup) -> Document:
    if wiki := take_metadata(soup):
        return _wiki_page(path, soup, wiki)
    if properties := take_properties(soup):
        return _workspace_page(path, soup, properties)
    # All of these before the tree is changed.
    linked = json_ld(soup)
    title, (day, how) = title_of(soup, linked), day_of(soup, linked)
    page = Document(
        path=path,
        kind="a saved page",
        text="",
        title=title,
        days=given_day(day, how) or clues_in(day, how),
        last_days=_days_of_file(meta(soup, "dcterms.created"), "created"),
        authors=authors_of(soup, linked),
        authors_how="the page",
        site=meta(soup, "og:site_name")
        or line_of(soup.select_one("[data-automationid=SiteHeaderTitle]")),  # SharePoint
        address=address_of(soup),
        tags=tuple(dict.fromkeys(filter(None, (*metas(soup, "article:tag"), *_tags_below(soup))))),
    )
    if is_google_document(soup):
        page = _with_text(replace(page, kind="a Google Docs page", title=""), untangle(soup))
        shown, people = without_people(page.text)
        return replace(page, text=shown, remarks=(*page.remarks, *people))
    article = _article(soup)
    _drop_title(article, title)
    return _with_text(page, article)


def _wiki_page(path: str, soup: BeautifulSoup, wiki: Metadata) -> Document:
    page = Document(
        path=path,
        kind="a saved page",
        text="",
        title=wiki.title,
        site=wiki.space,
        authors=(wiki.author,) if wiki.author else (),
        authors_how="the page",
        last_days=_days_of_file(wiki.created or wiki.modified, "created" if wiki.created else "last edited"),
        is_space=True,
    )
    return _with_text(page, soup.select_one("#main-content") or _article(soup))


def _workspace_page(path: str, soup: BeautifulSoup, properties: Properties) -> Document:
    how = "the page's properties"
    unused = ", ".join(f"`{one}`" for one in properties.unused)
    page = Document(
        path=path,
        kind="a saved page",
        text="",
        title=line_of(soup.select_one("h1.page-title")),
        authors=properties.authors,
        authors_how="the page",
        days=given_day(properties.day, how) or clues_in(properties.day, how),
        last_days=_days_of_file(properties.file_day, "created"),
        tags=properties.tags,
        team=properties.team,
        remarks=(f"these properties were left out: {unused}",) if unused else (),
    )
    return _with_text(page, soup.select_one("article.page .page-body") or soup)


def _days_of_file(written: str, what: str) -> tuple[DayClue, ...]:
    found = clues_in(written, f"the day it was {what}")
    return tuple(replace(one, is_typed=False, is_of_file=True) for one in found)


def _with_text(page: Document, article: Tag) -> Document:
    converted = to_markdown(article)
    return replace(
        page,
        text=converted.markdown,
        title=html_text.unescape(page.title),
        files=converted.files,
        anchors=converted.anchors,
        remarks=(*converted.remarks, *page.remarks),
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
    # In Microformats (Medium's export) this is the whole content; other class names also mark teasers.
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
