"""Google Docs' web pages: classes for formatting, split lists, links through Google, comments at the end."""

import re
from urllib.parse import parse_qs

from bs4 import BeautifulSoup, Tag

from weeknotes_site.importer.html.tags import HEADINGS, classes_of
from weeknotes_site.model.addresses import split_address

_COMMENT_OR_FOOTNOTE = re.compile(r"^(?:ftnt_ref|cmnt_ref)")
_COMMENT = re.compile(r"^cmnt")
_STYLES = {
    "s": re.compile(r"text-decoration:\s*line-through"),
    "em": re.compile(r"font-style:\s*italic"),
    "strong": re.compile(r"font-weight:\s*(?:700|bold)"),
}
"""By tag, the innermost first."""
_RULE = re.compile(r"\.(c\d{1,5})\s*\{([^{}]{0,2000})\}")
_LIST = re.compile(r"lst-(kix_\w{1,80})-(\d{1,2})")


def is_google_document(soup: BeautifulSoup) -> bool:
    """Return whether Google Docs wrote a page."""
    body = soup.body
    classes = " ".join(classes_of(body)) if body is not None else ""
    return (
        "doc-content" in classes
        or soup.find("a", id=_COMMENT_OR_FOOTNOTE) is not None
        or (soup.find(class_=_LIST) is not None)
    )


def untangle(soup: BeautifulSoup) -> Tag:
    """Return the document's body with markup for its visual formatting."""
    body = soup.body or soup
    _drop_comments(body)
    _mark_styles(soup, body)
    for link in body.find_all("a", href=True):
        link["href"] = _without_google(str(link["href"]))
    _nest_lists(body)
    return body


def _drop_comments(body: Tag) -> None:
    for link in body.find_all("a", id=_COMMENT):
        if link.decomposed:
            continue
        outer = link.find_parent("sup")
        if str(link["id"]).startswith("cmnt_ref"):
            (outer or link).decompose()
        elif (box := link.find_parent("div")) is not None:
            box.decompose()


def _mark_styles(soup: BeautifulSoup, body: Tag) -> None:
    rules = [match for sheet in soup.find_all("style") for match in _RULE.finditer(sheet.get_text())]
    marked = {name: {rule[1] for rule in rules if style.search(rule[2])} for name, style in _STYLES.items()}
    for span in body.find_all("span"):
        outer, written = span, str(span.get("style") or "")
        for name, style in _STYLES.items():
            is_marked = bool(marked[name].intersection(classes_of(span)) or style.search(written))
            if is_marked and not (name == "strong" and span.find_parent(HEADINGS)):
                outer = outer.wrap(soup.new_tag(name))
        span.unwrap()
    for name in reversed(_STYLES):
        _join(body, name)


def _join(body: Tag, name: str) -> None:
    """Join adjacent elements: a bold line is often several spans."""
    for tag in body.find_all(name):
        following = tag.next_sibling
        while isinstance(following, Tag) and following.name == name:
            tag.extend(list(following.children))
            following.extract()
            following = tag.next_sibling


def _without_google(href: str) -> str:
    parts = split_address(href)
    if parts.hostname == "www.google.com" and parts.path == "/url":
        return next(iter(parse_qs(parts.query).get("q", [])), href)
    return href


def _nest_lists(body: Tag) -> None:
    """Put a list of a deeper level into the last item of the list before it."""
    last: dict[int, Tag] = {}
    for one in body.find_all(["ul", "ol"]):
        match = _LIST.search(" ".join(classes_of(one)))
        if match is None:
            continue
        level = int(match[2])
        before = one.find_previous_sibling()
        home = last.get(level)
        is_near = any(before is each for each in last.values())
        if level and is_near and (parent := last.get(level - 1)) is not None:
            if items := parent.find_all("li", recursive=False):
                items[-1].append(one.extract())
        elif home is not None and before is not None and before in last.values() and home.name == one.name:
            home.extend(list(one.find_all("li", recursive=False)))
            one.extract()
            one = home
        last = {deep: tag for deep, tag in last.items() if deep < level} | {level: one}
